#include "searcher/commands/facets.h"

#include <iostream>
#include <utility>

#include "common/archive/archive.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/option_values.h"
#include "searcher/commands/query_options.h"
#include "searcher/output/facet_tables_writer.h"

namespace broadtape {

int run_facets(const Options& options) {
  const OutputStyle style = style_of(options);
  FacetTablesRequest request;
  request.query = query_request_of(options);
  request.query.everything = true;
  if (options.has("by")) request.by = split_lists(options.texts("by"));
  request.limit = options.number("limit", request.limit, kMostResults);
  request.sort = choice(options, "sort", kFacetSortWords);
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  Analyser analyser;
  const FacetTables tables = make_facet_tables(archive, analyser, request);
  print_warnings(tables.query.warnings);
  write_answer(tables, style, std::cout);
  return tables.total > 0 ? kExitFound : kExitNothing;
}

}  // namespace broadtape
