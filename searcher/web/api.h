// The API's answers: each reads its parameters, calls the engine, and writes what the engine returns. No search is made
// here.
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

inline constexpr std::int64_t kMinuteSeconds = 60;  // relative dates move by whole minutes

// Writes the command line that makes a request; the API's JSON quotes it. The server's owner supplies it.
using CommandOf = std::function<std::string(const QueryRequest&)>;

// One request in progress.
struct ApiCall {
  const HttpRequest& request;
  const ApiRoute& route;
  const RequestValues& values;
  const std::string& id;  // of a path with one
  OpenArchives& archives;
  Analyser& analyser;
  const ApiLimits& limits;
  AnswerSink& sink;
  std::int64_t now_s;  // the clock, to the minute
  CommandOf command_of = {};
};

// What each query of this server begins as: its clock, to the minute, and its limits.
QueryRequest base_query(const ApiCall& call);

// Each throws RequestError and Refusal for parameters that cannot be used, and Error as the engine does.
void answer_search(ApiCall& call);
void answer_count(ApiCall& call);
void answer_facets(ApiCall& call);
void answer_timeline(ApiCall& call);
void answer_terms(ApiCall& call);
void answer_article(ApiCall& call);
void answer_similar(ApiCall& call);
void answer_explain(ApiCall& call);
void answer_coverage(ApiCall& call);
void answer_suggest(ApiCall& call);
void answer_stats(ApiCall& call);
void answer_health(ApiCall& call);

}  // namespace broadtape
