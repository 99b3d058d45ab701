#include "searcher/commands/find.h"

#include <iostream>
#include <optional>
#include <utility>

#include "common/archive/archive.h"
#include "common/error/error.h"
#include "searcher/commands/display.h"
#include "searcher/commands/exit_status.h"
#include "common/terminal/terminal_text.h"
#include "searcher/output/search_writer.h"
#include "searcher/search/searcher.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMostResults = 1'000'000'000;
constexpr std::uint64_t kMostSnippetCharacters = 100'000;

template <typename Value, std::size_t n>
Value choice(const Options& options, std::string_view name, const std::pair<std::string_view, Value> (&rows)[n]) {
  const std::string text = options.text(name, rows[0].first);
  std::string names;
  for (const auto& [row, value] : rows) {
    if (row == text) return value;
    names += (names.empty() ? "" : ", ") + std::string(row);
  }
  throw Error(ErrorKind::kUsage, "--" + std::string(name) + " takes one of " + names + ", not '" + text + "'");
}

constexpr std::pair<std::string_view, Sort> kSorts[] = {
    {"relevance", Sort::kRelevance}, {"newest", Sort::kNewest}, {"oldest", Sort::kOldest}};
constexpr std::pair<std::string_view, Match> kMatches[] = {{"all", Match::kAll}, {"any", Match::kAny}};

QueryClock clock_of(const Options& options) {
  QueryClock clock;
  if (options.has("timezone")) clock.zone = TimeZone::named(options.text("timezone"));
  clock.now_s = options.has("now") ? parse_now(options.text("now"), clock.zone) : now_s();
  return clock;
}

std::vector<std::string> split(const std::vector<std::string>& lists) {
  std::vector<std::string> names;
  for (const std::string& list : lists) {
    for (std::size_t begin = 0; begin <= list.size();) {
      const std::size_t end = std::min(list.find(',', begin), list.size());
      if (end > begin) names.push_back(list.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return names;
}

}  // namespace

SearchRequest request_of(const Options& options) {
  SearchRequest request;
  for (const std::string& word : options.operands) request.query.text += (request.query.text.empty() ? "" : " ") + word;
  request.query.since = options.text("since");
  request.query.until = options.text("until");
  request.query.tickers = options.texts("ticker");
  request.query.sources = options.texts("source");
  request.query.clock = clock_of(options);
  request.query.match = choice(options, "match", kMatches);
  request.partial = !options.has("match");
  request.sort = choice(options, "sort", kSorts);
  request.query.all_versions = options.has("all-versions");
  request.offset = options.number("offset", 0, kMostResults);
  request.limit = options.number("limit", request.limit, kMostResults);
  request.facets = split(options.texts("facets"));
  request.facet_limit = options.number("facet-limit", request.facet_limit, kMostResults);
  request.snippet_length =
      options.has("no-snippets") ? 0 : options.number("snippet-length", request.snippet_length, kMostSnippetCharacters);
  const bool filtered =
      !request.query.since.empty() || !request.query.until.empty() || !request.query.tickers.empty() || !request.query.sources.empty();
  if (request.query.text.empty() && !filtered) {
    throw Error(ErrorKind::kUsage, "there is nothing to search for",
                "give words or a filter; tape-search find --help shows examples");
  }
  return request;
}

int run_find(const Options& options) {
  const OutputStyle style = style_of(options);
  const SearchRequest request = request_of(options);
  const Archive archive = Archive::open(options.text("archive", default_archive_path()));
  const SearchResponse response = Searcher(archive).search(request);
  for (const std::string& warning : response.query.warnings) std::cerr << "tape-search: " << harmless(warning) << '\n';
  write_answer(response, style, std::cout);
  return response.total > 0 ? kExitFound : kExitNothing;
}

}  // namespace broadtape
