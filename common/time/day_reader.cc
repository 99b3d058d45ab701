#include <fmt/format.h>

#include <string_view>

#include "common/time/date_parts.h"

namespace broadtape {
namespace {

// What stands between the parts of a day: `.`, `-`, `/`, a comma, an apostrophe and words such as `de`.
struct Glue {
  std::size_t length = 0;  // in tokens
  bool has_word = false;
  bool has_hyphen = false;
  bool has_comma = false;
  bool has_apostrophe = false;
};

Glue glue_at(const DateTokens& tokens, std::size_t ahead) {
  constexpr std::size_t kMaxGlue = 3;
  Glue glue;
  for (; glue.length < kMaxGlue; ++glue.length) {
    const DateToken& token = tokens.peek(ahead + glue.length);
    const bool is_link = token.word.has(kLinkRole);
    if (!is_link && (token.sign == 0 || std::string_view(".-/,'").find(token.sign) == std::string_view::npos)) break;
    glue.has_word = glue.has_word || is_link;
    glue.has_hyphen = glue.has_hyphen || token.is_sign('-');
    glue.has_comma = glue.has_comma || token.is_sign(',');
    glue.has_apostrophe = glue.has_apostrophe || token.is_sign('\'');
  }
  return glue;
}

// The ending of `1st`, `1er`, `1º`.
std::size_t ordinal_at(const DateTokens& tokens, std::size_t ahead) {
  const DateToken& word = tokens.peek(ahead);
  return word.word.has(kOrdinalRole) && !word.spaced ? 1 : 0;
}

// The `г.` of `15 января 2024 г.`.
std::size_t year_mark_at(const DateTokens& tokens, std::size_t ahead) {
  if (!tokens.peek(ahead).word.has(kYearMarkRole)) return 0;
  return tokens.peek(ahead + 1).is_sign('.') ? 2 : 1;
}

// Whether the number at `ahead` begins a time, so that it is not a year: `10:30`, `10.30`, `10 pm`, `10h`.
bool begins_clock(const DateTokens& tokens, std::size_t ahead) {
  const DateToken& next = tokens.peek(ahead + 1);
  if (tokens.peek(ahead).text.size() > 2) return false;
  if (next.is_sign(':')) return true;
  if (next.is_sign('.')) return tokens.peek(ahead + 2).kind == DateTokenKind::kNumber;
  return next.word.has(kAmRole | kPmRole | kHourMarkRole) ||
         ((equals_upper(next.text, "A") || equals_upper(next.text, "P")) && tokens.peek(ahead + 2).is_sign('.'));
}

std::optional<int> year_at(const DateTokens& tokens, std::size_t ahead, bool two_digits) {
  const DateToken& number = tokens.peek(ahead);
  if (begins_clock(tokens, ahead)) return std::nullopt;
  if (number.is_number(4, 4)) return number.value;
  if (!two_digits || !number.is_number(2, 2)) return std::nullopt;
  return full_year(number.value);
}

ReadResult take(DateTokens& tokens, std::size_t length, WrittenDay read, WrittenDay& day) {
  tokens.skip(length);
  day = read;
  return ReadResult::kRead;
}

WrittenDay written_day(std::optional<int> year, int month, int day) {
  WrittenDay written;
  written.year = year;
  written.month = month;
  written.day = day;
  return written;
}

ReadResult refuse_month(int year, std::string& reason) {
  reason = fmt::format("a month of {} without a day", year);
  return ReadResult::kRefused;
}

// `20250130`.
ReadResult read_compact_day(DateTokens& tokens, WrittenDay& day) {
  const int value = tokens.peek().value;
  return take(tokens, 1, written_day(value / 10000, value / 100 % 100, value % 100), day);
}

// `2025年1月30日`, `2025년 1월 30일`; without a year, `1月30日`.
ReadResult read_marked_day(DateTokens& tokens, WrittenDay& day, std::string& reason) {
  std::optional<int> year;
  std::size_t at = 0;
  if (tokens.peek(1).word.has(kYearMarkRole)) {
    year = tokens.peek().is_number(2, 2) ? full_year(tokens.peek().value) : tokens.peek().value;
    at = 2;
  }
  if (!tokens.peek(at).is_number(1, 2) || !tokens.peek(at + 1).word.has(kMonthMarkRole)) return ReadResult::kNotHere;
  const DateToken& number = tokens.peek(at + 2);
  if (!number.is_number(1, 2) || !tokens.peek(at + 3).word.has(kDayMarkRole)) {
    return year ? refuse_month(*year, reason) : ReadResult::kNotHere;
  }
  return take(tokens, at + 4, written_day(year, tokens.peek(at).value, number.value), day);
}

// `2025 Jan 30`, `2025-Jan-30`, `2025. január 30.`.
ReadResult read_year_and_name(DateTokens& tokens, std::size_t at, WrittenDay& day, std::string& reason) {
  const int year = tokens.peek().value;
  const int month = tokens.peek(at).word.month;
  ++at;
  at += glue_at(tokens, at).length;
  if (!tokens.peek(at).is_number(1, 2)) return refuse_month(year, reason);
  const int number = tokens.peek(at).value;
  ++at;
  if (tokens.peek(at).is_sign('.')) ++at;
  return take(tokens, at, written_day(year, month, number), day);
}

// `2025-01-30`, `2025/1/30`, `2025.01.30`, `2025. 1. 30.`, `2025:01:30`.
ReadResult read_year_first(DateTokens& tokens, WrittenDay& day, std::string& reason) {
  const int year = tokens.peek().value;
  const std::size_t named = 1 + glue_at(tokens, 1).length;
  if (tokens.peek(named).word.month > 0) return read_year_and_name(tokens, named, day, reason);
  const DateToken& mark = tokens.peek(1);
  const DateToken& month = tokens.peek(2);
  if (mark.sign == 0 || std::string_view("-/.:").find(mark.sign) == std::string_view::npos) return ReadResult::kNotHere;
  if (!month.is_number(1, 2)) return ReadResult::kNotHere;
  if (!tokens.peek(3).is_sign(mark.sign) || !tokens.peek(4).is_number(1, 2)) return refuse_month(year, reason);
  const std::size_t length = mark.is_sign('.') && tokens.peek(5).is_sign('.') ? 6 : 5;
  return take(tokens, length, written_day(year, month.value, tokens.peek(4).value), day);
}

// `26-FEB-1987`, `6 January 2022`, `30th of Jan. 2025`, `6-Jan-22`, `15 de enero de 2024`; without a year, `05 Feb`.
ReadResult read_day_first(DateTokens& tokens, WrittenDay& day) {
  std::size_t at = 1 + ordinal_at(tokens, 1);
  at += glue_at(tokens, at).length;
  const int month = tokens.peek(at).word.month;
  if (month == 0) return ReadResult::kNotHere;
  const std::size_t behind_month = ++at;
  const Glue glue = glue_at(tokens, at);
  at += glue.length;
  const auto year = year_at(tokens, at, !glue.has_word);
  const std::size_t length = year ? at + 1 + year_mark_at(tokens, at + 1) : behind_month;
  return take(tokens, length, written_day(year, month, tokens.peek(0).value), day);
}

// `Jan. 30, 2025`, `January 30th 2025`, `Jan-30-2025`, `Jan-30-25`; without a year, `Feb 05`.
ReadResult read_month_first(DateTokens& tokens, WrittenDay& day, std::string& reason) {
  const int month = tokens.peek().word.month;
  if (month == 0) return ReadResult::kNotHere;
  const Glue before = glue_at(tokens, 1);
  std::size_t at = 1 + before.length;
  if (tokens.peek(at).is_number(4, 4)) return refuse_month(tokens.peek(at).value, reason);
  if (!tokens.peek(at).is_number(1, 2)) return ReadResult::kNotHere;
  const int number = tokens.peek(at).value;
  ++at;
  at += ordinal_at(tokens, at);
  const std::size_t behind_day = at;
  const Glue glue = glue_at(tokens, at);
  at += glue.length;
  const bool two_digits = glue.has_comma || glue.has_apostrophe || (before.has_hyphen && glue.has_hyphen);
  const auto year = year_at(tokens, at, two_digits && !glue.has_word);
  return take(tokens, year ? at + 1 : behind_day, written_day(year, month, number), day);
}

// Whether a number and a month follow the word: `mar, 15 de enero`.
bool before_day_and_month(const DateTokens& tokens) {
  std::size_t at = 1 + glue_at(tokens, 1).length;
  if (!tokens.peek(at).is_number(1, 2)) return false;
  ++at;
  at += ordinal_at(tokens, at);
  return tokens.peek(at + glue_at(tokens, at).length).word.month > 0;
}

}  // namespace

int full_year(int two_digits) {
  return two_digits >= 70 ? 1900 + two_digits : 2000 + two_digits;
}

ReadResult read_day(DateTokens& tokens, WrittenDay& day, std::string& reason) {
  const DateToken& first = tokens.peek();
  if (first.kind == DateTokenKind::kWord) return read_month_first(tokens, day, reason);
  if (first.is_number(8, 8)) return read_compact_day(tokens, day);
  if (tokens.peek(1).word.has(kYearMarkRole | kMonthMarkRole) && first.is_number(1, 4)) {
    return read_marked_day(tokens, day, reason);
  }
  if (first.is_number(4, 4)) return read_year_first(tokens, day, reason);
  if (!first.is_number(1, 2)) return ReadResult::kNotHere;
  const ReadResult result = read_day_first(tokens, day);
  return result == ReadResult::kNotHere ? read_numeric_day(tokens, day) : result;
}

std::optional<int> read_weekday(DateTokens& tokens, bool behind_day) {
  const bool in_parentheses = tokens.peek().is_sign('(') && tokens.peek(2).is_sign(')');
  const DateToken& word = tokens.peek(in_parentheses ? 1 : 0);
  if (word.word.weekday < 0) return std::nullopt;
  if (word.word.month > 0 && !in_parentheses && !behind_day && !before_day_and_month(tokens)) return std::nullopt;
  const int weekday = word.word.weekday;
  std::size_t length = in_parentheses ? 3 : 1;
  if (tokens.peek(length).is_sign('.')) ++length;
  const bool has_tail = tokens.peek(length).is_sign('-') && equals_upper(tokens.peek(length + 1).text, "FEIRA");
  tokens.skip(has_tail ? length + 2 : length);
  return weekday;
}

std::optional<int> read_year(DateTokens& tokens) {
  const auto year = year_at(tokens, 0, false);
  if (year) tokens.skip();
  return year;
}

}  // namespace broadtape
