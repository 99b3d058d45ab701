#include <fmt/format.h>

#include <array>
#include <string_view>

#include "common/time/date_parts.h"

namespace broadtape {
namespace {

struct Named {
  std::string_view name;  // in capitals
  int number;
};

constexpr std::array kMonths = {
    Named{"JAN", 1},   Named{"JANUARY", 1},   Named{"FEB", 2},       Named{"FEBRUARY", 2},  Named{"MAR", 3},
    Named{"MARCH", 3}, Named{"APR", 4},       Named{"APRIL", 4},     Named{"MAY", 5},       Named{"JUN", 6},
    Named{"JUNE", 6},  Named{"JUL", 7},       Named{"JULY", 7},      Named{"AUG", 8},       Named{"AUGUST", 8},
    Named{"SEP", 9},   Named{"SEPT", 9},      Named{"SEPTEMBER", 9}, Named{"OCT", 10},      Named{"OCTOBER", 10},
    Named{"NOV", 11},  Named{"NOVEMBER", 11}, Named{"DEC", 12},      Named{"DECEMBER", 12},
};

constexpr std::array kWeekdays = {
    Named{"SUN", 0},  Named{"SUNDAY", 0},   Named{"MON", 1},      Named{"MONDAY", 1},    Named{"TUE", 2},
    Named{"TUES", 2}, Named{"TUESDAY", 2},  Named{"WED", 3},      Named{"WEDNESDAY", 3}, Named{"THU", 4},
    Named{"THUR", 4}, Named{"THURS", 4},    Named{"THURSDAY", 4}, Named{"FRI", 5},       Named{"FRIDAY", 5},
    Named{"SAT", 6},  Named{"SATURDAY", 6},
};

template <std::size_t N>
std::optional<int> lookup(const std::array<Named, N>& table, const DateToken& word) {
  if (word.kind != DateTokenKind::kWord) return std::nullopt;
  for (const Named& row : table) {
    if (equals_upper(word.text, row.name)) return row.number;
  }
  return std::nullopt;
}

// The number of joining tokens at `ahead`: the full stop of `Jan.` and a hyphen.
std::size_t joiners_at(const DateTokens& tokens, std::size_t ahead) {
  std::size_t length = 0;
  if (tokens.peek(ahead).is_sign('.')) ++length;
  if (tokens.peek(ahead + length).is_sign('-')) ++length;
  return length;
}

std::size_t ordinal_at(const DateTokens& tokens, std::size_t ahead) {
  const DateToken& word = tokens.peek(ahead);
  if (word.kind != DateTokenKind::kWord || word.spaced) return 0;
  for (const std::string_view suffix : {"ST", "ND", "RD", "TH"}) {
    if (equals_upper(word.text, suffix)) return 1;
  }
  return 0;
}

// Whether the number at `ahead` begins a time, so that it is not a year: `10:30`, `10.30`, `10 pm`.
bool begins_clock(const DateTokens& tokens, std::size_t ahead) {
  const DateToken& next = tokens.peek(ahead + 1);
  if (next.is_sign(':')) return true;
  if (next.is_sign('.')) return tokens.peek(ahead + 2).kind == DateTokenKind::kNumber;
  return equals_upper(next.text, "AM") || equals_upper(next.text, "PM") ||
         ((equals_upper(next.text, "A") || equals_upper(next.text, "P")) && tokens.peek(ahead + 2).is_sign('.'));
}

std::optional<int> year_at(const DateTokens& tokens, std::size_t ahead, bool two_digits) {
  const DateToken& number = tokens.peek(ahead);
  if (begins_clock(tokens, ahead)) return std::nullopt;
  if (number.is_number(4, 4)) return number.value;
  if (!two_digits || !number.is_number(2, 2)) return std::nullopt;
  return number.value >= 70 ? 1900 + number.value : 2000 + number.value;
}

ReadResult take(DateTokens& tokens, std::size_t length, WrittenDay read, WrittenDay& day) {
  tokens.skip(length);
  day = read;
  return ReadResult::kRead;
}

ReadResult refuse_month(int year, std::string& reason) {
  reason = fmt::format("a month of {} without a day", year);
  return ReadResult::kRefused;
}

// `20250130`.
ReadResult read_compact_day(DateTokens& tokens, WrittenDay& day) {
  const int value = tokens.peek().value;
  return take(tokens, 1, {value / 10000, value / 100 % 100, value % 100}, day);
}

// `2025-01-30`, `2025/1/30`, `2025.01.30`, `2025-Jan-30`, `2025 Jan 30`.
ReadResult read_year_first(DateTokens& tokens, WrittenDay& day, std::string& reason) {
  const int year = tokens.peek().value;
  const DateToken& mark = tokens.peek(1);
  if (const auto month = lookup(kMonths, mark)) {
    if (!tokens.peek(2).is_number(1, 2)) return refuse_month(year, reason);
    return take(tokens, 3, {year, *month, tokens.peek(2).value}, day);
  }
  if (!mark.is_sign('-') && !mark.is_sign('/') && !mark.is_sign('.')) return ReadResult::kNotHere;
  const DateToken& middle = tokens.peek(2);
  const auto named = lookup(kMonths, middle);
  if (!named && !middle.is_number(1, 2)) return ReadResult::kNotHere;
  if (!tokens.peek(3).is_sign(mark.sign) || !tokens.peek(4).is_number(1, 2)) return refuse_month(year, reason);
  return take(tokens, 5, {year, named ? *named : middle.value, tokens.peek(4).value}, day);
}

// `26-FEB-1987`, `6 January 2022`, `30th of Jan. 2025`, `6-Jan-22`; without a year, `05 Feb`.
ReadResult read_day_first(DateTokens& tokens, WrittenDay& day) {
  std::size_t at = 1 + ordinal_at(tokens, 1);
  at += equals_upper(tokens.peek(at).text, "OF") ? 1 : joiners_at(tokens, at);
  const auto month = lookup(kMonths, tokens.peek(at));
  if (!month) return ReadResult::kNotHere;
  const std::size_t behind_month = ++at;
  at += joiners_at(tokens, at);
  if (at == behind_month && tokens.peek(at).is_sign(',')) ++at;
  const auto year = year_at(tokens, at, true);
  return take(tokens, year ? at + 1 : behind_month, {year, *month, tokens.peek(0).value}, day);
}

// `Jan. 30, 2025`, `January 30th 2025`, `Jan-30-2025`; without a year, `Feb 05`.
ReadResult read_month_first(DateTokens& tokens, WrittenDay& day, std::string& reason) {
  const auto month = lookup(kMonths, tokens.peek());
  if (!month) return ReadResult::kNotHere;
  std::size_t at = 1 + joiners_at(tokens, 1);
  if (tokens.peek(at).is_number(4, 4)) return refuse_month(tokens.peek(at).value, reason);
  if (!tokens.peek(at).is_number(1, 2)) return ReadResult::kNotHere;
  const int number = tokens.peek(at).value;
  ++at;
  at += ordinal_at(tokens, at);
  const std::size_t behind_day = at;
  const bool comma = tokens.peek(at).is_sign(',');
  at += comma ? 1 : joiners_at(tokens, at);
  const auto year = year_at(tokens, at, comma);
  return take(tokens, year ? at + 1 : behind_day, {year, *month, number}, day);
}

// Rejects `01/02/2025` and `30.01.2025`. Archives mix both orders, so that even 30/01/2025 next to 01/02/2025 does not
// prove the order.
ReadResult refuse_unknown_order(const DateTokens& tokens, std::string& reason) {
  const DateToken& mark = tokens.peek(1);
  const bool is_numeric = (mark.is_sign('/') || mark.is_sign('.') || mark.is_sign('-')) &&
                          tokens.peek(2).is_number(1, 2) && tokens.peek(3).is_sign(mark.sign) &&
                          tokens.peek(4).kind == DateTokenKind::kNumber;
  if (!is_numeric) return ReadResult::kNotHere;
  reason = fmt::format("\"{}\" is ambiguous: the day or the month may come first; write 2025-01-30", tokens.rest());
  return ReadResult::kRefused;
}

}  // namespace

ReadResult read_day(DateTokens& tokens, WrittenDay& day, std::string& reason) {
  const DateToken& first = tokens.peek();
  if (first.kind == DateTokenKind::kWord) return read_month_first(tokens, day, reason);
  if (first.is_number(8, 8)) return read_compact_day(tokens, day);
  if (first.is_number(4, 4)) return read_year_first(tokens, day, reason);
  if (!first.is_number(1, 2)) return ReadResult::kNotHere;
  const ReadResult result = read_day_first(tokens, day);
  return result == ReadResult::kNotHere ? refuse_unknown_order(tokens, reason) : result;
}

std::optional<int> read_weekday(DateTokens& tokens) {
  const auto weekday = lookup(kWeekdays, tokens.peek());
  if (weekday) tokens.skip(tokens.peek(1).is_sign('.') ? 2 : 1);
  return weekday;
}

std::optional<int> read_year(DateTokens& tokens) {
  const auto year = year_at(tokens, 0, false);
  if (year) tokens.skip();
  return year;
}

}  // namespace broadtape
