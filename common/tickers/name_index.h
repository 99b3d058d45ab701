// Every company name of a symbol directory, ready to be found in a text's atoms.
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

// How an atom of a name must be written in the text.
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

// Phrases of one or more words, as hashes of their atoms.
using Phrases = std::vector<std::vector<std::uint64_t>>;

struct CompanyPattern {
  std::vector<NameAtom> atoms;
  bool needs_context = false;
  bool is_acronym = false;                   // one atom in capitals
  bool is_shared = false;                    // by several entries, as Nasdaq is by an operator and an index
  bool is_new_name = false;                  // the company took it together with its present symbol
  const SymbolEntry* entry = nullptr;        // who is called so today, if anyone
  std::vector<SymbolSpan> spans;             // of entry's symbol
  std::vector<const SymbolChange*> changes;  // who was called so until then; oldest first
  Phrases for_company, against;              // of the name's context
};

// A pattern that stands at atoms [first, first + count).
struct NameHit {
  const CompanyPattern* pattern = nullptr;
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

class NameIndex {
 public:
  // Keeps pointers into `directory`.
  explicit NameIndex(const SymbolDirectory& directory);

  // The names in `atoms`, in text order; of those that overlap the longest of the first. Replaces `hits`.
  void find(const std::vector<Atom>& atoms, std::vector<NameHit>& hits) const;

  // The symbol that `pattern`'s company had on `day`, its present one when unset. Empty when none had the name then.
  std::string symbol_on(const CompanyPattern& pattern, std::optional<Day> day) const;

 private:
  void add(const SymbolDirectory& directory, const CompanyName& name, const SymbolEntry* entry,
           const SymbolChange* change);
  bool may_begin(std::uint64_t hash) const { return (filter_[(hash >> 6) % filter_.size()] >> (hash & 63)) & 1; }

  const SymbolDirectory& directory_;
  std::vector<CompanyPattern> patterns_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_first_;  // indices of patterns_, longest first
  std::vector<std::uint64_t> filter_;  // one bit for each first atom: most words of a text begin no name
};

}  // namespace broadtape
