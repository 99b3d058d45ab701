#include "searcher/plan/span_filter.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "searcher/query/parser.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

Node understood(const std::string& text) {
  Analyser analyser;
  return parse_query(text, {}, analyser).tree;
}

// Six articles with "oil gas", or "oil rate".
const TestArchive& six_articles() {
  static const TestArchive files = [] {
    std::vector<Article> articles;
    for (int i = 0; i < 6; ++i)
      articles.push_back(make_article("Number " + std::to_string(i), i % 2 == 0 ? "oil rate" : "oil gas"));
    return TestArchive(articles, 2);
  }();
  return files;
}

const Xapian::Query kOil(make_term(Field::kText, "oil"));

TEST_CASE("The nearnesses of one query share the looks at articles", "[query][near]") {
  const Archive archive = six_articles().open();
  PreparingBudget budget;
  SpanFilter span_filter(archive, budget, 13);
  CHECK_NOTHROW(span_filter.narrowed(understood("oil near/5 gas"), kOil, {}));
  CHECK_NOTHROW(span_filter.narrowed(understood("oil near/5 rate"), kOil, {}));
  CHECK_NOTHROW(span_filter.narrowed(understood("oil near/5 gas"), kOil, {}));  // known
  CHECK_THROWS_AS(span_filter.narrowed(understood("oil near/6 gas"), kOil, {}), Error);
  span_filter.begin_query();
  CHECK_NOTHROW(span_filter.narrowed(understood("oil near/6 gas"), kOil, {}));
}

TEST_CASE("One nearness may look at every article", "[query][near]") {
  const Archive archive = six_articles().open();
  PreparingBudget budget;
  SpanFilter span_filter(archive, budget, 2);
  CHECK_NOTHROW(span_filter.narrowed(understood("oil near/5 gas"), kOil, {}));
}

TEST_CASE("What was found is found again by Xapian and by sets, in each shard", "[query][near]") {
  for (const bool has_columns : {true, false}) {
    const TestArchive& files = six_articles();
    if (!has_columns) files.remove_columns();
    const Archive archive = files.open();
    PreparingBudget budget;
    SpanFilter span_filter(archive, budget);
    const Xapian::Query gas = span_filter.narrowed(understood("\"oil gas\""), kOil, {});
    CHECK(Matches(archive, gas).count() == 3);
    CHECK(Matches(archive.database(), gas).list() == Matches(archive, gas).list());
    CHECK(Matches(archive, gas).top(MatchOrder::kBest, 0, 10, true).documents.size() == 3);
    CHECK(Matches(archive, without(every_document(), gas)).count() == 3);
  }
}

TEST_CASE("Threads that share the articles find what one thread finds", "[query][near]") {
  const auto words = [](int i) {
    return std::string(i % 3 == 0 ? "crude oil gas" : i % 3 == 1 ? "oil and gas" : "Oil Gas");
  };
  std::vector<Article> articles;
  for (int i = 0; i < 200; ++i) articles.push_back(make_article("Number " + std::to_string(i), words(i)));
  for (const int shards : {1, 3}) {
    const TestArchive files(articles, shards);
    for (const bool has_columns : {true, false}) {
      if (!has_columns) files.remove_columns();
      const Archive archive = files.open();
      PreparingBudget budget;
      SpanFilter alone(archive, budget), shared(archive, budget, SpanFilter::kMaxLooks, 7);
      for (const char* const text :
           {"\"oil gas\"", "oil w/2 gas", "\"=Oil Gas\"", "author:\"oil gas\"", "\"gas oil\""}) {
        CAPTURE(text, shards, has_columns);
        const Node node = understood(text);
        CHECK(Matches(archive, shared.narrowed(node, kOil, {})).list() ==
              Matches(archive, alone.narrowed(node, kOil, {})).list());
      }
      CHECK(Matches(archive, shared.narrowed(understood("\"oil gas\""), kOil, {})).count() == 133);
    }
  }
}

}  // namespace
}  // namespace broadtape
