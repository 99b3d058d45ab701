// An index of all company names of a symbol directory, for matching in the atoms of a text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/tickers/symbol_directory.h"
#include "common/tickers/text_atoms.h"

namespace broadtape {

// The required capitalisation of an atom in the text.
enum class NameCase : std::uint8_t {
  kAny,          // `of`, `eBay`
  kCapitalised,  // `Ford`: also FORD
  kAllCaps,      // `IBM`
};

struct NameAtom {
  std::uint64_t hash;
  AtomGap gap;
  NameCase letters;
};

// Phrases as hashes of their atoms.
using Phrases = std::vector<std::vector<std::uint64_t>>;

struct CompanyPattern {
  std::vector<NameAtom> atoms;
  bool needs_context = false;
  bool is_acronym = false;                   // one atom in capitals
  bool is_shared = false;                    // several entries have the name: Nasdaq is an operator and an index
  bool is_new_name = false;                  // adopted together with the present symbol
  const SymbolEntry* entry = nullptr;        // the present owner of the name, or null
  std::vector<SymbolSpan> spans;             // of the symbol of `entry`
  std::vector<const SymbolChange*> changes;  // former owners of the name; oldest first
  Phrases for_company, against;              // context words of the name
};

// A match at atoms [first, first + count).
struct NameHit {
  const CompanyPattern* pattern = nullptr;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

class NameIndex {
 public:
  // Keeps pointers into `directory`.
  explicit NameIndex(const SymbolDirectory& directory);

  // Replaces `hits` by the names in `atoms` in text order. Of overlapping names the leftmost, longest one is kept.
  void find(const std::vector<Atom>& atoms, std::vector<NameHit>& hits) const;

  // The symbol of the company of `pattern` on `day`; the present one if unset. Empty if no company had the name then.
  std::string symbol_on(const CompanyPattern& pattern, std::optional<Day> day) const;

 private:
  void add(const SymbolDirectory& directory, const CompanyName& name, const SymbolEntry* entry,
           const SymbolChange* change);
  bool may_begin(std::uint64_t hash) const { return (filter_[(hash >> 6) % filter_.size()] >> (hash & 63)) & 1; }

  const SymbolDirectory& directory_;
  std::vector<CompanyPattern> patterns_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_first_;  // indices of patterns_, longest first
  std::vector<std::uint64_t> filter_;  // Bloom filter of first atoms, because most words do not begin a name
};

}  // namespace broadtape
