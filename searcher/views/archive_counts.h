// Counts of the whole archive by day and by value: the background that an answer's counts are compared with.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "common/archive/archive.h"
#include "common/archive/matches.h"
#include "common/archive/schema.h"
#include "common/time/time_zone.h"
#include "searcher/query/date_range.h"
#include "searcher/search/day_counts.h"

namespace broadtape {

// Matches every article, without superseded versions unless `all_versions` is set.
DocumentQuery all_articles(const Archive& archive, bool all_versions);

// Matches the superseded versions; matches nothing if there are none.
DocumentQuery superseded_articles(const Archive& archive);

// Whether `query` also matches superseded versions. If so, its matches are compared with all versions.
bool finds_superseded(const Archive& archive, const DocumentQuery& query);

std::uint64_t count_articles(const Archive& archive, bool all_versions);

// Articles per day within `range`. If the days of `zone` are UTC days, the counts come from term frequencies, and only
// superseded versions are read; otherwise every article is read.
DayCounts count_days(const Archive& archive, const TimeZone& zone, const DateRange& range, bool all_versions);

// Articles per value, over all versions, for fields whose terms hold whole values: kCompany, kSource.
std::map<std::string, std::uint64_t> count_terms(const Archive& archive, Field field);

}  // namespace broadtape
