#include "searcher/web/asked.h"

#include <fmt/format.h>

#include "searcher/search/recency.h"

namespace broadtape {
namespace {

DateRange limit_of(const std::string& name, const std::string& text, const QueryClock& clock,
                   DateRangeResult (*parse)(std::string_view, const QueryClock&)) {
  DateRangeResult result = parse(text, clock);
  if (result.range) return *result.range;
  Problem problem{ProblemType::kParameter, name + ": " + result.problem.message, result.problem.hint, name};
  problem.position = result.problem.at;  // dates are ASCII up to the place where they are wrong
  throw Refusal{problem};
}

// As --until says it: the last whole day before, or the second before.
std::string until_before(const DateRange& limit) {
  if (!limit.first_day) return format_rfc3339(*limit.since_s - 1);
  const Day last = day_of(midnight_utc(*limit.first_day) - 1);
  return fmt::format("{:04}-{:02}-{:02}", last.year, last.month, last.day);
}

void read_dates(const Parameters& parameters, QueryRequest& request) {
  const bool inclusive = parameters.has("since") || parameters.has("until");
  const bool half_open = parameters.has("published.gte") || parameters.has("published.lt");
  if (inclusive && half_open)
    throw Refusal{{ProblemType::kParameter, "since and until do not go together with published.gte and published.lt",
                   "use the one pair or the other", "since"}};
  request.since = half_open ? parameters.text("published.gte") : parameters.text("since");
  limit_of(half_open ? "published.gte" : "since", request.since, request.clock, parse_since);
  if (!half_open) {
    request.until = parameters.text("until");
    limit_of("until", request.until, request.clock, parse_until);
  } else if (const std::string before = parameters.text("published.lt"); !before.empty()) {
    request.until = until_before(limit_of("published.lt", before, request.clock, parse_since));
    limit_of("published.lt", request.until, request.clock, parse_until);
  }
}

}  // namespace

QueryClock asked_clock(const ApiCall& call) {
  const Parameters& parameters = call.parameters;
  QueryClock clock;
  if (parameters.has("timezone"))
    reading("timezone", [&] { clock.zone = TimeZone::named(parameters.text("timezone")); });
  clock.now_s = call.now_s - call.now_s % kMinuteSeconds + kMinuteSeconds - 1;
  if (parameters.has("now"))
    reading("now", [&] { clock.now_s = parse_now(parameters.text("now"), clock.zone, "now"); });
  return clock;
}

void limit_query_bytes(const ApiCall& call, const std::string& parameter, const std::string& text) {
  if (text.size() <= call.limits.query_bytes) return;
  throw Refusal{
      {ProblemType::kParameter,
       fmt::format("{} has {} bytes, and at most {} are allowed here", parameter, text.size(), call.limits.query_bytes),
       "leave some words out", parameter}};
}

QueryRequest asked_query(const ApiCall& call) {
  const Parameters& parameters = call.parameters;
  QueryRequest request;
  request.clock = asked_clock(call);
  request.limits = call.limits.query;
  request.text = parameters.text("q");
  limit_query_bytes(call, "q", request.text);
  request.tickers = parameters.texts("tickers");
  request.sources = parameters.texts("sources");
  read_dates(parameters, request);
  request.match = parameters.choice("match", kMatchWords);
  request.all_versions = parameters.flag("all_versions");
  request.literal_tickers = parameters.flag("literal_ticker");
  request.everything = parameters.flag("everything");
  return request;
}

std::vector<QueryRequest> asked_queries(const ApiCall& call) {
  constexpr std::size_t kMostQueries = 20;
  QueryRequest request = asked_query(call);
  std::vector<QueryRequest> requests;
  for (const std::string& text : call.parameters.texts("q")) {
    request.text = text;
    requests.push_back(request);
  }
  if (requests.empty()) requests.push_back(request);
  if (requests.size() > kMostQueries)
    throw Refusal{{ProblemType::kParameter, fmt::format("there are more than {} queries", kMostQueries),
                   "ask in several requests", "q"}};
  for (const QueryRequest& query : requests) {
    limit_query_bytes(call, "q", query.text);
    refuse_empty(query);
  }
  return requests;
}

void refuse_empty(const QueryRequest& request) {
  if (asks_for_something(request)) return;
  throw Refusal{{ProblemType::kParameter, "there is nothing to search for", "give words in q, or a filter", "q"}};
}

OutputStyle asked_style(const ApiCall& call) {
  OutputStyle style;
  style.format = find_format(call.parameters.text("format", "json"));
  style.csv.raw = call.parameters.flag("csv_raw");
  style.csv.bom = call.parameters.flag("csv_bom");
  style.json = JsonLayout::kOneLine;
  return style;
}

std::int64_t asked_halflife(const ApiCall& call, const QueryClock& clock) {
  if (!call.parameters.has("recency")) return 0;
  return reading("recency", [&] { return parse_halflife("recency", call.parameters.text("recency"), clock); });
}

SearchRequest asked_search(const ApiCall& call) {
  const Parameters& parameters = call.parameters;
  SearchRequest request;
  request.query = asked_query(call);
  refuse_empty(request.query);
  request.partial = !parameters.has("match");
  request.sort = parameters.choice("sort", kSortWords);
  request.recency_halflife_s = asked_halflife(call, request.query.clock);
  request.facets = parameters.list("facets");
  request.facet_limit = parameters.number("facet_limit", request.facet_limit);
  request.snippet_length = parameters.number("snippet_length", request.snippet_length);
  return request;
}

}  // namespace broadtape
