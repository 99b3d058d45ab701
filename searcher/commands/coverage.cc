#include "searcher/commands/coverage.h"

#include <iostream>
#include <utility>

#include "common/archive/archive.h"
#include "common/error/error.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/option_values.h"
#include "searcher/commands/query_options.h"
#include "searcher/output/coverage_writer.h"

namespace broadtape {

int run_coverage(const Options& options) {
  if (!options.operands.empty())
    throw Error(ErrorKind::kUsage, "coverage takes no query", "narrow it with --since, --until and --source");
  const OutputStyle style = style_of(options);
  const CoverageView view = choice(options, "by", kCoverageWords);
  CoverageRequest request;
  request.query = query_request_of(options);
  request.unit = view.unit;
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  Analyser analyser;
  const CoverageReport report{make_coverage(archive, analyser, request), view.by};
  write_answer(report, style, std::cout);
  return report.coverage.total > 0 ? kExitFound : kExitNothing;
}

}  // namespace broadtape
