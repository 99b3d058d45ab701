#include "searcher/query/date_range.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/time/date_words.h"
#include "common/time/period.h"
#include "searcher/query/date_grammar.h"

namespace broadtape {
namespace {

// What a date limits: both sides, or one.
enum class Limit : std::uint8_t { kBoth, kSince, kUntil, kAfter, kBefore };

// Before a date. Longer ones first, where one begins with another.
struct LimitWord {
  std::string_view word;
  Limit limit;
};
constexpr LimitWord kLimitWords[] = {
    {">=", Limit::kSince},
    {"<=", Limit::kUntil},
    {">", Limit::kAfter},
    {"<", Limit::kBefore},
    {"=", Limit::kBoth},
    {"since", Limit::kSince},
    {"from", Limit::kSince},
    {"starting", Limit::kSince},
    {"newer than", Limit::kAfter},
    {"after", Limit::kAfter},
    {"older than", Limit::kBefore},
    {"before", Limit::kBefore},
    {"until", Limit::kUntil},
    {"till", Limit::kUntil},
    {"through", Limit::kUntil},
    {"thru", Limit::kUntil},
    {"up to", Limit::kUntil},
    {"by", Limit::kUntil},
    {"during", Limit::kBoth},
    {"in", Limit::kBoth},
    {"on", Limit::kBoth},
};

// Between two dates. `between` and `from` may precede the first.
constexpr std::string_view kBetween[] = {"..",     " to ",  "-to-", " through ",    " thru ",      " until ",
                                         " till ", " and ", " - ",  "\xE2\x80\x93", "\xE2\x80\x94"};
constexpr std::string_view kDots = "..";

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::string lowered_joints(std::string_view text) {
  std::string lower = ascii_lowered(text);
  std::replace(lower.begin(), lower.end(), '_', ' ');
  return lower;
}

DateRangeResult range_failure(DateProblem problem, std::size_t shift = 0) {
  problem.at += shift;
  return {std::nullopt, std::move(problem), {}};
}

void set_since(const DateSpan& span, DateRange& range) {
  range.since_s = span.first_s;
  range.first_day = span.first_day;
}

void set_until(const DateSpan& span, DateRange& range) {
  range.until_s = span.last_s;
  range.last_day = span.last_day;
}

Day day_before(Day day) {
  return day_of_number(day_number(day) - 1);
}

// Before or after a whole day, an article of that day is outside; beside an instant, its day is inside.
DateRange limited(const DateSpan& span, Limit limit, const QueryClock& clock) {
  DateRange range;
  switch (limit) {
    case Limit::kBoth:
      set_since(span, range);
      set_until(span, range);
      if (span.reaches_now && span.last_s < clock.now_s) {
        range.until_s = clock.now_s;
        range.last_day = clock.zone.to_local(clock.now_s).day;
      } else if (span.reaches_now && span.first_s > clock.now_s) {
        range.since_s = clock.now_s;
        range.first_day = clock.zone.to_local(clock.now_s).day;
      }
      break;
    case Limit::kSince:
      set_since(span, range);
      break;
    case Limit::kUntil:
      set_until(span, range);
      break;
    case Limit::kAfter:
      range.since_s = span.last_s + 1;
      range.first_day = span.is_whole_days ? next_day(span.last_day) : span.last_day;
      break;
    case Limit::kBefore:
      range.until_s = span.first_s - 1;
      range.last_day = span.is_whole_days ? day_before(span.first_day) : span.first_day;
      break;
  }
  return range;
}

// A part of the text with what it was read as.
struct ReadPart {
  std::string_view text;
  std::size_t at = 0;  // in the whole text
  DateReading reading;
};

std::string noted(const ReadPart& part) {
  return part.reading.span->note.empty() ? "" : fmt::format("{} {}", part.text, part.reading.span->note);
}

// The word before a date at the start of `text`, with what separates them.
struct FoundLimit {
  const LimitWord* row = nullptr;
  std::size_t length = 0;
};
FoundLimit find_limit(std::string_view text) {
  const std::string lower = lowered_joints(text);
  for (const LimitWord& row : kLimitWords) {
    if (!lower.starts_with(row.word)) continue;
    std::size_t end = row.word.size();
    const bool is_word = is_ascii_letter(row.word.front());
    if (is_word && end < lower.size() && (is_ascii_letter(lower[end]) || is_ascii_digit(lower[end]))) continue;
    while (end < lower.size() && (lower[end] == ' ' || (is_word && (lower[end] == '-' || lower[end] == ':')))) ++end;
    return {&row, end};
  }
  return {};
}

class RangeReader {
 public:
  // `single` is the meaning of one date.
  RangeReader(std::string_view text, const QueryClock& clock, Limit single)
      : text_(text), clock_(clock), single_(single) {}

  DateRangeResult result() {
    if (text_.find(kDots) != text_.npos) return between(text_.find(kDots), kDots.size(), 0);
    ReadPart whole = read(0, text_.size());
    if (whole.reading.span) return one(whole, single_);
    const FoundLimit limit = find_limit(text_);
    DateRangeResult failure = range_failure(whole.reading.problem);
    if (limit.row != nullptr) {
      const ReadPart date = read(limit.length, text_.size());
      if (date.reading.span) return one(date, limit.row->limit);
      failure = range_failure(date.reading.problem, date.at);
    }
    std::optional<DateRangeResult> range = between_words();
    return range ? std::move(*range) : std::move(failure);
  }

 private:
  ReadPart read(std::size_t begin, std::size_t end) const {
    while (begin < end && text_[begin] == ' ') ++begin;
    const std::string_view part = trimmed(text_.substr(begin, end - begin));
    return {part, begin, read_date(part, clock_)};
  }

  DateRangeResult one(const ReadPart& part, Limit limit) const {
    DateRange range = limited(*part.reading.span, limit, clock_);
    range.text = text_;
    return {range, {}, noted(part)};
  }

  // The two sides of the separator at `at`; the first begins at `begin`.
  DateRangeResult between(std::size_t at, std::size_t length, std::size_t begin) const {
    const bool has_first = !trimmed(text_.substr(begin, at - begin)).empty();
    const bool has_last = !trimmed(text_.substr(at + length)).empty();
    if (!has_first && !has_last)
      return range_failure({"the date range has neither a beginning nor an end", "write 2025-01..2025-03", at});
    ReadPart last;
    if (has_last) {
      last = read(at + length, text_.size());
      if (!last.reading.span) return range_failure(last.reading.problem, last.at);
      if (!has_first) return one(last, Limit::kUntil);
    }
    ReadPart first = read(begin, at);
    if (has_last) complete(first, last);
    if (!first.reading.span) return range_failure(first.reading.problem, first.at);
    if (!has_last) return one(first, Limit::kSince);
    if (first.reading.span->first_s > last.reading.span->last_s) {
      return range_failure(
          {"the date range ends before it begins", fmt::format("write {}..{}", last.text, first.text), at});
    }
    DateRange range;
    set_since(*first.reading.span, range);
    set_until(*last.reading.span, range);
    range.text = text_;
    const std::string first_note = noted(first);
    const std::string last_note = noted(last);
    return {range, {}, first_note + (first_note.empty() || last_note.empty() ? "" : ", ") + last_note};
  }

  // Gives the first date the parts that only the second has: `jan to mar 2025`, `27 - 30 jan 2025`.
  void complete(ReadPart& first, const ReadPart& last) const {
    const bool has_year = last.reading.span->note.empty() && last.reading.span->is_whole_days;
    if (!has_year) return;
    const auto is_digit = [](char c) { return is_ascii_digit(c); };
    const bool is_day = first.text.size() <= 2 && std::all_of(first.text.begin(), first.text.end(), is_digit);
    std::string whole;
    if (is_day) {
      const auto* const after = std::find_if_not(last.text.begin(), last.text.end(), is_digit);
      if (after == last.text.end() || *after != ' ') return;
      whole = std::string(first.text) + std::string(after, last.text.end());
    } else if (first.reading.span && !first.reading.span->note.empty()) {
      whole = fmt::format("{} {}", first.text, last.reading.span->first_day.year);
    }
    if (whole.empty()) return;
    if (DateReading completed = read_date(whole, clock_); completed.span) first.reading = std::move(completed);
  }

  // `2025-01 to 2025-03`: at the first separator whose sides are dates.
  std::optional<DateRangeResult> between_words() const {
    const std::string lower = lowered_joints(text_);
    std::size_t begin = 0;
    for (const std::string_view word : {"between", "from"}) {
      if (lower.starts_with(word) && word.size() < lower.size() && !is_ascii_letter(lower[word.size()]))
        begin = word.size() + 1;
    }
    std::optional<DateRangeResult> failure;
    for (const std::string_view separator : kBetween) {
      const std::size_t at = lower.find(separator, begin);
      if (at == lower.npos) continue;
      DateRangeResult range = between(at, separator.size(), begin);
      if (range.range) return range;
      if (!failure) failure = std::move(range);
    }
    return failure;
  }

  std::string_view text_;
  const QueryClock& clock_;
  Limit single_;
};

}  // namespace

DateRangeResult parse_date_range(std::string_view text, const QueryClock& clock) {
  return RangeReader(text, clock, Limit::kBoth).result();
}

DateRangeResult parse_since(std::string_view text, const QueryClock& clock) {
  if (text.empty()) return {DateRange{}, {}, {}};
  return RangeReader(text, clock, Limit::kSince).result();
}

DateRangeResult parse_until(std::string_view text, const QueryClock& clock) {
  if (text.empty()) return {DateRange{}, {}, {}};
  return RangeReader(text, clock, Limit::kUntil).result();
}

bool depends_on_clock(std::string_view date) {
  // Two instants that differ in second, day, weekday, week, month and year, and one after most dates.
  constexpr std::int64_t kOne = 1'000'000'000;
  constexpr std::int64_t kOther = kOne + 5'003 * kSecondsPerDay + 12'345;
  constexpr std::int64_t kLate = 190'000'000'000;
  // Fiscal years are valid for all, so that a difference is due to the clock.
  const auto at = [&](std::int64_t now_s) { return parse_date_range(date, {now_s, TimeZone(), 10}).range; };
  const std::optional<DateRange> one = at(kOne);
  return one != at(kOther) || one != at(kLate);
}

std::optional<std::int64_t> parse_length_s(std::string_view text, const QueryClock& clock) {
  DateCursor cursor(text, clock);
  if (cursor.at_end() || !cursor.peek().is_glued()) return std::nullopt;
  const DateReading reading = read_length_back(cursor);
  if (!reading.span || !cursor.at_end()) return std::nullopt;
  return clock.now_s - reading.span->first_s;
}

std::int64_t parse_now(std::string_view text, const TimeZone& zone, const std::string& what) {
  const DateReading reading = read_date(text, {0, zone, 0});
  if (reading.span && !depends_on_clock(text))
    return reading.span->is_whole_days ? reading.span->last_s : reading.span->first_s;
  throw Error(
      ErrorKind::kUsage,
      what + ": " + (reading.is_refused() ? reading.problem.message : "a time that does not depend on now is needed"),
      "write 2025-01-30 or 2025-01-30T14:05:00Z");
}

std::optional<int> parse_month(std::string_view text) {
  const QueryClock clock;
  const DateCursor cursor(text, clock);
  const DateItem& item = cursor.peek();
  if (item.text.size() != text.size() || text.empty()) return std::nullopt;
  const int month = item.is_number ? item.value : item.month();
  return month >= 1 && month <= 12 ? std::optional(month) : std::nullopt;
}

DateRange intersect(const DateRange& a, const DateRange& b) {
  const auto later = [](const auto& x, const auto& y) { return !x || (y && *y > *x) ? y : x; };
  const auto earlier = [](const auto& x, const auto& y) { return !x || (y && *y < *x) ? y : x; };
  DateRange both;
  both.since_s = later(a.since_s, b.since_s);
  both.first_day = later(a.first_day, b.first_day);
  both.until_s = earlier(a.until_s, b.until_s);
  both.last_day = earlier(a.last_day, b.last_day);
  return both;
}

}  // namespace broadtape
