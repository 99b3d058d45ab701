#include "searcher/commands/similar.h"

#include <iostream>

#include "common/archive/archive.h"
#include "common/error/error.h"
#include "searcher/commands/article_ids.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/query_options.h"
#include "searcher/output/similar_writer.h"
#include "searcher/views/similar.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMostSimilar = 1'000;

}  // namespace

int run_similar(const Options& options) {
  if (options.operands.size() != 1)
    throw Error(ErrorKind::kUsage, "similar takes one id", "tape-search find shows the ids of what it finds");
  const OutputStyle style = style_of(options);
  SimilarRequest request;
  Options filters = options;
  filters.operands.clear();
  request.query = query_request_of(filters);
  request.limit = options.number("limit", request.limit, kMostSimilar);
  if (options.has("no-snippets")) request.snippet_length = 0;
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  request.id = full_id(archive, options.operands.front());
  if (request.id.empty()) {
    say_no_article(options.operands.front());
    return kExitNothing;
  }
  Analyser analyser;
  const SimilarAnswer answer = similar_articles(archive, analyser, request);
  print_warnings(answer.query.warnings);
  write_answer(answer, style, std::cout);
  return answer.hits.empty() ? kExitNothing : kExitFound;
}

}  // namespace broadtape
