#include "searcher/http/problem.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

namespace broadtape {
namespace {

const ProblemRow& row_of(ProblemType type) {
  return *std::find_if(std::begin(kProblems), std::end(kProblems),
                       [&](const ProblemRow& row) { return row.type == type; });
}

void add_headers(const Problem& problem, HttpHead& head) {
  const ProblemType type = problem.type;
  if (type == ProblemType::kBusy || type == ProblemType::kArchive || type == ProblemType::kWrongTokens)
    head.headers.emplace_back("Retry-After", std::to_string(problem.retry_after_s));
  if (type == ProblemType::kNotAcceptable) head.headers.emplace_back("Vary", "Accept-Encoding");
  if (type == ProblemType::kMethod) head.headers.emplace_back("Allow", std::string(problem.methods));
  if (type == ProblemType::kToken) head.headers.emplace_back("WWW-Authenticate", "Basic realm=\"Broadtape\"");
  head.headers.emplace_back("Cache-Control", "no-store");
}

}  // namespace

const ProblemRow kProblems[19] = {
    {ProblemType::kQuery, 400, "query", "The query cannot be understood"},
    {ProblemType::kParameter, 400, "parameter", "A parameter cannot be used"},
    {ProblemType::kRequest, 400, "request", "The request cannot be understood"},
    {ProblemType::kToken, 401, "token", "A token is needed"},
    {ProblemType::kNotFound, 404, "not-found", "There is nothing here"},
    {ProblemType::kMethod, 405, "method", "The path does not take this method"},
    {ProblemType::kNotAcceptable, 406, "not-acceptable", "No accepted coding is available"},
    {ProblemType::kSlow, 408, "slow", "The request did not arrive in time"},
    {ProblemType::kStateGone, 410, "state-gone", "The archive's state for this cursor no longer exists"},
    {ProblemType::kBodyTooLarge, 413, "too-large", "The request is too large"},
    {ProblemType::kMediaType, 415, "media-type", "The body is not JSON"},
    {ProblemType::kTargetTooLong, 414, "too-large", "The request's address is too long"},
    {ProblemType::kHeaderTooLarge, 431, "too-large", "The request's headers are too large"},
    {ProblemType::kHost, 421, "host", "The host is not a name of this server"},
    {ProblemType::kWrongTokens, 429, "wrong-tokens", "Too many wrong tokens"},
    {ProblemType::kFailed, 500, "failed", "Internal error"},
    {ProblemType::kBusy, 503, "busy", "Too many requests at once"},
    {ProblemType::kTimeout, 503, "timeout", "The search took too long and was stopped"},
    {ProblemType::kArchive, 503, "archive", "The archive cannot be searched"},
};

HttpAnswer answer_of(const Problem& problem) {
  const ProblemRow& row = row_of(problem.type);
  nlohmann::ordered_json body = {{"type", "urn:broadtape:problem:" + std::string(row.name)},
                                 {"title", row.title},
                                 {"status", row.status},
                                 {"detail", problem.detail}};
  if (!problem.hint.empty()) body["hint"] = problem.hint;
  if (!problem.parameter.empty()) body["parameter"] = problem.parameter;
  if (problem.position) body["position"] = *problem.position;
  HttpAnswer answer;
  answer.head = {row.status, "application/problem+json", {}};
  add_headers(problem, answer.head);
  answer.body = body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
  return answer;
}

}  // namespace broadtape
