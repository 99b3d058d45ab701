#include "searcher/commands/query_options.h"

#include <iostream>
#include <string_view>
#include <utility>

#include "common/error/error.h"
#include "common/terminal/terminal_text.h"
#include "common/time/time_zone.h"
#include "searcher/commands/option_values.h"

namespace broadtape {

QueryClock clock_of(const Options& options) {
  QueryClock clock;
  if (options.has("timezone")) clock.zone = TimeZone::named(options.text("timezone"));
  clock.now_s = options.has("now") ? parse_now(options.text("now"), clock.zone) : now_s();
  return clock;
}

QueryRequest query_request_of(const Options& options) {
  QueryRequest request;
  for (const std::string& word : options.operands) request.text += (request.text.empty() ? "" : " ") + word;
  request.since = options.text("since");
  request.until = options.text("until");
  request.tickers = options.texts("ticker");
  request.sources = options.texts("source");
  request.clock = clock_of(options);
  request.match = choice(options, "match", kMatchWords);
  request.everything = options.has("all");
  request.all_versions = options.has("all-versions");
  request.literal_tickers = options.has("literal-ticker");
  for (const char* const name : {"timezone", "now", "archive"}) {
    if (options.has(name)) request.repeated.emplace_back(name, options.text(name));
  }
  return request;
}

Match find_match(const std::string& what, const std::string& text) {
  return choose(what, text, kMatchWords);
}

void require_query(const QueryRequest& request) {
  if (asks_for_something(request)) return;
  throw Error(ErrorKind::kUsage, "there is nothing to search for",
              "give words or a filter; tape-search find --help shows examples");
}

void print_warnings(const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings) std::cerr << "tape-search: " << harmless(warning) << '\n';
}

}  // namespace broadtape
