#include <fmt/format.h>

#include <string_view>

#include "common/time/date_parts.h"

namespace broadtape {
namespace {

constexpr int kMaxOffsetHours = 14;  // Kiribati has the largest offset

enum class HalfDay { kNone, kAm, kPm };

// Recognises `am`, `PM`, `a.m.` at token `ahead`; sets `length` to its number of tokens.
HalfDay half_day_at(const DateTokens& tokens, std::size_t ahead, std::size_t& length) {
  const DateToken& first = tokens.peek(ahead);
  if (first.kind != DateTokenKind::kWord) return HalfDay::kNone;
  length = 1;
  if (equals_upper(first.text, "AM")) return HalfDay::kAm;
  if (equals_upper(first.text, "PM")) return HalfDay::kPm;
  if (tokens.peek(ahead + 1).is_sign('.') && equals_upper(tokens.peek(ahead + 2).text, "M")) {
    length = tokens.peek(ahead + 3).is_sign('.') ? 4 : 3;
    if (equals_upper(first.text, "A")) return HalfDay::kAm;
    if (equals_upper(first.text, "P")) return HalfDay::kPm;
  }
  return HalfDay::kNone;
}

// Drops fractions of a second. A leap second becomes the second before it: 23:59:60 is 23:59:59.
void set_time(WrittenClock& clock, int hour, int minute, int second, HalfDay half) {
  if (half == HalfDay::kPm && hour < 12)
    hour += 12;
  else if (half == HalfDay::kAm && hour == 12)
    hour = 0;
  else if (half == HalfDay::kAm && hour > 12)
    clock.is_possible = false;
  if (second == 60) second = 59;
  const bool is_end_of_day = hour == 24 && minute == 0 && second == 0;
  if ((hour > 23 && !is_end_of_day) || minute > 59 || second > 59) clock.is_possible = false;
  clock.second_of_day = clock.is_possible ? hour * 3600 + minute * 60 + second : 0;
}

void skip_fraction(DateTokens& tokens) {
  const bool is_mark = tokens.peek().is_sign('.') || tokens.peek().is_sign(',');
  const DateToken& digits = tokens.peek(1);
  if (is_mark && !tokens.peek().spaced && digits.kind == DateTokenKind::kNumber && !digits.spaced) tokens.skip(2);
}

// Hours and minutes after a plus or minus sign: `09`, `0900`, `09:00`, and `9` after the name of a zone.
bool read_offset(DateTokens& tokens, bool behind_name, WrittenClock& clock, std::string& reason) {
  const DateToken& sign = tokens.peek();
  const DateToken& number = tokens.peek(1);
  const bool has_minutes = number.text.size() <= 2 && tokens.peek(2).is_sign(':') && tokens.peek(3).is_number(2, 2);
  int hours = number.value;
  int minutes = has_minutes ? tokens.peek(3).value : 0;
  if (number.text.size() == 4) {
    minutes = hours % 100;
    hours /= 100;
  }
  const bool has_form = number.is_number(4, 4) || number.is_number(behind_name || has_minutes ? 1 : 2, 2);
  if (!has_form || hours > kMaxOffsetHours || minutes > 59 || (hours == kMaxOffsetHours && minutes > 0)) {
    reason = fmt::format("\"{}\" is not a UTC offset", tokens.rest());
    return false;
  }
  const int seconds = hours * 3600 + minutes * 60;
  clock.zone.standard_offset_s = sign.is_sign('-') ? -seconds : seconds;
  clock.zone.us_daylight = false;
  clock.has_zone = true;
  clock.zone_text += sign.is_sign('-') ? '-' : '+';
  clock.zone_text += number.text;
  if (has_minutes) clock.zone_text += fmt::format(":{}", tokens.peek(3).text);
  tokens.skip(has_minutes ? 4 : 2);
  return true;
}

bool at_offset(const DateTokens& tokens) {
  return (tokens.peek().is_sign('+') || tokens.peek().is_sign('-')) && tokens.peek(1).kind == DateTokenKind::kNumber &&
         !tokens.peek(1).spaced;
}

// RFC 5322 allows a comment after the offset: `-0400 (EDT)`. JavaScript writes `(Eastern Daylight Time)`.
void skip_comment(DateTokens& tokens) {
  if (!tokens.peek().is_sign('(')) return;
  std::size_t length = 1;
  while (tokens.peek(length).kind == DateTokenKind::kWord) ++length;
  if (length > 1 && tokens.peek(length).is_sign(')')) tokens.skip(length + 1);
}

bool read_zone(DateTokens& tokens, WrittenClock& clock, std::string& reason) {
  const bool in_parentheses = tokens.peek().is_sign('(') && tokens.peek(2).is_sign(')');
  const DateToken& word = tokens.peek(in_parentheses ? 1 : 0);
  if (const Zone* zone = word.kind == DateTokenKind::kWord ? find_zone(word.text) : nullptr) {
    clock.zone = *zone;
    clock.zone_text = std::string(word.text);
    clock.has_zone = true;
    tokens.skip(in_parentheses ? 3 : 1);
    const bool takes_offset = zone->standard_offset_s == 0 && !in_parentheses && zone->name != "Z";
    if (!takes_offset || !at_offset(tokens) || tokens.peek().spaced) return true;
    if (!read_offset(tokens, true, clock, reason)) return false;
  } else if (at_offset(tokens)) {
    if (!read_offset(tokens, false, clock, reason)) return false;
  }
  if (clock.has_zone) skip_comment(tokens);
  return true;
}

// `131559` or `1315`, the basic format of ISO 8601.
void read_compact_clock(DateTokens& tokens, WrittenClock& clock) {
  const DateToken& number = tokens.peek();
  const int value = number.text.size() == 6 ? number.value : number.value * 100;
  tokens.skip();
  skip_fraction(tokens);
  set_time(clock, value / 10000, value / 100 % 100, value % 100, HalfDay::kNone);
}

// `15:01:01.79`, `6:15 p.m.`, `16.05`, `4pm`.
bool read_clock_face(DateTokens& tokens, bool dotted, WrittenClock& clock) {
  const int hour = tokens.peek().value;
  int minute = 0;
  int second = 0;
  std::size_t length = 1;
  const bool has_minutes = tokens.peek(1).is_sign(':') || (dotted && tokens.peek(1).is_sign('.'));
  if (has_minutes) {
    if (!tokens.peek(2).is_number(2, 2)) return false;
    minute = tokens.peek(2).value;
    length = 3;
    if (tokens.peek(1).is_sign(':') && tokens.peek(3).is_sign(':')) {
      if (!tokens.peek(4).is_number(2, 2)) return false;
      second = tokens.peek(4).value;
      length = 5;
    }
  }
  std::size_t half_length = 0;
  if (!has_minutes && half_day_at(tokens, 1, half_length) == HalfDay::kNone) return false;
  tokens.skip(length);
  if (length == 5) skip_fraction(tokens);
  const HalfDay half = half_day_at(tokens, 0, half_length);
  if (half != HalfDay::kNone) tokens.skip(half_length);
  set_time(clock, hour, minute, second, half);
  return true;
}

}  // namespace

ReadResult read_clock(DateTokens& tokens, ClockForms forms, WrittenClock& clock, std::string& reason) {
  clock = {};
  if (forms.compact && (tokens.peek().is_number(4, 4) || tokens.peek().is_number(6, 6))) {
    read_compact_clock(tokens, clock);
  } else if (!tokens.peek().is_number(1, 3) || !read_clock_face(tokens, forms.dotted, clock)) {
    return ReadResult::kNotHere;
  }
  return read_zone(tokens, clock, reason) ? ReadResult::kRead : ReadResult::kRefused;
}

}  // namespace broadtape
