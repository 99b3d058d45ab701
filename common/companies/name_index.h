// An index of all names of a company directory, for matching in the atoms of a text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/companies/company_directory.h"
#include "common/companies/text_atoms.h"

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

// A company and the days on which it had a name.
struct NameOwner {
  const Company* company = nullptr;
  DaySpan days;
  bool needs_context = false;
  bool needs_evidence = false;  // mostly a surname, place or word, or the ambiguous name of a little-known company
  DaySpan sure;                 // on other days the name needs evidence
};

struct NamePattern {
  std::vector<NameAtom> atoms;
  bool is_acronym = false;        // one atom in capitals
  std::vector<NameOwner> owners;  // in the order of the directory
  Phrases for_company, against;   // context words of the name
};

// A match at atoms [first, first + count).
struct NameHit {
  const NamePattern* pattern = nullptr;
  const NameOwner* owner = nullptr;  // on the day of the text
  bool needs_evidence = false;       // a code, a legal form or shares beside it, because the name alone is too weak
  bool is_shared = false;            // others have the name that day too: Nasdaq is an operator and an index
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

class NameIndex {
 public:
  // Keeps pointers into `directory`.
  explicit NameIndex(const CompanyDirectory& directory);

  // Replaces `hits` by the names in `atoms` that a company had on `day` (unset: ever), in text order. Of overlapping
  // names the leftmost, longest one is kept.
  void find(const std::vector<Atom>& atoms, std::optional<Day> day, std::vector<NameHit>& hits) const;

 private:
  void add(const CompanyDirectory& directory, const Company& company);
  NamePattern& pattern_of(const CompanyDirectory& directory, const Company& company, std::string_view name,
                          std::vector<NameAtom>&& atoms);
  const NameOwner* successor_of(const NameHit& hit, std::uint64_t first_atom, Day day) const;
  bool may_begin(std::uint64_t hash) const { return (filter_[(hash >> 6) % filter_.size()] >> (hash & 63)) & 1; }

  std::vector<NamePattern> patterns_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> by_first_;  // indices of patterns_, longest first
  std::vector<std::uint64_t> filter_;  // Bloom filter of first atoms, because most words do not begin a name
};

}  // namespace broadtape
