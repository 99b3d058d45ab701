#include "searcher/commands/explain.h"

#include <iostream>

#include "common/archive/archive.h"
#include "searcher/commands/article_ids.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/query_options.h"
#include "searcher/commands/search_options.h"
#include "searcher/output/explain_writer.h"
#include "searcher/views/explain.h"

namespace broadtape {

int run_explain(const Options& options) {
  const OutputStyle style = style_of(options);
  ExplainRequest request;
  request.query = query_request_of(options);
  require_query(request.query);
  request.recency_halflife_s = halflife_of(options, request.query.clock);
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  if (options.has("id")) {
    request.id = full_id(archive, options.text("id"));
    if (request.id.empty()) {
      say_no_article(options.text("id"));
      return kExitNothing;
    }
  }
  Analyser analyser;
  const ExplainAnswer answer = explain_query(archive, analyser, request);
  print_warnings(answer.query.warnings);
  write_answer(answer, style, std::cout);
  return (answer.article ? answer.article->found : answer.total > 0) ? kExitFound : kExitNothing;
}

}  // namespace broadtape
