#include "indexer/stories/relation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/article_maker.h"

namespace broadtape {
namespace {

// `count` different words, from number `first` on.
std::string words(int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i) text += "word" + std::to_string(i) + " ";
  return text;
}

Article article_on(int day, const std::string& title, const std::string& body) {
  Article article = make_article(title, body);
  article.published->utc_s += day * kSecondsPerDay;
  return article;
}

Relation relation(const Article& one, const Article& other) {
  ReportReader reader;
  const Report a = reader.report(one), b = reader.report(other);
  CHECK(relation_of(a, b) == relation_of(b, a));
  return relation_of(a, b);
}

constexpr const char* kTitle = "Acme to buy Initech for 4 billion";

TEST_CASE("Two reports are of one story by their texts, headlines and days", "[stories]") {
  struct Case {
    const char* name;
    Article one, other;
    Relation relation;
  };
  const std::string text = words(0, 200);
  const Case cases[] = {
      {"the same text under another headline", article_on(0, "One", text), article_on(3, "Two", text), Relation::kCopy},
      {"two of a hundred words changed", article_on(0, "One", words(0, 100) + words(300, 2) + words(102, 98)),
       article_on(0, "Two", text), Relation::kCopy},
      {"the same text two weeks later", article_on(0, "One", text), article_on(14, "One", text), Relation::kCopy},
      {"the same text again after that", article_on(0, "One", text), article_on(15, "One", text), Relation::kNone},
      {"a flash that grew", article_on(0, "One", words(0, 30)), article_on(0, "Two", text), Relation::kStory},
      {"a flash that grew a week later", article_on(0, "One", words(0, 30)), article_on(7, "Two", text),
       Relation::kNone},
      {"half of a text", article_on(0, "One", words(0, 100)), article_on(0, "Two", words(50, 100)), Relation::kNone},
      {"half of a text under the same headline", article_on(0, kTitle, words(0, 100)),
       article_on(1, std::string("UPDATE 2-") + kTitle, words(50, 100)), Relation::kStory},
      {"the same headline over another text", article_on(0, kTitle, words(0, 100)),
       article_on(0, kTitle, words(500, 100)), Relation::kNone},
      {"a headline without text", article_on(0, kTitle, ""), article_on(0, kTitle, text), Relation::kStory},
      {"a headline without text the day before", article_on(-1, kTitle, ""), article_on(0, kTitle, text),
       Relation::kNone},
      {"a short headline without text", article_on(0, "Gold rises", ""), article_on(0, "Gold rises", ""),
       Relation::kNone},
      {"a phrase of the house", article_on(0, "One", "Click here to read more of this article today."),
       article_on(0, "Two", "Click here to read more of this article today."), Relation::kNone},
      {"no text and no headline", article_on(0, "", ""), article_on(0, "", ""), Relation::kNone},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(relation(c.one, c.other) == c.relation);
    }
  }
}

Article undated(Article article) {
  article.published.reset();
  return article;
}

TEST_CASE("An undated report is related to near-identical texts of any day, and to undated ones", "[stories]") {
  const std::string text = words(0, 200);
  const Article dated = article_on(0, kTitle, text);
  CHECK(relation(dated, undated(dated)) == Relation::kCopy);
  CHECK(relation(dated, undated(article_on(0, "Another headline", text))) == Relation::kCopy);
  CHECK(relation(dated, undated(article_on(0, kTitle, words(0, 170)))) == Relation::kCopy);
  CHECK(relation(dated, undated(article_on(0, kTitle, words(0, 150)))) == Relation::kNone);
  CHECK(relation(article_on(0, kTitle, words(0, 10)), undated(article_on(0, kTitle, words(0, 10)))) == Relation::kNone);
  CHECK(relation(article_on(0, kTitle, ""), undated(article_on(0, kTitle, ""))) == Relation::kNone);
  CHECK(relation(undated(dated), undated(dated)) == Relation::kCopy);
}

std::vector<std::string> bands_of(const Article& article) {
  Analyser analyser;
  std::vector<Token> tokens;
  BandCollector collector;
  analyser.analyse(article.title, tokens);
  collector.add_headline(article.title, tokens);
  analyser.analyse(article.body, tokens);
  for (const Token& token : tokens) collector.add_word(token.term);
  return collector.bands();
}

TEST_CASE("Reports of 0.8 similarity share a band, and different ones do not", "[stories]") {
  ArticleMaker maker(7);
  int found = 0, confused = 0;
  constexpr int kPairs = 400;
  for (int i = 0; i < kPairs; ++i) {
    const std::string before = maker.text(60), after = maker.text(200);
    // 11 of 260 words differ in one place: 245 of 256 + 15 sequences are shared twice over, so Jaccard is 0.89.
    const Article one = make_article("One", before + maker.text(11) + after);
    const Article other = make_article("Two", before + maker.text(11) + after);
    const auto share = [](const Article& a, const Article& b) {
      const std::vector<std::string> first = bands_of(a), second = bands_of(b);
      return std::find_first_of(first.begin(), first.end(), second.begin(), second.end()) != first.end();
    };
    found += share(one, other) ? 1 : 0;
    confused += share(one, make_article("Two", maker.text(260))) ? 1 : 0;
  }
  CHECK(found >= kPairs * 98 / 100);
  CHECK(confused <= kPairs / 100);
}

TEST_CASE("A text without words and a short headline have no band", "[stories]") {
  CHECK(bands_of(make_article("Gold rises", "")).empty());
  CHECK(bands_of(make_article("", "Four words are few")).empty());
  CHECK(bands_of(make_article(kTitle, "")).size() == 1);
}

}  // namespace
}  // namespace broadtape
