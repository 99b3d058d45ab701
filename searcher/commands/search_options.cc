#include "searcher/commands/search_options.h"

#include <string_view>
#include <utility>

#include "common/error/error.h"
#include "searcher/commands/option_values.h"
#include "searcher/commands/query_options.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMostSnippetCharacters = 100'000;

constexpr std::pair<std::string_view, Sort> kSorts[] = {
    {"relevance", Sort::kRelevance}, {"newest", Sort::kNewest}, {"oldest", Sort::kOldest}};

}  // namespace

// As long as the same words reach back from now: `30d`, `6mo`.
std::int64_t halflife_of(const Options& options, const QueryClock& clock) {
  if (!options.has("recency")) return 0;
  const std::string text = options.text("recency");
  const DateRangeResult since = parse_since(text, clock);
  const bool length = since.range && since.range->since_s && !since.range->first_day && text != "now";
  if (!length || *since.range->since_s >= clock.now_s || text.find('-') != std::string::npos) {
    throw Error(ErrorKind::kUsage, "--recency takes a length of time, not '" + text + "'", "write 7d, 3w, 6mo or 1y");
  }
  return clock.now_s - *since.range->since_s;
}

SearchRequest search_request_of(const Options& options) {
  SearchRequest request;
  request.query = query_request_of(options);
  request.partial = !options.has("match");
  request.sort = choice(options, "sort", kSorts);
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
  return choose(what, text, kSorts);
}

}  // namespace broadtape
