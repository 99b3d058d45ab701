#include "searcher/commands/timeline.h"

#include <algorithm>
#include <iostream>
#include <optional>
#include <utility>

#include "common/archive/archive.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/option_values.h"
#include "searcher/commands/query_options.h"
#include "searcher/commands/several_queries.h"
#include "searcher/output/timeline_writer.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMostPeaks = 100;

}  // namespace

int run_timeline(const Options& options) {
  const OutputStyle style = style_of(options);
  TimelineRequest request;
  request.queries = query_requests_of(options);
  request.unit = choice(options, "by", kPeriodWords);
  request.peaks = options.number("peaks", request.peaks, kMostPeaks);
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  Analyser analyser;
  const Timeline timeline = make_timeline(archive, analyser, request);
  for (const TimelineSeries& series : timeline.series) print_warnings(series.query.warnings);
  write_answer(timeline, style, std::cout);
  const bool found = std::any_of(timeline.series.begin(), timeline.series.end(),
                                 [](const TimelineSeries& series) { return series.total > 0; });
  return found ? kExitFound : kExitNothing;
}

}  // namespace broadtape
