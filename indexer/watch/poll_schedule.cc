#include "indexer/watch/poll_schedule.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "common/text/ascii.h"
#include "common/time/date_parser.h"
#include "common/time/instant.h"

namespace broadtape {
namespace {

constexpr std::size_t kHeadBytes = 64u << 10;
constexpr std::int64_t kHour = 3600;

std::optional<std::int64_t> number_of(std::string_view text) {
  text = trim_spaces(text);
  if (text.empty() || text.size() > 12 || text.find_first_not_of("0123456789") != text.npos) return std::nullopt;
  return std::stoll(std::string(text));
}

// What is before the first item, in lower case.
std::string feed_head(std::string_view body) {
  std::string head = ascii_lowered(body.substr(0, kHeadBytes));
  head.resize(std::min({head.size(), head.find("<item"), head.find("<entry")}));
  return head;
}

// The text of the first element `name` at or after `at`, which is moved behind it. Nullopt if there is none.
std::optional<std::string_view> element(std::string_view head, std::string_view name, std::size_t& at) {
  const std::string opening = "<" + std::string(name) + ">";
  const std::size_t start = head.find(opening, at);
  if (start == head.npos) return std::nullopt;
  const std::size_t text = start + opening.size();
  const std::size_t end = std::min(head.find('<', text), head.size());
  at = end;
  return trim_spaces(head.substr(text, end - text));
}

std::optional<std::string_view> first_element(std::string_view head, std::string_view name) {
  std::size_t at = 0;
  return element(head, name, at);
}

struct PeriodRow {
  std::string_view name;
  std::int64_t seconds;
};
constexpr PeriodRow kPeriods[] = {{"hourly", kHour},
                                  {"daily", 24 * kHour},
                                  {"weekly", 7 * 24 * kHour},
                                  {"monthly", 30 * 24 * kHour},
                                  {"yearly", 365 * 24 * kHour}};

std::optional<std::int64_t> time_to_live(std::string_view head) {
  if (const auto ttl = first_element(head, "ttl")) {
    if (const auto minutes = number_of(*ttl)) return *minutes * 60;
  }
  const auto period = first_element(head, "sy:updateperiod");
  if (!period) return std::nullopt;
  const auto* const row = std::find_if(std::begin(kPeriods), std::end(kPeriods),
                                       [&](const PeriodRow& candidate) { return candidate.name == *period; });
  if (row == std::end(kPeriods)) return std::nullopt;
  const auto frequency = number_of(first_element(head, "sy:updatefrequency").value_or("1"));
  return row->seconds / std::max<std::int64_t>(frequency.value_or(1), 1);
}

constexpr std::string_view kDays[] = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

bool is_skipped(std::int64_t time_s, const PollHints& hints) {
  const std::int64_t hour = time_s % kSecondsPerDay / kHour;
  return hints.skip_hours.test(static_cast<std::size_t>(hour)) ||
         hints.skip_days.test(static_cast<std::size_t>(weekday_of(day_of(time_s))));
}

}  // namespace

std::optional<std::int64_t> retry_after_s(std::string_view text, std::int64_t now_s) {
  if (const auto seconds = number_of(text)) return seconds;
  const DateResult date = parse_date(text);
  if (!date || date.date->instant.precision == Precision::kDay) return std::nullopt;
  return std::max<std::int64_t>(date.date->instant.utc_s - now_s, 0);
}

std::optional<std::int64_t> max_age_s(std::string_view cache_control, std::string_view age) {
  const std::string directives = ascii_lowered(cache_control);
  const std::size_t at = directives.find("max-age=");
  if (at == directives.npos || (at >= 2 && directives[at - 1] == '-')) return std::nullopt;  // not s-maxage
  const std::size_t start = at + 8;
  const auto seconds =
      number_of(std::string_view(directives).substr(start, directives.find_first_of(", ;", start) - start));
  if (!seconds) return std::nullopt;
  return std::max<std::int64_t>(*seconds - number_of(age).value_or(0), 0);
}

PollHints feed_hints(std::string_view body) {
  const std::string head = feed_head(body);
  PollHints hints;
  hints.ttl_s = time_to_live(head);
  for (std::size_t at = head.find("<skiphours>"); at < head.size();) {
    const auto hour = element(head, "hour", at);
    if (!hour) break;
    if (const auto number = number_of(*hour); number && *number <= 24)
      hints.skip_hours.set(static_cast<std::size_t>(*number % 24));
  }
  for (std::size_t at = head.find("<skipdays>"); at < head.size();) {
    const auto day = element(head, "day", at);
    if (!day) break;
    const auto* const found = std::find(std::begin(kDays), std::end(kDays), *day);
    if (found != std::end(kDays)) hints.skip_days.set(static_cast<std::size_t>(found - std::begin(kDays)));
  }
  return hints;
}

std::int64_t next_after_answer(std::int64_t now_s, std::int64_t every_s, const PollHints& hints) {
  std::int64_t wait_s = every_s;
  if (hints.max_age_s) wait_s = std::max(wait_s, std::min(*hints.max_age_s, kMaxCacheWaitS));
  if (hints.ttl_s) wait_s = std::max(wait_s, std::min(*hints.ttl_s, kMaxWaitS));
  const std::int64_t next_s = now_s + wait_s;
  std::int64_t later_s = next_s;
  while (is_skipped(later_s, hints) && later_s < now_s + kMaxWaitS) later_s += kHour - later_s % kHour;
  return is_skipped(later_s, hints) ? std::max(next_s, now_s + kMaxWaitS) : later_s;
}

std::int64_t next_after_failure(std::int64_t now_s, std::int64_t every_s, std::uint64_t failures,
                                std::optional<std::int64_t> retry_after, double jitter) {
  std::int64_t wait_s = every_s;
  for (std::uint64_t i = 1; i < failures && wait_s < kMaxWaitS; ++i) wait_s *= 2;
  wait_s = static_cast<std::int64_t>(static_cast<double>(std::min(wait_s, kMaxWaitS)) * (0.75 + jitter / 2));
  if (retry_after) wait_s = std::max(wait_s, *retry_after);
  return now_s + std::clamp<std::int64_t>(wait_s, 1, kMaxWaitS);
}

}  // namespace broadtape
