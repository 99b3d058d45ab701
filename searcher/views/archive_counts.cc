#include "searcher/views/archive_counts.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "common/time/period.h"
#include "searcher/plan/planner.h"
#include "searcher/plan/visible_versions.h"

namespace broadtape {
namespace {

// True if `instant_s` is midnight UTC.
bool begins_day(std::int64_t instant_s) {
  return instant_s % kSecondsPerDay == 0;
}

DayCounts count_matches_by_day(const Archive& archive, const DocumentQuery& query, const TimeZone& zone) {
  ValueCounts days(day_slot(zone));
  Matches(archive, query).count({&days});
  return day_counts(days, zone);
}

// Requires that both are sorted, and that `some` is a subset of `all`.
DayCounts difference(const DayCounts& all, const DayCounts& some) {
  DayCounts left;
  auto minus = some.begin();
  for (const DayCount& day : all) {
    while (minus != some.end() && minus->day < day.day) ++minus;
    const std::uint64_t fewer = minus != some.end() && minus->day == day.day ? minus->count : 0;
    if (day.count > fewer) left.push_back({day.day, day.count - fewer});
  }
  return left;
}

DayCounts days_by_terms(const Archive& archive) {
  DayCounts counts;
  for (const auto& [text, count] : count_terms(archive, Field::kDay)) {
    if (const std::optional<Day> day = parse_compact_day(text)) counts.push_back({*day, count});
  }
  return counts;
}

void keep_range(const DateRange& range, DayCounts& counts) {
  const auto outside = [&](const DayCount& count) {
    const std::int64_t midnight_s = midnight_utc(count.day);
    return (range.since_s && midnight_s < *range.since_s) || (range.until_s && midnight_s > *range.until_s);
  };
  counts.erase(std::remove_if(counts.begin(), counts.end(), outside), counts.end());
}

DocumentQuery articles_in(const Archive& archive, const DateRange& range, const CountedVersions& versions) {
  if (!range.has_bounds()) return all_articles(archive, versions);
  Node dates;
  dates.kind = NodeKind::kDate;
  dates.dates = range;
  Planner planner(archive);
  VersionScope scope;
  scope.as_of_s = versions.as_of_s;
  planner.keep_only(scope);
  return planner.plan(dates, Match::kAll, versions.all);
}

}  // namespace

DocumentQuery superseded_articles(const Archive& archive) {
  return hidden_versions(archive);
}

CountedVersions counted_versions(const Archive& archive, const QueryRequest& request, const DocumentQuery& query) {
  if (request.versions.as_of_s) return {false, request.versions.as_of_s};
  return {request.all_versions || finds_superseded(archive, query), {}};
}

DocumentQuery all_articles(const Archive& archive, const CountedVersions& versions) {
  const DocumentQuery hidden = versions.all ? DocumentQuery() : hidden_versions(archive, versions.as_of_s);
  return hidden.empty() ? every_document() : without(every_document(), hidden);
}

bool finds_superseded(const Archive& archive, const DocumentQuery& query) {
  const DocumentQuery superseded = superseded_articles(archive);
  if (superseded.empty()) return false;
  return Matches(archive, filtered(superseded, query)).any();
}

std::uint64_t count_articles(const Archive& archive, const CountedVersions& versions) {
  if (versions.as_of_s) return Matches(archive, all_articles(archive, versions)).count();
  const std::uint64_t superseded = archive.index().documents_with(make_term(Field::kFlag, kSupersededFlag));
  return archive.document_count() - (versions.all ? 0 : superseded);
}

DayCounts count_days(const Archive& archive, const TimeZone& zone, const DateRange& range,
                     const CountedVersions& versions) {
  const bool whole_days =
      (!range.since_s || begins_day(*range.since_s)) && (!range.until_s || begins_day(*range.until_s + 1));
  if (!zone.is_utc() || !whole_days) return count_matches_by_day(archive, articles_in(archive, range, versions), zone);
  DayCounts counts = days_by_terms(archive);
  if (!versions.all)
    counts = difference(counts, count_matches_by_day(archive, hidden_versions(archive, versions.as_of_s), zone));
  keep_range(range, counts);
  return counts;
}

std::map<std::string, std::uint64_t> count_terms(const Archive& archive, Field field) {
  std::map<std::string, std::uint64_t> counts;
  const std::string prefix = make_term(field, "");
  archive.index().each_term(prefix, [&](const IndexedTerm& term) {
    counts[std::string(term_value(field, term.text))] += term.documents();
    return true;
  });
  return counts;
}

}  // namespace broadtape
