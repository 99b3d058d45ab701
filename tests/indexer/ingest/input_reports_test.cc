#include "indexer/ingest/input_reports.h"

#include <catch2/catch.hpp>

using namespace broadtape;

namespace {

std::vector<FieldOrigin>& origins_of(InputSummary& summary, RawField field) {
  return summary.fields[static_cast<std::size_t>(field)];
}

InputSummary table(std::uint64_t articles, const std::string& title, const std::string& date = "") {
  InputSummary summary;
  summary.form = "csv";
  summary.articles = articles;
  if (!title.empty()) origins_of(summary, RawField::kTitle) = {{title, articles}};
  if (!date.empty()) origins_of(summary, RawField::kDate) = {{date, articles}};
  return summary;
}

}  // namespace

TEST_CASE("Streams that were read alike are summed up; others are not", "[ingest][understood]") {
  InputReports reports;
  reports.add("news", "news/a.csv", table(10, "Headline", "When"), 10);
  reports.add("news", "news/b.csv", table(5, "Headline", "When"), 4);
  reports.add("news", "news/c.csv", table(7, "Titel", "Datum"), 7);
  reports.add("old", "old/a.csv", table(10, "Headline", "When"), 10);
  reports.add("news", "news/empty.csv", table(0, ""), 0);
  REQUIRE(reports.reports().size() == 3);
  const InputReport& first = reports.reports()[0];
  CHECK(first.input == "news/a.csv");
  CHECK(first.streams == 2);
  CHECK(first.summary.articles == 15);
  CHECK(first.summary.articles_with(RawField::kTitle) == 15);
  CHECK(first.dated == 14);
}

TEST_CASE("Streams of one record are summed up with all of their form", "[ingest][understood]") {
  InputReports reports;
  reports.add("pages", "pages/1", table(1, "og:title", "json-ld"), 1);
  reports.add("pages", "pages/2", table(1, "h1", "address"), 1);
  reports.add("pages", "pages/3", table(1, "h1"), 0);
  REQUIRE(reports.reports().size() == 1);
  InputSummary summary = reports.reports()[0].summary;
  CHECK(summary.articles == 3);
  REQUIRE(origins_of(summary, RawField::kTitle).size() == 2);
  CHECK(origins_of(summary, RawField::kTitle)[0].name == "h1");
  CHECK(origins_of(summary, RawField::kTitle)[0].articles == 2);
}

TEST_CASE("The number of reports is limited", "[ingest][understood]") {
  InputReports reports;
  for (std::size_t i = 0; i < InputReports::kMaxReports + 5; ++i)
    reports.add("news", "news", table(2, "column " + std::to_string(i)), 2);
  CHECK(reports.reports().size() == InputReports::kMaxReports);
  CHECK(reports.dropped() == 5);
}

TEST_CASE("An input without any date or title says which columns may have it", "[ingest][understood]") {
  struct Row {
    const char* name;
    InputReport report;
    std::vector<std::string> missing;
  };
  InputSummary guessed = table(4, "Headline");
  guessed.unused = {{"Views", {}}, {"Print run", RawField::kDate}};
  InputSummary unknown = table(4, "Headline");
  unknown.unused = {{"Views", {}}};
  InputSummary chosen = table(4, "Headline", "When");
  chosen.chosen = {{"when", RawField::kDate}, {"nope", RawField::kTitle}, {"hour", RawField::kTime}};
  const Row rows[] = {
      {"nothing", {"a", 1, table(4, "Headline", "When"), 4}, {}},
      {"no article", {"a", 1, table(0, ""), 0}, {}},
      {"a column that looks like it",
       {"a", 1, guessed, 0},
       {"no article has a date; `Print run` may be it: --field 'date=Print run'"}},
      {"other columns", {"a", 1, unknown, 0}, {"no article has a date; --field date=NAME names its column"}},
      {"no other column", {"a", 1, table(4, "Headline"), 0}, {"no article has a date"}},
      {"dates that cannot be read", {"a", 1, table(4, "Headline", "When"), 0}, {"none of its 4 dates can be read"}},
      {"a chosen name that nothing has",
       {"a", 1, chosen, 4},
       {"no article has its title from `nope`, which --field names"}},
      {"no title", {"a", 1, table(4, "", "When"), 4}, {"no article has a title"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(missing_fields(row.report) == row.missing);
  }
}
