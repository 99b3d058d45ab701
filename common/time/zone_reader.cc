#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

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

// RFC 5322 allows a comment after the offset: `-0400 (EDT)`. JavaScript writes the name of the zone in the language of
// the reader, `(Eastern Daylight Time)`, or its offset, `(GMT-04:00)`.
void skip_comment(DateTokens& tokens) {
  constexpr std::size_t kMaxWords = 12;
  if (!tokens.peek().is_sign('(')) return;
  const bool has_offset = equals_upper(tokens.peek(1).text, "GMT") || equals_upper(tokens.peek(1).text, "UTC");
  std::size_t length = 1;
  for (; length <= kMaxWords; ++length) {
    const DateToken& token = tokens.peek(length);
    const bool is_name = token.kind == DateTokenKind::kWord && !token.word.has(kUpdatedRole);
    const bool is_mark = token.is_sign('-') || token.is_sign('\'') || token.is_sign('.');
    const bool is_offset = token.kind == DateTokenKind::kNumber || token.is_sign('+') || token.is_sign(':');
    if (!is_name && !is_mark && !(has_offset && is_offset)) break;
  }
  if (length > 1 && tokens.peek(length).is_sign(')')) tokens.skip(length + 1);
}

// Go writes the reading of a monotonic clock: `m=+0.000012345`.
void skip_monotonic(DateTokens& tokens) {
  if (!equals_upper(tokens.peek().text, "M") || !tokens.peek(1).is_sign('=')) return;
  std::size_t length = 2;
  if (tokens.peek(length).is_sign('+') || tokens.peek(length).is_sign('-')) ++length;
  if (tokens.peek(length).kind != DateTokenKind::kNumber) return;
  ++length;
  if (tokens.peek(length).is_sign('.') && tokens.peek(length + 1).kind == DateTokenKind::kNumber) length += 2;
  tokens.skip(length);
}

// Names of several words, in capitals.
struct ZonePhrase {
  std::string_view words;
  std::string_view zone;
};
constexpr ZonePhrase kZonePhrases[] = {
    {"EASTERN", "ET"},
    {"EASTERN TIME", "ET"},
    {"EASTERN STANDARD TIME", "EST"},
    {"EASTERN DAYLIGHT TIME", "EDT"},
    {"CENTRAL", "CT"},
    {"CENTRAL TIME", "CT"},
    {"CENTRAL STANDARD TIME", "CST"},
    {"CENTRAL DAYLIGHT TIME", "CDT"},
    {"MOUNTAIN TIME", "MT"},
    {"MOUNTAIN STANDARD TIME", "MST"},
    {"MOUNTAIN DAYLIGHT TIME", "MDT"},
    {"PACIFIC", "PT"},
    {"PACIFIC TIME", "PT"},
    {"PACIFIC STANDARD TIME", "PST"},
    {"PACIFIC DAYLIGHT TIME", "PDT"},
    {"COORDINATED UNIVERSAL TIME", "UTC"},
    {"GREENWICH MEAN TIME", "GMT"},
    {"BRITISH SUMMER TIME", "BST"},
    {"CENTRAL EUROPEAN TIME", "CET"},
    {"CENTRAL EUROPEAN STANDARD TIME", "CET"},
    {"CENTRAL EUROPEAN SUMMER TIME", "CEST"},
    {"INDIA STANDARD TIME", "IST"},
    {"JAPAN STANDARD TIME", "JST"},
    {"KOREA STANDARD TIME", "KST"},
    {"HONG KONG TIME", "HKT"},
    {"SINGAPORE TIME", "SGT"},
    {"MOSCOW TIME", "MSK"},
    {"\xD0\xBF\xD0\xBE \xD0\xBC\xD0\xBE\xD1\x81\xD0\xBA\xD0\xBE\xD0\xB2\xD1\x81\xD0\xBA\xD0\xBE\xD0\xBC\xD1\x83 "
     "\xD0\xB2\xD1\x80\xD0\xB5\xD0\xBC\xD0\xB5\xD0\xBD\xD0\xB8",  // Moscow time in Russian
     "MSK"},
};

struct ZoneName {
  const Zone* zone = nullptr;
  std::size_t length = 0;  // in tokens
};

// The number of tokens of the phrase, if it is next; otherwise 0.
std::size_t phrase_length(const DateTokens& tokens, std::string_view words) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < words.size(); ++length) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    if (!equals_upper(tokens.peek(length).text, words.substr(at, end - at))) return 0;
    at = end + 1;
  }
  return length;
}

// The longest name of a zone that is next.
ZoneName next_zone_name(const DateTokens& tokens) {
  ZoneName name;
  if (tokens.peek().kind != DateTokenKind::kWord) return name;
  if (const Zone* zone = find_zone(tokens.peek().text)) name = {zone, 1};
  for (const ZonePhrase& phrase : kZonePhrases) {
    const std::size_t length = phrase_length(tokens, phrase.words);
    if (length > name.length) name = {find_zone(phrase.zone), length};
  }
  return name;
}

// A military letter at the end, which means UTC because its sign is uncertain (RFC 5322, 4.3), or `0000` without a
// sign. `9:30 P` has no zone.
bool read_bare_zone(DateTokens& tokens, WrittenClock& clock) {
  const DateToken& token = tokens.peek();
  const bool is_letter = token.text.size() == 1 && token.text[0] >= 'B' && token.text[0] <= 'Y' &&
                         token.text[0] != 'J' && token.text[0] != 'P';
  if (!(is_letter || token.text == "0000") || tokens.peek(1).kind != DateTokenKind::kEnd) return false;
  clock.zone = *find_zone("UTC");
  clock.zone_text = std::string(token.text);
  clock.has_zone = true;
  tokens.skip();
  return true;
}

// `EDT`, `Eastern Time`, `GMT+1`, `-0500`, `-0500 EST`. False sets `reason`; without a zone nothing is consumed.
bool read_name_or_offset(DateTokens& tokens, WrittenClock& clock, std::string& reason) {
  const ZoneName name = next_zone_name(tokens);
  if (name.zone == nullptr) {
    if (read_bare_zone(tokens, clock) || !at_offset(tokens)) return true;
    if (!read_offset(tokens, false, clock, reason)) return false;
    tokens.skip(next_zone_name(tokens).length);  // Go writes the name behind the offset, which decides
    skip_monotonic(tokens);
    return true;
  }
  clock.zone = *name.zone;
  clock.zone_text = std::string(tokens.text_of(0, name.length));
  clock.has_zone = true;
  tokens.skip(name.length);
  const bool takes_offset = name.zone->standard_offset_s == 0 && name.zone->name != "Z";
  if (!takes_offset || !at_offset(tokens)) return true;
  return read_offset(tokens, true, clock, reason);
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
  if (tokens.peek().is_sign('(')) {
    DateTokens inside = tokens;
    WrittenClock with_zone = clock;
    std::string inner_reason;
    inside.skip();
    if (read_name_or_offset(inside, with_zone, inner_reason) && with_zone.has_zone && inside.peek().is_sign(')')) {
      inside.skip();
      tokens = std::move(inside);
      clock = std::move(with_zone);
    }
  } else if (!read_name_or_offset(tokens, clock, reason)) {
    return false;
  }
  if (clock.has_zone) skip_comment(tokens);
  return read_region(tokens, clock, reason);
}

}  // namespace broadtape
