#include "searcher/commands/search_options.h"

#include <string_view>
#include <utility>

#include "common/error/error.h"
#include "searcher/commands/option_values.h"
#include "searcher/commands/query_options.h"
#include "searcher/search/recency.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMostSnippetCharacters = 100'000;

}  // namespace

std::int64_t halflife_of(const Options& options, const QueryClock& clock) {
  return options.has("recency") ? parse_halflife("--recency", options.text("recency"), clock) : 0;
}

SearchRequest search_request_of(const Options& options) {
  SearchRequest request;
  request.query = query_request_of(options);
  request.partial = !options.has("match");
  request.sort = choice(options, "sort", kSortWords);
  request.recency_halflife_s = halflife_of(options, request.query.clock);
  request.offset = options.number("offset", 0, kMostResults);
  request.facets = split_lists(options.texts("facets"));
  request.facet_limit = options.number("facet-limit", request.facet_limit, kMostResults);
  request.snippet_length =
      options.has("no-snippets") ? 0 : options.number("snippet-length", request.snippet_length, kMostSnippetCharacters);
  return request;
}

std::uint64_t limit_of(const Options& options, std::uint64_t otherwise) {
  return options.text("limit") == "all" ? kAllResults : options.number("limit", otherwise, kMostResults);
}

FieldList fields_of(const Options& options, Format format) {
  if (!options.has("fields")) return default_fields(format);
  if (format == Format::kText)
    throw Error(ErrorKind::kUsage, "--fields chooses the members of json, jsonl and csv", "add --format csv");
  return parse_fields(options.text("fields"), format);
}

Sort find_sort(const std::string& what, const std::string& text) {
  return choose(what, text, kSortWords);
}

}  // namespace broadtape
