#include "indexer/stories/withdrawal.h"

#include <catch2/catch.hpp>
#include <string>

#include "indexer/stories/relation.h"
#include "tests/support/article_maker.h"

using namespace broadtape;

TEST_CASE("Notices that withdraw a report name its headline", "[stories][withdrawal]") {
  struct Case {
    const char* title;
    const char* body;
    const char* headline;  // nullptr: not a notice
  };
  const Case cases[] = {
      {"KILL-Acme to buy Initech for 4 billion", "Please kill the story.", "Acme to buy Initech for 4 billion"},
      {"KILL: UPDATE 2-Acme to buy Initech", "", "Acme to buy Initech"},
      {"(KILL) Acme to buy Initech", "", "Acme to buy Initech"},
      {"WITHDRAWN - Acme to buy Initech", "", "Acme to buy Initech"},
      {"RETRACTION: Acme to buy Initech", "", "Acme to buy Initech"},
      {"MANDATORY KILL: Acme to buy Initech", "", "Acme to buy Initech"},
      {"WITHDRAWAL: Acme story of July 13 is withdrawn", "Pier News withdraws \"Acme to buy Initech\".",
       "Acme to buy Initech"},
      {"ADVISORY-Acme trader story withdrawn", "It is wrong. HEADLINE: Acme suspends trader: sources STORY_DATE: 24/10",
       "Acme suspends trader: sources"},
      {"Advisory: Story on Acme building factories withdrawn", "Please be advised.", ""},
      {"Acme litigation story withdrawn", "The story headlined “Acme is being sued” is wrong.", "Acme is being sued"},
      {"Acme litigation story withdrawn", "An \"open\" and \"wrong\" story.", ""},
      {"WITHDRAWN-", "", ""},
      {"KILLING-Acme sees it", "", nullptr},
      {"Kill Bill tops the box office", "", nullptr},
      {"KILL Bill tops the box office", "", nullptr},
      {"Dish says has not withdrawn its offer", "", nullptr},
      {"Acme offer withdrawn", "", nullptr},
      {"Acme history withdrawn", "", nullptr},
      {"ADVISORY-Acme to hold a call", "", nullptr},
      {"Advisory firms report Acme", "", nullptr},
      {"", "", nullptr},
  };
  for (const Case& c : cases) {
    CAPTURE(c.title, c.body);
    const Article article = make_article(c.title, c.body);
    const auto headline = withdrawn_headline(article);
    CHECK(headline.has_value() == (c.headline != nullptr));
    if (headline && c.headline) CHECK(*headline == c.headline);
  }
}

TEST_CASE("A notice is of the story that it withdraws, for two weeks", "[stories][withdrawal]") {
  ReportReader reader;
  const std::string title = "Acme to buy Initech for 4 billion";
  const Report report = reader.report(make_article(title, "Acme will buy Initech, two people said on Friday."));
  const auto relation_after = [&](int days, const std::string& headline) {
    Article notice = make_article(headline, "Please kill the story, which was sent in error.");
    notice.published->utc_s += days * kSecondsPerDay;
    const Report withdrawal = reader.report(notice);
    CHECK(relation_of(report, withdrawal) == relation_of(withdrawal, report));
    return relation_of(report, withdrawal);
  };
  CHECK(relation_after(0, "KILL-" + title) == Relation::kStory);
  CHECK(relation_after(9, "KILL-UPDATE 1-" + title) == Relation::kStory);
  CHECK(relation_after(15, "KILL-" + title) == Relation::kNone);
  CHECK(relation_after(0, "KILL-Acme to buy nothing for 4 billion") == Relation::kNone);
  CHECK(relation_after(9, "UPDATE 1-" + title) == Relation::kNone);
}
