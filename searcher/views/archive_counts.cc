#include "searcher/views/archive_counts.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "common/time/period.h"
#include "searcher/plan/planner.h"
#include "searcher/search/tally.h"

namespace broadtape {
namespace {

// True when `instant_s` begins a day of UTC.
bool begins_day(std::int64_t instant_s) {
  return instant_s % kSecondsPerDay == 0;
}

DayCounts count_by_spy(const Xapian::Database& database, const Xapian::Query& query, const TimeZone& zone) {
  Xapian::ValueCountMatchSpy spy(day_slot(zone));
  tally(database, query, {&spy});
  return day_counts(spy, zone);
}

// Requires both sorted, and `some` in `all`.
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

DayCounts days_by_terms(const Xapian::Database& database) {
  DayCounts counts;
  for (const auto& [text, count] : count_terms(database, Field::kDay)) {
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

Xapian::Query articles_in(const Xapian::Database& database, const DateRange& range, bool all_versions) {
  if (!range.since_s && !range.until_s) return all_articles(database, all_versions);
  Node dates;
  dates.kind = NodeKind::kDate;
  dates.dates = range;
  return Planner(database).plan(dates, Match::kAll, all_versions);
}

}  // namespace

Xapian::Query superseded_articles(const Xapian::Database& database) {
  const std::string term = make_term(Field::kFlag, kSupersededFlag);
  return database.get_termfreq(term) > 0 ? Xapian::Query(term) : Xapian::Query::MatchNothing;
}

Xapian::Query all_articles(const Xapian::Database& database, bool all_versions) {
  const Xapian::Query superseded = superseded_articles(database);
  if (all_versions || superseded.empty()) return Xapian::Query::MatchAll;
  return Xapian::Query(Xapian::Query::OP_AND_NOT, Xapian::Query::MatchAll, superseded);
}

bool finds_superseded(const Xapian::Database& database, const Xapian::Query& query) {
  const Xapian::Query superseded = superseded_articles(database);
  if (superseded.empty()) return false;
  return tally(database, Xapian::Query(Xapian::Query::OP_FILTER, superseded, query)) > 0;
}

std::uint64_t count_articles(const Xapian::Database& database, bool all_versions) {
  return database.get_doccount() - (all_versions ? 0 : database.get_termfreq(make_term(Field::kFlag, kSupersededFlag)));
}

DayCounts count_days(const Xapian::Database& database, const TimeZone& zone, const DateRange& range,
                     bool all_versions) {
  const bool whole_days =
      (!range.since_s || begins_day(*range.since_s)) && (!range.until_s || begins_day(*range.until_s + 1));
  if (!zone.is_utc() || !whole_days) return count_by_spy(database, articles_in(database, range, all_versions), zone);
  DayCounts counts = days_by_terms(database);
  if (!all_versions) counts = difference(counts, count_by_spy(database, superseded_articles(database), zone));
  keep_range(range, counts);
  return counts;
}

std::map<std::string, std::uint64_t> count_terms(const Xapian::Database& database, Field field) {
  std::map<std::string, std::uint64_t> counts;
  const std::string prefix = make_term(field, "");
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    const std::string text = *term;
    const bool colon = prefix.size() > 1 && text[prefix.size()] == ':';
    counts[text.substr(prefix.size() + (colon ? 1 : 0))] += term.get_termfreq();
  }
  return counts;
}

}  // namespace broadtape
