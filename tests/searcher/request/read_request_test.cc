#include "searcher/request/read_request.h"

#include <catch2/catch.hpp>

#include "tests/support/error_matcher.h"

namespace broadtape {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

RequestValues given(Front front, std::uint32_t user, const Pairs& pairs) {
  RequestValues values(front, user);
  for (const auto& [name, value] : pairs) {
    const ParameterRow* const row = values.find(name);
    REQUIRE(row);
    values.add(*row, value);
  }
  return values;
}

// "parameter: message" of the error; empty if there is none.
std::string refusal(Front front, std::uint32_t user, const Pairs& pairs) {
  try {
    SearchRequest request;
    read_request(given(front, user, pairs), request);
  } catch (const RequestError& error) {
    return error.parameter() + ": " + error.what();
  }
  return {};
}

TEST_CASE("The same values make the same search on the command line and over HTTP", "[request]") {
  const Pairs pairs = {{"q", "rate cut"},         {"ticker", "NVDA,AMD"},     {"ticker", "INTC"},
                       {"source", "Harbor Wire"}, {"since", "2025-01"},       {"until", "2025-03"},
                       {"match", "any"},          {"sort", "oldest"},         {"limit", "7"},
                       {"facets", "ticker,"},     {"facet_limit", "3"},       {"recency", "30d"},
                       {"now", "2025-02-01"},     {"timezone", "Asia/Tokyo"}, {"snippet_length", "80"},
                       {"all_versions", "true"},  {"literal_ticker", "true"}};
  for (const auto& [front, user] : {std::pair{Front::kCommandLine, std::uint32_t{kFindVerb}},
                                    std::pair{Front::kApi, std::uint32_t{kSearchRoute}}}) {
    SearchRequest request;
    read_request(given(front, user, pairs), request);
    const QueryRequest& query = request.query;
    CHECK(query.text == "rate cut");
    CHECK(query.tickers == std::vector<std::string>{"NVDA,AMD", "INTC"});
    CHECK(query.sources == std::vector<std::string>{"Harbor Wire"});
    CHECK(query.since == "2025-01");
    CHECK(query.until == "2025-03");
    CHECK(query.match == Match::kAny);
    CHECK_FALSE(request.partial);
    CHECK(query.all_versions);
    CHECK(query.literal_tickers);
    CHECK(query.clock.zone.name() == "Asia/Tokyo");
    CHECK(format_rfc3339(query.clock.now_s) == "2025-02-01T14:59:59Z");
    CHECK(request.sort == Sort::kOldest);
    CHECK(request.limit == 7);
    CHECK(request.facets == std::vector<std::string>{"ticker"});
    CHECK(request.facet_limit == 3);
    CHECK(request.recency_halflife_s == 30 * 86'400);
    CHECK(request.snippet_length == 80);
  }
}

TEST_CASE("Members without a value keep their defaults", "[request]") {
  SearchRequest request;
  request.query.tickers = {"NVDA"};
  request.query.match = Match::kAny;
  request.limit = 50;
  request.sort = Sort::kStored;
  request.facets = {"source"};
  read_request(given(Front::kBatch, kBatchVerb, {{"q", "oil"}}), request);
  CHECK(request.query.text == "oil");
  CHECK(request.query.tickers == std::vector<std::string>{"NVDA"});
  CHECK(request.query.match == Match::kAny);
  CHECK(request.partial);
  CHECK(request.limit == 50);
  CHECK(request.sort == Sort::kStored);
  CHECK(request.facets == std::vector<std::string>{"source"});

  RequestValues values(Front::kBatch, kBatchVerb);
  values.add_empty(*values.find("ticker"));
  read_request(values, request);
  CHECK(request.query.tickers.empty());
}

TEST_CASE("A value that cannot be used is refused as its front spells the parameter", "[request]") {
  struct Case {
    Front front;
    std::uint32_t user;
    Pairs pairs;
    std::string refusal;
  };
  const Case cases[] = {
      {Front::kCommandLine, kFindVerb, {{"match", "most"}}, "match: --match takes one of all, any, best, not 'most'"},
      {Front::kApi, kSearchRoute, {{"match", "most"}}, "match: match takes one of all, any, best, not 'most'"},
      {Front::kBatch, kBatchVerb, {{"match", "most"}}, "match: \"match\" takes one of all, any, best, not 'most'"},
      {Front::kCommandLine,
       kFindVerb,
       {{"limit", "-1"}},
       "limit: --limit takes a number from 0 to 1000000000, not '-1'"},
      {Front::kCommandLine, kFindVerb, {{"limit", "all"}}, ""},
      {Front::kApi, kSearchRoute, {{"limit", "all"}}, "limit: limit takes a number from 0 to 1000000000, not 'all'"},
      {Front::kCommandLine, kFindVerb, {{"snippet_length", "2001"}}, ""},
      {Front::kApi,
       kSearchRoute,
       {{"snippet_length", "2001"}},
       "snippet_length: snippet_length takes a number from 0 to 2000, not '2001'"},
      {Front::kApi, kSearchRoute, {{"all_versions", "1"}}, "all_versions: all_versions is true or false, not '1'"},
      {Front::kApi,
       kSearchRoute,
       {{"all_versions", "true"}, {"as_of", "2025"}},
       "as_of: as_of and all_versions do not go together"},
      {Front::kCommandLine,
       kFindVerb,
       {{"all_versions", "true"}, {"as_of", "2025"}},
       "as_of: --as-of and --all-versions do not go together"},
      {Front::kApi, kSearchRoute, {{"q", "a"}, {"q", "b"}}, "q: q is there twice"},
      {Front::kApi, kCountRoute, {{"q", "a"}, {"q", "b"}}, ""},
      {Front::kApi,
       kSearchRoute,
       {{"since", "2025"}, {"published.lt", "2026"}},
       "since: since and until do not go together with published.gte and published.lt"},
      {Front::kApi, kSearchRoute, {{"timezone", "Mars/Olympus"}}, "timezone: unknown time zone 'Mars/Olympus'"},
  };
  for (const Case& c : cases) {
    INFO(c.pairs.front().first << "=" << c.pairs.front().second);
    CHECK(refusal(c.front, c.user, c.pairs) == c.refusal);
  }
  SearchRequest request;
  read_request(given(Front::kCommandLine, kFindVerb, {{"limit", "all"}}), request);
  CHECK(request.limit == kAllResults);
}

TEST_CASE("A half-open range of dates is the same as one with both ends inside", "[request]") {
  struct Case {
    const char *gte, *lt, *since, *until;
  };
  const Case cases[] = {
      {"2025-01", "2025-03", "2025-01", "2025-02-28"},
      {"2025-01-30T14:05:00Z", "2025-01-30T14:06:00Z", "2025-01-30T14:05:00Z", "2025-01-30T14:05:59Z"},
      {"", "2025", "", "2024-12-31"}};
  for (const Case& c : cases) {
    QueryRequest request;
    read_request(given(Front::kApi, kSearchRoute, {{"published.gte", c.gte}, {"published.lt", c.lt}}), request);
    CHECK(request.since == c.since);
    CHECK(request.until == "<" + std::string(c.lt));
    CHECK(parse_until(request.until, {}).range->until_s == parse_until(c.until, {}).range->until_s);
    CHECK(parse_until(request.until, {}).range->last_day == parse_until(c.until, {}).range->last_day);
  }
}

TEST_CASE("Each query of several has the filters", "[request]") {
  const std::vector<QueryRequest> queries = read_queries(
      given(Front::kCommandLine, kCountVerb, {{"q", "oil"}, {"q", "gas"}, {"ticker", "XOM"}}), QueryRequest());
  REQUIRE(queries.size() == 2);
  CHECK(queries[0].text == "oil");
  CHECK(queries[1].text == "gas");
  for (const QueryRequest& query : queries) CHECK(query.tickers == std::vector<std::string>{"XOM"});
  CHECK(read_queries(given(Front::kCommandLine, kCountVerb, {{"ticker", "XOM"}}), QueryRequest()).size() == 1);
  CHECK_THROWS_MATCHES(read_queries(RequestValues(Front::kCommandLine, kCountVerb), QueryRequest()), Error,
                       HasKind(ErrorKind::kUsage));
}

TEST_CASE("One number limits the words and the companies of a result", "[request]") {
  TermsRequest request;
  read_request(given(Front::kApi, kTermsRoute, {{"q", "oil"}}), request);
  CHECK(request.words == 20);
  CHECK(request.companies == 10);
  read_request(given(Front::kApi, kTermsRoute, {{"q", "oil"}, {"limit", "5"}}), request);
  CHECK(request.words == 5);
  CHECK(request.companies == 5);
}

}  // namespace
TEST_CASE("As of a day is as of its last second, and relative dates count back from it", "[request]") {
  SearchRequest request;
  read_request(given(Front::kApi, kSearchRoute, {{"as_of", "2025-01-30"}, {"timezone", "America/New_York"}}), request);
  CHECK(format_rfc3339(request.query.versions.as_of_s.value()) == "2025-01-31T04:59:59Z");
  CHECK(request.query.clock.now_s == request.query.versions.as_of_s);
  const Pairs both = {{"as_of", "2025-01-30T14:05:00Z"}, {"now", "2025-02-01T00:00:00Z"}};
  read_request(given(Front::kApi, kCountRoute, both), request.query);
  CHECK(format_rfc3339(request.query.versions.as_of_s.value()) == "2025-01-30T14:05:00Z");
  CHECK(format_rfc3339(request.query.clock.now_s) == "2025-02-01T00:00:00Z");
  CHECK_THAT(refusal(Front::kApi, kSearchRoute, {{"as_of", "yesterday-ish"}}), Catch::Contains("as_of"));
}

}  // namespace broadtape
