#include "searcher/query/date_grammar.h"

#include <fmt/format.h>

#include <algorithm>

namespace broadtape {
namespace {

constexpr std::size_t kMostDateBytes = 100;
constexpr std::string_view kWeekdays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

// Runs the readers of all forms on what is at the cursor, until one reads to the end, as `finish` reports. Otherwise
// the result is the problem furthest into the text.
template <class Finish>
DateReading first_that_fits(const DateCursor& begin, const Finish& finish) {
  DateReading failure;
  for (const DateFormRow& form : kDateForms) {
    for (const auto& read : form.readers) {
      if (read == nullptr) continue;
      DateCursor cursor = begin;
      DateReading reading = read(cursor);
      if (reading.span) reading = finish(cursor, std::move(reading));
      if (reading.span) return reading;
      const bool is_further = !failure.is_refused() || reading.problem.at > failure.problem.at;
      if (reading.is_refused() && is_further) failure = std::move(reading);
    }
  }
  return failure;
}

DateReading not_understood(const DateCursor& cursor) {
  const std::string_view what = cursor.remaining();
  return refused_date(what.empty() ? "invalid date" : fmt::format("invalid date: \"{}\" is not understood", what),
                      std::string(kDateHint), cursor.place());
}

// After a form that was read, a time of day or the end.
DateReading finished(DateCursor& cursor, DateReading reading) {
  if (cursor.at_end()) return reading;
  const DateSpan& day = *reading.span;
  if (day.is_whole_days && day.first_day == day.last_day) {
    const DateCursor before = cursor;
    DateReading time = read_clock_time(cursor, day);
    if (time.span || time.is_refused()) return time;
    return not_understood(before);
  }
  return not_understood(cursor);
}

// `Thu, 30 Jan 2025`
DateReading read_day_after_weekday(const DateCursor& begin) {
  DateCursor cursor = begin;
  const int weekday = cursor.peek().weekday();
  if (weekday < 0) return another_form();
  cursor.skip();
  if (cursor.at_end() || !cursor.peek().follows()) return another_form();
  DateReading reading;
  for (const auto& read : {read_numbers, read_month_name}) {
    DateCursor ahead = cursor;
    reading = read(ahead);
    if (!reading.span) continue;
    const Day day = reading.span->first_day;
    if (reading.span->last_day != day) return another_form();
    reading = finished(ahead, std::move(reading));
    if (!reading.span || weekday_of(day) == weekday) return reading;
    return refused_date(fmt::format("{} is a {}", format_day(day), kWeekdays[weekday_of(day)]),
                        "correct the weekday or leave it out", begin.place());
  }
  return reading;
}

}  // namespace

DateReading read_any_period(DateCursor& cursor) {
  const auto finish = [&](DateCursor& after, DateReading reading) {
    if (!after.at_end()) return not_understood(after);
    cursor = after;
    return reading;
  };
  return first_that_fits(DateCursor(cursor), finish);
}

DateReading read_date(std::string_view text, const QueryClock& clock) {
  if (text.size() > kMostDateBytes) return refused_date("the date is too long", std::string(kDateHint), 0);
  const DateCursor cursor(text, clock);
  if (cursor.at_end()) return refused_date("invalid date", std::string(kDateHint), 0);
  const char gap = cursor.peek().gap;
  if (gap == '-' || gap == '+') {
    DateCursor signed_length = cursor;
    const DateReading reading = read_length_back(signed_length);
    if (!reading.span) return reading.is_refused() ? reading : not_understood(cursor);
    return signed_length.at_end() ? reading : not_understood(signed_length);
  }
  if (!cursor.peek().is_glued() && gap != ' ') return refused_date("invalid date", std::string(kDateHint), 0);
  DateReading reading = read_day_after_weekday(cursor);
  if (reading.span) return reading;
  DateReading any = first_that_fits(cursor, finished);
  if (any.span) return any;
  if (reading.is_refused()) return reading;
  return any.is_refused() ? any : not_understood(cursor);
}

}  // namespace broadtape
