#include "indexer/readers/html/page_dates.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <vector>

#include "common/text/ascii.h"
#include "common/time/date_parser.h"

namespace broadtape {

const DateStepRow kDateSteps[] = {
    {DateStep::kJsonLd, "json-ld", "`datePublished` of the article in JSON-LD"},
    {DateStep::kMeta, "meta", "a `<meta>` element whose name is one for the date of publication"},
    {DateStep::kMicrodata, "microdata", "an element with `itemprop=\"datePublished\"`"},
    {DateStep::kTime, "time", "`<time>`, or an element with a date in an attribute, near the headline or byline"},
    {DateStep::kVisible, "visible", "a date in the text near the headline or byline"},
    {DateStep::kMetaDate, "meta-date",
     "a `<meta>` element whose name is only `date`, or an unknown name of such a date"},
    {DateStep::kScript, "script", "`datePublished`, `publish_date` and the like in a script, if all agree on the day"},
    {DateStep::kAddress, "address", "the day in the address of the page"},
    {DateStep::kAge, "age",
     "an age such as `2 hours ago` near the headline or byline, if the time of capture is known"},
    {DateStep::kCreated, "created", "the date of creation or upload in JSON-LD or `<meta>`"},
    {DateStep::kUpdated, "updated", "the date of the last update, if there is no other"},
};
const std::size_t kDateStepCount = std::size(kDateSteps);

namespace {

constexpr int kFirstAddressYear = 1990;

// The parts of an address that digits, letters and their separators make, without query and fragment.
std::string_view address_path(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t slash = url.find('/');
  return slash == std::string_view::npos ? std::string_view() : url.substr(slash);
}

struct AddressNumber {
  int value = 0;
  std::size_t end = 0;
};

// The number of `shortest` to `longest` digits at path[at].
std::optional<AddressNumber> address_number(std::string_view path, std::size_t at, std::size_t shortest,
                                            std::size_t longest) {
  AddressNumber number{0, at};
  while (number.end < path.size() && number.end - at < longest && is_ascii_digit(path[number.end])) {
    number.value = number.value * 10 + (path[number.end++] - '0');
  }
  if (number.end - at < shortest) return std::nullopt;
  return number;
}

bool ends_number(std::string_view path, std::size_t at) {
  return at >= path.size() || !(is_ascii_digit(path[at]) || is_ascii_letter(path[at]));
}

// The month at path[at], as a number or as `jan`.
std::optional<AddressNumber> address_month(std::string_view path, std::size_t at) {
  if (auto number = address_number(path, at, 1, 2)) return number;
  constexpr std::string_view kNames = "janfebmaraprmayjunjulaugsepoctnovdec";
  const std::string name = ascii_lowered(path.substr(at, 3));
  const std::size_t place = name.size() == 3 ? kNames.find(name) : std::string_view::npos;
  if (place == std::string_view::npos || place % 3 != 0 || !ends_number(path, at + 3)) return std::nullopt;
  return AddressNumber{static_cast<int>(place / 3) + 1, at + 3};
}

bool is_address_day(Day day) {
  return day.year >= kFirstAddressYear && is_valid(day) && midnight_utc(day) <= now_s() + kSecondsPerDay;
}

// Calls `take(year, at)` for each year of an address that begins a part of it; `at` is after the year.
template <class Take>
void each_address_year(std::string_view path, const Take& take) {
  for (std::size_t at = 1; at + 4 <= path.size(); ++at) {
    const char before = path[at - 1];
    if (is_ascii_digit(before) || is_ascii_letter(before)) continue;
    const auto year = address_number(path, at, 4, 4);
    if (year && year->value >= kFirstAddressYear && year->value < 2100 && take(*year)) return;
  }
}

bool is_address_mark(std::string_view path, std::size_t at) {
  return at < path.size() && (path[at] == '/' || path[at] == '-' || path[at] == '_' || path[at] == '.');
}

bool contradicts_address(Day day, const std::string& url) {
  if (const auto whole = day_in_address(url)) {
    return std::abs(midnight_utc(day) - midnight_utc(*whole)) > 2 * kSecondsPerDay;
  }
  const auto month = month_in_address(url);
  if (!month) return false;
  const std::int64_t first = midnight_utc(*month);
  const std::int64_t after = first + days_in_month(month->year, month->month) * kSecondsPerDay;
  const std::int64_t at = midnight_utc(day);
  return at < first - 2 * kSecondsPerDay || at > after + 2 * kSecondsPerDay;
}

// markup_statements() ranks the dates of these two steps together.
DateStep rank_of(DateStep step) {
  return step == DateStep::kVisible ? DateStep::kTime : step;
}

bool is_guessed(DateStep step) {
  return step == DateStep::kTime || step == DateStep::kVisible || step == DateStep::kScript || step == DateStep::kAge;
}

bool is_near_day(Day a, Day b) {
  return std::abs(midnight_utc(a) - midnight_utc(b)) <= kSecondsPerDay;
}

// What overrules the one place that states `best`: the text of the page and its scripts or address, if they agree on
// another day that no other place contradicts.
const PageDate* overruling(const PageDate& best, const std::vector<const PageDate*>& usable,
                           std::optional<Day> updated) {
  if (best.step > DateStep::kMicrodata) return nullptr;
  const PageDate* shown = nullptr;
  bool confirmed = false;
  for (const PageDate* date : usable) {
    if (date->step > DateStep::kAddress || date->step == DateStep::kMetaDate || date->step == best.step) continue;
    if (is_near_day(date->date.day, best.date.day)) return nullptr;
    const bool is_text = date->step == DateStep::kTime || date->step == DateStep::kVisible;
    if (is_text && !shown) shown = date;
    confirmed = confirmed || (shown && !is_text && date->date.day == shown->date.day);
  }
  return confirmed && shown->date.day != updated ? shown : nullptr;
}

}  // namespace

std::optional<Day> day_in_address(std::string_view url) {
  const std::string_view path = address_path(url);
  std::optional<Day> found;
  each_address_year(path, [&](AddressNumber year) {
    std::size_t at = year.end;
    const bool compact = address_number(path, at, 4, 4).has_value() && ends_number(path, at + 4);
    if (!compact && !is_address_mark(path, at)) return false;
    if (!compact) ++at;
    const auto month = compact ? address_number(path, at, 2, 2) : address_month(path, at);
    if (!month) return false;
    at = month->end;
    const bool by_slashes = !compact && at < path.size() && path[at] == '/';
    if (!compact && is_address_mark(path, at)) ++at;  // also `/2024/0115/`
    const auto day = address_number(path, at, 1, 2);
    if (!day || !ends_number(path, day->end)) return false;
    // `/2024/10/3-questions` has no day.
    if (by_slashes && day->end < path.size() && path[day->end] != '/') return false;
    const Day whole{year.value, month->value, day->value};
    if (is_address_day(whole)) found = whole;
    return found.has_value();
  });
  return found;
}

std::optional<Day> month_in_address(std::string_view url) {
  const std::string_view path = address_path(url);
  std::optional<Day> found;
  each_address_year(path, [&](AddressNumber year) {
    if (year.end >= path.size() || path[year.end] != '/') return false;
    const auto month = address_month(path, year.end + 1);
    if (!month || month->end >= path.size() || path[month->end] != '/') return false;
    const Day first{year.value, month->value, 1};
    if (is_address_day(first)) found = first;
    return found.has_value();
  });
  return found;
}

const PageDate* chosen_date(const std::vector<PageDate>& dates, const std::string& url) {
  std::optional<Day> updated;
  for (const PageDate& date : dates) {
    if (date.step == DateStep::kUpdated && (!updated || *updated < date.date.day)) updated = date.date.day;
  }
  const PageDate* best = nullptr;
  std::vector<const PageDate*> usable;
  for (const PageDate& date : dates) {
    const bool later = updated && midnight_utc(date.date.day) > midnight_utc(*updated) + kSecondsPerDay;
    if (is_guessed(date.step) && (later || contradicts_address(date.date.day, url))) continue;
    usable.push_back(&date);
    if (!best || rank_of(date.step) < rank_of(best->step)) best = &date;
  }
  const PageDate* other = best ? overruling(*best, usable, updated) : nullptr;
  return other ? other : best;
}

}  // namespace broadtape
