// What the whole archive holds by day and by value: the background that an answer's counts are compared with.
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

// Every article, or without the versions that a newer one superseded.
DocumentQuery all_articles(const Archive& archive, bool all_versions);

// The versions that a newer one superseded; nothing when there are none.
DocumentQuery superseded_articles(const Archive& archive);

// True when `query` finds superseded versions too, so that what it finds is compared with all versions.
bool finds_superseded(const Archive& archive, const DocumentQuery& query);

std::uint64_t count_articles(const Archive& archive, bool all_versions);

// Articles by day, only those inside `range`. Where days are whole days of UTC the index has the counts of all versions
// ready, as the frequencies of its terms, and only superseded ones are looked at; otherwise every article is.
DayCounts count_days(const Archive& archive, const TimeZone& zone, const DateRange& range, bool all_versions);

// Articles by each value of a field whose terms hold whole values: kTicker, kSource. All versions.
std::map<std::string, std::uint64_t> count_terms(const Archive& archive, Field field);

}  // namespace broadtape
