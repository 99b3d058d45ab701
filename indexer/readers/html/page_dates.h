// The date of publication of a web page: where pages state it, by descending reliability, and dates in their text.
#pragma once

#include <libxml/tree.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/time/instant.h"

namespace broadtape {

// The places that state when a page was published; a row of kDateSteps each, the most reliable first.
enum class DateStep {
  kJsonLd,
  kMeta,
  kMicrodata,
  kTime,
  kVisible,
  kMetaDate,
  kScript,
  kAddress,
  kAge,
  kCreated,
  kUpdated
};

struct DateStepRow {
  DateStep step;
  std::string_view name;     // "json-ld"
  std::string_view summary;  // for the documentation
};
extern const DateStepRow kDateSteps[];
extern const std::size_t kDateStepCount;

// The order of day and month in numeric dates that may be read both ways.
enum class DayOrder { kUnknown, kDayFirst, kMonthFirst };

// The order that is usual in a language: `en-US` has the month first, `en-GB` and `fr` the day. For `en` and `en-US`,
// which pages of all countries declare, `country` decides if it is given: `us`, `uk`. Unknown for `en` alone.
DayOrder day_order_of(std::string_view language, std::string_view country = {});

// A date in text.
struct WrittenDate {
  std::string text;       // which parse_date() reads: as written, or the part of it that is a date
  Day day;                // as written, without regard to zones
  std::size_t begin = 0;  // in the searched text
  std::size_t end = 0;
};

// The dates with day, month and year in a line, with the time that follows; at most kMaxWrittenDates. Dates before 1900
// and after tomorrow, and 1970-01-01, are ignored: pages have them as placeholders.
inline constexpr std::size_t kMaxWrittenDates = 8;
std::vector<WrittenDate> written_dates(std::string_view line, DayOrder order);

// The date in the value of an attribute or of a JSON member: the whole text, or the first date in it.
std::optional<WrittenDate> stated_date(std::string_view value, DayOrder order);

// The day in an address such as `/2024/01/15/acme-rises`, `/2024-01-15-acme` or `/20240115/acme`.
std::optional<Day> day_in_address(std::string_view url);

// The year and month in an address such as `/2024/01/acme-rises`; day is 1.
std::optional<Day> month_in_address(std::string_view url);

struct PageDate {
  DateStep step;
  WrittenDate date;
};

// What the markup and the visible text of a page state outside comments, menus, sidebars and lists of other stories.
struct MarkupStatements {
  std::vector<PageDate> dates;  // microdata, <time>, and dates near the headline or byline; the most likely is first
  std::string author;           // the names in the byline near the headline; empty without one, or if not wanted
};

// `title` identifies the headline; may be empty. Ages such as `2 hours ago` count from `captured_s`; without it they
// are ignored.
MarkupStatements markup_statements(xmlNode* root, std::string_view title, DayOrder order,
                                   std::optional<std::int64_t> captured_s, bool wants_author);

// The most reliable of `dates`; null if there is none. A date of the visible text that contradicts the address of the
// page or lies after its update is ignored.
const PageDate* chosen_date(const std::vector<PageDate>& dates, const std::string& url);

}  // namespace broadtape
