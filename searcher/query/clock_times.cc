#include "common/time/date_parts.h"
#include "searcher/query/date_readers.h"

namespace broadtape {
namespace {

constexpr int kSecondsPerHour = 3'600;

struct ClockFace {
  int hour = 0;
  int minute = 0;
  int second = 0;
  int length_s = kSecondsPerHour;  // of the hour, minute or second that is written

  int second_of_day() const { return hour * kSecondsPerHour + minute * 60 + second; }
  bool is_possible() const { return hour < 24 && minute < 60 && second < 60; }
};

// `1405`, `140507`
ClockFace compact_face(const DateItem& number) {
  const bool has_second = number.digits() == 6;
  const int value = has_second ? number.value : number.value * 100;
  return {value / 10'000, value / 100 % 100, value % 100, has_second ? 1 : 60};
}

// `am`, `p.m.`: adds to the hour. False if there is none.
bool read_half_day(DateCursor& cursor, ClockFace& face) {
  const DateItem& item = cursor.peek();
  const bool is_dotted = (item.is("a") || item.is("p")) && cursor.peek(1).is("m") && cursor.peek(1).gap == '.';
  const bool is_pm = item.is("pm") || (is_dotted && item.is("p"));
  const bool is_am = item.is("am") || (is_dotted && item.is("a"));
  if ((!is_am && !is_pm) || !item.follows()) return false;
  cursor.skip(is_dotted ? 2 : 1);
  const bool is_possible = face.hour >= 1 && face.hour <= 12;
  face.hour = is_possible ? face.hour % 12 + (is_pm ? 12 : 0) : 24;
  return true;
}

// `14:05`, `14:05:07.25`, `2pm`; only an hour after a T. nullopt for anything else.
std::optional<ClockFace> read_face(DateCursor& cursor, bool has_t) {
  const DateItem& first = cursor.peek();
  if (has_t && (first.digits() == 4 || first.digits() == 6)) {
    cursor.skip();
    return compact_face(first);
  }
  if (!first.is_digits(1, 2)) return std::nullopt;
  ClockFace face;
  face.hour = first.value;
  cursor.skip();
  const auto next_part = [&](int& part, int length_s) {
    const DateItem& item = cursor.peek();
    if (item.gap != ':' || item.digits() != 2) return false;
    part = item.value;
    face.length_s = length_s;
    cursor.skip();
    return true;
  };
  const bool has_minute = next_part(face.minute, 60);
  if (has_minute && next_part(face.second, 1) && cursor.peek().is_number && cursor.peek().gap == '.') cursor.skip();
  const bool has_half = read_half_day(cursor, face);
  return has_minute || has_half || has_t ? std::optional(face) : std::nullopt;
}

}  // namespace

DateReading read_clock_time(DateCursor& cursor, const DateSpan& day) {
  const std::size_t at = cursor.place();
  const auto bad = [&] {
    return refused_date("the time of day cannot be read",
                        "write 2025-01-30T14:05, with Z or +01:00 after it for a zone", at);
  };
  const bool has_t = cursor.peek().is("t") && cursor.peek().is_glued();
  if (has_t)
    cursor.skip();
  else
    cursor.take("at");
  const std::optional<ClockFace> face = read_face(cursor, has_t);
  if (!face) return has_t ? bad() : another_form();
  if (!face->is_possible()) return bad();
  WrittenClock written;
  std::string reason;
  std::string_view rest = cursor.rest();
  if (rest.starts_with('.')) rest.remove_prefix(1);  // of `p.m.`
  DateTokens zone(rest);
  if (!read_zone(zone, written, reason) || !zone.at_end()) return bad();
  const bool is_letter = written.zone_text.size() == 1;  // a military zone, which may be a slip
  if (is_letter && written.zone_text != "Z" && written.zone_text != "z") return bad();
  cursor.skip_all();
  std::int64_t first_s = 0;
  if (written.has_zone) {
    first_s = midnight_utc(day.first_day) + face->second_of_day() -
              offset_s(written.zone, day.first_day, face->second_of_day());
  } else {
    first_s = written.region.value_or(cursor.zone()).to_utc({day.first_day, face->second_of_day()});
  }
  DateReading reading;
  reading.span = instants(first_s, first_s + face->length_s - 1, cursor.zone());
  reading.span->note = day.note;
  return reading;
}

}  // namespace broadtape
