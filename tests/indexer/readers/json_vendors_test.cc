// What services of news add to the values of their JSON: codes in labels, headlines and excerpts, threads, notices.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/indexer/readers/collected.h"

namespace broadtape {
namespace {

using Texts = std::vector<std::string>;

TEST_CASE("Instruments among the labels are tickers, and codes of other vocabularies are left out", "[readers][json]") {
  struct Case {
    const char* labels;
    Texts tickers, rest;
  };
  const Case cases[] = {
      {R"(["R:XOM.N", "N2:US", "G:1", "P:4295903128", "M:1QD"])", {"XOM.N"}, {"N2:US"}},
      {R"(["ticker:AAPL", "symbol:BRK.B", "earnings"])", {"AAPL", "BRK.B"}, {"earnings"}},
      {R"(["R:no code", "Q:A", "ticker:apple", "re:OPEC"])", {}, {"R:no code", "Q:A", "ticker:apple", "re:OPEC"}},
  };
  for (const Case& c : cases) {
    INFO(c.labels);
    const RawArticle raw = only_article(
        collect(R"({"title": "Oil rises again", "date": "2025-01-30", "subjects": )" + std::string(c.labels) + "}"));
    CHECK(raw.tickers == c.tickers);
    CHECK(raw.labels == c.rest);
  }
}

TEST_CASE("Codes of brokers before a headline give its language", "[readers][json]") {
  struct Case {
    const char* headline;
    const char* title;
    const char* language;
  };
  const Case cases[] = {
      {"{A:800015:L:en:K:0.97:C:0.9732}Oil rises", "Oil rises", "en"},
      {"{A:8,9:L:Chinese (Simplified)|English:K:-0.2:C:0.4}Oil rises", "Oil rises", "zh"},
      {"{K:n/a:C:0.5}!Oil Rises", "Oil Rises", ""},
      {"{A:1:L:n/a}Oil rises", "Oil rises", ""},
      {"{A:1:L:en}", "{A:1:L:en}", "en"},
      {"{Z:1} Oil rises", "{Z:1} Oil rises", ""},
      {"{A:1 Oil rises", "{A:1 Oil rises", ""},
  };
  for (const Case& c : cases) {
    INFO(c.headline);
    const RawArticle raw =
        only_article(collect(R"({"date": "2025-01-30", "headline": ")" + std::string(c.headline) + "\"}"));
    CHECK(raw.title == c.title);
    CHECK(raw.language == c.language);
  }
}

TEST_CASE("Tags of NITF in texts are read as those of HTML", "[readers][json][html]") {
  struct Case {
    const char* body;
    const char* text;
  };
  const Case cases[] = {
      {"<nitf:p xmlns:nitf='http://x.example'>Oil rose.</nitf:p><nitf:p>Brent, too.</nitf:p>",
       "Oil rose.\n\nBrent, too."},
      {"Oil rose.</br></br>Brent, too.", "Oil rose.\n\nBrent, too."},
      {"<nitf:block><nitf:p>Oil rose.</nitf:p></nitf:block>", "Oil rose."},
      {"<pre>Oil rose.\nBrent, too.\n\nGold fell.\n</pre>", "Oil rose.\nBrent, too.\n\nGold fell."},
      {"See <ID:nL1N0> and <nyse:ibm> and <http://x.example/p>.",
       "See <ID:nL1N0> and <nyse:ibm> and <http://x.example/p>."},
  };
  for (const Case& c : cases) {
    INFO(c.body);
    std::string body(c.body);
    for (std::size_t at = 0; (at = body.find('\n', at)) != std::string::npos; at += 2) body.replace(at, 1, "\\n");
    CHECK(only_article(collect(R"({"title": "Oil rises", "body": ")" + body + "\"}")).body == c.text);
  }
}

TEST_CASE("The posts of a thread are articles with its title", "[readers][json]") {
  const Collected thread = collect(R"({"title": "Acme results, what next", "created_at": "2025-01-30T09:00:00Z",
      "post_stream": {"posts": [
        {"id": 1, "name": "Ann Reed", "username": "ann", "cooked": "<p>It looks cheap.</p>", "created_at": "2025-01-30T09:00:00Z"},
        {"id": 2, "username": "bob", "cooked": "<p>I disagree.</p>", "created_at": "2025-01-31T09:00:00Z"}]}})");
  CHECK(thread.titles() == Texts{"Acme results, what next", "Acme results, what next"});
  REQUIRE(thread.articles.size() == 2);
  CHECK(thread.articles[1].body == "I disagree.");
  CHECK(thread.articles[1].date_text == "2025-01-31T09:00:00Z");
  CHECK(thread.articles[1].author == "bob");
  const RawArticle drafted = only_article(collect(R"({"title": "Acme doubles its profit", "date": "2025-01-30",
      "content": {"blocks": [{"key": "a", "text": "Acme said so.", "type": "unstyled", "data": {}},
                             {"key": "b", "text": "Analysts said more.", "type": "unstyled", "data": {}}]}})"));
  CHECK(drafted.body == "Acme said so.\n\nAnalysts said more.");
  const RawArticle parts = only_article(collect(R"({"title": "Acme doubles its profit", "date": "2025-01-30",
      "parts": [{"type": "paragraph", "text": "Acme said so.", "data": "x"}]})"));
  CHECK(parts.title == "Acme doubles its profit");
  const Collected commented = collect(R"({"title": "Acme doubles its profit", "date": "2025-01-30",
      "comments": [{"text": "Well done.", "date": "2025-01-31"}]})");
  CHECK(commented.titles() == Texts{"Acme doubles its profit"});
}

TEST_CASE("Results of searches have their date in the metadata of the page or before the excerpt", "[readers][json]") {
  const Collected got = collect(R"({"items": [
      {"title": "Oil rises", "link": "https://x.example/1", "snippet": "Jan 30, 2025 ... Oil rose.",
       "pagemap": {"metatags": [{"article:published_time": "2025-01-29T09:30:00Z", "og:site_name": "Harbor Wire"}]}},
      {"title": "Gold falls", "link": "https://x.example/2", "snippet": "Jan 31, 2025 ... Gold fell."}]})");
  REQUIRE(got.articles.size() == 2);
  CHECK(got.articles[0].date_text == "2025-01-29T09:30:00Z");
  CHECK(got.articles[0].source == "Harbor Wire");
  CHECK(got.articles[1].date_text == "Jan 31, 2025");
  CHECK(got.articles[1].body == "Gold fell.");
}

TEST_CASE("Values in the spelling of the shells of databases are read", "[readers][json]") {
  const RawArticle raw = only_article(collect(
      R"j({"_id": ObjectId("65e87a00"), "title": "Oil rises (again)", "date": ISODate("2025-01-30T09:30:00Z"), "views": NumberLong(12), "seen": new Date(1)})j"));
  CHECK(raw.title == "Oil rises (again)");
  CHECK(raw.date_text == "2025-01-30T09:30:00Z");
  CHECK(raw.external_id == "65e87a00");
}

TEST_CASE("Comments between JSON Lines are left out and counted", "[readers][json]") {
  const Collected got = collect(
      "# export\n// of two articles\n{\"title\": \"Oil rises\", \"date\": \"2025-01-30\"}\n"
      "{\"title\": \"Gold falls\", \"date\": \"2025-01-30\"}\n# end\n");
  CHECK(got.titles() == Texts{"Oil rises", "Gold falls"});
  CHECK(got.rejects.empty());
  CHECK(got.notes == Texts{"left out 3 lines of comments"});
}

TEST_CASE("Notices of a chat are left out", "[readers][json]") {
  const Collected got = collect(R"([
      {"type": "message", "user": "U1", "text": "Acme doubles its profit", "ts": "1738229400.0002"},
      {"type": "message", "subtype": "channel_join", "user": "U2", "text": "<@U2> has joined", "ts": "1738229401.0002"}])");
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].body == "Acme doubles its profit");
}

TEST_CASE("A question that all records repeat is no title", "[readers][json]") {
  std::string lines;
  for (const char* text : {"Acme doubles its profit", "Oil rises for a third day", "Gold falls on strong dollar"})
    lines += R"({"instruction": "What is the sentiment of this?", "input": ")" + std::string(text) +
             R"(", "output": "positive"})" + "\n";
  CHECK(collect(lines).titles() ==
        Texts{"Acme doubles its profit", "Oil rises for a third day", "Gold falls on strong dollar"});
}

TEST_CASE("An HTTP archive is refused by name", "[readers][json]") {
  CHECK_THROWS_WITH(collect(R"({"log": {"version": "1.2", "creator": {"name": "x"}, "entries": [{"request": {}}]}})"),
                    Catch::Contains("HTTP archive"));
}

TEST_CASE("An update in a column of dates counts only without another date", "[readers][csv]") {
  const Collected got = collect(
      "title,datetime,published\nOil rises,\"Updated: March 6, 2024\",\"March 5, 2024\"\nGold falls,\"Updated: March "
      "6, "
      "2024\",\n");
  REQUIRE(got.articles.size() == 2);
  CHECK(got.articles[0].date_text == "March 5, 2024");
  CHECK(got.articles[1].date_text == "Updated: March 6, 2024");
}

TEST_CASE("A table separated by a control character is reported as such", "[readers][csv]") {
  const Collected got = collect(
      "title\x1f"
      "date\x1ftext\nOil rises\x1f"
      "2025-01-30\x1fOil rose.\n");
  CHECK(got.titles() == Texts{"Oil rises"});
  REQUIRE(got.summaries.size() == 1);
  CHECK(got.summaries[0].detail == "separated by the control character 31");
}

}  // namespace
}  // namespace broadtape
