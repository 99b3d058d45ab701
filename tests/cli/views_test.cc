// timeline, facets, count and coverage of the real tape-search, and the forms of their answers.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "common/text/display_width.h"
#include "tests/support/dated_articles.h"
#include "tests/support/programs.h"
#include "tests/support/schema_check.h"
#include "tests/support/shell.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

const TestArchive& views_archive() {
  static const TestArchive made = [] {
    std::vector<Article> articles = ArticleMaker(4).many(120);
    for (int day = 10; day <= 28; ++day) {
      const std::string when = "2025-02-" + std::to_string(day);
      articles.push_back(article_of(when, "Palladium steady", "Crude traded quietly."));
      articles.push_back(article_of(when, "Tin steady", "Tin traded quietly."));
    }
    for (int i = 0; i < 9; ++i) {
      articles.push_back(with_tickers(
          article_of("2025-02-20T0" + std::to_string(i) + ":30:00Z", "Palladium leaps", "An embargo was announced."),
          {"XOM"}));
    }
    for (Article& article : articles) article.first_seen_s = latest_s(article.published);  // not loaded late
    articles.push_back(article_of("", "Palladium undated", "Crude, some day."));
    return TestArchive(articles, 2);
  }();
  return made;
}

Finished views_search(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--archive", views_archive().path()});
  return tape_search(arguments);
}

TEST_CASE("The views' machine forms conform to their schemas", "[cli][views]") {
  struct Case {
    std::vector<std::string> arguments;
    const char* schema;
    const char* row_schema;
  };
  const Case cases[] = {
      {{"timeline", "palladium", "--by", "day"}, "timeline", "timeline_row"},
      {{"timeline", "palladium", "tin", "--by", "week"}, "timeline", "timeline_row"},
      {{"timeline", "shares", "--by", "quarter", "--timezone", "Asia/Tokyo"}, "timeline", "timeline_row"},
      {{"timeline", "palladium", "--since", "2025-02-01", "--by", "month"}, "timeline", "timeline_row"},
      {{"timeline", "shares", "--by", "year"}, "timeline", "timeline_row"},
      {{"facets", "palladium", "--by", "ticker,source,author,year,month,week,day,weekday,hour"},
       "facets",
       "facets_row"},
      {{"facets"}, "facets", "facets_row"},
      {{"facets", "palladium", "--sort", "lift", "--limit", "0"}, "facets", "facets_row"},
      {{"count", "palladium"}, "count", "count_row"},
      {{"count", "palladium", "zebrastripe"}, "count", "count_row"},
      {{"coverage"}, "coverage", "coverage_source_row"},
      {{"coverage", "--by", "month"}, "coverage", "coverage_period_row"},
      {{"coverage", "--by", "year", "--since", "2025-01"}, "coverage", "coverage_period_row"},
  };
  for (const Case& c : cases) {
    std::string line;
    for (const std::string& argument : c.arguments) line += argument + " ";
    DYNAMIC_SECTION(line) {
      std::vector<std::string> as_json = c.arguments, jsonl = c.arguments;
      as_json.insert(as_json.end(), {"--format", "json"});
      jsonl.insert(jsonl.end(), {"--format", "jsonl"});
      const Finished object = views_search(as_json), rows = views_search(jsonl);
      CHECK(object.status == 0);
      CHECK(object.err.empty());
      REQUIRE(!object.out.empty());
      CHECK(schema_faults(c.schema, object.out) == "");
      REQUIRE(!rows.out.empty());
      CHECK(schema_faults_of_lines(c.row_schema, rows.out) == "");
    }
  }
}

TEST_CASE("Nothing found still conforms, with status 1", "[cli][views]") {
  struct Case {
    std::vector<std::string> arguments;
    const char* schema;
  };
  const Case cases[] = {
      {{"timeline", "zebrastripe"}, "timeline"},     {{"timeline", "zebrastripe", "--since", "2025-02-20"}, "timeline"},
      {{"facets", "zebrastripe"}, "facets"},         {{"count", "zebrastripe", "zebracrossing"}, "count"},
      {{"coverage", "--since", "2030"}, "coverage"},
  };
  for (Case c : cases) {
    DYNAMIC_SECTION(c.arguments[0] << c.arguments.size()) {
      c.arguments.insert(c.arguments.end(), {"--format", "json"});
      const Finished result = views_search(c.arguments);
      CHECK(result.status == 1);
      CHECK(schema_faults(c.schema, result.out) == "");
    }
  }
}

TEST_CASE("count prints a number alone, or a line for each query", "[cli][views]") {
  CHECK(views_search({"count", "palladium"}).out == "29\n");
  CHECK(views_search({"count", "palladium", "--since", "2025-02-20", "--until", "2025-02-20"}).out == "10\n");
  CHECK(views_search({"count", "embargo", "title:palladium"}).out == " 9  embargo\n29  title:palladium\n");
  CHECK(views_search({"count", "palladium", "zebrastripe"}).status == 0);
  CHECK(views_search({"count", "--ticker", "XOM"}).out == "9\n");
  CHECK(views_search({"count", "zebrastripe"}).out == "0\n");
}

TEST_CASE("The views have text and csv too", "[cli][views]") {
  const Finished timeline = views_search({"timeline", "palladium", "--by", "day"});
  CHECK_THAT(timeline.out, Catch::Contains("2025-02-20"));
  CHECK_THAT(timeline.out, Catch::Contains("▲1 2025-02-20: 10 articles, where 1 is usual"));
  CHECK_THAT(timeline.out, Catch::Contains("embargo"));
  CHECK_THAT(timeline.out, Catch::Contains("28 articles, 1 undated left out, by day from 2025-02-10 to 2025-02-28"));
  CHECK_THAT(views_search({"timeline", "palladium", "--by", "day", "--format", "csv"}).out,
             Catch::Contains("2025-02-20,2025-02-20,2025-02-20,10,11,90.9091,true\r\n"));
  CHECK_THAT(views_search({"facets", "palladium", "--by", "ticker", "--format", "csv"}).out,
             Catch::Contains("ticker,XOM,9,31.0345,9,"));
  CHECK_THAT(views_search({"coverage", "--format", "csv"}).out,
             Catch::StartsWith("source,articles,undated,first,last,"));
  CHECK_THAT(views_search({"coverage", "--by", "month"}).out, Catch::Contains("2025-02"));
}

TEST_CASE("The views refuse what they cannot do", "[cli][views]") {
  struct Case {
    std::vector<std::string> arguments;
    const char* err;
  };
  const Case cases[] = {
      {{"timeline"}, "there is nothing to search for"},
      {{"timeline", "palladium", "--by", "hour"},
       "--by takes one of auto, day, week, month, quarter, year, not 'hour'"},
      {{"facets", "palladium", "--by", "shape"}, "there is no facet 'shape'"},
      {{"facets", "palladium", "--sort", "best"}, "--sort takes one of count, lift, value"},
      {{"count"}, "there is nothing to search for"},
      {{"count", "date:2025-13"}, "^"},
      {{"coverage", "palladium"}, "coverage takes no query"},
      {{"coverage", "--by", "day"}, "--by takes one of source, month, year, not 'day'"},
      {{"timeline", "palladium", "--timezone", "Mars/X"}, "unknown time zone"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.arguments[0] << " " << c.err) {
      const Finished result = views_search(c.arguments);
      CHECK(result.status == 2);
      CHECK(result.out.empty());
      CHECK_THAT(result.err, Catch::Contains(c.err));
    }
  }
}

TEST_CASE("The views fit every width", "[cli][views]") {
  for (const char* width : {"60", "80", "120", "200"}) {
    for (const char* verb : {"timeline palladium", "timeline palladium tin shares",
                             "facets shares --by ticker,source,week,hour", "coverage", "coverage --by month"}) {
      DYNAMIC_SECTION(verb << " in " << width) {
        const ShellResult result = shell("COLUMNS=" + std::string(width) + " " + kTapeSearch + " " + verb +
                                         " --archive " + views_archive().path());
        CHECK(result.status == 0);
        std::istringstream lines(result.out);
        for (std::string line; std::getline(lines, line);) {
          INFO(line);
          CHECK(display_width(line) <= std::stoul(width));
        }
      }
    }
  }
}

}  // namespace
}  // namespace broadtape
