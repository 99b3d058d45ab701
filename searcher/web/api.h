// The handlers of the API. Each reads its parameters, calls the engine and writes the result; the search itself is in
// other modules.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "common/text/analyser.h"
#include "searcher/http/message.h"
#include "searcher/search/query_request.h"
#include "searcher/web/open_archives.h"
#include "searcher/web/parameters.h"
#include "searcher/web/route_table.h"

namespace broadtape {

struct ApiLimits {
  std::size_t query_bytes = 2'000;
  QueryLimits query{.words = 100, .expansions = {1'000, 10'000}};
};

inline constexpr std::int64_t kMinuteSeconds = 60;  // relative dates are computed from whole minutes

// Returns the command line equivalent to a request, for the JSON of the API. Supplied by the application.
using CommandOf = std::function<std::string(const QueryRequest&)>;

// A request in progress.
struct ApiCall {
  const HttpRequest& request;
  const ApiRoute& route;
  const RequestValues& values;
  const std::string& id;  // the part of the path at the place in braces; empty for other routes
  OpenArchives& archives;
  Analyser& analyser;
  const ApiLimits& limits;
  AnswerSink& sink;
  std::int64_t now_s;  // current time, rounded to the minute
  CommandOf command_of = {};
  std::string dependence = {};  // the value of ApiRoute::depends
};

// The initial query of each request: the current time, rounded to the minute, and the server's limits.
QueryRequest base_query(const ApiCall& call);

// Each throws RequestError and Refusal for invalid parameters, and Error as the engine does.
void answer_search(ApiCall& call);
void answer_count(ApiCall& call);
void answer_facets(ApiCall& call);
void answer_timeline(ApiCall& call);
void answer_terms(ApiCall& call);
void answer_article(ApiCall& call);
void answer_similar(ApiCall& call);
void answer_story(ApiCall& call);
void answer_explain(ApiCall& call);
void answer_coverage(ApiCall& call);
void answer_suggest(ApiCall& call);
void answer_stats(ApiCall& call);
void answer_health(ApiCall& call);
void answer_saved(ApiCall& call);
void answer_news(ApiCall& call);
void answer_news_feed(ApiCall& call);

// See ApiRoute::depends.
std::string saved_dependence(const ApiCall& call);
std::string news_dependence(const ApiCall& call);
std::string news_feed_dependence(const ApiCall& call);

}  // namespace broadtape
