#include "searcher/request/read_request.h"

#include <fmt/format.h>

#include "common/time/instant.h"
#include "common/time/time_zone.h"
#include "searcher/query/date_grammar.h"
#include "searcher/search/recency.h"

namespace broadtape {
namespace {

// Runs `work`, which reads `parameter`, and adds the parameter's name to its errors.
template <class Work>
auto reading(std::string_view parameter, const Work& work) {
  try {
    return work();
  } catch (const Error& error) {
    throw RequestError(error, parameter);
  }
}

[[noreturn]] void refuse_date(const std::string& name, const DateProblem& problem) {
  throw RequestError(Error(ErrorKind::kUsage, name + ": " + problem.message, problem.hint, problem.at), name);
}

void check_limit(const std::string& name, const std::string& text, const QueryClock& clock,
                 DateRangeResult (*parse)(std::string_view, const QueryClock&)) {
  const DateRangeResult result = parse(text, clock);
  if (!result.range) refuse_date(name, result.problem);
}

// One date, which is not a range.
std::string one_date(const RequestValues& values, const std::string& name, const QueryClock& clock) {
  std::string text = values.text(name);
  if (text.empty()) return text;
  const DateReading reading = read_date(text, clock);
  if (!reading.span) refuse_date(name, reading.problem);
  return text;
}

// Half-open ranges, which only the API has.
void read_half_open(const RequestValues& values, QueryRequest& request) {
  if (values.has("since") || values.has("until"))
    throw RequestError("since", "since and until do not go together with published.gte and published.lt",
                       "use the one pair or the other");
  request.since = one_date(values, "published.gte", request.clock);
  const std::string before = one_date(values, "published.lt", request.clock);
  request.until = before.empty() ? "" : "<" + before;
}

void read_dates(const RequestValues& values, QueryRequest& request) {
  if (values.has("published.gte") || values.has("published.lt")) return read_half_open(values, request);
  request.since = values.text("since", request.since);
  request.until = values.text("until", request.until);
  if (values.front() != Front::kApi) return;  // the engine's message shows the date with a mark at the error
  check_limit("since", request.since, request.clock, parse_since);
  check_limit("until", request.until, request.clock, parse_until);
}

void read_halflife(const RequestValues& values, const QueryClock& clock, std::int64_t& halflife_s) {
  if (!values.has("recency")) return;
  halflife_s =
      reading("recency", [&] { return parse_halflife(values.spelled("recency"), values.text("recency"), clock); });
}

void read_versions(const RequestValues& values, QueryRequest& request) {
  if (!values.has("as_of")) return;
  if (request.all_versions)
    throw RequestError(
        "as_of", fmt::format("{} and {} do not go together", values.spelled("as_of"), values.spelled("all_versions")),
        "earlier versions are found as of an earlier time");
  request.versions.as_of_s = read_as_of(values, request.clock);
  if (!values.has("now")) request.clock.now_s = *request.versions.as_of_s;
}

}  // namespace

void read_request(const RequestValues& values, QueryClock& clock) {
  if (values.has("timezone")) reading("timezone", [&] { clock.zone = TimeZone::named(values.text("timezone")); });
  if (values.has("now"))
    reading("now", [&] { clock.now_s = parse_now(values.text("now"), clock.zone, values.spelled("now")); });
  if (values.has("fiscal_year_start")) {
    const std::optional<int> month = parse_month(values.text("fiscal_year_start"));
    if (!month)
      throw RequestError("fiscal_year_start", values.spelled("fiscal_year_start") + " takes a month",
                         "write october, oct or 10");
    clock.fiscal_year_start = *month;
  }
}

void read_request(const RequestValues& values, QueryRequest& request) {
  read_request(values, request.clock);
  request.all_versions = values.flag("all_versions", request.all_versions);
  read_versions(values, request);
  request.text = values.text("q", request.text);
  if (values.has("ticker")) request.tickers = values.texts("ticker");
  if (values.has("company")) request.companies = values.texts("company");
  if (values.has("source")) request.sources = values.texts("source");
  if (values.has("author")) request.authors = values.texts("author");
  if (values.has("label")) request.labels = values.texts("label");
  if (values.has("language")) request.languages = values.texts("language");
  if (values.has("filter")) request.filters = values.texts("filter");
  read_dates(values, request);
  request.match = values.choice("match", kSearchMatchWords, SearchMatch{request.match}).match;
  request.literal_tickers = values.flag("literal_ticker", request.literal_tickers);
  request.typing = values.flag("typing", request.typing);
  request.everything = values.flag("everything", request.everything);
}

void read_request(const RequestValues& values, SearchRequest& request) {
  read_request(values, request.query);
  request.partial =
      values.choice("match", kSearchMatchWords, SearchMatch{request.query.match, request.partial}).partial;
  request.sort = values.choice("sort", kSortWords, request.sort);
  read_halflife(values, request.query.clock, request.recency_halflife_s);
  request.collapse = values.choice("collapse", kCollapseWords, request.collapse);
  request.offset = values.number("offset", request.offset);
  request.limit = values.number("limit", request.limit);
  if (values.has("facets")) request.facets = values.list("facets");
  request.facet_limit = values.number("facet_limit", request.facet_limit);
  request.snippet_length = values.number("snippet_length", request.snippet_length);
  if (values.flag("no_snippets")) request.snippet_length = 0;
}

void read_request(const RequestValues& values, FacetTablesRequest& request) {
  read_request(values, request.query);
  request.query.everything = true;
  if (values.has("by")) request.by = values.list("by");
  request.limit = values.number("limit", request.limit);
  request.sort = values.choice("sort", kFacetSortWords, request.sort);
}

void read_request(const RequestValues& values, TermsRequest& request) {
  read_request(values, request.query);
  require_query(values, request.query);
  request.words = values.number("limit", request.words);
  request.companies = values.number("limit", request.companies);
}

void read_request(const RequestValues& values, SimilarRequest& request) {
  read_request(values, request.query);
  request.limit = values.number("limit", request.limit);
  request.snippet_length = values.number("snippet_length", request.snippet_length);
  if (values.flag("no_snippets")) request.snippet_length = 0;
}

void read_request(const RequestValues& values, SuggestRequest& request) {
  request.prefix = values.text("q");
  if (values.has("kinds")) {
    request.kinds = 0;
    for (const std::string& kind : values.list("kinds")) {
      for (const auto& [word, bit] : kSuggestKindWords) request.kinds |= word == kind ? bit : 0;
    }
  }
  request.limit = values.number("limit", request.limit);
}

void read_request(const RequestValues& values, StoryRequest& request) {
  request.limit = values.number("limit", request.limit);
}

void read_request(const RequestValues& values, OutputStyle& style) {
  if (values.has("format")) style.format = reading("format", [&] { return find_format(values.text("format")); });
  if (values.has("timezone"))
    style.text.zone = reading("timezone", [&] { return TimeZone::named(values.text("timezone")); });
  style.csv.raw = values.flag("csv_raw");
  style.csv.bom = values.flag("csv_bom");
}

void read_request(const RequestValues& values, ExplainRequest& request) {
  read_request(values, request.query);
  require_query(values, request.query);
  read_halflife(values, request.query.clock, request.recency_halflife_s);
}

std::vector<QueryRequest> read_queries(const RequestValues& values, const QueryRequest& base) {
  QueryRequest request = base;
  read_request(values, request);
  std::vector<QueryRequest> requests;
  for (const std::string& text : values.texts("q")) {
    request.text = text;
    requests.push_back(request);
  }
  if (requests.empty()) requests.push_back(request);
  for (const QueryRequest& query : requests) require_query(values, query);
  return requests;
}

void read_request(const RequestValues& values, const QueryRequest& base, TimelineRequest& request) {
  request.queries = read_queries(values, base);
  request.unit = values.choice("by", kPeriodWords, request.unit);
  request.peaks = values.number("peaks", request.peaks);
}

void read_request(const RequestValues& values, const QueryRequest& base, CountRequest& request) {
  request.queries = read_queries(values, base);
  request.collapse = values.choice("collapse", kCollapseWords, request.collapse);
}

CoverageBy read_request(const RequestValues& values, CoverageRequest& request) {
  const CoverageView view = values.choice("by", kCoverageWords, CoverageView{});
  read_request(values, request.query);
  request.unit = view.unit;
  return view.by;
}

void read_highlight(const RequestValues& values, QueryRequest& request) {
  request.text = values.text("highlight");
  read_request(values, request.clock);
}

std::optional<std::int64_t> read_as_of(const RequestValues& values, const QueryClock& clock) {
  if (!values.has("as_of")) return std::nullopt;
  return reading("as_of", [&] { return parse_now(values.text("as_of"), clock.zone, values.spelled("as_of")); });
}

FieldList read_fields(const RequestValues& values, Format format) {
  if (!values.has("fields")) return default_fields(format);
  if (format == Format::kText)
    throw RequestError("fields", fmt::format("{} chooses the members of json, jsonl and csv", values.spelled("fields")),
                       "choose one of them as the format, such as csv");
  return reading("fields", [&] { return parse_fields(values.text("fields"), format); });
}

void require_query(const RequestValues& values, const QueryRequest& request) {
  if (asks_for_something(request)) return;
  throw RequestError("q", "there is nothing to search for",
                     values.front() == Front::kApi ? "give words in q, or a filter"
                                                   : "give words or a filter; tape-search find --help shows examples");
}

}  // namespace broadtape
