#include "searcher/commands/find.h"

#include <iostream>
#include <utility>

#include "common/archive/archive.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "searcher/commands/option_values.h"
#include "searcher/commands/query_options.h"
#include "searcher/output/search_writer.h"
#include "searcher/search/searcher.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMostSnippetCharacters = 100'000;

constexpr std::pair<std::string_view, Sort> kSorts[] = {
    {"relevance", Sort::kRelevance}, {"newest", Sort::kNewest}, {"oldest", Sort::kOldest}};

}  // namespace

SearchRequest request_of(const Options& options) {
  SearchRequest request;
  request.query = query_request_of(options);
  request.partial = !options.has("match");
  request.sort = choice(options, "sort", kSorts);
  request.offset = options.number("offset", 0, kMostResults);
  request.limit = options.number("limit", request.limit, kMostResults);
  request.facets = split_lists(options.texts("facets"));
  request.facet_limit = options.number("facet-limit", request.facet_limit, kMostResults);
  request.snippet_length =
      options.has("no-snippets") ? 0 : options.number("snippet-length", request.snippet_length, kMostSnippetCharacters);
  require_query(request.query);
  return request;
}

int run_find(const Options& options) {
  const OutputStyle style = style_of(options);
  const SearchRequest request = request_of(options);
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  const SearchResponse response = Searcher(archive).search(request);
  print_warnings(response.query.warnings);
  write_answer(response, style, std::cout);
  return response.total > 0 ? kExitFound : kExitNothing;
}

}  // namespace broadtape
