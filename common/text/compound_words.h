// Recognises compounds that are written in one word or in two (`sell-off`, `F-150`, `EUR/USD`, `basis points`), and
// periods with a year (`FY26`, `1Q'25`). Each function recognises one form at one position; the analyser decides which
// to try.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

// Longer compounds are not written in one word.
inline constexpr std::size_t kMaxCompoundBytes = 16;

// Both parts, in one word in lower case, of the compound whose first is text[begin, end), a run of ASCII letters and
// digits: `sell-off`, `COVID-19`. Both parts are letters, or the second is digits. Chains such as `day-to-day` are no
// compounds. Three to five letters, a slash and three letters are one, too, because currencies are written so:
// `EUR/USD`.
std::optional<std::string> compound(std::string_view text, std::size_t begin, std::size_t end);

// `basis points` after `basis`, which ends at `end`, as one word.
std::optional<std::string> basis_points(std::string_view text, std::size_t end);

// The end of the period in text[begin, end), a word that is a period and a year: 2 for `fy26` and `1q25`. 0 for others.
// Requires lower case.
std::size_t period_before_year(std::string_view word);

// Whether `word` is a period that a year may follow: `fy`, `q1`, `2h`. Requires lower case.
bool is_period(std::string_view word);

// The year in two or four digits, in four: `26` is 2026.
std::string four_digit_year(std::string_view digits);

// The quarter or half with its number last: `q1` for `1q`. Empty for other words. Requires lower case.
std::string number_last(std::string_view word);

}  // namespace broadtape
