#include "searcher/views/similar.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "tests/support/article_maker.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

Article at(Article article, const std::string& address) {
  article.url = "https://news.example/" + address;
  article.id = article_id(article);
  return article;
}

const std::string kCoffee =
    "Coffee exporters in Brazil asked for quotas. The harvest was small, and roasters paid more. Delegates meet in "
    "London on Tuesday to settle how the quotas are shared between producers.";

std::vector<TestArticle> stories() {
  const Article coffee =
      at(with_companies(make_article("Coffee quotas divide exporters", kCoffee), {"SBUX"}), "coffee");
  Article earlier = coffee;
  earlier.body += " An earlier version.";
  Article other_day = at(make_article("Roasters fear quotas", "Roasters of coffee fear quotas for exporters."), "fear");
  other_day.published = parse_instant("2024-06-01T08:00:00Z");
  return {
      {coffee, {}},
      {earlier, {.superseded = true}},
      {at(make_article("Coffee quotas split exporters", kCoffee + " More to follow."), "copy"), {}},
      {other_day, {}},
      {at(with_companies(make_article("A chain opens shops", "The chain sells drinks in new shops."), {"SBUX"}),
          "shop"),
       {}},
      {at(make_article("Oil slips", "Crude fell as tankers waited."), "oil"), {}},
      {at(make_article("Bonds rally", "Yields fell after the auction."), "bonds"), {}},
      {at(make_article("Gold shines", "Bullion rose in thin trade."), "gold"), {}},
  };
}

TEST_CASE("Similar articles share the words that tell an article from others", "[similar]") {
  const std::size_t segments = GENERATE(1, 3);
  const TestArchive files(stories(), segments);
  const Archive archive = files.open();
  Analyser analyser;
  SimilarRequest request;
  request.id = stories()[0].article.id;

  const SimilarAnswer answer = similar_articles(archive, analyser, request);
  CHECK(answer.title == "Coffee quotas divide exporters");
  REQUIRE(answer.companies.size() == 1);
  CHECK(answer.companies[0].key == "starbucks");
  CHECK(answer.companies[0].symbol == "SBUX");
  CHECK(std::count(answer.words.begin(), answer.words.end(), "quotas") == 1);
  REQUIRE(answer.hits.size() >= 3);
  CHECK(answer.total == answer.hits.size());
  CHECK(answer.hits[0].hit.article.title == "Coffee quotas split exporters");
  CHECK(answer.hits[0].hit.rank == 1);
  CHECK(answer.hits[0].near_duplicate);
  CHECK(answer.hits[0].similarity > 0.7);
  CHECK(answer.hits[1].hit.article.title == "Roasters fear quotas");
  CHECK_FALSE(answer.hits[1].near_duplicate);
  CHECK(answer.hits[1].shared == std::vector<std::string>{"quotas", "Coffee", "exporters", "roasters"});
  for (const SimilarHit& hit : answer.hits) {
    CHECK(hit.hit.article.id != request.id);  // neither itself nor its earlier version
    CHECK((hit.similarity >= 0 && hit.similarity <= 1));
    CHECK((!hit.shared.empty() || !hit.companies.empty()));
    if (hit.hit.article.title == "A chain opens shops") CHECK(hit.companies.size() == 1);
  }
  CHECK(answer.hits[1].hit.title_pieces == std::vector<Piece>{{"Roasters", true}, {" fear ", false}, {"quotas", true}});

  SECTION("filters narrow them") {
    request.query.until = "2024";
    const SimilarAnswer before = similar_articles(archive, analyser, request);
    REQUIRE(before.hits.size() == 1);
    CHECK(before.total == 1);
    CHECK(before.hits[0].hit.article.title == "Roasters fear quotas");
  }
  SECTION("the limit bounds the hits, not the total") {
    request.limit = 1;
    const SimilarAnswer one = similar_articles(archive, analyser, request);
    CHECK(one.hits.size() == 1);
    CHECK(one.total == answer.total);
  }
  SECTION("an unknown id is an error") {
    request.id = "nosuchidnosuchid";
    CHECK_THROWS_MATCHES(similar_articles(archive, analyser, request), Error, HasKind(ErrorKind::kUsage));
  }
}

TEST_CASE("An article that shares nothing with others has no similar articles", "[similar]") {
  const Article alone = make_article("Zebra crossing", "Stripes.");
  const TestArchive files({alone, at(make_article("Oil", "Crude."), "oil")});
  const Archive archive = files.open();
  Analyser analyser;
  SimilarRequest request;
  request.id = alone.id;
  const SimilarAnswer answer = similar_articles(archive, analyser, request);
  CHECK(answer.hits.empty());
  CHECK(answer.total == 0);
}

TEST_CASE("Resemblance is the share of common sequences of three words", "[similar]") {
  struct Case {
    const char *a, *b;
    double share;
  };
  const Case cases[] = {
      {"one two three four", "one two three four", 1},
      {"one two three four", "one two three five", 1.0 / 3},
      {"One, TWO: three", "one two three", 1},
      {"one two", "one two", 0},
      {"", "", 0},
      {"a b c", "c b a", 0},
  };
  Analyser analyser;
  for (const Case& c : cases) CHECK(resemblance(analyser, c.a, c.b) == Approx(c.share));
}

}  // namespace
}  // namespace broadtape
