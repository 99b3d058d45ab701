#include <fmt/format.h>

#include <string_view>

#include "common/time/date_parts.h"

namespace broadtape {
namespace {

enum class HalfDay { kNone, kAm, kPm };

// Recognises `am`, `PM`, `a.m.`, `上午` at token `ahead`; sets `length` to its number of tokens.
HalfDay half_day_at(const DateTokens& tokens, std::size_t ahead, std::size_t& length) {
  const DateToken& first = tokens.peek(ahead);
  length = 1;
  if (first.word.has(kAmRole)) return HalfDay::kAm;
  if (first.word.has(kPmRole)) return HalfDay::kPm;
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

// `131559` or `1315`, the basic format of ISO 8601.
void read_compact_clock(DateTokens& tokens, WrittenClock& clock) {
  const DateToken& number = tokens.peek();
  const int value = number.text.size() == 6 ? number.value : number.value * 100;
  tokens.skip();
  skip_fraction(tokens);
  set_time(clock, value / 10000, value / 100 % 100, value % 100, HalfDay::kNone);
}

struct Face {
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::size_t length = 0;   // in tokens
  bool is_certain = false;  // has minutes or a mark of the hour: `10h`
};

// Whether the number at `ahead` is the minutes of `10 Uhr 21`, and not the day of `10 Uhr 15. Januar`.
bool are_minutes(const DateTokens& tokens, std::size_t ahead) {
  const DateToken& number = tokens.peek(ahead);
  const DateToken& next = tokens.peek(ahead + 1);
  if (next.word.has(kMinuteMarkRole)) return number.is_number(1, 2);
  const bool begins_day = next.is_sign('.') || next.is_sign('/') || next.is_sign('-') || next.word.month > 0 ||
                          next.word.has(kMonthMarkRole | kLinkRole | kOrdinalRole);
  return number.is_number(2, 2) && !begins_day;
}

// `10h`, `10h21`, `10 Uhr 21`, `9時30分`, `9시 30분 15초`; the hour is at `at`.
Face marked_face(const DateTokens& tokens, std::size_t at) {
  Face face{tokens.peek(at).value, 0, 0, at + 2, true};
  if (!are_minutes(tokens, face.length)) return face;
  face.minute = tokens.peek(face.length).value;
  face.length += tokens.peek(face.length + 1).word.has(kMinuteMarkRole) ? 2 : 1;
  if (tokens.peek(face.length).is_number(1, 2) && tokens.peek(face.length + 1).word.has(kSecondMarkRole)) {
    face.second = tokens.peek(face.length).value;
    face.length += 2;
  }
  return face;
}

// Whether seconds follow the full stop at `at`, as Oracle writes them: `09.30.00.000000 AM`. Otherwise `16.05.24` could
// also be a day.
bool has_dotted_seconds(const DateTokens& tokens, std::size_t at) {
  std::size_t length = 0;
  const bool has_fraction = tokens.peek(at + 2).is_sign('.') && tokens.peek(at + 3).kind == DateTokenKind::kNumber &&
                            tokens.peek(at + 3).text.size() >= 3;
  return has_fraction || half_day_at(tokens, at + 2, length) != HalfDay::kNone;
}

// The hour at `at` and what follows: `15:01:01`, `16.05`, `10h21`, or only `4`.
std::optional<Face> face_at(const DateTokens& tokens, std::size_t at, bool dotted) {
  const DateToken& mark = tokens.peek(at + 1);
  if (mark.word.has(kHourMarkRole)) return marked_face(tokens, at);
  Face face{tokens.peek(at).value, 0, 0, at + 1, false};
  if (!mark.is_sign(':') && !(dotted && mark.is_sign('.'))) return face;
  if (!tokens.peek(at + 2).is_number(2, 2)) return std::nullopt;
  face.minute = tokens.peek(at + 2).value;
  face.length = at + 3;
  face.is_certain = true;
  if (!tokens.peek(at + 3).is_sign(mark.sign)) return face;
  if (mark.is_sign('.') && !has_dotted_seconds(tokens, at + 3)) return face;
  if (!tokens.peek(at + 4).is_number(2, 2)) return std::nullopt;
  face.second = tokens.peek(at + 4).value;
  face.length = at + 5;
  return face;
}

// `15:01:01.79`, `6:15 p.m.`, `16.05`, `4pm`, `上午9:30`, `10:21 Uhr`.
bool read_clock_face(DateTokens& tokens, bool dotted, WrittenClock& clock) {
  std::size_t before = 0;
  HalfDay half = half_day_at(tokens, 0, before);
  if (half == HalfDay::kNone) before = 0;
  if (!tokens.peek(before).is_number(1, 3)) return false;
  const std::optional<Face> face = face_at(tokens, before, dotted);
  if (!face) return false;
  std::size_t after = 0;
  const HalfDay half_after = half_day_at(tokens, face->length, after);
  if (!face->is_certain && (half != HalfDay::kNone || half_after == HalfDay::kNone)) return false;
  const bool has_seconds = face->length >= before + 5 && !tokens.peek(before + 1).word.has(kHourMarkRole);
  tokens.skip(face->length);
  if (has_seconds) skip_fraction(tokens);
  if (half == HalfDay::kNone && (half = half_day_at(tokens, 0, after)) != HalfDay::kNone) tokens.skip(after);
  set_time(clock, face->hour, face->minute, face->second, half);
  const bool has_mark = tokens.peek().word.has(kHourMarkRole) && tokens.peek(1).kind != DateTokenKind::kNumber;
  if (has_mark) tokens.skip(tokens.peek(1).is_sign('.') ? 2 : 1);
  return true;
}

}  // namespace

ReadResult read_clock(DateTokens& tokens, ClockForms forms, WrittenClock& clock, std::string& reason) {
  clock = {};
  if (forms.compact && (tokens.peek().is_number(4, 4) || tokens.peek().is_number(6, 6))) {
    read_compact_clock(tokens, clock);
  } else if (!read_clock_face(tokens, forms.dotted, clock)) {
    return ReadResult::kNotHere;
  }
  return read_zone(tokens, clock, reason) ? ReadResult::kRead : ReadResult::kRefused;
}

}  // namespace broadtape
