// What readers say of an input as a whole, and the options that overrule what they find.
#include <catch2/catch.hpp>

#include "common/error/error.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

namespace {

// "title=Headline:2, date=When:1"; only fields that have an origin.
std::string origins(const InputSummary& summary) {
  std::string text;
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    for (const FieldOrigin& origin : summary.fields[i]) {
      if (origin.name.empty()) continue;
      text += (text.empty() ? "" : ", ") + std::string(field_name(static_cast<RawField>(i))) + "=" + origin.name + ":" +
              std::to_string(origin.articles);
    }
  }
  return text;
}

// "Views, Blurb looks like title".
std::string unused(const InputSummary& summary) {
  std::string text;
  for (const UnusedName& name : summary.unused) {
    text += (text.empty() ? "" : ", ") + name.name;
    if (name.guess) text += " looks like " + std::string(field_name(*name.guess));
  }
  return text;
}

InputSummary summary_of(std::string_view text, const ReadOptions& options = {}) {
  const Collected got = collect(text, options);
  REQUIRE(got.summaries.size() == 1);
  return got.summaries[0];
}

}  // namespace

TEST_CASE("Each input says its form, where each field came from, and what was not used", "[readers][understood]") {
  struct Row {
    const char* name;
    std::string_view text;
    const char* form;
    const char* detail;
    const char* origins;
    const char* unused;
  };
  const Row rows[] = {
      {"a table", "Headlines;When;Views\nAcme doubles its profit;2025-01-30;17\nAcme names a new chief;2025-01-31;4\n",
       "csv", "separated by semicolons", "title=Headlines:2, date=When:2", "Views"},
      {"columns by content",
       "Acme doubles its profit this year,https://a.example/1,2025-01-30\n"
       "Acme names a new chief today,https://a.example/2,2025-01-31\n",
       "csv", "separated by commas, no header", "title=column 1:2, date=column 3:2, url=column 2:2", ""},
      {"a column that looks like a field that another one has",
       "title,date,aside,link_b\n\"Acme rises\",2025-01-30,\"Acme rose on Monday again\",https://a.example/1\n", "csv",
       "separated by commas", "title=title:1, date=date:1, url=link_b:1", "aside looks like title"},
      {"keys, and a group of keys",
       R"([{"headline":"Acme rises","attributes":{"publishedAt":"2025-01-30","score":3},"tally":[1,2]}])", "json", "",
       "title=headline:1, date=publishedAt:1", "score, tally"},
      {"the key of a list", R"({"AAPL":[{"title":"Apple rises","date":"2025-01-30"}]})", "json", "",
       "title=title:1, date=date:1, tickers=key:1", ""},
      {"two names of one field",
       "{\"title\":\"Acme rises\",\"date\":\"2025-01-30\"}\n{\"headline\":\"Acme falls\",\"date\":\"2025-01-30\"}\n",
       "jsonl", "", "title=title:1, title=headline:1, date=date:2", ""},
      {"a feed",
       "<rss version=\"2.0\"><channel><title>Harbor Wire</title><item><title>Acme rises</title>"
       "<pubDate>Thu, 30 Jan 2025 09:30:00 GMT</pubDate></item></channel></rss>",
       "feed", "", "title=title:1, date=pubdate:1, source=title of the feed:1", ""},
      {"a page",
       "<html><head><title>Acme rises</title><meta property=\"article:published_time\" content=\"2025-01-30\"></head>"
       "<body><p>Acme rose on Monday.</p></body></html>",
       "html", "", "date=meta:1", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const InputSummary summary = summary_of(row.text);
    CHECK(summary.form == row.form);
    CHECK(summary.detail == row.detail);
    CHECK(origins(summary) == row.origins);
    CHECK(unused(summary) == row.unused);
  }
}

TEST_CASE("A summary counts articles and rejected records, also of an input that ends with an error",
          "[readers][understood]") {
  const InputSummary summary = summary_of("title,date\nAcme rises,2025-01-30\nAcme,falls,2025-01-31\n");
  CHECK(summary.articles == 1);
  CHECK(summary.rejected == 1);
  CHECK(summary.articles_with(RawField::kTitle) == 1);
  CHECK(summary.articles_with(RawField::kBody) == 0);

  Collected got;
  MemorySource source("a;b;c\n1;2;3\n");
  CHECK_THROWS_AS(read_records(source, {"csv", {}}, got), Error);
  CHECK(got.summaries.size() == 1);
}

TEST_CASE("The kept names of an input are limited in number", "[readers][understood]") {
  std::string object = R"({"title":"Acme rises")";
  for (std::size_t i = 0; i < 2 * InputTally::kMaxUnused; ++i) object += ",\"x" + std::to_string(i) + "\":1";
  CHECK(summary_of("[" + object + "}]").unused.size() == InputTally::kMaxUnused);
}

TEST_CASE("The delimiter, the source and the character set can be chosen", "[readers][options]") {
  ReadOptions options;
  options.delimiter = "~";
  Collected got = collect("title~date\nAcme, Inc. rises~2025-01-30\n", options);
  CHECK(only_article(got).title == "Acme, Inc. rises");
  CHECK(got.summaries[0].detail == "separated by `~`");
  options.delimiter = "§";
  CHECK(only_article(collect("title§date\nAcme, Inc. rises§2025-01-30\n", options)).title == "Acme, Inc. rises");

  options = {};
  options.source = "Harbor Wire";
  for (const char* text : {"title,source\nAcme rises,Other Wire\n", "{\"title\":\"Acme rises\",\"date\":\"2025\"}\n"}) {
    got = collect(text, options);
    CHECK(only_article(got).source == "Harbor Wire");
    CHECK_THAT(origins(got.summaries[0]), Catch::Contains("source=--source:1"));
  }

  options = {};
  options.encoding = "koi8-r";
  got = collect("title,date\n\xce\xc5\xc6\xd4\xd8,2025-01-30\n", options);  // too short to be detected
  CHECK(only_article(got).title == "нефть");
  options.encoding = "utf-16le";
  std::string wide;
  for (const char c : std::string_view("title,id\nOil,7\n")) wide += {c, '\0'};
  got = collect(wide, options);
  CHECK(only_article(got).title == "Oil");
  options.encoding = "no-such-set";
  CHECK_THROWS_MATCHES(collect("title,date\n", options), Error, HasKind(ErrorKind::kUsage));
}
