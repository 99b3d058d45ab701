#include "searcher/commands/count.h"

#include <algorithm>
#include <iostream>

#include "common/archive/archive.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/query_options.h"
#include "searcher/commands/several_queries.h"
#include "searcher/output/count_writer.h"

namespace broadtape {

int run_count(const Options& options) {
  const OutputStyle style = style_of(options);
  const std::vector<QueryRequest> queries = query_requests_of(options);
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  Analyser analyser;
  const MatchCounts counts = count_matches(archive, analyser, queries);
  for (const MatchCount& count : counts.counts) print_warnings(count.query.warnings);
  write_answer(counts, style, std::cout);
  const bool found =
      std::any_of(counts.counts.begin(), counts.counts.end(), [](const MatchCount& count) { return count.total > 0; });
  return found ? kExitFound : kExitNothing;
}

}  // namespace broadtape
