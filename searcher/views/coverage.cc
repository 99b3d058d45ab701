#include "searcher/views/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>
#include <utility>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "searcher/plan/compound_query.h"
#include "searcher/plan/visible_versions.h"
#include "searcher/search/day_counts.h"
#include "searcher/search/facets.h"
#include "searcher/search/prepared_query.h"
#include "searcher/views/outliers.h"
#include "searcher/views/timeline.h"

namespace broadtape {
namespace {

std::optional<Period> span_of(const DayCounts& days) {
  if (days.empty()) return std::nullopt;
  return Period{days.front().day, days.back().day};
}

// The weekdays between two consecutive days with articles.
std::optional<CoverageGap> gap_between(Day before, Day after) {
  Period days{day_of_number(day_number(before) + 1), day_of_number(day_number(after) - 1)};
  const std::uint64_t weekdays = weekdays_in(days);
  if (weekdays == 0) return std::nullopt;
  while (!is_weekday(days.first)) days.first = day_of_number(day_number(days.first) + 1);
  while (!is_weekday(days.last)) days.last = day_of_number(day_number(days.last) - 1);
  return CoverageGap{weekdays, days.first, days.last};
}

std::optional<CoverageGap> longest_gap(const DayCounts& days) {
  std::optional<CoverageGap> longest;
  for (std::size_t i = 1; i < days.size(); ++i) {
    const std::optional<CoverageGap> gap = gap_between(days[i - 1].day, days[i].day);
    if (!gap || (longest && gap->weekdays <= longest->weekdays)) continue;
    longest = gap;
  }
  return longest;
}

// Sums counts of days by period, for contiguous periods.
std::vector<std::uint64_t> by_period(const DayCounts& days, const std::vector<PeriodCoverage>& periods) {
  std::vector<std::uint64_t> counts(periods.size());
  std::size_t at = 0;
  for (const DayCount& day : days) {
    while (at < periods.size() && periods[at].days.last < day.day) ++at;
    if (at < periods.size() && day.day >= periods[at].days.first) counts[at] += day.count;
  }
  return counts;
}

// The execution of one request.
class CoverageCount {
 public:
  CoverageCount(const Archive& archive, Analyser& analyser, const CoverageRequest& request)
      : archive_(archive),
        zone_(request.query.clock.zone),
        prepared_(archive, analyser, request.query),
        query_(prepared_.query()) {
    coverage_.unit = request.unit;
    coverage_.zone = zone_.name();
    prepared_.summarise(request.query.match);
  }

  Coverage answer() {
    const auto begin = std::chrono::steady_clock::now();
    ValueCounts days(day_slot(zone_)), sources(kSourceSlot);
    coverage_.total = Matches(archive_, query_).count({&days, &sources});
    days_ = day_counts(days, zone_);
    coverage_.undated = coverage_.total - sum_of(days_);
    coverage_.days = span_of(days_);
    if (coverage_.days) make_periods(*coverage_.days);
    add_sources(facet_counts(sources, FacetForm::kSource, zone_));
    mark_holes();
    count_late();
    coverage_.query = prepared_.take_summary();
    coverage_.took_us =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
    return std::move(coverage_);
  }

 private:
  // By month, because each month is one term of the index.
  void count_late() {
    std::set<Day> months;
    for (const DayCount& day : days_) {
      // A day of another zone may belong to the month before or after.
      for (const int near : {-1, 0, 1}) months.insert(month_of(day_of_number(day_number(day.day) + near)).first);
    }
    for (const Day& first : months) {
      Node month;
      month.kind = NodeKind::kDate;
      const Day last = month_of(first).last;
      const std::int64_t end_s = midnight_utc(last) + kSecondsPerDay - 1;
      month.dates.since_s = midnight_utc(first);
      month.dates.until_s = end_s;
      month.dates.first_day = first;
      month.dates.last_day = last;
      const DocumentQuery articles = filtered(query_, prepared_.query_of(month));
      coverage_.late += Matches(archive_, seen_late(articles, end_s)).count();
    }
    const std::uint64_t dated = coverage_.total - coverage_.undated;
    if (coverage_.late == 0 || static_cast<double>(coverage_.late) < kLateShare * static_cast<double>(dated)) return;
    prepared_.warn(WarningCode::kLateLoad,
                   fmt::format("{} of {} dated articles were first seen more than {} days after the month of their "
                               "publication; as of an earlier time, the archive lacks them",
                               with_commas(coverage_.late), with_commas(dated), kLateDays));
  }

  static Period month_of(Day day) { return period_of(day, PeriodUnit::kMonth); }

  void make_periods(const Period& all) {
    for (std::int64_t number = day_number(all.first); number <= day_number(all.last);) {
      PeriodCoverage period;
      period.days = period_of(day_of_number(number), coverage_.unit);
      period.name = period_name(period.days, coverage_.unit);
      period.days.first = std::max(period.days.first, all.first);
      period.days.last = std::min(period.days.last, all.last);
      number = day_number(period.days.last) + 1;
      coverage_.periods.push_back(std::move(period));
      if (coverage_.periods.size() > kMostPeriods) throw too_long(all);
    }
    count_periods();
  }

  static Error too_long(const Period& all) {
    return {
        ErrorKind::kUsage,
        fmt::format("from {} to {} there are too many periods to show", format_day(all.first), format_day(all.last)),
        "choose longer periods, such as years, or fewer dates"};
  }

  void count_periods() {
    auto day = days_.begin();
    for (PeriodCoverage& period : coverage_.periods) {
      period.days_without =
          static_cast<std::uint64_t>(day_number(period.days.last) - day_number(period.days.first) + 1);
      period.weekdays_without = weekdays_in(period.days);
      for (; day != days_.end() && day->day <= period.days.last; ++day) {
        period.articles += day->count;
        --period.days_without;
        period.weekdays_without -= is_weekday(day->day) ? 1 : 0;
      }
    }
  }

  void add_sources(const FacetCounts& sources) {
    if ((sources.values.size() + 1) * coverage_.periods.size() > kMostSourceCounts) throw too_long(*coverage_.days);
    for (const FacetCount& source : sources.values) {
      const DocumentQuery own(make_term(Field::kSource, source.key));
      add_source(source.value, filtered(own, query_));
    }
    if (sources.with_value < coverage_.total) {
      std::vector<DocumentQuery> named;
      for (const FacetCount& source : sources.values) named.emplace_back(make_term(Field::kSource, source.key));
      add_source("", named.empty() ? query_ : without(query_, any_of(named)));
    }
    std::stable_sort(coverage_.sources.begin(), coverage_.sources.end(),
                     [](const SourceCoverage& a, const SourceCoverage& b) { return a.articles > b.articles; });
  }

  void add_source(const std::string& name, const DocumentQuery& query) {
    ValueCounts by_day(day_slot(zone_));
    SourceCoverage source;
    source.name = name;
    source.articles = Matches(archive_, query).count({&by_day});
    const DayCounts days = day_counts(by_day, zone_);
    source.undated = source.articles - sum_of(days);
    source.days = span_of(days);
    source.days_with_articles = days.size();
    source.longest_gap = longest_gap(days);
    source.counts = by_period(days, coverage_.periods);
    for (std::size_t i = 0; i < source.counts.size(); ++i) coverage_.periods[i].sources += source.counts[i] > 0 ? 1 : 0;
    coverage_.sources.push_back(std::move(source));
  }

  // Compares articles per weekday, because the first and last period are usually incomplete.
  void mark_holes() {
    std::vector<double> density;
    for (const PeriodCoverage& period : coverage_.periods) {
      const std::uint64_t weekdays = std::max<std::uint64_t>(1, weekdays_in(period.days));
      density.push_back(static_cast<double>(period.articles) / static_cast<double>(weekdays));
    }
    const std::vector<Usual> usual = usual_around(density);
    for (std::size_t i = 0; i < density.size(); ++i) {
      PeriodCoverage& period = coverage_.periods[i];
      const double weekdays = static_cast<double>(std::max<std::uint64_t>(1, weekdays_in(period.days)));
      const double expected = usual[i].median * weekdays;
      const bool low = expected - static_cast<double>(period.articles) >
                       kOutlierSpreads * std::max(usual[i].deviation * weekdays, std::sqrt(expected));
      const bool thin = low && density[i] < kThinShare * usual[i].median && density.size() >= kFewestCounts;
      period.hole = period.articles == 0 ? Hole::kEmpty : thin ? Hole::kThin : Hole::kNone;
    }
  }

  const Archive& archive_;
  const TimeZone& zone_;
  PreparedQuery prepared_;
  const DocumentQuery query_;
  DayCounts days_;
  Coverage coverage_;
};

}  // namespace

Coverage make_coverage(const Archive& archive, Analyser& analyser, const CoverageRequest& request) {
  QueryRequest all = request.query;
  all.text.clear();
  all.everything = true;
  return with_read_errors(archive, [&] { return CoverageCount(archive, analyser, {all, request.unit}).answer(); });
}

}  // namespace broadtape
