// Finds what is new for the saved searches with alerts, and queues its deliveries.
//
// Only the segments with new versions are searched, so that the time depends on their size and on the number of saved
// searches, not on the archive.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "common/archive/alert_queue.h"
#include "common/archive/archive.h"
#include "searcher/search/query_request.h"

namespace broadtape {

struct AlertSearchReport {
  std::uint64_t searches = 0;    // that have alerts
  std::uint64_t matched = 0;     // of which the new versions have news
  std::uint64_t deliveries = 0;  // queued
  std::uint64_t unusable = 0;    // that could not be run
  std::int64_t took_us = 0;      // without making the deliveries durable
};

// Searches the versions that arrived after the queue's mark, queues the deliveries and moves the mark. `base` has the
// defaults of the queries. Calls `say` for a search that cannot be run, which then misses these versions.
// Throws Error(kCorrupt), Error(kUnwritable).
AlertSearchReport search_for_alerts(const Archive& archive, AlertQueue& queue, const QueryRequest& base,
                                    std::int64_t now_s, const std::function<void(const std::string&)>& say);

}  // namespace broadtape
