#include "indexer/ingest/article_date.h"

#include <catch2/catch.hpp>

using namespace broadtape;

namespace {

std::string read(const RawArticle& raw, const DateSettings& settings = {}) {
  const ArticleDate date = read_article_date(raw, settings);
  return date.result ? format_instant(date.result.date->instant) : date.result.reason;
}

}  // namespace

TEST_CASE("The time of day comes from its own field if the date has none", "[ingest][dates]") {
  struct Row {
    const char* date;
    const char* time;
    const char* published;
    bool uses_time;
  };
  const Row rows[] = {
      {"Jan-15-24", "09:30AM", "2024-01-15T09:30:00Z", true},
      {"2024-01-15", "09:30 EST", "2024-01-15T14:30:00Z", true},
      {"20240115", "0930", "2024-01-15T09:30:00Z", true},
      {"20240115", "93000", "2024-01-15T09:30:00Z", true},
      {"2024-01-15 00:00:00", "09:30", "2024-01-15T09:30:00Z", true},
      {"2024-01-15", "2024-01-15T09:30:00Z", "2024-01-15T09:30:00Z", true},
      {"2024-01-15", "2023-01-15T09:30:00Z", "2024-01-15", false},
      {"2024-01-15T08:00:00Z", "09:30", "2024-01-15T08:00:00Z", false},
      {"2024-01-15", "soon", "2024-01-15", false},
      {"13/01/2024", "09:30", "2024-01-13T09:30:00Z", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.date, row.time);
    RawArticle raw;
    raw.date_text = row.date;
    raw.time_text = row.time;
    CHECK(read(raw) == row.published);
    CHECK(read_article_date(raw, {}).uses_time == row.uses_time);
  }
}

TEST_CASE("Ages count from the record's time of capture", "[ingest][dates]") {
  RawArticle raw;
  raw.date_text = "2 hours ago";
  CHECK(read(raw) == "\"2 hours ago\" depends on the time of capture, which is unknown");
  raw.captured_text = "2024-01-15T09:30:00Z";
  CHECK(read(raw) == "2024-01-15T07:30:00Z");
  raw.captured_text = "soon";
  CHECK(read(raw) == "\"2 hours ago\" depends on the time of capture, which is unknown");
}

TEST_CASE("IST is the time of the country that the domain names", "[ingest][dates]") {
  RawArticle raw;
  raw.date_text = "2024-01-15 09:30 IST";
  CHECK(read(raw) == "2024-01-15T04:00:00Z");
  raw.url = "https://news.example.ie/1";
  CHECK(read(raw) == "2024-01-15T08:30:00Z");
  raw.url = "https://news.example.co.il/1";
  CHECK(read(raw) == "2024-01-15T07:30:00Z");
}

TEST_CASE("Years outside the range are undated with a reason", "[ingest][dates]") {
  RawArticle raw;
  raw.date_text = "1995-01-15";
  DateSettings settings;
  CHECK(read(raw, settings) == "1995-01-15");
  settings.years = {2000, 2030};
  CHECK(read(raw, settings) == "the year 1995 is before 2000");
}
