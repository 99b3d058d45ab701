#include "searcher/views/timeline.h"

#include <catch2/catch.hpp>
#include <numeric>
#include <string>

#include "searcher/views/match_count.h"
#include "tests/support/dated_articles.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

constexpr std::int64_t kNow = 1'738'281'600;  // 2025-01-31T00:00:00Z

// Oil articles at these times, and as many on other subjects.
std::vector<TestArticle> oil(const std::vector<std::string>& times) {
  std::vector<TestArticle> articles;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::string number = std::to_string(i);
    articles.push_back({article_of(times[i], "Oil " + number), {}});
    articles.push_back({article_of(times[i], "Gold " + number), {}});
  }
  return articles;
}

struct TimelineFixture {
  explicit TimelineFixture(const std::vector<TestArticle>& articles, std::size_t segments = 2)
      : files(articles, segments), archive(files.open()) {}

  QueryRequest query(const std::string& text) const {
    QueryRequest request;
    request.text = text;
    request.since = since;
    request.until = until;
    request.clock.now_s = kNow;
    request.clock.zone = TimeZone::named(zone);
    return request;
  }

  Timeline timeline(const std::vector<std::string>& texts, std::optional<PeriodUnit> unit) {
    TimelineRequest request;
    for (const std::string& text : texts) request.queries.push_back(query(text));
    request.unit = unit;
    return make_timeline(archive, analyser, request);
  }

  // "2025-01-30:2/4" for two of four articles.
  std::string counts(const std::string& text, PeriodUnit unit) {
    const Timeline answer = timeline({text}, unit);
    std::string line;
    for (std::size_t i = 0; i < answer.periods.size(); ++i) {
      line += (line.empty() ? "" : " ") + answer.periods[i].name + ":" + std::to_string(answer.series[0].counts[i]) +
              "/" + std::to_string(answer.periods[i].total);
    }
    return line;
  }

  TestArchive files;
  Archive archive;
  Analyser analyser;
  std::string since, until, zone = "UTC";
};

TEST_CASE("Every period from the first to the last has its exact counts", "[search][timeline]") {
  struct Case {
    const char* name;
    std::vector<std::string> times;
    PeriodUnit unit;
    const char* counts;
  };
  const Case cases[] = {
      {"days, an empty one between",
       {"2025-01-27T00:00:00Z", "2025-01-27T23:59:59Z", "2025-01-29"},
       PeriodUnit::kDay,
       "2025-01-27:2/4 2025-01-28:0/0 2025-01-29:1/2"},
      {"a leap day", {"2024-02-28", "2024-03-01"}, PeriodUnit::kDay, "2024-02-28:1/2 2024-02-29:0/0 2024-03-01:1/2"},
      {"week 53",
       {"2020-12-27", "2020-12-28", "2021-01-03", "2021-01-04"},
       PeriodUnit::kWeek,
       "2020-W52:1/2 2020-W53:2/4 2021-W01:1/2"},
      {"months over a year's end",
       {"2024-11-30", "2025-01-01", ""},
       PeriodUnit::kMonth,
       "2024-11:1/2 2024-12:0/0 2025-01:1/2"},
      {"quarters", {"2024-12-31", "2025-01-01", "2025-03-31"}, PeriodUnit::kQuarter, "2024-Q4:1/2 2025-Q1:2/4"},
      {"years", {"1987-10-19", "1989-01-01"}, PeriodUnit::kYear, "1987:1/2 1988:0/0 1989:1/2"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(TimelineFixture(oil(c.times)).counts("oil", c.unit) == c.counts);
    }
  }
}

TEST_CASE("Days begin where the time zone says", "[search][timeline]") {
  struct Case {
    const char* zone;
    std::vector<std::string> times;
    PeriodUnit unit;
    const char* counts;
  };
  const Case cases[] = {
      // Midnight in New York is 05:00 UTC in winter.
      {"America/New_York",
       {"2025-01-30T04:59:59Z", "2025-01-30T05:00:00Z"},
       PeriodUnit::kDay,
       "2025-01-29:1/2 2025-01-30:1/2"},
      {"Asia/Tokyo",
       {"2025-01-30T14:59:59Z", "2025-01-30T15:00:00Z"},
       PeriodUnit::kDay,
       "2025-01-30:1/2 2025-01-31:1/2"},
      // A date without a time is the same day in every zone.
      {"America/New_York", {"2025-01-30"}, PeriodUnit::kDay, "2025-01-30:1/2"},
      {"Asia/Tokyo", {"2025-01-30"}, PeriodUnit::kDay, "2025-01-30:1/2"},
      // Clocks are set forward on 2025-03-09 and back on 2025-11-02.
      {"America/New_York",
       {"2025-03-09T04:59:59Z", "2025-03-09T05:00:00Z", "2025-03-10T03:59:59Z", "2025-03-10T04:00:00Z"},
       PeriodUnit::kDay,
       "2025-03-08:1/2 2025-03-09:2/4 2025-03-10:1/2"},
      {"America/New_York",
       {"2025-11-02T03:59:59Z", "2025-11-02T04:00:00Z", "2025-11-03T04:59:59Z", "2025-11-03T05:00:00Z"},
       PeriodUnit::kDay,
       "2025-11-01:1/2 2025-11-02:2/4 2025-11-03:1/2"},
      // Set back at midnight: Havana's 1 November 2020 has 25 hours.
      {"America/Havana",
       {"2020-11-01T03:59:59Z", "2020-11-01T04:00:00Z", "2020-11-02T04:59:59Z", "2020-11-02T05:00:00Z"},
       PeriodUnit::kDay,
       "2020-10-31:1/2 2020-11-01:2/4 2020-11-02:1/2"},
      {"America/New_York", {"2025-01-01T04:59:59Z"}, PeriodUnit::kYear, "2024:1/2"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.zone << " " << c.times[0]) {
      TimelineFixture fixture(oil(c.times));
      fixture.zone = c.zone;
      CHECK(fixture.counts("oil", c.unit) == c.counts);
    }
  }
}

TEST_CASE("The range is the requested dates, limited to the archive's", "[search][timeline]") {
  TimelineFixture fixture(oil({"2025-01-10", "2025-01-20", "2025-03-05"}));
  fixture.since = "2025-01-19";
  fixture.until = "2025-01-22";
  CHECK(fixture.counts("oil", PeriodUnit::kDay) == "2025-01-19:0/0 2025-01-20:1/2 2025-01-21:0/0 2025-01-22:0/0");
  CHECK(fixture.counts("zebra", PeriodUnit::kDay) == "2025-01-19:0/0 2025-01-20:0/2 2025-01-21:0/0 2025-01-22:0/0");
  fixture.since = "1900";
  fixture.until = "2025-02";
  CHECK(fixture.counts("oil", PeriodUnit::kMonth) == "2025-01:2/4 2025-02:0/0");
  fixture.since = "2025-01-15";  // only days within the range count, in both numbers
  fixture.until = "";
  CHECK(fixture.counts("oil", PeriodUnit::kMonth) == "2025-01:1/2 2025-02:0/0 2025-03:1/2");
  fixture.since = "2025-01-20T00:00:01";  // an article with only a day counts for all of it
  CHECK(fixture.counts("oil", PeriodUnit::kMonth) == "2025-01:1/2 2025-02:0/0 2025-03:1/2");
  fixture.since = "2026";
  CHECK(fixture.counts("oil", PeriodUnit::kMonth).empty());
}

TEST_CASE("Without requested dates the range is that of the results", "[search][timeline]") {
  TimelineFixture fixture({{article_of("2024-01-01", "Gold"), {}},
                           {article_of("2025-01-10", "Oil"), {}},
                           {article_of("2025-01-11", "Copper"), {}}});
  CHECK(fixture.counts("oil", PeriodUnit::kDay) == "2025-01-10:1/1");
  CHECK(fixture.counts("zebra", PeriodUnit::kDay).empty());
}

TEST_CASE("Superseded versions count neither as found nor as held", "[search][timeline]") {
  std::vector<TestArticle> articles = oil({"2025-01-27", "2025-01-28"});
  articles.push_back({article_of("2025-01-27", "Oil as it was"), {.superseded = true}});
  articles.push_back({article_of("2025-01-28", "Gold as it was"), {.superseded = true}});
  for (const char* zone : {"UTC", "Europe/Zurich"}) {
    TimelineFixture fixture(articles, 3);
    fixture.zone = zone;
    CHECK(fixture.counts("oil", PeriodUnit::kDay) == "2025-01-27:1/2 2025-01-28:1/2");
  }
}

TEST_CASE("Undated articles are left out and counted", "[search][timeline]") {
  TimelineFixture fixture(oil({"2025-01-27", "2025-01-28", "", ""}));
  const Timeline open = fixture.timeline({"oil"}, PeriodUnit::kDay);
  CHECK(open.series[0].total == 2);
  CHECK(open.series[0].undated_left_out == 2);
  fixture.since = "2025-01-28";
  const Timeline dated = fixture.timeline({"oil"}, PeriodUnit::kDay);
  CHECK(dated.series[0].total == 1);
  CHECK(dated.series[0].undated_left_out == 2);
}

TEST_CASE("Several queries share their periods", "[search][timeline]") {
  TimelineFixture fixture({{article_of("2025-01-10", "Oil"), {}},
                           {article_of("2025-01-12", "Gold"), {}},
                           {article_of("2025-01-12", "Gold and oil"), {}}});
  const Timeline answer = fixture.timeline({"oil", "gold"}, PeriodUnit::kDay);
  REQUIRE(answer.periods.size() == 3);
  REQUIRE(answer.series.size() == 2);
  CHECK(answer.series[0].counts == std::vector<std::uint64_t>{1, 0, 1});
  CHECK(answer.series[1].counts == std::vector<std::uint64_t>{0, 0, 2});
  CHECK(answer.series[1].query.text == "gold");
}

TEST_CASE("A timeline's counts sum to what count says, and its halves to the whole", "[search][timeline]") {
  std::vector<TestArticle> articles;
  ArticleMaker maker(5);
  for (const Article& article : maker.many(300)) articles.push_back({article, {}});
  for (const char* zone : {"UTC", "America/New_York", "Asia/Kolkata"}) {
    TimelineFixture fixture(articles, 3);
    fixture.zone = zone;
    for (const PeriodUnitRow& unit : kPeriodUnits) {
      DYNAMIC_SECTION(zone << " by " << unit.name) {
        const std::uint64_t all =
            count_matches(fixture.archive, fixture.analyser, {.queries = {fixture.query("shares")}}).counts[0].total;
        fixture.until = "2024-08-15";
        const Timeline first = fixture.timeline({"shares"}, unit.unit);
        fixture.until = "";
        fixture.since = "2024-08-16";
        const Timeline second = fixture.timeline({"shares"}, unit.unit);
        fixture.since = "";
        const Timeline whole = fixture.timeline({"shares"}, unit.unit);
        const auto& counts = whole.series[0].counts;
        CHECK(all > 50);
        CHECK(whole.series[0].total == all);
        CHECK(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}) == all);
        CHECK(first.series[0].total + second.series[0].total == all);
        std::uint64_t totals = 0;
        for (const TimelinePeriod& period : fixture.timeline({"shares OR -shares"}, unit.unit).periods)
          totals += period.total;
        CHECK(totals == articles.size());
      }
    }
  }
}

TEST_CASE("A peak says why: words, companies and the best headline", "[search][timeline]") {
  std::vector<TestArticle> articles;
  for (int day = 1; day <= 28; ++day) {
    const std::string when = "2025-02-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
    articles.push_back({article_of(when, "Oil steady " + when, "Crude traded quietly and volumes were thin."), {}});
  }
  for (int i = 0; i < 12; ++i) {
    Article article =
        article_of("2025-02-14T0" + std::to_string(i % 10) + ":30:00Z", "Oil jumps on embargo " + std::to_string(i),
                   "Tankers waited as an embargo was announced by exporters.");
    articles.push_back({with_companies(article, {"XOM"}), {}});
  }
  TimelineFixture fixture(articles);
  const Timeline answer = fixture.timeline({"oil"}, PeriodUnit::kDay);
  REQUIRE(answer.series[0].peaks.size() == 1);
  const TimelinePeak& peak = answer.series[0].peaks[0];
  CHECK(answer.periods[peak.top].name == "2025-02-14");
  CHECK(peak.count == 13);
  CHECK(peak.usual == 1);
  CHECK(peak.top_day == DayCount{{2025, 2, 14}, 13});
  REQUIRE(peak.reasons.headline);
  CHECK(peak.reasons.headline->published->utc_s / kSecondsPerDay == day_number({2025, 2, 14}));
  std::vector<std::string> words;
  for (const SignificantTerm& word : peak.reasons.words) words.push_back(word.display);
  CHECK_THAT(words, Catch::VectorContains(std::string("embargo")));
  CHECK(std::find(words.begin(), words.end(), "oil") == words.end());
  REQUIRE(peak.reasons.companies.size() == 1);
  CHECK(peak.reasons.companies[0].key == "exxon-mobil");
  CHECK(peak.reasons.companies[0].term.display == "XOM");
}

TEST_CASE("The peak of a longer period names its day", "[search][timeline]") {
  std::vector<TestArticle> articles;
  for (int month = 1; month <= 9; ++month) {
    const std::string day = "2024-0" + std::to_string(month) + "-15";
    articles.push_back({article_of(day, "Oil"), {}});
    for (int i = 0; i < 4; ++i) articles.push_back({article_of(day, "Gold " + std::to_string(i)), {}});
  }
  int number = 0;
  for (const char* day : {"2024-06-30", "2024-07-03", "2024-07-09", "2024-07-09", "2024-07-09", "2024-07-22",
                          "2024-07-22", "2024-07-22", "2024-07-31", "2024-08-01"})
    articles.push_back({article_of(day, "Oil " + std::to_string(++number)), {}});
  const Timeline answer = TimelineFixture(articles).timeline({"oil"}, PeriodUnit::kMonth);
  REQUIRE(answer.series[0].peaks.size() == 1);
  const TimelinePeak& peak = answer.series[0].peaks[0];
  CHECK(answer.periods[peak.top].name == "2024-07");
  CHECK(peak.top_day == DayCount{{2024, 7, 9}, 3});
}

TEST_CASE("A timeline of too many periods is refused with a way out", "[search][timeline]") {
  TimelineFixture fixture(oil({"1700-01-01", "2025-01-01"}));
  CHECK_THROWS_MATCHES(fixture.timeline({"oil"}, PeriodUnit::kDay), Error, Says("such as months"));
  CHECK(fixture.timeline({"oil"}, std::nullopt).unit == PeriodUnit::kYear);
}

}  // namespace
}  // namespace broadtape
