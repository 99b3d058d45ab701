#include "searcher/views/coverage.h"

#include <catch2/catch.hpp>
#include <numeric>

#include "tests/support/dated_articles.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

Article coverage_from(Article article, const std::string& source) {
  article.source = source;
  article.id = article_id(article);
  return article;
}

Coverage coverage_of(const std::vector<TestArticle>& articles, PeriodUnit unit = PeriodUnit::kMonth,
                     const QueryRequest& query = {}) {
  const TestArchive files(articles, 2);
  const Archive archive = files.open();
  Analyser analyser;
  return make_coverage(archive, analyser, {query, unit});
}

std::vector<TestArticle> two_sources() {
  return {
      {coverage_from(article_of("2025-01-02T10:00:00Z", "a"), "Harbor Wire"), {}},
      {coverage_from(article_of("2025-01-03", "b"), "HARBOR WIRE"), {}},
      {coverage_from(article_of("2025-01-13", "c"), "Harbor Wire"), {}},
      {coverage_from(article_of("", "d"), "Harbor Wire"), {}},
      {coverage_from(article_of("2025-01-03", "e"), "The Ledger"), {}},
      {coverage_from(article_of("2025-03-31", "f"), "The Ledger"), {}},
      {coverage_from(article_of("2025-03-31", "g"), ""), {}},
      {coverage_from(article_of("2025-01-06", "old"), "Harbor Wire"), {.superseded = true}},
  };
}

TEST_CASE("Coverage tells each source's span, days, gap and undated articles", "[search][coverage]") {
  const Coverage coverage = coverage_of(two_sources());
  CHECK(coverage.total == 7);
  CHECK(coverage.undated == 1);
  CHECK(coverage.days == Period{{2025, 1, 2}, {2025, 3, 31}});
  REQUIRE(coverage.sources.size() == 3);

  const SourceCoverage& harbor = coverage.sources[0];
  CHECK(harbor.name == "Harbor Wire");
  CHECK(harbor.articles == 4);
  CHECK(harbor.undated == 1);
  CHECK(harbor.days == Period{{2025, 1, 2}, {2025, 1, 13}});
  CHECK(harbor.days_with_articles == 3);
  REQUIRE(harbor.longest_gap);
  CHECK(harbor.longest_gap->weekdays == 5);  // the superseded version of the 6th is not counted
  CHECK(harbor.longest_gap->first == Day{2025, 1, 6});
  CHECK(harbor.longest_gap->last == Day{2025, 1, 10});
  CHECK(harbor.counts == std::vector<std::uint64_t>{3, 0, 0});

  CHECK(coverage.sources[1].name == "The Ledger");
  CHECK(coverage.sources[1].longest_gap->weekdays == 60);
  CHECK(coverage.sources[2].name.empty());
  CHECK(coverage.sources[2].articles == 1);
  CHECK_FALSE(coverage.sources[2].longest_gap);
}

TEST_CASE("Coverage by month tells articles, sources, days without and holes", "[search][coverage]") {
  const Coverage coverage = coverage_of(two_sources());
  REQUIRE(coverage.periods.size() == 3);
  CHECK(coverage.periods[0].name == "2025-01");
  CHECK(coverage.periods[0].days == Period{{2025, 1, 2}, {2025, 1, 31}});
  CHECK(coverage.periods[0].articles == 4);
  CHECK(coverage.periods[0].sources == 2);
  CHECK(coverage.periods[0].days_without == 27);
  CHECK(coverage.periods[0].weekdays_without == 19);
  CHECK(coverage.periods[1].articles == 0);
  CHECK(coverage.periods[1].days_without == 28);
  CHECK(coverage.periods[1].hole == Hole::kEmpty);
  CHECK(coverage.periods[2].sources == 2);
  CHECK(coverage.periods[2].hole == Hole::kNone);
}

TEST_CASE("A month far below its neighbours is thin, a part of a month at the ends is not", "[search][coverage]") {
  std::vector<TestArticle> articles;
  for (int month = 1; month <= 9; ++month) {
    for (int day = month == 1 ? 25 : 1; day <= (month == 5 ? 4 : 28); ++day) {
      const std::string when = "2024-0" + std::to_string(month) + (day < 10 ? "-0" : "-") + std::to_string(day);
      articles.push_back({article_of(when, "x"), {}});
      articles.push_back({article_of(when, "y"), {}});
    }
  }
  const Coverage coverage = coverage_of(articles);
  REQUIRE(coverage.periods.size() == 9);
  for (const PeriodCoverage& period : coverage.periods) {
    DYNAMIC_SECTION(period.name) {
      CHECK((period.hole == Hole::kThin) == (period.name == "2024-05"));
    }
  }
}

TEST_CASE("Dates too far apart for months are told, and years still work", "[search][coverage]") {
  const std::vector<TestArticle> articles = {{coverage_from(article_of("0001-02-03", "first"), "Harbor Wire"), {}},
                                             {coverage_from(article_of("9999-02-03", "last"), "The Ledger"), {}}};
  CHECK_THROWS_WITH(coverage_of(articles), "from 0001-02-03 to 9999-02-03 there are too many periods to show");
  CHECK(coverage_of(articles, PeriodUnit::kYear).periods.size() == 9999);
  QueryRequest later;
  later.since = "2000";
  CHECK(coverage_of(articles, PeriodUnit::kMonth, later).periods.size() == 1);
}

TEST_CASE("Hundreds of sources are all told, and the articles without one", "[search][coverage]") {
  std::vector<TestArticle> articles;
  for (int i = 0; i < 400; ++i) {
    const std::string n = std::to_string(i);
    articles.push_back({coverage_from(article_of("2025-01-03", "a" + n), i % 4 == 0 ? "" : "Outlet " + n), {}});
  }
  const Coverage coverage = coverage_of(articles);
  REQUIRE(coverage.sources.size() == 301);
  CHECK(coverage.sources[0].name.empty());
  CHECK(coverage.sources[0].articles == 100);
  CHECK(coverage.periods.at(0).sources == 301);
}

TEST_CASE("Coverage obeys dates, sources and the time zone", "[search][coverage]") {
  QueryRequest query;
  query.sources = {"Harbor Wire"};
  query.since = "2025-01-03";
  CHECK(coverage_of(two_sources(), PeriodUnit::kMonth, query).total == 2);
  CHECK(coverage_of(two_sources(), PeriodUnit::kMonth, query).query.undated_left_out == 1);
  query = {};
  query.clock.zone = TimeZone::named("America/New_York");
  const Coverage coverage = coverage_of({{article_of("2025-01-01T03:00:00Z", "a"), {}}}, PeriodUnit::kYear, query);
  REQUIRE(coverage.periods.size() == 1);
  CHECK(coverage.periods[0].name == "2024");
}

TEST_CASE("Coverage adds up: sources and periods to the total", "[search][coverage]") {
  std::vector<TestArticle> articles = two_sources();
  ArticleMaker maker(2);
  for (const Article& article : maker.many(150)) articles.push_back({article, {}});
  const Coverage coverage = coverage_of(articles);
  std::uint64_t by_source = 0, by_period = coverage.undated;
  for (const SourceCoverage& source : coverage.sources) {
    by_source += source.articles;
    CHECK(std::accumulate(source.counts.begin(), source.counts.end(), source.undated) == source.articles);
  }
  for (const PeriodCoverage& period : coverage.periods) by_period += period.articles;
  CHECK(by_source == coverage.total);
  CHECK(by_period == coverage.total);
  CHECK(coverage_of({}).total == 0);
}

}  // namespace
}  // namespace broadtape
