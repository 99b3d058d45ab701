#include "searcher/views/story.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

Article story_report(const std::string& source, const std::string& published, const std::string& body) {
  Article article = make_article("Acme cuts its outlook", body);
  article.source = source;
  article.published = parse_instant(published);
  article.url = "https://news.example/" + source;
  article.id = article_id(article);
  return article;
}

const std::string kFlash = "Acme cut its outlook for the year on Monday.";

// A flash, a copy of it, a report that grew out of it and was corrected, and an article that is alone.
std::vector<TestArticle> acme() {
  const Article flash = story_report("Harbor Wire", "2025-01-27T07:12:00Z", kFlash);
  const Article copy = story_report("Ledger", "2025-01-27T07:40:00Z", kFlash);
  Article grown = story_report("Block", "2025-01-27T09:00:00Z", kFlash + " Shares fell 4 percent in early trade.");
  Article corrected = grown;
  corrected.body = kFlash + " Shares fell 14 percent in early trade.";
  corrected.first_seen_s += 60;
  std::vector<TestArticle> articles = {
      {corrected, {.corrected = true}}, {copy, {}}, {grown, {.superseded = true}}, {flash, {}}};
  for (TestArticle& article : articles) article.story = flash.id;
  articles.push_back({story_report("Alone", "2025-01-27T08:00:00Z", "Oil rose."), {}});
  return articles;
}

std::string changes(const std::vector<DiffPiece>& pieces) {
  constexpr const char* kMarks[] = {" ", "-", "+"};
  std::string text;
  for (const DiffPiece& piece : pieces) {
    if (piece.change != Change::kSame) text += kMarks[static_cast<std::size_t>(piece.change)] + piece.text;
  }
  return text;
}

TEST_CASE("A story is told in the order of its reports, with what each changes", "[story]") {
  const std::vector<TestArticle> articles = acme();
  const TestArchive files(articles, 2);
  const Archive archive = files.open();
  for (const TestArticle& member : {articles[0], articles[1], articles[3]}) {
    const std::optional<StoryAnswer> story = tell_story(archive, {.id = member.article.id});
    REQUIRE(story);
    CHECK(story->id == articles[3].article.id);
    CHECK(story->articles == 3);
    CHECK(story->outlets == 3);
    std::vector<std::string> reports;
    for (const StoryReport& report : story->reports) {
      const std::string base = report.changes_from ? std::to_string(*report.changes_from) : "-";
      reports.push_back(report.article.source + " " + base + " " + changes(report.body_changes));
    }
    CHECK(reports == std::vector<std::string>{"Harbor Wire - ", "Ledger 0 ",
                                              "Block 1 +Shares fell 4 percent in early trade.", "Block 2 -4 +14 "});
    CHECK_FALSE(story->reports[0].is_same_text());
    CHECK(story->reports[1].is_same_text());
    CHECK(story->reports[2].flags == std::vector<std::string>{"superseded"});
    CHECK(story->reports[3].flags == std::vector<std::string>{"corrected"});
  }
}

TEST_CASE("A story of one article is the article with its versions", "[story]") {
  const std::vector<TestArticle> articles = acme();
  const TestArchive files(articles);
  const Archive archive = files.open();
  const std::optional<StoryAnswer> story = tell_story(archive, {.id = articles[4].article.id});
  REQUIRE(story);
  CHECK(story->id.empty());
  CHECK(story->articles == 1);
  CHECK(story->reports.size() == 1);
  CHECK_FALSE(tell_story(archive, {.id = "aaaaaaaaaaaaaaaa"}));
}

TEST_CASE("The articles of a long story are limited, and counted", "[story]") {
  const std::vector<TestArticle> articles = acme();
  const TestArchive files(articles);
  const Archive archive = files.open();
  const std::optional<StoryAnswer> story = tell_story(archive, {.id = articles[1].article.id, .limit = 2});
  REQUIRE(story);
  CHECK(story->articles == 3);
  CHECK(story->reports.size() == 3);  // the second version of one
}

}  // namespace
}  // namespace broadtape
