// The verbs of tape-search that explain, from the shell: terms, similar, show, explain, and the reason for finding
// nothing.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/text/display_width.h"
#include "common/text/utf8.h"
#include "tests/support/article_maker.h"
#include "tests/support/schema_check.h"
#include "tests/support/shell.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

const Article& steel() {
  static const Article article = with_tickers(
      make_article("Tariffs on steel", "Tariffs on steel \x1b[31mrise; makers of zinc cheer.\nSteel is dear."),
      {"NUE"});
  return article;
}

const TestArchive& explaining_archive() {
  static const TestArchive made = [] {
    std::vector<Article> articles = ArticleMaker(5).many(150);
    articles.push_back(steel());
    for (int i = 0; i < 4; ++i) {
      articles.push_back(with_tickers(
          make_article("Zinc and steel " + std::to_string(i), "Makers of zinc and steel met over tariffs."), {"NUE"}));
    }
    return TestArchive(articles, 2);
  }();
  return made;
}

ShellResult explaining_search(const std::string& arguments, const std::string& before = "") {
  return shell(before + " BROADTAPE_ARCHIVE=" + explaining_archive().path() + " " + BROADTAPE_BINARIES +
               "/tape-search " + arguments);
}

TEST_CASE("Each explaining verb answers, or says why not", "[cli]") {
  const std::string id = steel().id;
  struct Case {
    std::string arguments;
    int status;
    const char *out, *err;
  };
  const Case cases[] = {
      {"terms steel", 0, "zinc", ""},
      {"terms steel --ticker NUE --limit 1", 0, "compared with the 155 of the archive", ""},
      {"terms zebra", 1, "0 articles", ""},
      {"terms", 2, "", "there is nothing to search for"},
      {"terms steel --limit -1", 2, "", "--limit takes a number"},
      {"similar " + id, 0, "Zinc and steel", ""},
      {"similar " + id.substr(0, 8) + " --limit 2 --no-snippets --scores", 0, "score", ""},
      {"similar " + id + " --until 1999", 1, "0 articles", ""},
      {"similar zzzzzz", 1, "", "the archive has no article zzzzzz"},
      {"similar abc", 2, "", "too short"},
      {"similar", 2, "", "similar takes one id"},
      {"similar " + id + " " + id, 2, "", "similar takes one id"},
      {"story " + id, 0, "one article", ""},
      {"story zzzzzz", 1, "", "the archive has no article zzzzzz"},
      {"story", 2, "", "story takes one id"},
      {"show " + id + " --versions --diff", 0, "Tariffs on steel", ""},
      {"show " + id + " --highlight zinc", 0, "makers of zinc cheer", ""},
      {"show " + id + " --highlight 'zinc date:2025-02-31'", 2, "", "date"},
      {"show " + id + " zzzzzz", 1, "Tariffs on steel", "no article zzzzzz"},
      {"show", 2, "", "show takes ids"},
      {"explain steel tariffs", 0, "tariff", ""},
      {"explain 'steel -zinc' --id " + id, 1, "NO NOT", ""},
      {"explain steel --id " + id, 0, "rank ", ""},
      {"explain steel --id zzzzzz", 1, "", "no article zzzzzz"},
      {"explain", 2, "", "there is nothing to search for"},
      {"tarrifs", 1, "try: tape-search tariffs", ""},
      {"steel --since 2031", 1, "since 2031: passes no article; without it 5", ""},
      {"steel --source 'Harbor Wier'", 1, "try: tape-search --source 'Harbor Wire' steel", ""},
      {"tarrifs --timezone Asia/Tokyo --now 2025-03-01", 1,
       "try: tape-search --timezone Asia/Tokyo --now 2025-03-01 tariffs", ""},
      {"steel tarrifs", 0, "5 articles", "no article has tarrifs; did you mean tariffs?"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.arguments) {
      const ShellResult result = explaining_search(c.arguments);
      CHECK(result.status == c.status);
      CHECK_THAT(result.out, Catch::Contains(c.out));
      CHECK_THAT(result.err, Catch::Contains(c.err));
      if (*c.err == '\0') CHECK(result.err.empty());
      CHECK(result.out.find('\x1b') == std::string::npos);
    }
  }
}

TEST_CASE("The command that a diagnosis offers finds what it promises", "[cli]") {
  const ShellResult nothing = explaining_search("\"tarrifs steal\" --source 'Harbor Wier' --match all --format json");
  CHECK(nothing.status == 1);
  const auto corrected = nlohmann::json::parse(nothing.out)["diagnosis"]["corrected"];
  std::string command = corrected["command"];
  REQUIRE(command.starts_with("tape-search "));
  const ShellResult found = explaining_search(command.substr(12) + " --format json");
  CHECK(found.status == 0);
  CHECK(nlohmann::json::parse(found.out)["total"] == corrected["total"]);
}

TEST_CASE("The explaining verbs keep to their schemas", "[cli]") {
  const std::string id = steel().id;
  struct Case {
    std::string arguments;
    const char *schema, *row_schema;
  };
  const Case cases[] = {
      {"terms steel", "terms", "terms_row"},
      {"terms zebra", "terms", "terms_row"},
      {"similar " + id, "similar", "similar_row"},
      {"show " + id + " --highlight zinc", "show", "article_version"},
      {"show " + id + " " + id, "show_several", "article_version"},
      {"show " + id + " --diff", "show", "article_version"},
      {"story " + id, "story", "story_row"},
      {"explain 'steel (zinc OR \"tariffs on\") -oil date:2025'", "explain", "explain_row"},
      {"explain 'steel zinc' --id " + id, "explain", "explain_row"},
      {"explain '%%%'", "explain", "explain_row"},
      {"find tarrifs --since 2024 --source 'Harbor Wier'", "find", nullptr},
      {"find '\"steel zinc\" ticker:NUX'", "find", nullptr},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.arguments) {
      CHECK(schema_faults(c.schema, explaining_search(c.arguments + " --format json 2>/dev/null").out) == "");
      if (c.row_schema == nullptr) continue;
      CHECK(schema_faults_of_lines(c.row_schema, explaining_search(c.arguments + " --format jsonl 2>/dev/null").out) ==
            "");
      const std::string csv = explaining_search(c.arguments + " --format csv 2>/dev/null").out;
      CHECK(csv.find("\r\n") != std::string::npos);
    }
  }
}

TEST_CASE("The explaining verbs keep to the width", "[cli][repeated]") {
  const std::string id = steel().id;
  for (const std::string& arguments : {std::string("terms steel"), "similar " + id, "show " + id + " --highlight zinc",
                                       "explain 'steel zinc tariffs' --id " + id,
                                       std::string("tarrifs --since 2031 --source 'Harbor Wier' --match all")}) {
    for (const std::size_t width : {60u, 80u, 120u, 200u}) {
      DYNAMIC_SECTION(arguments << " at " << width) {
        std::istringstream lines(explaining_search(arguments, "COLUMNS=" + std::to_string(width)).out);
        for (std::string line; std::getline(lines, line);) {
          CAPTURE(line);
          CHECK(is_valid_utf8(line));
          CHECK(display_width(line) <= width);
        }
      }
    }
  }
}

}  // namespace
}  // namespace broadtape
