// Text and rows of timeline, facets, count and coverage.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/text/display_width.h"
#include "common/text/utf8.h"
#include "searcher/output/answer_writers.h"
#include "searcher/output/text_parts.h"
#include "tests/searcher/output/views_made.h"

namespace broadtape {
namespace {

template <class Answer>
std::string views_writer_written(const Answer& answer, std::size_t width, Format format = Format::kText) {
  OutputStyle style;
  style.format = format;
  style.text.width = width;
  std::ostringstream out;
  write_answer(answer, style, out);
  return out.str();
}

void check_lines(const std::string& text, std::size_t width) {
  std::istringstream lines(text);
  CHECK(is_valid_utf8(text));
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\xe2\x80\xae") == std::string::npos);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(display_width(line) <= width);
  }
}

TEST_CASE("No line of a view is wider than the terminal, nor does a name reach it", "[output]") {
  for (const std::size_t width : {60, 80, 120, 200}) {
    DYNAMIC_SECTION(width << " columns") {
      check_lines(views_writer_written(made_timeline({kHostile}), width), width);
      check_lines(views_writer_written(made_timeline({"oil", kHostile}), width), width);
      check_lines(views_writer_written(made_timeline(std::vector<std::string>(30, "oil")), width), width);
      check_lines(views_writer_written(made_timeline({"oil", "gold"}, 2), width), width);
      check_lines(views_writer_written(made_tables(), width), width);
      check_lines(views_writer_written(made_coverage(CoverageBy::kSource), width), width);
      check_lines(views_writer_written(made_coverage(CoverageBy::kPeriod), width), width);
    }
  }
}

TEST_CASE("A bar fills eighths of columns", "[output][chart]") {
  struct Case {
    double count, most;
    const char* bar;
  };
  const Case cases[] = {{0, 10, ""},  {10, 10, "████"}, {5, 10, "██"},    {1, 1'000'000, "▏"},
                        {1, 32, "▏"}, {3, 16, "▊"},     {20, 10, "████"}, {1, 0, ""}};
  for (const Case& c : cases) CHECK(block_bar(c.count, c.most, 4) == c.bar);
}

TEST_CASE("A strip has a block for each count, or for each stretch of counts", "[output][chart]") {
  CHECK(density_strip({0, 1, 8, 4}, 10) == " ▁█▄");
  CHECK(density_strip({8, 8, 0, 0, 1, 0}, 3) == "█ ▁");
  CHECK(density_strip({}, 3).empty());
}

TEST_CASE("Percentages are short, and something is never nothing", "[output][chart]") {
  CHECK(shown_percent(std::nullopt) == "-");
  CHECK(shown_percent(0.0) == "0.0 %");
  CHECK(shown_percent(0.0001) == "0.01 %");
  CHECK(shown_percent(0.05) == "0.05 %");
  CHECK(shown_percent(12.345) == "12.3 %");
  CHECK(shown_percent(100.0) == "100.0 %");
}

TEST_CASE("A timeline reads as periods with count, share and bar, then its peaks", "[output]") {
  Timeline timeline = made_timeline({"oil"}, 12);
  timeline.series[0].counts = {4, 0, 2, 0, 0, 0, 0, 0, 0, 1, 0, 0};
  timeline.series[0].total = 7;
  for (TimelinePeriod& period : timeline.periods) period.total = period.total > 0 ? 8 : 0;
  timeline.series[0].peaks[0].count = 4;
  timeline.series[0].peaks[0].reasons.headline->title = "Oil leaps";
  timeline.series[0].peaks[0].reasons.headline->source = "Harbor Wire";
  CHECK(views_writer_written(timeline, 60) ==
        "2025-01-01  4   50.0 % █████████████████████████████████ ▲1\n"
        "2025-01-02  0    0.0 %\n"
        "2025-01-03  2   25.0 % ████████████████▌\n"
        "... 6 days without any\n"
        "2025-01-10  1   12.5 % ████████▎\n"
        "2025-01-11  0    0.0 %\n"
        "2025-01-12  0    0.0 %\n"
        "\n"
        "▲1 2025-01-01: 4 articles, where 2.5 are usual\n"
        "   woil, woil · woil\n"
        "   Oil leaps\n"
        "   Harbor Wire · 1970-01-01 00:00Z · mzxw6ytboi3dgnbv\n"
        "\n"
        "7 articles, 3 undated left out, by day from 2025-01-01 to\n"
        "2025-01-12 (1.5 ms)\n");
}

TEST_CASE("The day that a peak of more than a day is about stands beside it", "[output]") {
  Timeline timeline = made_timeline({"oil"}, 12);
  timeline.series[0].peaks[0].top_day = {{2025, 1, 27}, 1'005};
  CHECK_THAT(views_writer_written(timeline, 120), !Catch::Contains("most on"));
  timeline.unit = PeriodUnit::kWeek;
  CHECK_THAT(views_writer_written(timeline, 120), Catch::Contains("where 2.5 are usual, most on 2025-01-27 (1,005)\n"));
}

TEST_CASE("A company's row has its name beside its symbol, and its key for programs", "[output]") {
  FacetTables tables = made_tables();
  tables.facets.resize(1);
  tables.facets[0] = {"ticker",
                      {{"GM", 12, std::nullopt, "general-motors", "General Motors"},
                       {"pennzoil", 7, std::nullopt, "pennzoil", "Pennzoil"},
                       {"XYZ@1987", 3, std::nullopt, "", ""}},
                      3,
                      0};
  const std::string text = views_writer_written(tables, 100);
  CHECK_THAT(text, Catch::Contains("\n  GM        General Motors"));
  CHECK_THAT(text, Catch::Contains("\n            Pennzoil "));
  CHECK_THAT(text, Catch::Contains("\n  XYZ@1987 "));
  const Json values = json_of(tables)["facets"]["ticker"]["values"];
  CHECK(values[0]["value"] == "GM");
  CHECK(values[0]["key"] == "general-motors");
  CHECK(values[0]["name"] == "General Motors");
  CHECK_FALSE(values[2].contains("key"));
  CHECK_FALSE(values[2].contains("name"));
}

TEST_CASE("A table's head is whole at every width", "[output]") {
  FacetTables tables = made_tables();
  tables.facets.resize(1);
  FacetTable& table = tables.facets[0];
  table = {"ticker", {{"NVDA", 12, Comparison{31, 2.81, 16.1}}}, 1'234, 0};
  CHECK_THAT(views_writer_written(tables, 100), Catch::StartsWith("ticker (1 of 1,234)   articles    share "));
  CHECK_THAT(views_writer_written(tables, 60), Catch::StartsWith("ticker 1/1,234  articles    share "));
}

TEST_CASE("Two queries stand side by side on one scale", "[output]") {
  Timeline timeline = made_timeline({"oil", "gold"}, 3);
  timeline.series[0].counts = {4, 0, 2};
  timeline.series[1].counts = {0, 0, 8};
  timeline.series[0].peaks.clear();
  timeline.series[1].peaks[0].first = timeline.series[1].peaks[0].last = timeline.series[1].peaks[0].top = 2;
  const std::string text = views_writer_written(timeline, 60);
  CHECK_THAT(text, Catch::StartsWith("             oil                     gold\n"
                                     "2025-01-01   4 ██████████            0\n"
                                     "2025-01-02   0                       0\n"
                                     "2025-01-03   2 █████                 8▲████████████████████\n"
                                     "\n"
                                     "gold\n"
                                     "▲1 2025-01-03: 8 articles"));
}

TEST_CASE("A timeline's rows have the query when there are several", "[output]") {
  Timeline one = made_timeline({"=oil"}, 2);
  one.series[0].counts = {1, 0};
  one.periods[1].total = 0;
  CHECK(views_writer_written(one, 80, Format::kCsv) ==
        "period,begin,end,count,total,share,peak\r\n"
        "2025-01-01,2025-01-01,2025-01-01,1,2000000,0.0001,true\r\n"
        "2025-01-02,2025-01-02,2025-01-02,0,0,,false\r\n");
  Timeline two = made_timeline({"=oil", "gold"}, 1);
  two.series[0].counts = two.series[1].counts = {1'000'000};
  CHECK(views_writer_written(two, 80, Format::kCsv) ==
        "period,query,begin,end,count,total,share,peak\r\n"
        "2025-01-01,'=oil,2025-01-01,2025-01-01,1000000,2000000,50.0,true\r\n"
        "2025-01-01,gold,2025-01-01,2025-01-01,1000000,2000000,50.0,true\r\n");
  const Json json = json_of(two);
  CHECK(json["series"].size() == 2);
  CHECK(json["series"][0]["periods"][0]["share"] == 50.0);
  CHECK(json["series"][0]["peaks"][0]["words"][0]["word"] == "w=oil");
}

TEST_CASE("A single count is a number alone; several have their queries beside them", "[output]") {
  MatchCounts counts;
  counts.counts.push_back({{}, 1'234'567, 1'000'000, 1'234'567});
  counts.counts[0].query.text = "oil\x1b[2J";
  CHECK(views_writer_written(counts, 60) == "1234567\n");
  counts.counts.push_back({{}, 5, 5, 5});
  counts.counts[1].query.text = "gold";
  CHECK(views_writer_written(counts, 60) == "1234567  oil\xef\xbf\xbd[2J\n      5  gold\n");
  CHECK(views_writer_written(counts, 60, Format::kJsonl) ==
        "{\"query\":\"oil\\u001b[2J\",\"count\":1234567,\"undated_left_out\":0,\"stories\":1000000}\n"
        "{\"query\":\"gold\",\"count\":5,\"undated_left_out\":0,\"stories\":5}\n");
}

TEST_CASE("Facets show what is missing, and null where nothing can be compared", "[output]") {
  const FacetTables tables = made_tables();
  CHECK_THAT(views_writer_written(tables, 100), Catch::Contains("(none)"));
  const Json json = json_of(tables);
  CHECK(json["facets"]["author"]["missing"] == 9);
  CHECK(json["facets"]["author"]["values"][0]["lift"] == 1'234.5);
  CHECK(json["facets"]["weekday"]["values"][0]["lift"].is_null());
  CHECK_THAT(views_writer_written(tables, 80, Format::kCsv),
             Catch::StartsWith("facet,value,count,share,archive_count,lift,unusual,name,key\r\n"));
  CHECK_THAT(views_writer_written(tables, 80, Format::kCsv), Catch::Contains("author,'=cmd"));
}

TEST_CASE("Coverage marks holes and gaps", "[output]") {
  const std::string months = views_writer_written(made_coverage(CoverageBy::kPeriod), 100);
  CHECK_THAT(months, Catch::Contains("empty"));
  CHECK_THAT(months, Catch::Contains("thin"));
  CHECK_THAT(months, Catch::Contains("2 months empty or thin"));
  const std::string sources = views_writer_written(made_coverage(CoverageBy::kSource), 120);
  CHECK_THAT(sources, Catch::Contains("longest gap 1,234 weekdays, 1999-01-01 to 2003-12-31"));
  CHECK_THAT(sources, Catch::Contains("(no source)"));
}

}  // namespace
}  // namespace broadtape
