#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "searcher/output/answer_writers.h"
#include "searcher/output/changes.h"

namespace broadtape {
namespace {

StoryReport written_report(const std::string& source, const std::string& published, const std::string& body) {
  StoryReport report;
  report.article.id = "mzxw6ytboi3dgnbv";
  report.article.title = "Acme cuts its outlook";
  report.article.source = source;
  report.article.published = parse_instant(published);
  report.article.body = body;
  return report;
}

StoryAnswer acme_story() {
  StoryAnswer story;
  story.id = "mzxw6ytboi3dgnbv";
  story.articles = 3;
  story.outlets = 3;
  story.reports = {written_report("Harbor Wire", "2025-01-27T07:12:00Z", "Shares fell 4 pct."),
                   written_report("Ledger", "2025-01-27T07:40:00Z", "Shares fell 4 pct."),
                   written_report("Block\x1b[2J", "2025-01-27", "Shares rose 4 pct. More follows.")};
  for (std::size_t i = 1; i < 3; ++i) {
    story.reports[i].changes_from = 0;
    story.reports[i].title_changes = word_diff("Acme cuts its outlook", story.reports[i].article.title);
    story.reports[i].body_changes = word_diff("Shares fell 4 pct.", story.reports[i].article.body);
  }
  story.reports[2].flags = {"corrected"};
  return story;
}

std::string text_of(const StoryAnswer& story, bool colour) {
  std::ostringstream out;
  write_text(story, {80, colour, false}, out);
  return out.str();
}

TEST_CASE("A story reads as its reports with what each changes", "[output][story]") {
  CHECK(text_of(acme_story(), false) ==
        "  1 Acme cuts its outlook\n"
        "    2025-01-27 07:12Z · Harbor Wire · mzxw6ytboi3dgnbv\n"
        "\n"
        "  2 Acme cuts its outlook\n"
        "    2025-01-27 07:40Z · Ledger · mzxw6ytboi3dgnbv\n"
        "    the same text as 1\n"
        "\n"
        "  3 Acme cuts its outlook\n"
        "    2025-01-27 · Block\ufffd[2J · corrected · mzxw6ytboi3dgnbv\n"
        "    changes 1: 1 word deleted, 3 inserted\n"
        "    Shares [-fell-]{+rose+} 4 pct. {+More follows.+}\n"
        "\n"
        "story mzxw6ytboi3dgnbv · 3 articles · 3 outlets\n");
  CHECK_THAT(text_of(acme_story(), true), Catch::Contains("Shares \x1b[31mfell\x1b[0m \x1b[32mrose\x1b[0m 4 pct."));
}

TEST_CASE("The changes in a story's JSON make the new text", "[output][story]") {
  const Json json = json_of(acme_story());
  CHECK(json["reports"][0]["changes_from"] == nullptr);
  CHECK(json["reports"][1]["same_text"] == true);
  CHECK(json["reports"][2]["changes_from"] == Json({{"report", 1}, {"id", "mzxw6ytboi3dgnbv"}}));
  std::string text;
  for (const Json& piece : json["reports"][2]["body_changes"]) {
    if (piece["change"] != "deleted") text += piece["text"].get<std::string>();
  }
  CHECK(text == "Shares rose 4 pct. More follows.");
  CHECK(json["reports"][2]["words_inserted"] == 3);
  StoryAnswer alone;
  alone.articles = 1;
  alone.reports.resize(1);
  CHECK(json_of(alone)["id"] == nullptr);
  CHECK_THAT(text_of(alone, false), Catch::Contains("one article"));
}

TEST_CASE("An article is shown with the changes of its versions, and the other articles of its story",
          "[output][story]") {
  Article article;
  article.id = "mzxw6ytboi3dgnbv";
  article.title = "Acme";
  article.body = "Shares rose.";
  Article old = article;
  old.body = "Shares fell.";
  ShownArticles shown;
  shown.articles.push_back({{article, {old}, {{}, {}}}, {}, {}});
  ShownArticle& only = shown.articles[0];
  only.changes = {{word_diff("Acme", "Acme"), word_diff("Shares fell.", "Shares rose.")}};
  only.story = {"pzwxlrzffdosm6bx", 30, {"pzwxlrzffdosm6bx", "Ledger", parse_instant("2025-01-27T07:12:00Z")}};
  only.members = {{"pzwxlrzffdosm6bx", "Acme cuts", "Ledger", parse_instant("2025-01-27T07:12:00Z")}};
  std::ostringstream out, whole;
  write_text(shown, {80, false, false}, out);
  CHECK_THAT(out.str(), Catch::Contains("Acme\nShares [-fell-]{+rose+}.\n") &&
                            Catch::Contains("29 other articles of the same story, the first 1 here:\n"
                                            "  2025-01-27 07:12Z · Ledger · pzwxlrzffdosm6bx Acme cuts\n") &&
                            !Catch::Contains("\nShares fell.\n"));
  shown.whole_versions = true;
  write_text(shown, {80, false, false}, whole);
  CHECK_THAT(whole.str(), Catch::Contains("\nShares fell.\n"));
  const Json json = json_of(shown);
  CHECK(json["story"]["articles"] == 30);
  CHECK(json["story"]["first"]["source"] == "Ledger");
  CHECK(json["story"]["others"][0]["title"] == "Acme cuts");
  CHECK(json["earlier_versions"][0]["changes"]["body"].size() == 4);
}

}  // namespace
}  // namespace broadtape
