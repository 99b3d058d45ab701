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

// A year with its era, if it is written, in the Gregorian calendar.
struct YearAt {
  int year;
  std::size_t length;  // in tokens
};

// The letters of Japanese eras before a number: `R6.1.30`.
struct EraLetter {
  std::string_view letter;
  int before;  // the year before the first one
  int last;    // the last year
};
constexpr EraLetter kEraLetters[] = {{"R", 2018, 99}, {"H", 1988, 31}, {"S", 1925, 64}};

// `令和6`, `令和元`, `R6`, `民國113`, `พ.ศ. 2567`.
std::optional<YearAt> era_year_at(const DateTokens& tokens, std::size_t ahead) {
  const DateToken& name = tokens.peek(ahead);
  std::size_t at = ahead + 1;
  if (name.word.has(kEraRole)) {
    constexpr std::string_view kFirst = "\xE5\x85\x83";  // 元
    if (tokens.peek(at).text == kFirst) return YearAt{name.word.era + 1, 2};
    if (!tokens.peek(at).is_number(1, 4)) return std::nullopt;
    return YearAt{name.word.era + tokens.peek(at).value, 2};
  }
  if (name.text.size() != 1 || name.kind != DateTokenKind::kWord) return std::nullopt;
  if (tokens.peek(at).is_sign('.')) ++at;
  const DateToken& number = tokens.peek(at);
  for (const EraLetter& era : kEraLetters) {
    const bool fits = number.is_number(1, 2) && !number.spaced && number.value >= 1 && number.value <= era.last;
    if (fits && name.text == era.letter) return YearAt{era.before + number.value, at + 1 - ahead};
  }
  return std::nullopt;
}

std::optional<YearAt> year_at(const DateTokens& tokens, std::size_t ahead, bool two_digits) {
  const DateToken& number = tokens.peek(ahead);
  if (number.word.has(kEraRole)) return era_year_at(tokens, ahead);
  if (begins_clock(tokens, ahead)) return std::nullopt;
  if (number.is_number(4, 4)) return YearAt{calendar_year(tokens, number.value), 1};
  if (!two_digits || !number.is_number(2, 2)) return std::nullopt;
  // Thai writes the Buddhist year 2567 as 67.
  constexpr int kFirstBuddhist = 43, kBuddhistCentury = 1957;
  const bool is_buddhist = tokens.have(kThaiRole) && number.value >= kFirstBuddhist;
  return YearAt{is_buddhist ? kBuddhistCentury + number.value : full_year(number.value), 1};
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

// The same year in another calendar, in parentheses: `2024（令和6）年`, `2024年（令和6年）`. In tokens.
std::size_t aside_at(const DateTokens& tokens, std::size_t ahead) {
  if (!tokens.peek(ahead).is_sign('(')) return 0;
  const std::optional<YearAt> era = era_year_at(tokens, ahead + 1);
  if (!era) return 0;
  std::size_t at = ahead + 1 + era->length;
  at += tokens.peek(at).word.has(kYearMarkRole) ? 1 : 0;
  return tokens.peek(at).is_sign(')') ? at + 1 - ahead : 0;
}

// `1月30日` at `at`, behind `year`.
ReadResult read_marked_month(DateTokens& tokens, std::size_t at, std::optional<int> year, WrittenDay& day,
                             std::string& reason) {
  if (!tokens.peek(at).is_number(1, 2) || !tokens.peek(at + 1).word.has(kMonthMarkRole)) return ReadResult::kNotHere;
  const DateToken& number = tokens.peek(at + 2);
  if (!number.is_number(1, 2) || !tokens.peek(at + 3).word.has(kDayMarkRole)) {
    return year ? refuse_month(*year, reason) : ReadResult::kNotHere;
  }
  return take(tokens, at + 4, written_day(year, tokens.peek(at).value, number.value), day);
}

// `2025年1月30日`, `2025년 1월 30일`; without a year, `1月30日`.
ReadResult read_marked_day(DateTokens& tokens, WrittenDay& day, std::string& reason) {
  std::optional<int> year;
  std::size_t at = 1 + aside_at(tokens, 1);
  if (tokens.peek(at).word.has(kYearMarkRole)) {
    year = tokens.peek().is_number(2, 2) ? full_year(tokens.peek().value) : tokens.peek().value;
    ++at;
    at += aside_at(tokens, at);
  } else {
    at = 0;
  }
  return read_marked_month(tokens, at, year, day, reason);
}

// `令和6年1月30日`, `R6.1.30`, `พ.ศ. 2567-01-30`.
ReadResult read_era_day(DateTokens& tokens, WrittenDay& day, std::string& reason) {
  const std::optional<YearAt> era = era_year_at(tokens, 0);
  if (!era) return ReadResult::kNotHere;
  const std::size_t at = era->length;
  const DateToken& mark = tokens.peek(at);
  if (mark.word.has(kYearMarkRole)) return read_marked_month(tokens, at + 1, era->year, day, reason);
  const bool is_mark = mark.is_sign('.') || mark.is_sign('/') || mark.is_sign('-');
  const DateToken& number = tokens.peek(at + 3);
  if (!is_mark || !tokens.peek(at + 1).is_number(1, 2) || !tokens.peek(at + 2).is_sign(mark.sign) ||
      !number.is_number(1, 2)) {
    return ReadResult::kNotHere;
  }
  return take(tokens, at + 4, written_day(era->year, tokens.peek(at + 1).value, number.value), day);
}

// `2025 Jan 30`, `2025-Jan-30`, `2025. január 30.`.
ReadResult read_year_and_name(DateTokens& tokens, std::size_t at, WrittenDay& day, std::string& reason) {
  const int year = calendar_year(tokens, tokens.peek().value);
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
  const int year = calendar_year(tokens, tokens.peek().value);
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
  if (!year) return take(tokens, behind_month, written_day(std::nullopt, month, tokens.peek(0).value), day);
  at += year->length;
  return take(tokens, at + year_mark_at(tokens, at), written_day(year->year, month, tokens.peek(0).value), day);
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
  if (!year) return take(tokens, behind_day, written_day(std::nullopt, month, number), day);
  return take(tokens, at + year->length, written_day(year->year, month, number), day);
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

int calendar_year(const DateTokens& tokens, int year) {
  constexpr int kFirstBuddhist = 2400, kBuddhistOffset = 543;
  return year > kFirstBuddhist && tokens.have(kThaiRole) ? year - kBuddhistOffset : year;
}

ReadResult read_day(DateTokens& tokens, WrittenDay& day, std::string& reason) {
  const DateToken& first = tokens.peek();
  if (first.kind == DateTokenKind::kWord) {
    const ReadResult result = read_month_first(tokens, day, reason);
    return result == ReadResult::kNotHere ? read_era_day(tokens, day, reason) : result;
  }
  if (first.is_number(8, 8)) return read_compact_day(tokens, day);
  const bool has_marks = tokens.peek(1).word.has(kYearMarkRole | kMonthMarkRole) || aside_at(tokens, 1) > 0;
  if (has_marks && first.is_number(1, 4)) {
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
  const std::optional<YearAt> year = year_at(tokens, 0, false);
  if (!year) return std::nullopt;
  tokens.skip(year->length);
  return year->year;
}

}  // namespace broadtape
