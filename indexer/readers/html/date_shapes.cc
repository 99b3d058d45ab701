#include "indexer/readers/html/date_shapes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

bool starts_any(std::string_view text, const auto& starts, std::size_t& length) {
  for (const std::string_view start : starts) {
    if (!text.starts_with(start)) continue;
    length = start.size();
    return true;
  }
  return false;
}

// A cursor over a line that reads the parts of a date.
class DateScan {
 public:
  DateScan(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::size_t at() const { return at_; }
  std::string_view rest() const { return text_.substr(at_); }

  // 1 to `longest` digits that no other digit follows.
  std::optional<int> number(std::size_t longest, std::size_t shortest = 1) {
    std::size_t end = at_;
    int value = 0;
    while (end < text_.size() && end - at_ <= longest && is_ascii_digit(text_[end])) {
      value = value * 10 + (text_[end++] - '0');
    }
    if (end - at_ < shortest || end - at_ > longest) return std::nullopt;
    at_ = end;
    return value;
  }

  bool skip(std::string_view text) {
    if (!rest().starts_with(text)) return false;
    at_ += text.size();
    return true;
  }

  bool skip_any(const auto& texts) {
    std::size_t length = 0;
    if (!starts_any(rest(), texts, length)) return false;
    at_ += length;
    return true;
  }

  bool blanks() {
    const std::size_t before = at_;
    while (skip(" ") || skip("\n") || skip("\xc2\xa0")) {
    }
    return at_ > before;
  }

  // A run of letters; also bytes outside ASCII.
  std::string_view word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !rest().starts_with("\xc2\xa0") &&
           (is_ascii_letter(text_[at_]) || static_cast<unsigned char>(text_[at_]) >= 0x80)) {
      ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

constexpr std::string_view kOrdinals[] = {"st", "nd", "rd", "th", "er", "\xc2\xba", "\xc2\xb0", "."};
constexpr std::string_view kLinkWords[] = {"de ", "del ", "of ", "d'"};

bool is_year(int value) {
  return value >= kFirstPageYear && value < 2100;
}

std::string iso_day(int year, int month, int day) {
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// `2020-04-08`, `2020/4/8`, `2020.04.08`, `2020. 4. 8.`, and with the characters for year, month and day.
std::optional<DateShape> year_first(std::string_view text, std::size_t at) {
  DateScan scan(text, at);
  const auto year = scan.number(4, 4);
  if (!year || !is_year(*year)) return std::nullopt;
  constexpr std::string_view kYearMarks[] = {"\xe5\xb9\xb4", "\xeb\x85\x84", "-", "/", "."};
  const std::string_view mark = scan.rest();
  if (!scan.skip_any(kYearMarks)) return std::nullopt;
  const bool named = static_cast<unsigned char>(mark[0]) >= 0x80;
  scan.blanks();
  const auto month = scan.number(2);
  constexpr std::string_view kMonthMarks[] = {"\xe6\x9c\x88", "\xec\x9b\x94"};
  if (!month || !(named ? scan.skip_any(kMonthMarks) : scan.skip(mark.substr(0, 1)))) return std::nullopt;
  scan.blanks();
  const auto day = scan.number(2);
  if (!day || !is_valid({*year, *month, *day})) return std::nullopt;
  constexpr std::string_view kDayMarks[] = {"\xe6\x97\xa5", "\xec\x9d\xbc"};
  if (named) scan.skip_any(kDayMarks);
  return DateShape{at, scan.at(), iso_day(*year, *month, *day), {}, {}, {}};
}

// `30.01.2025`, `30/01/2025`, `1/30/2025`, `30-01-2025`, `30.01.25`, `30 | 01 | 2025`. Dots and bars are day first.
std::optional<DateShape> numeric_date(std::string_view text, std::size_t at, DayOrder order) {
  DateScan scan(text, at);
  const auto first = scan.number(2);
  if (!first || scan.rest().empty()) return std::nullopt;
  DateScan spaced = scan;
  if (spaced.blanks() && (spaced.rest().starts_with('|') || spaced.rest().starts_with('/'))) scan = spaced;
  if (scan.rest().empty()) return std::nullopt;
  const char mark = scan.rest()[0];
  const std::string_view marks(&mark, 1);
  if (mark != '.' && mark != '/' && mark != '-' && mark != '|') return std::nullopt;
  scan.skip(marks);
  if (mark != '-') scan.blanks();
  const auto second = scan.number(2);
  if (mark != '-') scan.blanks();
  if (!second || !scan.skip(marks)) return std::nullopt;
  if (mark != '-') scan.blanks();
  const std::size_t year_at = scan.at();
  auto year = scan.number(4, 2);
  const std::size_t digits = scan.at() - year_at;
  if (!year || digits == 3 || (digits == 2 && mark == '-')) return std::nullopt;
  if (digits == 2) *year += *year < 70 ? 2000 : 1900;
  if (!is_year(*year)) return std::nullopt;
  const bool day_first = mark == '.' || mark == '|' || *first > 12 || order == DayOrder::kDayFirst || *first == *second;
  if (!day_first && *second <= 12 && order == DayOrder::kUnknown) return std::nullopt;
  const int day = day_first ? *first : *second;
  const int month = day_first ? *second : *first;
  if (!is_valid({*year, month, day})) return std::nullopt;
  return DateShape{at, scan.at(), iso_day(*year, month, day), std::string(text.substr(at, scan.at() - at)), {}, {}};
}

constexpr std::size_t kShortestMonth = 3;
constexpr std::size_t kLongestMonth = 24;  // bytes

// `EDT`, `+02:00`; empty if the text begins with neither.
std::string_view zone_at(std::string_view text) {
  constexpr std::size_t kShortestOffset = 5, kLongestZone = 6;
  std::size_t length = 0;
  if (text.starts_with('+') || text.starts_with('-')) {
    length = 1;
    while (length < text.size() && (is_ascii_digit(text[length]) || text[length] == ':')) ++length;
    if (length < kShortestOffset) return {};
  } else {
    while (length < text.size() && is_ascii_upper(text[length])) ++length;
  }
  return length > kLongestZone ? std::string_view() : text.substr(0, length);
}

// The time and the zone after a date: `, 10:22 a.m. EDT`, ` um 10:22 Uhr`, `T10:22:00+02:00`.
void take_time(DateScan& scan, DateShape& shape) {
  constexpr std::string_view kBetween[] = {
      ",",   "|",   "-",         "\xe2\x80\x93", "\xe2\x80\x94", "\xc2\xb7", "\xe2\x80\xa2", "@",
      "at ", "um ", "\xc3\xa0 ", "kl. ",         "kl ",          "T",        "a las ",       "ore "};
  DateScan ahead = scan;
  for (int i = 0; i < 4; ++i) {
    ahead.blanks();
    if (!ahead.skip_any(kBetween)) break;
  }
  ahead.blanks();
  const auto hour = ahead.number(2);
  if (!hour || *hour > 24 || !(ahead.skip(":") || ahead.skip("h"))) return;
  const auto minute = ahead.number(2, 2);
  if (!minute || *minute > 59) return;
  shape.time = fmt::format("{:02}:{:02}", *hour, *minute);
  DateScan seconds = ahead;
  if (seconds.skip(":")) {
    if (const auto second = seconds.number(2, 2)) {
      shape.time += fmt::format(":{:02}", *second);
      ahead = seconds;
    }
  }
  scan = ahead;
  ahead.blanks();
  constexpr std::string_view kMorning[] = {"a.m.", "am", "AM", "A.M."};
  constexpr std::string_view kAfternoon[] = {"p.m.", "pm", "PM", "P.M."};
  const bool morning = ahead.skip_any(kMorning);
  if (morning || ahead.skip_any(kAfternoon)) {
    shape.time += morning ? " AM" : " PM";
    scan = ahead;
    ahead.blanks();
  }
  const std::string_view zone = zone_at(ahead.rest());
  if (zone.empty()) return;
  const bool offset_from = zone == "GMT" || zone == "UTC";  // `GMT+0200`
  ahead.skip(zone);
  const std::string_view offset = offset_from ? zone_at(ahead.rest()) : std::string_view();
  const bool has_offset = offset.starts_with('+') || offset.starts_with('-');
  if (has_offset) ahead.skip(offset);
  shape.zone = std::string(has_offset ? offset : zone);
  scan = ahead;
}

// `5. Juni 2015`, `15 septembre 2009`, `5th of May, 2014`, `12 de enero de 2020`, `01-Jan-2020`.
std::optional<DateShape> day_then_month(std::string_view text, std::size_t at) {
  DateScan scan(text, at);
  const auto day = scan.number(2);
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  scan.skip_any(kOrdinals);
  if (!scan.blanks() && !scan.skip("-") && !scan.skip("/")) return std::nullopt;
  scan.skip_any(kLinkWords);
  const std::string_view month = scan.word();
  if (month.size() < kShortestMonth || month.size() > kLongestMonth) return std::nullopt;
  scan.skip(".");
  scan.skip(",");
  if (!scan.blanks() && !scan.skip("-") && !scan.skip("/")) return std::nullopt;
  scan.skip_any(kLinkWords);
  const auto year = scan.number(4, 4);
  if (!year || !is_year(*year)) return std::nullopt;
  return DateShape{at, scan.at(), fmt::format("{} {} {}", *day, month, *year), {}, {}, {}};
}

// The beginning of the word that ends before `at`, separated by a blank or a hyphen; `at` if there is none.
std::size_t word_before(std::string_view text, std::size_t at) {
  constexpr std::string_view kNoBreak = "\xc2\xa0";
  std::size_t end = at;
  while (end > 0 && (text[end - 1] == ' ' || text.substr(0, end).ends_with(kNoBreak))) {
    end -= text[end - 1] == ' ' ? 1 : kNoBreak.size();
  }
  if (end == at && end > 0 && (text[end - 1] == '-' || text[end - 1] == '/')) --end;
  if (end > 0 && text[end - 1] == '.') --end;
  if (end == at) return at;
  std::size_t begin = end;
  while (begin > 0 && end - begin <= kLongestMonth && !text.substr(0, begin).ends_with(kNoBreak) &&
         (is_ascii_letter(text[begin - 1]) || static_cast<unsigned char>(text[begin - 1]) >= 0x80)) {
    --begin;
  }
  return end - begin < kShortestMonth || end - begin > kLongestMonth ? at : begin;
}

// `January 15, 2024`, `Apr. 7th 2009`, `Nov-18-2019`, and `Apr 02 12:30:00 CEST 2020` as Java writes it.
std::optional<DateShape> month_then_day(std::string_view text, std::size_t at) {
  const std::size_t begin = word_before(text, at);
  if (begin == at) return std::nullopt;
  DateScan month_scan(text, begin);
  const std::string_view month = month_scan.word();
  DateScan scan(text, at);
  const auto day = scan.number(2);
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  DateShape shape;
  shape.begin = begin;
  DateScan timed = scan;
  take_time(timed, shape);
  if (!shape.time.empty() && timed.blanks()) {
    if (const auto year = timed.number(4, 4); year && is_year(*year)) {
      shape.end = timed.at();
      shape.day_text = fmt::format("{} {} {}", *day, month, *year);
      return shape;
    }
  }
  shape.time.clear();
  shape.zone.clear();
  scan.skip_any(kOrdinals);
  scan.skip(",");
  if (!scan.blanks() && !scan.skip("-") && !scan.skip("/")) return std::nullopt;
  const auto year = scan.number(4, 4);
  if (!year || !is_year(*year)) return std::nullopt;
  shape.end = scan.at();
  shape.day_text = fmt::format("{} {} {}", *day, month, *year);
  return shape;
}

}  // namespace

std::optional<DateShape> date_shape(std::string_view text, std::size_t at, std::size_t digits, DayOrder order) {
  std::optional<DateShape> shape;
  if (digits == 4) shape = year_first(text, at);
  if (digits <= 2) {
    shape = numeric_date(text, at, order);
    if (!shape) shape = day_then_month(text, at);
    if (!shape) shape = month_then_day(text, at);
  }
  if (!shape || !shape->time.empty()) return shape;
  DateScan scan(text, shape->end);
  take_time(scan, *shape);
  shape->end = scan.at();
  return shape;
}

}  // namespace broadtape
