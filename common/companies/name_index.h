// An index of all names of a company directory, for matching in the atoms of a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

// Phrases as hashes of their atoms. Their first atoms lie side by side, because most are compared with nothing else.
class Phrases {
 public:
  // Requires at least one atom.
  void add(const std::vector<Atom>& phrase);
  bool empty() const { return firsts_.empty(); }
  // Whether one of them is at atoms[at].
  bool stand_at(const std::vector<Atom>& atoms, std::size_t at) const;

 private:
  std::vector<std::uint64_t> firsts_, rest_;
  std::vector<std::uint32_t> ends_;  // of the rest of each phrase, in rest_
};

// A company and the days on which it had a name.
struct NameOwner {
  const Company* company = nullptr;
  DaySpan days;
  bool needs_context = false;
  bool needs_evidence = false;  // mostly a surname, place or word, or the ambiguous name of a little-known company
  DaySpan sure;                 // on other days the name needs evidence
};

struct NamePattern {
  std::span<const NameAtom> atoms;
  bool is_acronym = false;            // one atom in capitals
  std::span<const NameOwner> owners;  // in the order of the directory
  Phrases for_company, against;       // context words of the name
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

  // Whether the names of several companies begin with these atoms and go on.
  bool is_shared_beginning(std::span<const Atom> beginning) const;

 private:
  class Builder;

  const NameOwner* successor_of(const NameHit& hit, std::uint64_t first_atom, Day day) const;

  // A Bloom filter of first atoms, because most words do not begin a name.
  template <std::size_t kWords>
  struct Filter {
    void add(std::uint64_t hash) { words[(hash >> 6) % kWords] |= std::uint64_t{1} << (hash & 63); }
    bool may_have(std::uint64_t hash) const { return (words[(hash >> 6) % kWords] >> (hash & 63)) & 1; }
    std::vector<std::uint64_t> words = std::vector<std::uint64_t>(kWords);
  };
  bool may_begin(const Atom& atom) const { return atom.is_capitalised || lower_first_atoms_.may_have(atom.hash); }

  // Finds the longest pattern of beginnings_[key] that is at atoms[at] and has an owner on `day`.
  bool match(std::uint64_t key, const std::vector<Atom>& atoms, std::size_t at, std::optional<Day> day,
             NameHit& hit) const;

  // A hash table of patterns. Those of one key are in one chain, the longest first.
  class Chains {
   public:
    static constexpr std::uint32_t kEnd = 0xFFFFFFFF;
    explicit Chains(std::size_t patterns = 0);
    // Puts a pattern at the front of its chain.
    void add(std::uint64_t key, std::uint32_t pattern);
    std::uint32_t first(std::uint64_t key) const { return of_key(key, heads_[key & (heads_.size() - 1)]); }
    std::uint32_t next(std::uint64_t key, std::uint32_t pattern) const { return of_key(key, links_[pattern].next); }

   private:
    struct Link {
      std::uint32_t check;  // the high half of the key: the low half chose the chain
      std::uint32_t next;
    };
    static std::uint32_t check_of(std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32); }
    std::uint32_t of_key(std::uint64_t key, std::uint32_t pattern) const {
      while (pattern != kEnd && links_[pattern].check != check_of(key)) pattern = links_[pattern].next;
      return pattern;
    }
    std::vector<std::uint32_t> heads_;
    std::vector<Link> links_;
  };

  std::vector<NameAtom> atoms_;
  std::vector<NameOwner> owners_;
  std::vector<NamePattern> patterns_;
  Chains by_first_;                                  // by the first atom
  Chains beginnings_;                                // by the first two atoms: hundreds of names begin with `American`
  Filter<1u << 13> long_first_atoms_, whole_atoms_;  // of names of several atoms, and of one
  Filter<1u << 9> lower_first_atoms_;  // of those that need no capital: few, so that it stays in the cache
};

}  // namespace broadtape
