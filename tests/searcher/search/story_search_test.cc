// Answers that list each story once.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

// Articles in stories of up to thirty, of which some have the same text; some are undated, some superseded.
std::vector<TestArticle> story_search_articles() {
  ArticleMaker maker(13);
  std::vector<TestArticle> articles;
  for (Article& article : maker.many(400, 25)) {
    if (maker.below(12) == 0) article.published.reset();
    articles.push_back({std::move(article), {}});
    articles.back().flags.superseded = maker.below(20) == 0;
  }
  for (std::size_t at = 0; at + 30 < articles.size(); at += 1 + maker.below(8)) {
    if (maker.below(2) == 0) continue;
    const std::size_t size = 2 + (maker.below(10) == 0 ? 28 : maker.below(4));
    for (std::size_t i = 0; i < size; ++i) {
      TestArticle& member = articles[at + i];
      member.story = articles[at].article.id;
      if (i > 0 && maker.below(3) == 0) continue;
      member.copy = member.story;
      if (i > 0) member.article.body = articles[at].article.body;
    }
    at += size - 1;
  }
  return articles;
}

class StoryEngine {
 public:
  explicit StoryEngine(std::vector<TestArticle> articles) : articles_(std::move(articles)), files_(articles_, 3) {
    for (const TestArticle& article : articles_) by_id_[article.article.id] = &article;
  }

  SearchAnswer find(const SearchRequest& request) { return Searcher(archive_).search(request, {.story = true}); }

  // Empty for an article that is collapsed with no other.
  std::string key(const std::string& id, Collapse collapse) const {
    const TestArticle& article = *by_id_.at(id);
    return collapse == Collapse::kNone ? "" : collapse == Collapse::kCopies ? article.copy : article.story;
  }

 private:
  std::vector<TestArticle> articles_;
  TestArchive files_;
  Archive archive_ = files_.open();
  std::map<std::string, const TestArticle*> by_id_;
};

std::vector<std::string> ids_of(const std::vector<Hit>& hits) {
  std::vector<std::string> ids;
  for (const Hit& hit : hits) ids.push_back(hit.article.id);
  return ids;
}

SearchRequest request_for(const std::string& text, Sort sort, Collapse collapse) {
  SearchRequest request;
  request.query.text = text;
  request.query.clock.now_s = kMadeAt;
  request.sort = sort;
  request.collapse = collapse;
  request.partial = false;
  request.limit = 1'000;
  return request;
}

constexpr Collapse kEveryCollapse[] = {Collapse::kNone, Collapse::kCopies, Collapse::kStory};
constexpr const char* kStoryQueries[] = {
    "shares", "gold oil", "\"rose percent\"", "source:\"Harbor Wire\"", "chief -gold", "date:2024-06.. rates"};

TEST_CASE("A collapsed answer is the whole answer without the later articles of each story", "[search][story]") {
  StoryEngine engine(story_search_articles());
  using Order = std::pair<Sort, bool>;
  const Order order = GENERATE(Order{Sort::kRelevance, false}, Order{Sort::kRelevance, true},
                               Order{Sort::kNewest, false}, Order{Sort::kOldest, false}, Order{Sort::kStored, false});
  const Sort sort = order.first;
  const bool recency = order.second;
  for (const char* const text : kStoryQueries) {
    for (const Collapse collapse : kEveryCollapse) {
      CAPTURE(text, static_cast<int>(sort), recency, static_cast<int>(collapse));
      SearchRequest request = request_for(text, sort, Collapse::kNone);
      if (recency) request.recency_halflife_s = 60 * kSecondsPerDay;
      request.count_stories = true;
      const std::vector<std::string> all = ids_of(engine.find(request).hits);
      std::map<std::string, std::uint64_t> matches;
      std::set<std::string> stories;
      std::vector<std::string> expected;
      for (const std::string& id : all) {
        const std::string story = engine.key(id, Collapse::kStory), key = engine.key(id, collapse);
        stories.insert(story.empty() ? id : story);
        if (key.empty() || ++matches[key] == 1) expected.push_back(id);
      }

      request.collapse = collapse;
      const SearchAnswer whole = engine.find(request);
      CHECK(ids_of(whole.hits) == expected);
      CHECK(whole.total == all.size());
      CHECK(whole.results == expected.size());
      CHECK(whole.stories == stories.size());
      for (const Hit& hit : whole.hits) {
        const std::string key = engine.key(hit.article.id, collapse);
        CHECK(hit.collapsed == (key.empty() ? 0 : matches[key] - 1));
      }

      // By pages of any size.
      for (const std::uint64_t size : {4, 10, 64}) {
        std::vector<std::string> paged;
        request.limit = size;
        for (request.offset = 0; request.offset < expected.size(); request.offset += size) {
          const std::vector<std::string> page = ids_of(engine.find(request).hits);
          paged.insert(paged.end(), page.begin(), page.end());
        }
        CHECK(paged == expected);
      }
    }
  }
}

TEST_CASE("Facets of a collapsed answer count articles", "[search][story]") {
  StoryEngine engine(story_search_articles());
  SearchRequest request = request_for("shares", Sort::kRelevance, Collapse::kStory);
  request.facets = {"source"};
  const SearchAnswer answer = engine.find(request);
  REQUIRE(answer.facets.at(0).values.size() == 1);
  CHECK(answer.facets[0].values[0].count == answer.total);
  CHECK(answer.results < answer.total);
}

TEST_CASE("A stream of a collapsed answer has its hits in order", "[search][story]") {
  const TestArchive files(story_search_articles(), 2);
  const Archive archive = files.open();
  SearchRequest request = request_for("shares", Sort::kNewest, Collapse::kStory);
  const std::vector<std::string> expected = ids_of(Searcher(archive).search(request).hits);
  request.limit = kAllResults;
  std::vector<std::string> streamed;
  Searcher(archive).stream(
      request, kNoHitParts, [](const SearchAnswer&) {}, [&](Hit&& hit) { streamed.push_back(hit.article.id); });
  CHECK(streamed == expected);
}

Article report(const std::string& source, const std::string& published, const std::string& title) {
  Article article = make_article(title, "Crude oil fell after " + title + ".");
  article.source = source;
  article.published.reset();
  if (!published.empty()) article.published = parse_instant(published);
  article.url = "https://news.example/" + source + published;
  article.id = article_id(article);
  return article;
}

std::vector<TestArticle> one_story(std::vector<Article> articles) {
  std::vector<TestArticle> members;
  for (const Article& article : articles) members.push_back({article, {}, articles.front().id});
  return members;
}

TEST_CASE("A hit names the first report of its story", "[search][story]") {
  struct Case {
    const char* name;
    std::vector<Article> articles;
    const char* first;
  };
  const Case cases[] = {
      {"by time",
       {report("B", "2025-01-27T08:00:00Z", "x"), report("A", "2025-01-27T07:12:00Z", "x"),
        report("C", "2025-01-28T00:00:00Z", "x")},
       "A"},
      {"a day without time is no claim to that day's first",
       {report("B", "2025-01-27", "x"), report("A", "2025-01-27T22:00:00Z", "x")},
       "A"},
      {"an earlier day is first", {report("B", "2025-01-27T01:00:00Z", "x"), report("A", "2025-01-26", "x")}, "A"},
      {"undated articles are last", {report("B", "", "x"), report("A", "2025-01-27", "x")}, "A"},
      {"midnight is a time", {report("B", "2025-01-27", "x"), report("A", "2025-01-27T00:00:00Z", "x")}, "A"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      StoryEngine engine(one_story(c.articles));
      const SearchAnswer answer = engine.find(request_for("crude", Sort::kRelevance, Collapse::kStory));
      REQUIRE(answer.hits.size() == 1);
      CHECK(answer.hits[0].story.id == c.articles.front().id);
      CHECK(answer.hits[0].story.articles == c.articles.size());
      CHECK(answer.hits[0].story.first.source == c.first);
      CHECK(answer.hits[0].collapsed == c.articles.size() - 1);
    }
  }
}

TEST_CASE("The order decides which article represents its story", "[search][story]") {
  StoryEngine engine(
      one_story({report("Early", "2025-01-27T07:00:00Z", "talks"), report("Late", "2025-01-29T07:00:00Z", "talks"),
                 report("Best", "2025-01-28T07:00:00Z", "crude crude crude")}));
  const std::pair<Sort, const char*> cases[] = {
      {Sort::kRelevance, "Best"}, {Sort::kNewest, "Late"}, {Sort::kOldest, "Early"}};
  for (const auto& [sort, source] : cases) {
    CAPTURE(source);
    CHECK(engine.find(request_for("crude", sort, Collapse::kStory)).hits.at(0).article.source == source);
  }
}

TEST_CASE("Articles with some of the words do not repeat a story that is listed", "[search][story]") {
  std::vector<TestArticle> articles =
      one_story({report("A", "2025-01-27T07:00:00Z", "tankers"), report("B", "2025-01-27T08:00:00Z", "quotas"),
                 report("C", "2025-01-27T09:00:00Z", "quotas")});
  for (TestArticle& other :
       one_story({report("D", "2025-01-28T07:00:00Z", "strikes"), report("E", "2025-01-28T08:00:00Z", "strikes")}))
    articles.push_back(other);
  StoryEngine engine(articles);
  SearchRequest request = request_for("crude tankers", Sort::kRelevance, Collapse::kStory);
  request.partial = true;
  request.limit = 10;
  const SearchAnswer answer = engine.find(request);
  REQUIRE(answer.hits.size() == 1);
  CHECK(answer.hits[0].article.source == "A");
  REQUIRE(answer.partial_hits.size() == 1);
  CHECK(answer.partial_hits[0].story.id == articles[3].article.id);
  CHECK(answer.partial_hits[0].rank == 2);
}

TEST_CASE("Only a story that no article has is unknown", "[search][story]") {
  const std::vector<TestArticle> articles =
      one_story({report("A", "2025-01-27T07:00:00Z", "tankers"), report("B", "2025-01-27T08:00:00Z", "quotas")});
  StoryEngine engine(articles);
  const std::pair<std::string, std::vector<std::string>> cases[] = {
      {"story:" + articles[0].article.id + " zebrastripe", {"zebrastripe"}},
      {"story:" + articles[1].article.id + " crude", {articles[1].article.id}},
  };
  for (const auto& [text, unknown] : cases) {
    CAPTURE(text);
    const SearchAnswer answer = engine.find(request_for(text, Sort::kRelevance, Collapse::kNone));
    REQUIRE(answer.diagnosis);
    std::vector<std::string> texts;
    for (const Unknown& part : answer.diagnosis->unknown) texts.push_back(part.text);
    CHECK(texts == unknown);
  }
}

}  // namespace
}  // namespace broadtape
