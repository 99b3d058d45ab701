#include "searcher/web/api.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "searcher/output/answer_writers.h"
#include "searcher/request/read_request.h"
#include "searcher/web/replies.h"

namespace broadtape {
namespace {

template <class Answer>
void reply(ApiCall& call, ArchiveState& state, const Answer& answer) {
  OutputStyle style;
  style.format = Format::kJson;
  style.json = JsonLayout::kOneLine;
  read_request(call.values, style);
  std::ostringstream out;
  write_answer(answer, style, out);
  call.sink.whole({answer_head(call, state, style.format), std::move(out).str()});
}

void reply_json(ApiCall& call, ArchiveState& state, Json object) {
  std::ostringstream out;
  write_json(std::move(object), out, JsonLayout::kOneLine);
  call.sink.whole({answer_head(call, state, Format::kJson), std::move(out).str()});
}

// A request with a query, from the parameters.
template <class Request>
Request request_of(const ApiCall& call) {
  Request request;
  request.query = base_query(call);
  read_request(call.values, request);
  return request;
}

[[noreturn]] void refuse_id(const std::string& id) {
  throw Refusal{{ProblemType::kNotFound, "the archive has no article " + id, "search shows the ids of what it finds"}};
}

// The id of an existing article, by its id, identifier or address.
std::string require_article(const ArchiveState& state, const std::string& written) {
  const std::vector<std::string> found = ids_written_as(state.archive, written);
  if (found.empty()) refuse_id(written);
  if (found.size() == 1) return found.front();
  throw Refusal{{ProblemType::kNotFound, "several articles have " + written,
                 fmt::format("take one of the ids: {}", fmt::join(found, ", "))}};
}

}  // namespace

QueryRequest base_query(const ApiCall& call) {
  QueryRequest query;
  query.clock.now_s = call.now_s - call.now_s % kMinuteSeconds + kMinuteSeconds - 1;
  query.limits = call.limits.query;
  return query;
}

void answer_count(ApiCall& call) {
  CountRequest request;
  request.count_stories = true;
  read_request(call.values, base_query(call), request);
  ArchiveState& state = call.archives.current();
  reply(call, state, count_matches(state.archive, call.analyser, request));
}

void answer_facets(ApiCall& call) {
  const auto request = request_of<FacetTablesRequest>(call);
  ArchiveState& state = call.archives.current();
  reply(call, state, make_facet_tables(state.archive, call.analyser, request));
}

void answer_timeline(ApiCall& call) {
  TimelineRequest request;
  read_request(call.values, base_query(call), request);
  ArchiveState& state = call.archives.current();
  reply(call, state, make_timeline(state.archive, call.analyser, request));
}

void answer_terms(ApiCall& call) {
  const auto request = request_of<TermsRequest>(call);
  ArchiveState& state = call.archives.current();
  reply(call, state, result_terms(state.archive, call.analyser, CompanyDirectory::builtin(), request));
}

void answer_article(ApiCall& call) {
  QueryRequest highlight = base_query(call);
  read_highlight(call.values, highlight);
  ArchiveState& state = call.archives.current();
  const std::string id = require_article(state, call.id);
  const ShowParts parts{.changes = call.values.flag("diff"), .as_of_s = read_as_of(call.values, highlight.clock)};
  const ShownArticles shown = show_articles(state.archive, call.analyser, {id}, highlight, parts);
  if (shown.articles.empty())
    throw Refusal{{ProblemType::kNotFound, "the archive did not have article " + id + " then", "it was added later"}};
  reply(call, state, shown);
}

void answer_similar(ApiCall& call) {
  auto request = request_of<SimilarRequest>(call);
  ArchiveState& state = call.archives.current();
  request.id = require_article(state, call.id);
  reply(call, state, similar_articles(state.archive, call.analyser, request));
}

void answer_story(ApiCall& call) {
  StoryRequest request;
  read_request(call.values, request);
  ArchiveState& state = call.archives.current();
  request.id = require_article(state, call.id);
  reply(call, state, *tell_story(state.archive, request));
}

void answer_explain(ApiCall& call) {
  auto request = request_of<ExplainRequest>(call);
  ArchiveState& state = call.archives.current();
  if (call.values.has("id")) request.id = require_article(state, call.values.text("id"));
  reply(call, state, explain_query(state.archive, call.analyser, request));
}

void answer_coverage(ApiCall& call) {
  CoverageRequest request;
  request.query = base_query(call);
  const CoverageBy by = read_request(call.values, request);
  ArchiveState& state = call.archives.current();
  reply(call, state, CoverageReport{make_coverage(state.archive, call.analyser, request), by});
}

void answer_suggest(ApiCall& call) {
  SuggestRequest request;
  read_request(call.values, request);
  ArchiveState& state = call.archives.current();
  reply_json(call, state, json_of(suggest(state.archive, call.analyser, request)));
}

void answer_stats(ApiCall& call) {
  ArchiveState& state = call.archives.current();
  reply_json(call, state, json_of(state.stats()));
}

void answer_health(ApiCall& call) {
  ArchiveState& state = call.archives.current();
  reply_json(call, state, {{"status", "ok"}});  // no more, since it is open to everybody
}

}  // namespace broadtape
