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
#include "searcher/search/query_request.h"

namespace broadtape {

// Which versions of articles are counted.
struct CountedVersions {
  bool all = false;                     // also superseded ones
  std::optional<std::int64_t> as_of_s;  // those that were current at this instant; `all` is then false
};

// Those with which the matches of `query`, of `request`, are compared: all versions if it matches superseded ones.
CountedVersions counted_versions(const Archive& archive, const QueryRequest& request, const DocumentQuery& query);

// Matches every article, in these versions.
DocumentQuery all_articles(const Archive& archive, const CountedVersions& versions);

// Matches the superseded versions; matches nothing if there are none.
DocumentQuery superseded_articles(const Archive& archive);

// Whether `query` also matches superseded versions. If so, its matches are compared with all versions.
bool finds_superseded(const Archive& archive, const DocumentQuery& query);

std::uint64_t count_articles(const Archive& archive, const CountedVersions& versions);

// Articles per day within `range`. If the days of `zone` are UTC days, the counts come from term frequencies, and only
// hidden versions are read; otherwise every article is read.
DayCounts count_days(const Archive& archive, const TimeZone& zone, const DateRange& range,
                     const CountedVersions& versions);

// Articles per value, over all versions, for fields whose terms hold whole values: kCompany, kSource.
std::map<std::string, std::uint64_t> count_terms(const Archive& archive, Field field);

}  // namespace broadtape
