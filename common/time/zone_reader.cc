#include <fmt/format.h>

#include <string_view>

#include "common/time/date_parts.h"

namespace broadtape {
namespace {

constexpr int kMaxOffsetHours = 14;  // Kiribati has the largest offset

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

// `[America/New_York]` after an offset, which decides, or after a local time; also without brackets.
bool read_region(DateTokens& tokens, WrittenClock& clock, std::string& reason) {
  const std::size_t first = tokens.peek().is_sign('[') ? 1 : 0;
  const bool is_path = tokens.peek(1).is_sign('/') && tokens.peek(2).kind == DateTokenKind::kWord;
  if (tokens.peek(first).kind != DateTokenKind::kWord || (first == 0 && !is_path)) return true;
  std::size_t end = first + 1;
  for (; !tokens.peek(end).spaced && tokens.peek(end).kind != DateTokenKind::kEnd; ++end) {
    const char sign = tokens.peek(end).sign;
    if (sign != 0 && std::string_view("/_-+").find(sign) == std::string_view::npos) break;
  }
  if (first == 1 && !tokens.peek(end).is_sign(']')) return true;
  const std::string name(tokens.text_of(first, end - first));
  const std::optional<TimeZone> region = TimeZone::find(name);
  if (!region) {
    reason = fmt::format("unknown time zone \"{}\"", name);
    return false;
  }
  tokens.skip(end + first);
  if (clock.has_zone) return true;
  clock.region = region;
  clock.zone_text = name;
  return true;
}

}  // namespace

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
  return read_region(tokens, clock, reason);
}

}  // namespace broadtape
