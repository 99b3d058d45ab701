#include "searcher/web/news_site.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "common/error/error.h"
#include "common/time/instant.h"
#include "searcher/web/json_body.h"
#include "searcher/web/openapi.h"
#include "searcher/web/page_files.h"
#include "searcher/web/replies.h"
#include "searcher/web/url.h"

namespace broadtape {
namespace {

HttpAnswer nothing_at(std::string_view path) {
  return answer_of({ProblemType::kNotFound, "there is nothing at " + std::string(path),
                    "the page is at /, the API is described at /api/v1/openapi.json"});
}

// The target of the GET that asks for the same as a POST. Throws Refusal.
std::string target_of_post(const HttpRequest& request, const ApiRoute& route) {
  if (request.path() == request.target) return target_of_body(route, request.body);
  throw Refusal{{ProblemType::kRequest, "the parameters of a POST are in its body, not in the address"}};
}

bool asks_for_stream(const HttpRequest& request, const ApiRoute& route) {
  std::string target = request.target;
  try {
    if (request.post) target = target_of_post(request, route);
  } catch (const Refusal&) {
    return false;  // the answer says why
  }
  const auto pairs = query_pairs(target);
  return std::any_of(pairs.begin(), pairs.end(), [](const auto& pair) {
    return pair.first == "format" && (pair.second == "csv" || pair.second == "jsonl");
  });
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

// The answer to a request of a batch, which is one line of JSON.
class HeldAnswer final : public AnswerSink {
 public:
  void whole(HttpAnswer whole_answer) override { answer = std::move(whole_answer); }
  void begin(HttpHead) override { throw std::logic_error("a stream in a batch"); }
  void write(std::string_view) override { throw std::logic_error("a stream in a batch"); }
  bool has_begun() const override { return !answer.body.empty(); }

  HttpAnswer answer;
};

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// The engine rejected a query. With several queries, it is not known which one.
Problem problem_of_query(const Error& error, const RouteMatch& match, const RequestValues& values) {
  const std::string parameter = match.route->bit == kArticleRoute ? "highlight" : "q";
  Problem problem{ProblemType::kQuery, first_line(error.what()), error.hint(), parameter};
  const std::vector<std::string> texts = values.texts(parameter);
  if (error.place() && texts.size() == 1)
    problem.position = code_points(std::string_view(texts[0]).substr(0, *error.place()));
  return problem;
}

// Throws Refusal for a query that exceeds the server's limit, and for too many queries.
void check_queries(const RequestValues& values, const ApiLimits& limits) {
  constexpr std::size_t kMostQueries = 20;
  for (const char* const parameter : {"q", "filter", "highlight"}) {
    const std::vector<std::string> texts = values.texts(parameter);
    if (texts.size() > kMostQueries)
      throw Refusal{{ProblemType::kParameter, fmt::format("there are more than {} queries", kMostQueries),
                     "ask in several requests", parameter}};
    for (const std::string& text : texts) {
      if (text.size() <= limits.query_bytes) continue;
      throw Refusal{
          {ProblemType::kParameter,
           fmt::format("{} has {} bytes, and at most {} are allowed here", parameter, text.size(), limits.query_bytes),
           "leave some words out", parameter}};
    }
  }
}

// Clients get a summary of archive errors; the server's log has the full message.
Problem problem_of_archive(const Error& error) {
  std::cerr << "tape-search: " << error.what() << std::endl;
  switch (error.kind()) {
    case ErrorKind::kNoArchive:
      return {ProblemType::kArchive, "there is no archive yet", "make one with tape-index add"};
    case ErrorKind::kNetwork:
      return {ProblemType::kArchive, "a part of the archive, on another machine, cannot be reached", "try again"};
    case ErrorKind::kTooOld:
      return {ProblemType::kArchive, "an earlier release wrote the archive", "rebuild it with: tape-index reindex"};
    case ErrorKind::kTooNew:
      return {ProblemType::kArchive, "the archive was written by another version of these programs"};
    case ErrorKind::kCorrupt:
    case ErrorKind::kWrongDictionary:
      return {ProblemType::kArchive, "the archive is damaged", "find the damage with: tape-index verify"};
    default:
      return {ProblemType::kFailed, "internal error", "see the messages of the server"};
  }
}

}  // namespace

NewsSite::NewsSite(const std::vector<std::string>& archives, const ApiLimits& limits, CommandOf command_of)
    : limits_(limits), command_of_(std::move(command_of)), archives_(archives) {}

// A load balancer or a supervisor asks without the token.
bool NewsSite::is_open(std::string_view path) const {
  const RouteMatch match = find_route(path);
  return match.route && match.route->bit == kHealthRoute;
}

std::size_t NewsSite::body_limit(std::string_view path) const {
  const RouteMatch match = find_route(path);
  return match.route ? match.route->post_bytes : 0;
}

SiteRoute NewsSite::route(const HttpRequest& request) const {
  const RouteMatch match = find_route(request.path());
  if (!match.route) return {Lane::kHere, "page"};
  const bool stream = (match.route->bit & (kSearchRoute | kNewsRoute)) != 0 && asks_for_stream(request, *match.route);
  return {stream ? Lane::kExport : match.route->lane, match.route->name};
}

HttpAnswer NewsSite::answer_here(const HttpRequest& request, const Metrics& metrics) {
  const RouteMatch match = find_route(request.path());
  if (!match.route) {
    std::optional<HttpAnswer> file = page_file(request);
    return file ? std::move(*file) : nothing_at(request.path());
  }
  try {
    values_of(request.target, *match.route);  // throws for any parameter
    if (match.route->bit == kMetricsRoute)
      return {{200, "text/plain; version=0.0.4; charset=utf-8", {{"Cache-Control", "no-store"}}}, metrics.text()};
    if (!openapi_ || openapi_base_ != request.base) {
      openapi_base_ = request.base;
      openapi_ = {{200, "application/json", {{"Cache-Control", "no-cache"}}},
                  openapi_document(request.base).dump(2) + "\n"};
    }
    return *openapi_;
  } catch (const Refusal& refusal) {
    return answer_of(refusal.problem);
  }
}

void NewsSite::answer(const HttpRequest& request, AnswerSink& sink) {
  try {
    const RouteMatch match = find_route(request.path());
    if (match.route->bit == kBatchRoute) return answer_batch(request, sink);
    if (!request.post) return answer_api(request, sink);
    HttpRequest got = request;
    got.target = target_of_post(request, *match.route);
    got.if_none_match.clear();
    answer_api(got, sink);
  } catch (const Refusal& refusal) {
    sink.whole(answer_of(refusal.problem));
  }
}

// A line for each request, sent when it is answered: {"index": 0, "path": "/search", "status": 200, "answer": {...}}.
void NewsSite::answer_batch(const HttpRequest& request, AnswerSink& sink) {
  if (!request.post) {
    Problem problem{ProblemType::kMethod, "a batch is a POST", "send {\"requests\": [...]} as application/json"};
    problem.methods = "POST";
    throw Refusal{problem};
  }
  const std::vector<BatchItem> items = batch_of_body(request.body);
  sink.begin({200, "application/jsonl", {{"Cache-Control", "no-store"}}});
  for (std::size_t index = 0; index < items.size(); ++index) {
    const BatchItem& item = items[index];
    HeldAnswer held;
    if (item.refusal.empty()) {
      HttpRequest one;
      one.target = item.target;
      one.base = request.base;
      answer(one, held);
    } else {
      held.whole(answer_of({ProblemType::kRequest, item.refusal}));
    }
    const nlohmann::ordered_json path = item.path;
    sink.write(fmt::format("{{\"index\":{},\"path\":{},\"status\":{},\"answer\":{}}}\n", index,
                           path.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace),
                           held.answer.head.status, first_line(held.answer.body)));
    sink.flush();
  }
}

void NewsSite::answer_api(const HttpRequest& request, AnswerSink& sink) {
  const RouteMatch match = find_route(request.path());
  const RequestValues values = values_of(request.target, *match.route);
  check_queries(values, limits_);
  ApiCall call{request, *match.route, values, match.id, archives_, analyser_, limits_, sink, now_s(), command_of_};
  try {
    if (match.route->depends) call.dependence = match.route->depends(call);
    // An asterisk matches any existing answer, and existence is known only after the answer is computed.
    const bool names_tags = !request.if_none_match.empty() && request.if_none_match != "*";
    if (names_tags && !values.has("cursor")) {
      ArchiveState& state = archives_.current();
      if (is_known(request.if_none_match, entity_tag(call, state))) {
        HttpHead head = answer_head(call, state, Format::kJson);
        head.status = 304;
        head.content_type.clear();
        return sink.whole({std::move(head), {}});
      }
    }
    match.route->answer(call);
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kNetwork) archives_.close_remote();
    if (sink.has_begun()) throw;  // an answer that has begun can only be aborted
    if (const auto* const refused = dynamic_cast<const RequestError*>(&error)) throw Refusal{problem_of(*refused)};
    if (error.kind() == ErrorKind::kQuery) throw Refusal{problem_of_query(error, match, values)};
    if (error.kind() == ErrorKind::kUsage) throw Refusal{{ProblemType::kParameter, error.what(), error.hint()}};
    throw Refusal{problem_of_archive(error)};
  }
}

}  // namespace broadtape
