// Dates recognised by the form of the whole text, without words: ISO 8601 in its usual form, digits, and wrappers such
// as `/Date(1705311000000)/`. Also the check that a date is not a placeholder.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/time/date_parser.h"

namespace broadtape {

// `2025-01-30`, `2025-01-30T14:05:09.5-05:00`. nullopt for any other text, which may still be a date. A fast path: its
// results are those of the general parser.
std::optional<DateResult> parse_iso_date(std::string_view text, const DateHints& hints);

// Seconds, milliseconds, microseconds or nanoseconds since 1970 (10, 13, 16 or 19 digits, and an optional fraction),
// before 2100, ticks of .NET and Windows (18 digits), and the day numbers of spreadsheets. nullopt for any other text.
std::optional<DateResult> parse_digits(std::string_view text, const DateHints& hints);

// `1.706607E+09`: such a time in exponent form, at day precision if it is rounded. nullopt for any other text.
std::optional<DateResult> parse_exponent(std::string_view text, const DateHints& hints);

// `/Date(1705311000000)/`, `/Date(1705311000000+0100)/`: milliseconds since 1970; `Date(2025,0,30)`, `new Date(2025, 0,
// 30, 9, 30)`: months from zero. nullopt for any other text.
std::optional<DateResult> parse_script_date(std::string_view text, const DateHints& hints);

inline constexpr const char* kMonthNames[] = {"January", "February", "March",     "April",   "May",      "June",
                                              "July",    "August",   "September", "October", "November", "December"};

// The number of exactly `count` digits at `at`; -1 for anything else.
int digits_at(std::string_view text, std::size_t at, std::size_t count);

// A result without a date, for `reason`.
inline DateResult no_date(std::string reason, DateDoubt doubt = DateDoubt::kNone) {
  return {std::nullopt, std::move(reason), doubt};
}

// The text inside `new Date(...)`, `Timestamp('...')`, `ISODate("...")`, quotes or brackets; otherwise
// `text`.
std::string_view unwrapped(std::string_view text);

// `date`, or the reason why it is not one: a placeholder, or a year outside the hints'. `written` is the day as
// written, whose UTC day may be another one.
DateResult checked_date(ParsedDate date, Day written, const DateHints& hints);

}  // namespace broadtape
