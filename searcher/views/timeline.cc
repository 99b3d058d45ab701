#include "searcher/views/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/archive/stored_numbers.h"
#include "common/error/error.h"
#include "searcher/query/filters.h"
#include "searcher/views/archive_counts.h"
#include "searcher/views/outliers.h"

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

// The articles of one query by day.
struct Line {
  Line(const Archive& archive, Analyser& analyser, const QueryRequest& asked)
      : request(asked), prepared(archive, analyser, asked) {}

  void count(const Archive& archive, const TimeZone& zone) {
    ValueCounts by_day(day_slot(zone));
    const std::uint64_t total = Matches(archive, prepared.query()).count({&by_day});
    days = day_counts(by_day, zone);
    undated = total - sum_of(days);
    prepared.summarise(request.match);
  }

  const QueryRequest& request;
  PreparedQuery prepared;
  DayCounts days;
  std::uint64_t undated = 0;  // undated matches
};

// The smallest range that contains both ranges.
DateRange hull(const DateRange& a, const DateRange& b) {
  DateRange range;
  if (a.since_s && b.since_s) {
    range.since_s = std::min(a.since_s, b.since_s);
    range.first_day = std::min(a.first_day, b.first_day);
  }
  if (a.until_s && b.until_s) {
    range.until_s = std::max(a.until_s, b.until_s);
    range.last_day = std::max(a.last_day, b.last_day);
  }
  return range;
}

// The days from the archive's first to its last article.
std::optional<Period> archive_days(const IndexReader& index, const TimeZone& zone) {
  const std::string first = index.least_value(kPublishedSlot);
  const std::string last = index.greatest_value(kPublishedSlot);
  if (first.empty() || last.empty()) return std::nullopt;
  return Period{day_in(zone, stored_instant(first)), day_in(zone, stored_instant(last))};
}

// The first of the days with the most articles. Requires that `days` has a day in `period`.
DayCount top_day_of(const DayCounts& days, const Period& period) {
  DayCount top;
  for (const DayCount& day : days) {
    const bool inside = period.first <= day.day && day.day <= period.last;
    if (inside && day.count > top.count) top = day;
  }
  return top;
}

// The execution of one request.
class TimelineCount {
 public:
  TimelineCount(const Archive& archive, Analyser& analyser, const TimelineRequest& request)
      : archive_(archive), analyser_(analyser), request_(request), zone_(request.queries.front().clock.zone) {}

  Timeline answer() {
    const auto begin = Clock::now();
    for (const QueryRequest& query : request_.queries) {
      lines_.emplace_back(archive_, analyser_, query);
      lines_.back().count(archive_, zone_);
      const DateRange dates = effective_dates(lines_.back().prepared.tree());
      dates_ = lines_.size() == 1 ? dates : hull(dates_, dates);
    }
    timeline_.zone = zone_.name();
    if (const std::optional<Period> days = shown_days()) make_periods(*days);
    for (Line& line : lines_) add_series(line);
    timeline_.took_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
    return std::move(timeline_);
  }

 private:
  // The requested dates, limited to the archive's; without a limit, the dates of the results.
  std::optional<Period> shown_days() const {
    const std::optional<Period> archive = days_of_archive();
    std::optional<Day> first = dates_.first_day;
    std::optional<Day> last = dates_.last_day;
    const bool open_begin = !first, open_end = !last;
    for (const Line& line : lines_) {
      if (line.days.empty()) continue;
      if (open_begin) first = std::min(first.value_or(line.days.front().day), line.days.front().day);
      if (open_end) last = std::max(last.value_or(line.days.back().day), line.days.back().day);
    }
    if (!archive || (open_begin && !first) || (open_end && !last)) return std::nullopt;
    const Period days{std::max(*first, archive->first), std::min(*last, archive->last)};
    return days.first <= days.last ? std::optional(days) : std::nullopt;
  }

  CountedVersions versions() const {
    CountedVersions versions;
    for (const Line& line : lines_) {
      versions.all = versions.all || line.request.all_versions;
      versions.as_of_s = line.request.versions.as_of_s;  // of all lines
    }
    return versions;
  }

  std::optional<Period> days_of_archive() const {
    if (!versions().as_of_s) return archive_days(archive_.index(), zone_);
    const DayCounts days = count_days(archive_, zone_, {}, versions());
    if (days.empty()) return std::nullopt;
    return Period{days.front().day, days.back().day};
  }

  void make_periods(const Period& days) {
    timeline_.unit = request_.unit.value_or(fitting_unit(days.first, days.last));
    for (Day day = days.first; day <= days.last;) {
      TimelinePeriod period;
      period.days = period_of(day, timeline_.unit);
      period.name = period_name(period.days, timeline_.unit);
      timeline_.periods.push_back(std::move(period));
      if (timeline_.periods.size() > kMostPeriods) {
        throw Error(ErrorKind::kUsage,
                    fmt::format("from {} to {} there are more than {} periods", format_day(days.first),
                                format_day(days.last), kMostPeriods),
                    "choose longer periods, such as months, or fewer dates");
      }
      if (timeline_.periods.back().days.last >= days.last) break;
      day = day_of_number(day_number(timeline_.periods.back().days.last) + 1);
    }
    const std::vector<std::uint64_t> totals = by_period(count_days(archive_, zone_, dates_, versions()));
    for (std::size_t i = 0; i < totals.size(); ++i) timeline_.periods[i].total = totals[i];
  }

  // Ignores days outside all periods.
  std::vector<std::uint64_t> by_period(const DayCounts& days) const {
    std::vector<std::uint64_t> counts(timeline_.periods.size());
    std::size_t at = 0;
    for (const DayCount& day : days) {
      while (at < counts.size() && timeline_.periods[at].days.last < day.day) ++at;
      if (at == counts.size()) break;
      if (day.day >= timeline_.periods[at].days.first) counts[at] += day.count;
    }
    return counts;
  }

  std::vector<std::uint64_t> totals() const {
    std::vector<std::uint64_t> totals;
    for (const TimelinePeriod& period : timeline_.periods) totals.push_back(period.total);
    return totals;
  }

  void add_series(Line& line) {
    TimelineSeries series;
    series.counts = by_period(line.days);
    for (const std::uint64_t count : series.counts) series.total += count;
    const std::vector<Peak> peaks = find_peaks(series.counts, totals(), request_.peaks);
    if (!peaks.empty()) {
      PeakExplainer explainer(archive_, analyser_, line.prepared, request_.queries.front().clock);
      for (const Peak& peak : peaks) series.peaks.push_back(explained(peak, line.days, series.counts, explainer));
    }
    series.query = line.prepared.take_summary();
    series.undated_left_out = line.undated + series.query.undated_left_out;
    timeline_.series.push_back(std::move(series));
  }

  TimelinePeak explained(const Peak& peak, const DayCounts& days, const std::vector<std::uint64_t>& counts,
                         PeakExplainer& explainer) const {
    TimelinePeak result;
    result.first = peak.first;
    result.last = peak.last;
    result.top = peak.top;
    result.usual = peak.usual.median;
    for (std::size_t i = peak.first; i <= peak.last; ++i) result.count += counts[i];
    result.top_day = top_day_of(days, timeline_.periods[peak.top].days);
    result.reasons = explainer.explain(timeline_.periods[peak.top].days, request_.words, request_.companies);
    return result;
  }

  const Archive& archive_;
  Analyser& analyser_;
  const TimelineRequest& request_;
  const TimeZone& zone_;
  std::deque<Line> lines_;
  DateRange dates_;  // common to all queries
  Timeline timeline_;
};

}  // namespace

std::optional<double> share_of(std::uint64_t count, std::uint64_t total) {
  if (total == 0) return std::nullopt;
  return 100 * static_cast<double>(count) / static_cast<double>(total);
}

Timeline make_timeline(const Archive& archive, Analyser& analyser, const TimelineRequest& request) {
  return with_read_errors(archive, [&] { return TimelineCount(archive, analyser, request).answer(); });
}

}  // namespace broadtape
