#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "common/text/ascii.h"
#include "common/time/date_parser.h"
#include "indexer/readers/html/date_shapes.h"
#include "indexer/readers/html/page_dates.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

bool is_plausible_page_day(Day day) {
  if (!is_valid(day) || day.year < kFirstPageYear || day == Day{1970, 1, 1}) return false;
  return midnight_utc(day) <= now_s() + kSecondsPerDay;
}

// The day of a date as parse_date() reads it, in the zone that was written.
std::optional<Day> day_read(std::string_view text) {
  const DateResult read = parse_date(text);
  if (!read) return std::nullopt;
  return day_of(read.date->instant.utc_s);
}

// The date that a shape denotes: the most complete text of it that parse_date() reads.
std::optional<WrittenDate> date_of(const DateShape& shape, std::string_view line) {
  const auto day = day_read(shape.day_text);
  if (!day || !is_plausible_page_day(*day)) return std::nullopt;
  const std::string timed = shape.day_text + " " + shape.time;
  std::vector<std::string> texts = {std::string(line.substr(shape.begin, shape.end - shape.begin))};
  if (!shape.time.empty() && !shape.zone.empty()) texts.push_back(timed + " " + shape.zone);
  if (!shape.time.empty()) texts.push_back(timed);
  texts.push_back(shape.written);
  texts.push_back(shape.day_text);
  for (std::string& text : texts) {
    const DateResult read = text.empty() ? DateResult() : parse_date(text);
    if (!read) continue;
    // A zone may move the instant to the day before or after; a longer distance is another reading of the numbers.
    if (std::abs(read.date->instant.utc_s - midnight_utc(*day)) >= 2 * kSecondsPerDay) continue;
    return WrittenDate{std::move(text), *day, shape.begin, shape.end};
  }
  return std::nullopt;
}

// `20200402` and `20200402123000`.
std::optional<WrittenDate> compact_date(std::string_view value) {
  if (value.size() != 8 && value.size() != 14) return std::nullopt;
  if (!std::all_of(value.begin(), value.end(), is_ascii_digit)) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t count) {
    return std::stoi(std::string(value.substr(at, count)));
  };
  const Day day{number(0, 4), number(4, 2), number(6, 2)};
  if (!is_plausible_page_day(day)) return std::nullopt;
  std::string text = format_day(day);
  if (value.size() == 14) text += fmt::format(" {}:{}:{}", value.substr(8, 2), value.substr(10, 2), value.substr(12));
  return WrittenDate{std::move(text), day, 0, value.size()};
}

}  // namespace

DayOrder day_order_of(std::string_view language, std::string_view country) {
  struct OrderRow {
    std::string_view language;
    DayOrder order;
  };
  // CLDR's short date formats; languages that put the year first have no order of their own for the other two.
  constexpr OrderRow kRows[] = {
      {"en-us", DayOrder::kMonthFirst}, {"en-ph", DayOrder::kMonthFirst}, {"en-gb", DayOrder::kDayFirst},
      {"en-au", DayOrder::kDayFirst},   {"en-nz", DayOrder::kDayFirst},   {"en-ie", DayOrder::kDayFirst},
      {"en-in", DayOrder::kDayFirst},   {"en-za", DayOrder::kDayFirst},   {"en-sg", DayOrder::kDayFirst},
      {"en-hk", DayOrder::kDayFirst},   {"en", DayOrder::kUnknown},       {"zh", DayOrder::kUnknown},
      {"ja", DayOrder::kUnknown},       {"ko", DayOrder::kUnknown},       {"hu", DayOrder::kUnknown},
      {"lt", DayOrder::kUnknown},       {"mn", DayOrder::kUnknown},       {"fa", DayOrder::kUnknown},
  };
  std::string name = ascii_lowered(trimmed(language));
  std::replace(name.begin(), name.end(), '_', '-');
  constexpr std::string_view kMonthFirst[] = {"us", "ph"},
                             kUndecided[] = {"ca", "cn", "hu", "ir", "jp", "kr", "lt", "mn", "tw"};
  const bool any_country = name.empty() || name == "en" || name == "en-us";
  if (any_country && !country.empty() && !is_among(country, kUndecided)) {
    return is_among(country, kMonthFirst) ? DayOrder::kMonthFirst : DayOrder::kDayFirst;
  }
  for (const OrderRow& row : kRows) {
    if (name == row.language || name.starts_with(std::string(row.language) + "-")) return row.order;
  }
  return name.size() < 2 || !is_ascii_letter(name[0]) ? DayOrder::kUnknown : DayOrder::kDayFirst;
}

std::vector<WrittenDate> written_dates(std::string_view line, DayOrder order) {
  std::vector<WrittenDate> dates;
  for (std::size_t at = 0; at < line.size() && dates.size() < kMaxWrittenDates;) {
    if (!is_ascii_digit(line[at])) {
      ++at;
      continue;
    }
    std::size_t digits = 1;
    while (at + digits < line.size() && is_ascii_digit(line[at + digits])) ++digits;
    const auto shape = date_shape(line, at, digits, order);
    std::optional<WrittenDate> date = shape ? date_of(*shape, line) : std::nullopt;
    at = date ? std::max(date->end, at + digits) : at + digits;
    if (date) dates.push_back(*std::move(date));
  }
  return dates;
}

std::optional<WrittenDate> stated_date(std::string_view value, DayOrder order) {
  constexpr std::size_t kLongest = 100;  // bytes; longer text is no date
  const std::string_view text = trimmed(value);
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  if (auto compact = compact_date(text)) return compact;
  std::vector<WrittenDate> dates = written_dates(text, order);
  if (const auto day = day_read(text)) {
    if (!is_plausible_page_day(*day)) return std::nullopt;
    return WrittenDate{std::string(text), dates.empty() ? *day : dates[0].day, 0, text.size()};
  }
  if (dates.empty()) return std::nullopt;
  return std::move(dates[0]);
}

}  // namespace broadtape
