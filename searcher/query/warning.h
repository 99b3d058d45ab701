// Warnings about a query: what was ignored, taken literally, or answered differently from what was asked. Programs read
// the code, people the message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadtape {

enum class WarningCode : std::uint8_t {
  kSyntaxIgnored,
  kTakenAsWord,
  kTakenAsAnd,
  kOperatorOrder,
  kForeignOperator,
  kOtherReading,
  kNothingToSearch,
  kCannotMatch,
  kCompanyMeaning,
  kPartialMatch,
  kWidened,
  kSpelling,
  kIncomplete,
  kNoEffect,
  kPastTheEnd,
  kLateLoad,
};

struct WarningCodeRow {
  WarningCode code;
  std::string_view name;     // in JSON; never changes its meaning within a format version
  std::string_view meaning;  // a sentence without initial capital letter and full stop
};

// docs/query-language.md has the same table.
inline constexpr WarningCodeRow kWarningCodes[] = {
    {WarningCode::kSyntaxIgnored, "syntax-ignored", "a quotation mark, parenthesis, comma or star was ignored"},
    {WarningCode::kTakenAsWord, "taken-as-word",
     "text in the form of an operator or a field was searched for as words"},
    {WarningCode::kTakenAsAnd, "taken-as-and", "a proximity operator between other things than words was read as AND"},
    {WarningCode::kOperatorOrder, "operator-order", "adjacent words were joined before OR"},
    {WarningCode::kForeignOperator, "foreign-operator", "an operator of another search engine was read as ours"},
    {WarningCode::kOtherReading, "other-reading",
     "the query has another plausible meaning, which was not searched for"},
    {WarningCode::kNothingToSearch, "nothing-to-search", "a part of the query, or all of it, has no searchable word"},
    {WarningCode::kCannotMatch, "cannot-match", "no article can have the value of this field"},
    {WarningCode::kCompanyMeaning, "company-meaning", "a symbol or name of a company has another meaning, too"},
    {WarningCode::kPartialMatch, "partial-match", "no article has all words; the results have some of them"},
    {WarningCode::kWidened, "widened",
     "few articles or none have the words; the results have others of the same meaning"},
    {WarningCode::kSpelling, "spelling", "a word is in no article, and a similar one is in some"},
    {WarningCode::kIncomplete, "incomplete", "an explanation took too long and is incomplete"},
    {WarningCode::kNoEffect, "no-effect", "an option does not change this answer"},
    {WarningCode::kPastTheEnd, "past-the-end", "there are fewer results than were to be skipped"},
    {WarningCode::kLateLoad, "late-load",
     "the archive learned of many articles long after their publication; as of an earlier time it lacks them"},
};

constexpr bool warning_codes_are_in_order() {
  for (std::size_t i = 0; i < std::size(kWarningCodes); ++i) {
    if (static_cast<std::size_t>(kWarningCodes[i].code) != i) return false;
  }
  return true;
}
static_assert(warning_codes_are_in_order());

constexpr std::string_view code_name(WarningCode code) {
  return kWarningCodes[static_cast<std::size_t>(code)].name;
}

struct Warning {
  WarningCode code;
  std::string message;  // a sentence without initial capital letter and full stop

  friend bool operator==(const Warning&, const Warning&) = default;
};

using Warnings = std::vector<Warning>;

inline void warn(Warnings& warnings, WarningCode code, std::string message) {
  warnings.push_back({code, std::move(message)});
}

}  // namespace broadtape
