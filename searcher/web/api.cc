#include "searcher/web/api.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "searcher/output/article_writer.h"
#include "searcher/output/count_writer.h"
#include "searcher/output/coverage_writer.h"
#include "searcher/output/explain_writer.h"
#include "searcher/output/facet_tables_writer.h"
#include "searcher/output/result_terms_writer.h"
#include "searcher/output/similar_writer.h"
#include "searcher/output/suggestions_writer.h"
#include "searcher/output/timeline_writer.h"
#include "searcher/web/asked.h"
#include "searcher/web/replies.h"

namespace broadtape {
namespace {

template <class Answer>
void reply(ApiCall& call, ArchiveState& state, const Answer& answer) {
  const OutputStyle style = asked_style(call);
  std::ostringstream out;
  write_answer(answer, style, out);
  call.sink.whole({answer_head(call, state, style.format), std::move(out).str()});
}

void reply_json(ApiCall& call, ArchiveState& state, Json object) {
  std::ostringstream out;
  write_json(std::move(object), out, JsonLayout::kOneLine);
  call.sink.whole({answer_head(call, state, Format::kJson), std::move(out).str()});
}

[[noreturn]] void refuse_id(const std::string& id) {
  throw Refusal{{ProblemType::kNotFound, "the archive has no article " + id, "search shows the ids of what it finds"}};
}

// The id of an article that is there.
const std::string& require_article(const ArchiveState& state, const std::string& id) {
  const std::vector<std::string> found = find_ids(state.archive, id, 1);
  if (found.empty() || found.front() != id) refuse_id(id);
  return id;
}

}  // namespace

void answer_count(ApiCall& call) {
  ArchiveState& state = call.archives.current();
  reply(call, state, count_matches(state.archive, call.analyser, asked_queries(call)));
}

void answer_facets(ApiCall& call) {
  FacetTablesRequest request;
  request.query = asked_query(call);
  request.query.everything = true;
  if (call.parameters.has("by")) request.by = call.parameters.list("by");
  request.limit = call.parameters.number("limit", request.limit);
  request.sort = call.parameters.choice("sort", kFacetSortWords);
  ArchiveState& state = call.archives.current();
  reply(call, state, make_facet_tables(state.archive, call.analyser, request));
}

void answer_timeline(ApiCall& call) {
  TimelineRequest request;
  request.queries = asked_queries(call);
  request.unit = call.parameters.choice("by", kPeriodWords);
  request.peaks = call.parameters.number("peaks", request.peaks);
  ArchiveState& state = call.archives.current();
  reply(call, state, make_timeline(state.archive, call.analyser, request));
}

void answer_terms(ApiCall& call) {
  TermsRequest request;
  request.query = asked_query(call);
  refuse_empty(request.query);
  request.words = call.parameters.number("limit", request.words);
  request.companies = call.parameters.number("limit", request.companies);
  ArchiveState& state = call.archives.current();
  reply(call, state, result_terms(state.archive, call.analyser, SymbolDirectory::builtin(), request));
}

void answer_article(ApiCall& call) {
  QueryRequest highlight;
  highlight.text = call.parameters.text("highlight");
  limit_query_bytes(call, "highlight", highlight.text);
  highlight.clock = asked_clock(call);
  highlight.limits = call.limits.query;
  ArchiveState& state = call.archives.current();
  const ShownArticles shown = show_articles(state.archive, call.analyser, {call.id}, highlight);
  if (shown.articles.empty()) refuse_id(call.id);
  reply(call, state, shown);
}

void answer_similar(ApiCall& call) {
  SimilarRequest request;
  request.query = asked_query(call);
  request.limit = call.parameters.number("limit", request.limit);
  request.snippet_length = call.parameters.number("snippet_length", request.snippet_length);
  ArchiveState& state = call.archives.current();
  request.id = require_article(state, call.id);
  reply(call, state, similar_articles(state.archive, call.analyser, request));
}

void answer_explain(ApiCall& call) {
  ExplainRequest request;
  request.query = asked_query(call);
  refuse_empty(request.query);
  request.recency_halflife_s = asked_halflife(call, request.query.clock);
  ArchiveState& state = call.archives.current();
  if (call.parameters.has("id")) request.id = require_article(state, call.parameters.text("id"));
  reply(call, state, explain_query(state.archive, call.analyser, request));
}

void answer_coverage(ApiCall& call) {
  const CoverageView view = call.parameters.choice("by", kCoverageWords);
  CoverageRequest request;
  request.query = asked_query(call);
  request.unit = view.unit;
  ArchiveState& state = call.archives.current();
  reply(call, state, CoverageReport{make_coverage(state.archive, call.analyser, request), view.by});
}

void answer_suggest(ApiCall& call) {
  constexpr std::pair<std::string_view, std::uint32_t> kKinds[] = {
      {"tickers", kSuggestTickers}, {"sources", kSuggestSources}, {"words", kSuggestWords}};
  SuggestRequest request;
  request.prefix = call.parameters.text("q");
  limit_query_bytes(call, "q", request.prefix);
  if (call.parameters.has("kinds")) {
    request.kinds = 0;
    for (const std::string& kind : call.parameters.list("kinds")) request.kinds |= choose("kinds", kind, kKinds);
  }
  request.limit = call.parameters.number("limit", request.limit);
  ArchiveState& state = call.archives.current();
  reply_json(call, state, json_of(suggest(state.archive, call.analyser, request)));
}

void answer_stats(ApiCall& call) {
  ArchiveState& state = call.archives.current();
  reply_json(call, state, json_of(state.stats()));
}

void answer_health(ApiCall& call) {
  ArchiveState& state = call.archives.current();
  const Json health = {{"status", "ok"}, {"documents", state.archive.document_count()}, {"state", state.tag}};
  reply_json(call, state, health);
}

}  // namespace broadtape
