// What `fetch` and `watch` read, by the options of the command line and files of sources.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "common/command_line/options.h"
#include "indexer/ingest/ingest_pipeline.h"
#include "indexer/watch/feed_poller.h"

namespace broadtape {

struct WatchedFolder {
  std::string path;
  std::size_t reading = 0;  // of WatchSources::readings
};

struct WatchSources {
  std::vector<PolledAddress> addresses = {};
  std::vector<WatchedFolder> folders = {};
  std::vector<InputGroup> readings = {};  // without inputs
  std::chrono::milliseconds host_pause{1000};
};

// The operands are addresses. Throws Error(kUsage).
WatchSources fetch_sources(const Options& line);

// The operands are files of sources. Options of the command line hold for all sources whose file does not say
// otherwise. Throws Error(kUsage), Error(kUnwritable) if a file cannot be read.
WatchSources watch_sources(const Options& line);

}  // namespace broadtape
