#include "searcher/views/explain.h"

#include <catch2/catch.hpp>
#include <string>

#include "searcher/search/searcher.h"
#include "searcher/views/shown_article.h"
#include "tests/support/article_maker.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

struct ExplainFixture {
  explicit ExplainFixture(std::size_t segments)
      : files(ArticleMaker(7).many(300, 80), segments), archive(files.open()) {
    search.query.clock.now_s = kMadeAt;
  }
  ExplainAnswer explain(const std::string& text, const std::string& id = "") {
    ExplainRequest request;
    request.query = search.query;
    request.query.text = text;
    request.id = id;
    request.recency_halflife_s = search.recency_halflife_s;
    return explain_query(archive, analyser, request);
  }
  SearchAnswer find(const std::string& text) {
    search.query.text = text;
    search.partial = false;
    search.limit = 100;
    return Searcher(archive).search(search);
  }

  TestArchive files;
  Archive archive;
  Analyser analyser;
  SearchRequest search;
};

double sum_of(const ExplainedPart& part) {
  if (part.children.empty()) return part.weight;
  double sum = 0;
  for (const ExplainedPart& child : part.children) sum += sum_of(child);
  return sum;
}

void check_formulas(const ExplainedPart& part) {
  if (part.formula) CHECK(part.formula->weight == Approx(part.weight));
  for (const ExplainedPart& child : part.children) check_formulas(child);
}

TEST_CASE("The score that find shows is the sum of what explain says", "[explain]") {
  const std::size_t segments = GENERATE(1, 3);
  ExplainFixture f(segments);
  for (const char* query :
       {"oil", "oil crude barrel", "central bank policy", "oil OR (gold dollar)", "\"central bank\" oil",
        "title:oil oil", "oil -gold", "oil date:2024", "oil (euro OR dollar) -title:gold"}) {
    const SearchAnswer found = f.find(query);
    REQUIRE(found.hits.size() > 3);
    for (const std::size_t at : {std::size_t{0}, std::size_t{3}, found.hits.size() - 1}) {
      DYNAMIC_SECTION(query << ", hit " << at << ", segments " << segments) {
        const Hit& hit = found.hits[at];
        const ExplainAnswer answer = f.explain(query, hit.article.id);
        CHECK(answer.total == found.total);
        REQUIRE(answer.article);
        CHECK(answer.article->found);
        CHECK(answer.article->rank == hit.rank);
        CHECK(answer.article->score.total() == Approx(hit.score));
        CHECK(answer.article->score.relevance() == Approx(hit.score));
        CHECK(sum_of(*answer.tree) == Approx(answer.article->score.bm25));
        double gains = 0;
        for (const Dependence::PairGain& pair : answer.article->pairs) gains += pair.gain;
        CHECK(gains == Approx(answer.article->score.dependence).margin(1e-9));
        check_formulas(*answer.tree);
      }
    }
  }
}

TEST_CASE("With a half-life the score is what its age leaves of the sum", "[explain]") {
  ExplainFixture f(3);
  f.search.query.clock.now_s = kMadeAt;
  f.search.recency_halflife_s = 60 * kSecondsPerDay;
  const SearchAnswer found = f.find("oil crude barrel OR dollar");
  REQUIRE(found.hits.size() > 3);
  for (const Hit& hit : found.hits) {
    const ExplainAnswer answer = f.explain("oil crude barrel OR dollar", hit.article.id);
    REQUIRE(answer.article);
    CHECK(answer.article->rank == hit.rank);
    CHECK(answer.article->score.total() == Approx(hit.score));
    CHECK(answer.article->score.age_share() <= 1);
    CHECK(answer.article->score.relevance() * answer.article->score.age_share() == Approx(hit.score));
  }
}

TEST_CASE("An article that is not found says which parts it lacks", "[explain]") {
  const Article article = make_article("Gold rises", "The price of gold rose; demand for bullion is up.");
  const TestArchive files({article, make_article("Oil", "Crude oil fell.")}, 2);
  const Archive archive = files.open();
  Analyser analyser;
  struct Case {
    const char* query;
    std::vector<bool> holds;  // of the parts, top to bottom
  };
  const Case cases[] = {
      {"gold oil", {false, true, false}},
      {"oil -gold", {false, false, false, true}},
      {"\"gold price\"", {false}},
      {"gold w/2 bullion", {false, true, true}},
      {"(oil OR silver) gold", {false, false, false, false, true}},
      {"gold date:2024", {false, true, false}},
      {"gold ticker:XOM", {false, true, false}},
      {"lead:crude", {false}},
  };
  const auto flat = [](const ExplainedPart& part, const auto& self) -> std::vector<bool> {
    std::vector<bool> holds{part.holds.value()};
    for (const ExplainedPart& child : part.children) {
      const std::vector<bool> below = self(child, self);
      holds.insert(holds.end(), below.begin(), below.end());
    }
    return holds;
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.query) {
      ExplainRequest request;
      request.query.text = c.query;
      request.id = article.id;
      const ExplainAnswer answer = explain_query(archive, analyser, request);
      CHECK_FALSE(answer.article.value().found);
      CHECK_FALSE(answer.article->rank);
      CHECK(flat(answer.tree.value(), flat) == c.holds);
    }
  }
}

TEST_CASE("Words are shown as analysed, with positions and counts", "[explain]") {
  const TestArchive files({make_article("Gold rises", "Prices of gold rose.")});
  const Archive archive = files.open();
  Analyser analyser;
  ExplainRequest request;
  request.query.text = "GPUs \"Gold prices\" title:rises ticker:NVDA";
  const ExplainAnswer answer = explain_query(archive, analyser, request);
  REQUIRE(answer.tokens.size() == 4);
  CHECK(answer.tokens[0].text == "GPUs");
  CHECK(answer.tokens[0].term == "gpu");
  CHECK(answer.tokens[0].articles == 0);
  CHECK(answer.tokens[2].text == "prices");
  CHECK(answer.tokens[2].position == 3);
  CHECK(answer.tokens[2].articles == 1);
  CHECK(answer.tokens[3].term == "Srise");
  CHECK(answer.total == 0);
  CHECK(answer.tree->articles == 0);
  CHECK(answer.tree->children.size() == 4);
  CHECK(answer.stages.size() == 5);
  CHECK_FALSE(answer.xapian.empty());
  CHECK_FALSE(answer.article);
}

TEST_CASE("Odd queries are explained too", "[explain]") {
  const TestArchive files({make_article("Gold rises", "Prices of gold rose.")});
  const Archive archive = files.open();
  Analyser analyser;
  ExplainRequest request;
  for (const std::string& text :
       {std::string("%%%"), std::string("((("), std::string("gol*"), std::string("\x1b[31m gold"),
        std::string("words:>2 gold"), "gold" + std::string(3'000, ' ') + "gold"}) {
    request.query.text = text;
    CHECK_NOTHROW(explain_query(archive, analyser, request));
  }
  request.id = "nosuchidnosuchid";
  CHECK_THROWS_MATCHES(explain_query(archive, analyser, request), Error, HasKind(ErrorKind::kUsage));
}

TEST_CASE("Shown articles have the words of a query marked, their text as it is", "[explain]") {
  const Article article = make_article("Gold rises", "The  price of GOLD.\nA gold-backed rate cut.");
  const TestArchive files({article});
  const Archive archive = files.open();
  Analyser analyser;
  QueryRequest highlight;
  highlight.text = "gold \"rate cut\" -price";
  const ShownArticles shown = show_articles(archive, analyser, {article.id, "nosuchidnosuchid"}, highlight);
  REQUIRE(shown.articles.size() == 1);
  CHECK(shown.highlighted);
  CHECK(shown.articles[0].title_pieces == std::vector<Piece>{{"Gold", true}, {" rises", false}});
  CHECK(shown.articles[0].body_pieces == std::vector<Piece>{{"The  price of ", false},
                                                            {"GOLD", true},
                                                            {".\nA ", false},
                                                            {"gold", true},
                                                            {"-backed ", false},
                                                            {"rate", true},
                                                            {" ", false},
                                                            {"cut", true},
                                                            {".", false}});
  CHECK_FALSE(show_articles(archive, analyser, {article.id}, {}).highlighted);
}

}  // namespace
}  // namespace broadtape
