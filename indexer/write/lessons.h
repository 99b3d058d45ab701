// Names that articles write with a code, and by which other articles may be found to mention its company.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/companies/company_directory.h"
#include "indexer/write/learned_pairs.h"

namespace broadtape {

inline constexpr std::uint64_t kFewArticles = 20;     // have the word of a name without being too many
inline constexpr std::uint64_t kOrdinaryShare = 100;  // a word in more than one in so many articles is ordinary

// How articles that may get a company write its name.
struct NameUses {
  std::uint32_t lower = 0, alone = 0, beside = 0, places = 0;

  void add(const NameUses& other) {
    lower += other.lower;
    alone += other.alone;
    beside += other.beside;
    places += other.places;
  }
};

// A name that articles write with a code.
struct Lesson {
  std::string normal;
  std::string name;  // the usual spelling
  std::map<std::string, PairDays> codes;
  std::uint32_t teachers = 0;  // articles
  std::vector<std::uint64_t> atoms;
  std::vector<bool> is_capitalised;  // whether the atom is, in the usual spelling
  std::vector<std::string> terms;

  bool is_word() const { return atoms.size() == 1; }
  // Mostly an ordinary phrase, the surname of people, or a place.
  bool is_ordinary(const NameUses& uses) const {
    return uses.lower * 4 > uses.alone + uses.beside || (is_word() && uses.beside > uses.alone) ||
           uses.places > uses.alone;
  }
};

// The lessons of the pairs of `parts` and of those of the local databases `known` whose words one of `parts` has; those
// of most teachers first. Names that are too short, ordinary words or known to `directory` are left out.
std::vector<Lesson> gather_lessons(const std::vector<Xapian::Database>& parts,
                                   const std::vector<Xapian::Database>& known, const CompanyDirectory& directory);

}  // namespace broadtape
