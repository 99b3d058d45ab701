#include "searcher/views/facet_tables.h"

#include <catch2/catch.hpp>
#include <map>
#include <string>

#include "searcher/search/facets.h"
#include "tests/support/dated_articles.h"
#include "tests/support/error_matcher.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

Article facet_tables_from(Article article, const std::string& source, const std::string& author = "") {
  article.source = source;
  article.author = author;
  article.id = article_id(article);
  return article;
}

Article facet_tables_with(Article article, const std::string& language, std::vector<std::string> labels) {
  article.language = language;
  article.labels = std::move(labels);
  return article;
}

std::vector<TestArticle> news() {
  std::vector<TestArticle> articles = {
      {with_tickers(facet_tables_from(article_of("2025-01-27T14:05:00Z", "Chips sink"), "Harbor Wire", "Ann Lee"),
                    {"NVDA", "AMD"}),
       {}},
      {with_tickers(facet_tables_from(article_of("2025-01-27T04:30:00Z", "Chips again"), "HARBOR  WIRE", "ann lee"),
                    {"NVDA"}),
       {}},
      {with_tickers(facet_tables_from(article_of("2025-02-01", "Chips rest"), "Harbor Wire", "Bo Smith"), {"NVDA"}),
       {}},
      {facet_tables_from(article_of("", "Chips undated"), "The Ledger"), {}},
      {with_tickers(facet_tables_from(article_of("2024-12-31T23:59:59Z", "Oil slips"), "The Ledger", "Ann Lee"),
                    {"XOM"}),
       {}},
      {with_tickers(facet_tables_from(article_of("2025-02-01T10:00:00Z", "Oil rests"), "The Ledger"), {"XOM", "AMD"}),
       {}},
      {with_tickers(facet_tables_from(article_of("2025-01-27T14:05:00Z", "Chips sunk"), "Harbor Wire", "Ann Lee"),
                    {"NVDA", "ZZZ"}),
       {.superseded = true}},
  };
  articles[0].article = facet_tables_with(articles[0].article, "en", {"Chips", "M&A"});
  articles[1].article = facet_tables_with(articles[1].article, "en", {"chips"});
  articles[2].article = facet_tables_with(articles[2].article, "de", {});
  articles[4].article = facet_tables_with(articles[4].article, "en", {"Oil", "m&a"});
  articles[6].article = facet_tables_with(articles[6].article, "en", {"Chips"});
  return articles;
}

struct FacetTablesFixture {
  explicit FacetTablesFixture(const std::vector<TestArticle>& articles = news(), std::size_t segments = 2)
      : files(articles, segments), archive(files.open()) {
    request.query.clock.now_s = kMadeAt;
  }

  FacetTable facet(const std::string& text, const std::string& by) {
    request.query.text = text;
    request.query.everything = text.empty();
    request.by = {by};
    return make_facet_tables(archive, analyser, request).facets.front();
  }

  // "NVDA 3, AMD 1"
  std::string counts(const std::string& text, const std::string& by) {
    std::string line;
    for (const FacetTableValue& value : facet(text, by).values)
      line += (line.empty() ? "" : ", ") + value.value + " " + std::to_string(value.count);
    return line;
  }

  TestArchive files;
  Archive archive;
  Analyser analyser;
  FacetTablesRequest request;
};

TEST_CASE("Each facet counts its values exactly and says how many articles have none", "[search][facets]") {
  struct Case {
    const char* by;
    const char* counts;
    std::uint64_t missing;
  };
  const Case cases[] = {
      {"ticker", "NVDA 3, AMD 1", 1},
      {"source", "Harbor Wire 3, The Ledger 1", 0},
      {"author", "Ann Lee 2, Bo Smith 1", 1},
      {"label", "chips 2, m&a 1", 2},
      {"language", "en 2, de 1", 1},
      {"year", "2025 3", 1},
      {"month", "2025-01 2, 2025-02 1", 1},
      {"week", "2025-W05 3", 1},
      {"day", "2025-01-27 2, 2025-02-01 1", 1},
      {"weekday", "Monday 2, Saturday 1", 1},
      {"hour", "04 1, 14 1", 2},
  };
  FacetTablesFixture fixture;
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.by) {
      CHECK(fixture.counts("chips", c.by) == c.counts);
      CHECK(fixture.facet("chips", c.by).missing == c.missing);
    }
  }
}

// An article of `year` whose only company was shown as `symbol` that day.
TestArticle facet_tables_of_company(const std::string& year, const TickerMention& company) {
  Article article = article_of(year + "-02-26", "Cars " + year + company.symbol + company.name);
  article.tickers = {company};
  return {article, {}};
}

TEST_CASE("A company is one row under all its symbols, with the one seen most often", "[search][facets]") {
  const auto named = [](std::string symbol, std::string key, std::string as_of) {
    TickerMention mention = from_source(symbol);
    mention.company = std::move(key);
    mention.as_of = std::move(as_of);
    return mention;
  };
  TickerMention unknown = from_source("AGL");
  unknown.as_of = "1987";
  unknown.name = "Angelica";
  const FacetTable table = FacetTablesFixture({facet_tables_of_company("2021", named("FB", "meta-platforms", "2021")),
                                               facet_tables_of_company("2023", named("META", "meta-platforms", "")),
                                               facet_tables_of_company("2024", named("META", "meta-platforms", "")),
                                               facet_tables_of_company("2012", named("", "meta-platforms", "")),
                                               facet_tables_of_company("1987", named("C", "chrysler", "1987")),
                                               facet_tables_of_company("2015", named("C", "citigroup", "")),
                                               facet_tables_of_company("1988", named("", "texaco", "")),
                                               facet_tables_of_company("1987", unknown)})
                               .facet("", "company");
  CHECK(table.name == "ticker");
  std::vector<std::string> lines;
  for (const FacetTableValue& value : table.values)
    lines.push_back(value.value + "|" + value.company + "|" + value.name + "|" + std::to_string(value.count));
  CHECK(lines == std::vector<std::string>{"META|meta-platforms|Meta Platforms|4", "AGL@1987||Angelica|1",
                                          "C@1987|chrysler|Chrysler|1", "C|citigroup|Citigroup|1",
                                          "texaco|texaco|Texaco|1"});
}

TEST_CASE("Facets of time are those of the time zone", "[search][facets]") {
  FacetTablesFixture fixture;
  fixture.request.query.clock.zone = TimeZone::named("America/New_York");
  CHECK(fixture.counts("chips", "day") == "2025-01-26 1, 2025-01-27 1, 2025-02-01 1");
  CHECK(fixture.counts("chips", "weekday") == "Monday 1, Saturday 1, Sunday 1");
  CHECK(fixture.counts("chips", "hour") == "09 1, 23 1");
}

TEST_CASE("Every value stands beside the archive's own count", "[search][facets]") {
  FacetTablesFixture fixture;
  const FacetTable tickers = fixture.facet("chips", "ticker");
  REQUIRE(tickers.values.size() == 2);
  REQUIRE(tickers.values[0].comparison);
  CHECK(tickers.values[0].comparison->archive_count == 3);  // the superseded version is not counted
  CHECK(tickers.values[0].comparison->lift == Approx((3.0 / 4) / (3.0 / 6)));
  CHECK(tickers.values[0].comparison->unusual > 0);
  CHECK(tickers.values[1].comparison->archive_count == 2);
  CHECK(tickers.values[1].comparison->lift == Approx((1.0 / 4) / (2.0 / 6)));
  CHECK(tickers.values[1].comparison->unusual < 0);
  const std::map<std::string, std::uint64_t> archive_counts[] = {
      {{"Harbor Wire", 3}, {"The Ledger", 3}},
      {{"Ann Lee", 3}, {"Bo Smith", 1}},
      {{"chips", 2}, {"m&a", 2}},
      {{"en", 3}, {"de", 1}},
      {{"2025-01", 2}, {"2025-02", 2}},
      {{"Monday", 2}, {"Saturday", 2}},
      {{"04", 1}, {"14", 1}},
  };
  const char* names[] = {"source", "author", "label", "language", "month", "weekday", "hour"};
  for (std::size_t i = 0; i < std::size(names); ++i) {
    DYNAMIC_SECTION(names[i]) {
      std::map<std::string, std::uint64_t> found;
      for (const FacetTableValue& value : fixture.facet("chips", names[i]).values)
        found[value.value] = value.comparison->archive_count;
      CHECK(found == archive_counts[i]);
    }
  }
}

TEST_CASE("The archive's counts are those of its articles, in every zone, with every version, and without columns",
          "[search][facets]") {
  const bool has_columns = GENERATE(true, false);
  for (const char* zone : {"UTC", "Asia/Tokyo"}) {
    for (const bool all_versions : {false, true}) {
      FacetTablesFixture fixture(news(), 3);
      if (!has_columns) {
        fixture.files.remove_columns();
        fixture.archive = fixture.files.open();
      }
      fixture.request.query.clock.zone = TimeZone::named(zone);
      fixture.request.query.all_versions = all_versions;
      fixture.request.limit = 0;
      for (const FacetRow& row : kFacets) {
        DYNAMIC_SECTION(zone << " " << row.name << (all_versions ? " all" : "") << (has_columns ? " columns" : "")) {
          const std::string name(row.name);
          std::map<std::string, std::uint64_t> held, compared;
          for (const FacetTableValue& value : fixture.facet("", name).values) {
            held[value.value] = value.count;
            CHECK_FALSE(value.comparison);
          }
          for (const FacetTableValue& value : fixture.facet("oil OR chips -again", name).values) {
            REQUIRE(value.comparison);
            compared[value.value] = value.comparison->archive_count;
            CHECK(held[value.value] == compared[value.value]);
          }
        }
      }
    }
  }
}

TEST_CASE("A facet with one value an article sums to the total with those that have none", "[search][facets]") {
  std::vector<TestArticle> articles = news();
  ArticleMaker maker(9);
  for (const Article& article : maker.many(200)) articles.push_back({article, {}});
  FacetTablesFixture fixture(articles, 3);
  fixture.request.limit = 0;
  for (const FacetRow& row : kFacets) {
    if (row.form == FacetForm::kTicker || row.form == FacetForm::kLabel) continue;
    for (const char* query : {"", "shares", "shares -oil", "zebra", "chips OR is:undated"}) {
      DYNAMIC_SECTION(row.name << " of " << query) {
        fixture.request.query.text = query;
        fixture.request.query.everything = *query == '\0';
        fixture.request.by = {std::string(row.name)};
        const FacetTables tables = make_facet_tables(fixture.archive, fixture.analyser, fixture.request);
        std::uint64_t sum = tables.facets[0].missing;
        for (const FacetTableValue& value : tables.facets[0].values) sum += value.count;
        CHECK(sum == tables.total);
        CHECK(tables.facets[0].distinct_values == tables.facets[0].values.size());
      }
    }
  }
}

TEST_CASE("Values that occur once are not unusual", "[search][facets]") {
  std::vector<TestArticle> articles;
  for (int i = 0; i < 40; ++i) {
    const std::string number = std::to_string(i);
    articles.push_back({with_tickers(article_of("2025-01-27", "Chips " + number), {i < 20 ? "NVDA" : "SPY"}), {}});
    articles.push_back({with_tickers(article_of("2025-01-28", "Oil " + number), {i < 4 ? "NVDA" : "SPY"}), {}});
  }
  articles.push_back({with_tickers(article_of("2025-01-27", "Chips of one"), {"RARE"}), {}});
  FacetTablesFixture fixture(articles);
  fixture.request.sort = FacetSort::kUnusual;
  CHECK(fixture.counts("chips", "ticker") == "NVDA 20, RARE 1, SPY 20");
  fixture.request.sort = FacetSort::kCount;
  CHECK(fixture.counts("chips", "ticker") == "NVDA 20, SPY 20, RARE 1");
  fixture.request.sort = FacetSort::kValue;
  fixture.request.limit = 2;
  CHECK(fixture.counts("chips", "ticker") == "NVDA 20, RARE 1");
  CHECK(fixture.facet("chips", "ticker").distinct_values == 3);
}

TEST_CASE("Lengths are counted in ranges that the field words: takes", "[search][facets]") {
  std::vector<TestArticle> articles;
  for (const std::size_t words : {1u, 99u, 100u, 299u, 300u, 999u, 1000u, 5000u}) {
    Article article = article_of("2025-01-27", "");
    article.body.clear();
    for (std::size_t i = 0; i < words; ++i) article.body += "chip ";
    article.id = article_id(article);
    articles.push_back({article, {}});
  }
  FacetTablesFixture fixture(articles);
  CHECK(fixture.counts("", "length") == "<100 2, 100..299 2, 300..999 2, >=1000 2");
  for (const FacetTableValue& value : fixture.facet("", "length").values) {
    CAPTURE(value.value);
    fixture.request.query.filters = {"words:" + value.value};
    CHECK(fixture.counts("chip", "length") == value.value + " 2");
  }
}

TEST_CASE("The error for an unknown facet lists the known ones", "[search][facets]") {
  FacetTablesFixture fixture;
  CHECK_THROWS_MATCHES(fixture.facet("chips", "shape"), Error, HasKind(ErrorKind::kUsage) && Says("weekday"));
}

}  // namespace
}  // namespace broadtape
