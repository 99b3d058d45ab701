// Pairs of code and name that articles write together, `Gillette Co <GS>`, for codes of companies that the directory
// does not know, and for names that it does not have. For the code of a company of the directory the pair has its key.
// The index has them as terms of Field::kPair.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/archive/archive.h"
#include "common/time/instant.h"

namespace broadtape {

// A day as a number, so that distances are differences: days since 1970.
using DayNumber = std::int32_t;
DayNumber number_of(Day day);
Day day_of_number(DayNumber number);

// The articles that write a code with a name, by the day of publication.
struct PairDays {
  std::map<DayNumber, std::uint32_t> days;         // -> articles
  std::uint32_t articles = 0;                      // undated ones included
  std::uint32_t learned = 0;                       // articles that got the company by the name alone
  std::map<std::string, std::uint32_t> spellings;  // of the name -> articles

  // The most frequent one, of equal ones the first.
  std::string usual_spelling() const;
};

// A name without dateline, legal form and possessive ending: `Gillette` of `Gillette Co's`.
std::string_view core_of_name(std::string_view name);

// That, folded: "Gillette Co" and "GILLETTE" are one.
std::string normal_name(std::string_view name);

// Whether it is the key of a company rather than a code, which has no lower-case letters.
bool is_company_key(std::string_view code);

// By normal name, then by code or key.
using LearnedPairs = std::map<std::string, std::map<std::string, PairDays>>;

// Adds the pairs of `database`, which must be local, whose normal name `wanted`, if there is one, accepts.
void gather_pairs(const Xapian::Database& database, const std::function<bool(const std::string& normal)>& wanted,
                  LearnedPairs& pairs);

// All pairs of an archive's local segments, with the articles that got a company by a name. Throws Error(kCorrupt).
LearnedPairs learned_pairs(const Archive& archive);

}  // namespace broadtape
