#include <catch2/catch.hpp>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {
const ReadOptions kJsonLines{"jsonl", {}};
}

TEST_CASE("A date of numbers in JSON is read", "[readers][json]") {
  struct Case {
    const char* date;
    const char* expected;
  };
  const Case cases[] = {
      {"[2024, 1, 30]", "2024-01-30"},
      {"[2024, 1, 30, 9, 30]", "2024-01-30 09:30:00"},
      {"[2024, 1, 30, 9, 30, 15, 1, 30, 0]", "2024-01-30 09:30:15"},
      {R"({"year": 2024, "month": 1, "day": 30})", "2024-01-30"},
      {R"({"year": 2024, "month": "JANUARY", "monthValue": 1, "dayOfMonth": 30, "hour": 9, "minute": 30})",
       "2024-01-30 09:30:00"},
      {"[2024, 13, 30]", ""},
      {"[2024, 1]", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.date);
    const Collected got =
        collect(std::string(R"([{"title": "Oil rises", "text": "Oil rose.", "published": )") + c.date + "}]");
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].date_text == c.expected);
  }
}

TEST_CASE("JSON fields are recognised under the names that archives use", "[readers][json]") {
  struct Case {
    const char* json;
    std::string RawArticle::*field;
    const char* expected;
  };
  const Case cases[] = {
      {R"({"headline": "Oil rises"})", &RawArticle::title, "Oil rises"},
      {R"({"Title": "Oil rises", "HEADLINE": "no"})", &RawArticle::title, "Oil rises"},
      {R"({"title": "", "headline": "Oil rises"})", &RawArticle::title, "Oil rises"},
      {R"({"title": {"rendered": "Oil &amp; gas rise"}})", &RawArticle::title, "Oil & gas rise"},
      {R"({"title": "Two\n lines"})", &RawArticle::title, "Two lines"},
      {R"({"title": "x", "content": "AT&amp;T and <IBM> rose"})", &RawArticle::body, "AT&T and <IBM> rose"},
      {R"({"title": "x", "article": "text"})", &RawArticle::body, "text"},
      {R"({"title": "x", "description": "teaser"})", &RawArticle::body, "teaser"},
      {R"({"title": "x", "description": "teaser", "text": "body"})", &RawArticle::body, "body"},
      {R"({"title": "x", "body": ["one", "two"]})", &RawArticle::body, "one\n\ntwo"},
      {R"({"title": "x", "content": "<p>One <b>bold</b></p><script>no</script><p>Two</p>"})", &RawArticle::body,
       "One bold\n\nTwo"},
      {R"({"title": "x", "publishedAt": "2025-01-30T14:05:00Z"})", &RawArticle::date_text, "2025-01-30T14:05:00Z"},
      {R"({"title": "x", "datetime": 1738245900})", &RawArticle::date_text, "1738245900"},
      {R"({"title": "x", "timestamp": 1738245900000.0})", &RawArticle::date_text, "1738245900000"},
      {R"({"title": "x", "date": {"$date": {"$numberLong": "1738245900000"}}})", &RawArticle::date_text,
       "1738245900000"},
      {R"({"title": "x", "created_at": "b", "pubDate": "a"})", &RawArticle::date_text, "a"},
      {R"({"title": "x", "source": {"id": null, "name": "Harbor Wire"}})", &RawArticle::source, "Harbor Wire"},
      {R"({"title": "x", "created": 1738258200.0, "created_utc": 1738229400.0})", &RawArticle::date_text, "1738229400"},
      {R"({"title": "x", "firstCreated": "2025-01-30", "versionCreated": "2025-01-31"})", &RawArticle::date_text,
       "2025-01-30"},
      {R"({"title": "x", "sourceCode": "HRB"})", &RawArticle::source, "HRB"},
      {R"({"title": "x", "content": "Acme rose on… [+1234 chars]"})", &RawArticle::body, "Acme rose on…"},
      {R"({"title": "x", "content": "Acme rose on... [1234 chars]"})", &RawArticle::body, "Acme rose on..."},
      {R"({"title": "x", "content": "Acme rose [12 chars]."})", &RawArticle::body, "Acme rose [12 chars]."},
      {R"({"title": "x", "selftext": "[removed]"})", &RawArticle::body, ""},
      {R"({"title": "x", "site": "harborwire.example"})", &RawArticle::source, "harborwire.example"},
      {R"({"title": "x", "authors": ["A. Reed", "B. Moss"]})", &RawArticle::author, "A. Reed, B. Moss"},
      {R"({"title": "x", "author": [{"name": "A. Reed"}]})", &RawArticle::author, "A. Reed"},
      {R"({"title": "x", "link": "https://x.example/?a=1&amp;b=2"})", &RawArticle::url, "https://x.example/?a=1&b=2"},
      {R"({"title": "x", "_id": {"$oid": "65a1"}})", &RawArticle::external_id, "65a1"},
      {R"({"title": "x", "id": 17})", &RawArticle::external_id, "17"},
      {R"({"title": "x", "lang": "EN"})", &RawArticle::language, "en"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.json) {
      const Collected got = collect(c.json);
      REQUIRE(got.articles.size() == 1);
      CHECK(got.articles[0].*c.field == c.expected);
      CHECK(got.rejects.empty());
    }
  }
}

TEST_CASE("JSON tickers come as lists, texts and objects", "[readers][json]") {
  struct Case {
    const char* json;
    std::vector<std::string> expected;
  };
  const Case cases[] = {
      {R"({"title": "x", "tickers": ["AAPL", "BRK.B"]})", {"AAPL", "BRK.B"}},
      {R"({"title": "x", "symbols": "AAPL,MSFT"})", {"AAPL", "MSFT"}},
      {R"({"title": "x", "related": "8306.T 8316.T"})", {"8306.T", "8316.T"}},
      {R"({"title": "x", "stock": "['AAPL', 'MSFT']"})", {"AAPL", "MSFT"}},
      {R"({"title": "x", "ticker": "NYSE: F; NKE"})", {"NYSE:F", "NKE"}},
      {R"({"title": "x", "stocks": [{"symbol": "T"}, {"ticker": "VZ"}, {"name": "X"}]})", {"T", "VZ", "X"}},
      {R"({"title": "x", "tickers": [], "related": ["A"]})", {"A"}},
      {R"({"title": "x", "tickers": ["A"], "related": ["B"]})", {"A"}},
      {R"({"title": "x", "symbol": null})", {}},
      {R"({"title": "x", "tickers": ["ACM", "CRYPTO:BTC"]})", {"ACM", "BTC-USD"}},
      {R"({"title": "x", "organisations": [{"name": "Acme", "symbols": [{"ticker": "ACM", "exchange": "NYSE"}]},
                                           {"name": "Harbor Club"}, {"symbols": [{"ticker": "T"}, {"ticker": "VZ"}]}]})",
       {"ACM", "T", "VZ"}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.json) {
      const Collected got = collect(c.json);
      REQUIRE(got.articles.size() == 1);
      CHECK(got.articles[0].tickers == c.expected);
    }
  }
}

TEST_CASE("JSON articles are found in lists and wrappers", "[readers][json]") {
  struct Case {
    const char* name;
    const char* json;
  };
  const Case cases[] = {
      {"array", R"([{"title":"a"},{"title":"b"}])"},
      {"newsapi", R"({"status":"ok","totalResults":2,"articles":[{"title":"a"},{"title":"b"}],"next":[1,2]})"},
      {"data", R"({"meta":{"count":2},"data":[{"title":"a"},{"title":"b"}]})"},
      {"json:api", R"({"data":[{"attributes":{"title":"a"}},{"attributes":{"title":"b"}}]})"},
      {"docs", R"({"response":{"docs":[{"title":"a"},{"title":"b"}],"meta":{}}})"},
      {"elasticsearch",
       R"({"took":1,"hits":{"total":2,"hits":[{"_source":{"title":"a"}},{"_source":{"title":"b"}}]}})"},
      {"objects in a row", "{\"title\":\"a\"}{\"title\":\"b\"}"},
      {"indented objects", "{\n \"title\": \"a\"\n}\n{\n \"title\": \"b\"\n}\n"},
      {"answers by line", "{\"articles\":[{\"title\":\"a\"}]}\n{\"articles\":[{\"title\":\"b\"}]}\n"},
      {"lines", "{\"title\":\"a\"}\r\n\r\n{\"title\":\"b\"}"},
      {"lines with commas", "{\"title\":\"a\"},\n{\"title\":\"b\"}\n"},
      {"byte order mark", "\xEF\xBB\xBF{\"title\":\"a\"}\n{\"title\":\"b\"}\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected got = collect(c.json);
      CHECK(got.titles() == std::vector<std::string>{"a", "b"});
      CHECK(got.rejects.empty());
    }
  }
}

TEST_CASE("JSON articles are found anywhere, and keys give what they say", "[readers][json]") {
  struct Case {
    const char* json;
    std::string title, date, source, url;
    std::vector<std::string> tickers;
  };
  const Case cases[] = {
      {R"({"AAPL": [{"title": "a"}], "BRK.B": []})", "a", "", "", "", {"AAPL"}},
      {R"({"2025-01-30": [{"title": "a"}]})", "a", "2025-01-30", "", "", {}},
      {R"({"at": 1, "items": {"Harbor Wire": [{"title": "a"}]}})", "a", "", "Harbor Wire", "", {}},
      {R"({"https://x.example/a": {"title": "a"}})", "a", "", "", "https://x.example/a", {}},
      {R"({"title": {"0": "a"}, "date": {"0": "2025-01-30"}})", "a", "2025-01-30", "", "", {}},
      {R"({"columns": ["date", "title"], "data": [["2025-01-30", "a"]]})", "a", "2025-01-30", "", "", {}},
      {R"({"data": {"news": {"edges": [{"node": {"title": "a"}}]}}})", "a", "", "", "", {}},
      {R"([{"id": "1", "content": {"title": "a", "provider": {"displayName": "Harbor Wire"},
            "canonicalUrl": {"url": "https://x.example/a"}, "finance": {"stockTickers": [{"symbol": "IBM"}]}}}])",
       "a",
       "",
       "Harbor Wire",
       "https://x.example/a",
       {"IBM"}},
      {R"([{"attributes": {"title": "a"}, "links": {"canonical_url": "https://x.example/a"}}])",
       "a",
       "",
       "",
       "https://x.example/a",
       {}},
      {R"({"headline": {"main": "a"}, "products": [{"name": "no article"}]})", "a", "", "", "", {}},
      {R"({"items": [{"item": {"headline": "a"}, "products": [{"name": "no article"}]}]})", "a", "", "", "", {}},
      {R"([{"name": "a", "url": "https://x.example/a"}])", "a", "", "", "https://x.example/a", {}},
      {R"([{"title": "a - Harbor Wire", "source": "Harbor Wire"}])", "a", "", "Harbor Wire", "", {}},
      {R"([{"title": "a", "uri": "urn:x:1"}])", "a", "", "", "", {}},
      {R"([{"title": "a", "entities": [{"symbol": "IBM", "score": 1}, {"symbol": "AMD"}]}])",
       "a",
       "",
       "",
       "",
       {"IBM", "AMD"}},
      {R"([{"title": "a", "entities": [{"name": "Acme"}]}])", "a", "", "", "", {}},
      {R"([{"title": "a", "extra": "{\"url\": \"https://x.example/a\", \"title\": \"b\"}"}])",
       "a",
       "",
       "",
       "https://x.example/a",
       {}},
      {R"([{"title": "a", "extra": "{not JSON}"}])", "a", "", "", "", {}},
      {R"([{'title': 'a', 'date': '2025-01-30', 'source': None}])", "a", "2025-01-30", "", "", {}},
  };
  for (const Case& c : cases) {
    INFO(c.json);
    const Collected got = collect(c.json);
    CHECK(got.rejects.empty());
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].title == c.title);
    CHECK(got.articles[0].date_text == c.date);
    CHECK(got.articles[0].source == c.source);
    CHECK(got.articles[0].url == c.url);
    CHECK(got.articles[0].tickers == c.tickers);
  }
}

TEST_CASE("Objects around articles and all their keys say what the articles do not", "[readers][json]") {
  struct Case {
    const char* json;
    std::string source, date;
    std::vector<std::string> tickers;
  };
  const Case cases[] = {
      {R"([{"ticker": "IBM", "articles": [{"title": "a"}]}])", "", "", {"IBM"}},
      {R"([{"source": "Harbor Wire", "date": "2025-01-30", "list": [{"title": "a"}]}])",
       "Harbor Wire",
       "2025-01-30",
       {}},
      {R"([{"source": "Harbor Wire", "list": [{"title": "a", "source": "Other"}]}])", "Other", "", {}},
      {R"({"2025-01-30": {"IBM": [{"title": "a"}]}})", "", "2025-01-30", {"IBM"}},
      {R"({"IBM": {"2025-01-30": [{"title": "a"}]}})", "", "2025-01-30", {"IBM"}},
      {R"([{"title": "Harbor Wire", "list": [{"title": "a", "date": "2025-01-30"}]}])", "", "2025-01-30", {}},
      {R"({"children": [{"title": "a"}]})", "", "", {}},
  };
  for (const Case& c : cases) {
    INFO(c.json);
    const RawArticle raw = only_article(collect(c.json));
    CHECK(raw.title == "a");
    CHECK(raw.source == c.source);
    CHECK(raw.date_text == c.date);
    CHECK(raw.tickers == c.tickers);
  }
}

TEST_CASE("An article is not taken for a list, nor its paragraphs for articles", "[readers][json]") {
  struct Case {
    const char* json;
    std::string body;
  };
  const Case cases[] = {
      {R"([{"title": "a", "date": "2025-01-30", "related": [{"title": "b", "date": "2025-01-29"}]}])", ""},
      {R"([{"title": "a", "body": "c", "related": [{"title": "b", "date": "2025-01-29"}]}])", "c"},
      {R"([{"title": "a", "content_elements": [{"type": "text", "content": "c"}, {"type": "text", "content": "d"}]}])",
       "c\n\nd"},
      {R"([{"title": "a", "paragraphs": ["c", "d"]}])", "c\n\nd"},
  };
  for (const Case& c : cases) {
    INFO(c.json);
    const RawArticle raw = only_article(collect(c.json));
    CHECK(raw.title == "a");
    CHECK(raw.body == c.body);
  }
}

TEST_CASE("Records as Python prints them are read", "[readers][json]") {
  const Collected got = collect(
      "{'title': 'Acme\\xa0rises', 'text': \"It's up\"}\n"
      "{'title': 'Acme', 'text':}\n");
  CHECK(got.titles() == std::vector<std::string>{"Acme rises"});
  CHECK(got.articles[0].body == "It's up");
  REQUIRE(got.rejects.size() == 1);
}

TEST_CASE("Containers of any name are read in pieces if the input is long", "[readers][json]") {
  const std::string article = R"({"title": "Acme rises", "text": ")" + std::string(100'000, 'a') + R"("})";
  const auto many = [&](const std::string& before, const std::string& after) {
    std::string all;
    for (int i = 0; i < 400; ++i) all += (i == 0 ? "" : ",") + before + article + after;
    return all;
  };
  struct Case {
    std::string json;
    std::string ticker;
  };
  const Case cases[] = {
      {R"({"status": "ok", "payload": {"edges": [)" + many(R"({"node": )", "}") + "]}, \"count\": 400}", ""},
      {"{" + many(R"("IBM": [)", "]") + "}", "IBM"},
      {R"({"by": "symbol", "all": {)" + many(R"("IBM": )", "") + "}}", "IBM"},
      {R"({"meta": {"page": [1]}, "news": {"items": [)" + many("", "").substr(article.size() + 1) +
           R"(]}, "rows": [1], "sports": [{"title": "Beta falls"}]})",
       ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.json.substr(0, 100));
    const Collected got = collect(c.json);  // 40 MB, above the limit of a record
    CHECK(got.rejects.empty());
    CHECK(got.articles.size() == 400);
    CHECK(got.articles.front().title == "Acme rises");
    CHECK(got.articles.back().tickers == (c.ticker.empty() ? std::vector<std::string>{} : std::vector{c.ticker}));
  }
}

TEST_CASE("A key that is a section becomes a label, and one that is an outlet the source", "[readers][json]") {
  struct Case {
    const char* json;
    std::string source, label;
  };
  const Case cases[] = {
      {R"({"business": [{"title": "a"}]})", "", "business"},
      {R"({"Top Stories": [{"title": "a"}]})", "", "Top Stories"},
      {R"({"business": [], "shipping": [{"title": "a"}]})", "", "shipping"},
      {R"({"shipping": [{"title": "a", "source": "Harbor Wire"}]})", "Harbor Wire", "shipping"},
      {R"({"news": {"data": {"shipping": [{"title": "a", "source": {"name": "Harbor Wire"}}]}}})", "Harbor Wire",
       "shipping"},
      {R"({"business": [], "harborwire": [{"title": "a", "url": "https://www.harborwire.example/a"}]})", "harborwire",
       ""},
      {R"({"harborwire": [{"title": "a", "url": "https://x.example/a"}]})", "", ""},
      {R"({"harborwire.example": [{"title": "a"}], "business": []})", "harborwire.example", ""},
      {R"({"Harbor Wire": [{"title": "a"}], "business": []})", "Harbor Wire", ""},
      {R"({"business": [{"title": "a", "tags": ["pumps"]}]})", "", "pumps"},
  };
  for (const Case& c : cases) {
    INFO(c.json);
    const Collected got = collect(c.json);
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].source == c.source);
    CHECK(got.articles[0].labels == (c.label.empty() ? std::vector<std::string>() : std::vector{c.label}));
  }
}

TEST_CASE("Of several versions of a text with their roles the main one is taken", "[readers][json]") {
  struct Case {
    const char* json;
    std::string title, body;
  };
  const Case cases[] = {
      {R"({"headlines": [{"role": "short", "value": "x"}, {"role": "main", "value": "a"}], "language": "en"})", "a",
       ""},
      {R"([{"headlines": [{"role": "web", "value": "a"}, {"role": "print", "value": "x"}]}])", "a", ""},
      {R"([{"headlines": [{"role": "main", "value": "a"}],
            "bodies": [{"role": "summary", "value": "x"}, {"role": "main", "value": "Acme said so."}]}])",
       "a", "Acme said so."},
  };
  for (const Case& c : cases) {
    INFO(c.json);
    const Collected got = collect(c.json);
    CHECK(got.rejects.empty());
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].title == c.title);
    CHECK(got.articles[0].body == c.body);
  }
}

TEST_CASE("A number in a field named for a time is a time of day beside a date", "[readers][json]") {
  struct Case {
    const char* json;
    std::string date, time;
  };
  const Case cases[] = {
      {R"([{"title": "a", "date": "2025-01-30", "time": 930}])", "2025-01-30", "930"},
      {R"([{"title": "a", "date": "2025-01-30", "news_time": "093000"}])", "2025-01-30", "093000"},
      {R"([{"title": "a", "date": "2025-01-30", "time": "997700"}])", "2025-01-30", ""},
      {R"([{"title": "a", "datetime": "202501"}])", "202501", ""},
      {R"([{"title": "a", "time": 45306}])", "45306", ""},
  };
  for (const Case& c : cases) {
    INFO(c.json);
    const Collected got = collect(c.json);
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].date_text == c.date);
    CHECK(got.articles[0].time_text == c.time);
  }
}

TEST_CASE("Numbers are no authors and labels in JSON", "[readers][json]") {
  const Collected got =
      collect(R"([{"title": {"rendered": "a"}, "author": 5, "categories": [3], "tags": [9, "oil"]}])");
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].author.empty());
  CHECK(got.articles[0].labels == std::vector<std::string>{"oil"});
}

TEST_CASE("A chosen field name takes precedence and may be a path", "[readers][json]") {
  const ReadOptions options{"", {{"title", "Kop"}, {"source", "meta.outlet.label"}}};
  const Collected got = collect(R"({"title":"no","kop":"yes","meta":{"outlet":{"label":"Harbor Wire"}}})", options);
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].title == "yes");
  CHECK(got.articles[0].source == "Harbor Wire");
}

TEST_CASE("A broken JSON line is rejected with its number and reason, and the next one read", "[readers][json]") {
  const std::string deep = std::string(100'000, '[');
  struct Case {
    std::string line;
    std::string reason;
  };
  const Case cases[] = {
      {R"({"title": "x")", "not JSON: unexpected end of input at byte 14"},
      {R"({"title": x})", "not JSON: invalid literal at byte 11"},
      {R"(["title"])", "not a JSON object"},
      {"17", "not a JSON object"},
      {R"({"title": "", "text": " "})", "no title and no text"},
      {R"({"url": "https://x.example/"})", "no title and no text"},
      {"{\"title\":" + deep + "}", "nested more than 64 levels deep"},
      {R"({"title": "x", "n": 1e999})", "not JSON: a number is out of range"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.reason << c.line.size()) {
      const Collected got = collect("{\"title\":\"a\"}\n" + c.line + "\n{\"title\":\"b\"}\n", kJsonLines);
      CHECK(got.titles() == std::vector<std::string>{"a", "b"});
      REQUIRE(got.rejects.size() == 1);
      CHECK_THAT(got.rejects[0].record, Catch::StartsWith("line 2"));
      CHECK_THAT(got.rejects[0].reason, Catch::StartsWith(c.reason));
      CHECK(got.articles[1].record == "line 3");
    }
  }
}

TEST_CASE("JSON with common errors is read", "[readers][json]") {
  struct Case {
    const char* json;
    const char* title;
  };
  const Case cases[] = {
      {R"({"title": "a", "score": NaN, "low": -Infinity})", "a"},
      {R"({"title": "NaN is \"no\" number", "score": NaN})", "NaN is \"no\" number"},
      {R"({"title": "cut emoji \ud83d here"})", "cut emoji \xEF\xBF\xBD here"},
      {R"({"title": "whole emoji \ud83d\ude80"})", "whole emoji \xF0\x9F\x9A\x80"},
      {R"({"title": "a", "title": "b"})", "b"},
      {R"({"title": "nul \u0000 byte"})", "nul byte"},
      {"{\"title\": \"a\tb\"}", "a b"},
      {"{\"title\": \"bad \xff byte\"}", "bad \xEF\xBF\xBD byte"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.json) {
      // The second line shows that the text is UTF-8.
      const Collected got = collect(std::string(c.json) + "\n{\"title\":\"caf\xC3\xA9\"}\n", kJsonLines);
      REQUIRE(got.articles.size() == 2);
      CHECK(got.articles[0].title == c.title);
      CHECK(got.articles[1].title == "caf\xC3\xA9");
    }
  }
}

TEST_CASE("Bytes replaced in a JSON line are counted", "[readers][json]") {
  CHECK(collect("{\"title\": \"\xff\xff caf\xC3\xA9 na\xC3\xAFve\"}\n{\"title\":\"b\"}", kJsonLines).replaced == 2);
}

TEST_CASE("A damaged element does not affect the rest of its list", "[readers][json]") {
  const Collected got = collect(
      "[\n {\"title\": \"one\", \"text\": \"a\"},\n {\"title\": \"two, \"text\": \"b\"},\n"
      " {\"title\": \"three\", \"text\": \"c\"},\n {\"title\": },\n {\"title\": \"five\", \"text\": \"c\",\n"
      " {\"title\": \"six\", \"tickers\": [{\"symbol\": \"A\"},\n   {\"symbol\": \"B\"}]}\n]");
  CHECK(got.titles() == std::vector<std::string>{"one", "three", "six"});
  REQUIRE(got.rejects.size() == 3);
  CHECK(got.rejects[0].record == "record 2");
  CHECK(got.rejects[1].record == "record 4");
  CHECK(got.rejects[2].record == "record 5");
}

TEST_CASE("A document with an article per line is not read as JSON Lines", "[readers][json]") {
  const std::string one = R"({"title": "one", "tags": ["x"]})", two = R"({"title": "two", "tags": []})",
                    three = R"({"title": "three"})";
  const std::string cases[] = {
      R"({"status": "ok", "list": [)" + one + ",\n" + two + ",\n" + three + "]}\n",
      R"({"status": "ok", "list": [)" + one + "\n," + two + "\n," + three + "\n]}\n",
      R"({"status": "ok", "list": [)" + one + "\n, " + two + ", " + three + "]}",
      "{\"list\": [\n" + one + ",\n" + two + ",\n" + three + "\n]}\n",
      "{\"list\": [\n" + one + "\n,\n" + two + "\n,\n" + three + "\n]}\n",
      "{\"list\": [\n" + one + "\n,\n" + two + ",\n" + three + "\n]}\n",
      R"({"a": {"list": [)" + one + ",\r\n  " + two + "," + "\r\n  " + three + "\r\n], \"n\": 3}}",
      "{\"data\":\n{\"list\": [" + one + ", " + two + ", " + three + "]}\n}",
      "{\"status\":\n{\"ok\": true},\n\"list\": [" + one + ",\n" + two + ",\n" + three + "]}",
      "{\n  \"list\": [\n    " + one + ",\n    " + two + ",\n    " + three + "\n  ]\n}",
  };
  for (const std::string& json : cases) {
    INFO(json);
    const Collected got = collect(json);
    CHECK(got.titles() == std::vector<std::string>{"one", "two", "three"});
    CHECK(got.rejects.empty());
    CHECK(got.summaries.at(0).form == "json");
  }
  // The end of a document may be missing.
  CHECK(collect(R"({"list": [)" + one + ",\n" + two).summaries.at(0).form == "json");
}

TEST_CASE("JSON Lines are known although the first line is damaged", "[readers][json]") {
  for (const char* first :
       {R"({"title": "cut o)", R"({"title": "cut off", "tags": ["a",)", R"({"title": "cut off", "body":)",
        R"({"title": "cut off", "tags": [)", R"({"title": "cut off",)", R"({"title": "cut off", "by": {"a": 1})",
        R"({"title": "a "quote" too many"})"}) {
    CAPTURE(first);
    const Collected got = collect(std::string(first) + "\n{\"title\": \"one\"}\n{\"title\": \"two\"}\n");
    CHECK(got.titles() == std::vector<std::string>{"one", "two"});
    REQUIRE(got.rejects.size() == 1);
    CHECK(got.rejects[0].record == "line 1");
  }
}

TEST_CASE("A truncated list is reported", "[readers][json]") {
  struct Case {
    const char* json;
    const char* reason;
  };
  const Case cases[] = {
      {R"([{"title":"a"},{"title":"b)", "the article has no end"},
      {R"([{"title":"a"},)", "the input ends inside the list"},
      {R"({"articles":[{"title":"a"}])", "the input ends inside the object"},
      {R"([{"title":"a"}, 17])", "not a JSON object"},
      {R"([{"title":"a"}] trailing)", "not a JSON object"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.json) {
      const Collected got = collect(c.json);
      CHECK(got.titles() == std::vector<std::string>{"a"});
      REQUIRE(got.rejects.size() == 1);
      CHECK(got.rejects[0].reason == c.reason);
    }
  }
}

TEST_CASE("A reader stops when the sink returns false", "[readers][json]") {
  for (const char* text : {"{\"title\":\"a\"}\n{\"title\":\"b\"}\n", "[{\"title\":\"a\"},{\"title\":\"b\"}]"}) {
    Collected got;
    got.stop_after = 1;
    MemorySource source(text);
    read_records(source, {}, got);
    CHECK(got.titles() == std::vector<std::string>{"a"});
  }
}

TEST_CASE("Logs in JSON are refused, and articles with a level are read", "[readers][json]") {
  const char* const logs[] = {
      R"({"timestamp": "2025-01-30T09:30:00Z", "level": "info", "message": "Started 4 workers", "logger": "web"})",
      R"({"level": 30, "time": 1738229400123, "pid": 43, "hostname": "web-1", "msg": "server is listening on 80"})",
      R"({"@timestamp": "2025-01-30T09:30:00Z", "log.level": "ERROR", "message": "No database", "ecs.version": "1"})",
      R"({"log": "Starting up the web server\n", "stream": "stdout", "time": "2025-01-30T09:30:00.123456789Z"})",
      R"({"severity": "WARNING", "timestamp": "2025-01-30T09:30:00Z", "textPayload": "Disk is full", "insertId": "a"})",
      R"({"levelname": "INFO", "asctime": "2025-01-30 09:30:00,123", "name": "root", "message": "Loaded", "lineno": 1})",
      R"({"time": "2025-01-30T09:30:00Z", "level": "INFO", "msg": "request served", "status": 200})",
      R"({"level": "info", "message": "The server was started", "timestamp": "2025-01-30T09:30:00Z"})",
      R"({"MESSAGE": "Started Session 12.", "PRIORITY": "6", "_PID": "1"})",
  };
  for (const char* log : logs) {
    const std::string list = std::string("[") + log + ", " + log + "]";
    for (const std::string& text :
         {std::string(log), std::string(log) + "\n" + log + "\n", list, "{\"logs\": " + list + "}",
          std::string(R"({"hits": {"total": 1, "hits": [{"_id": "a", "_source": )") + log + "}]}}"}) {
      INFO(text);
      CHECK_THROWS_MATCHES(collect(text), Error, HasKind(ErrorKind::kInput) && Says("is a log in JSON"));
    }
    const Collected among = collect(std::string(log) + "\n{\"title\": \"Oil rises\", \"date\": \"2025-01-30\"}\n");
    CHECK(among.titles() == std::vector<std::string>{"Oil rises"});
    REQUIRE(among.rejects.size() == 1);
    CHECK(among.rejects[0].reason == "is a record of a log, not an article");
  }
  CHECK(collect(logs[1], {"", {{"title", "msg"}}}).titles() == std::vector<std::string>{"server is listening on 80"});
  const char* const articles[] = {
      R"({"date": "2025-01-30", "level": "info", "message": "Acme said so.", "logger": "desk", "headline": "Acme rises"})",
      R"({"title": "Acme rises", "body": "Acme said so.", "level": "info", "logger": "desk", "date": "2025-01-30"})",
      R"({"id": 1, "date": "2025-01-30", "message": "Acme said so.", "type": "message", "from": "A", "level": "info"})",
      R"({"message": "Acme doubles its profit", "level": 1, "time": "2025-01-30", "url": "https://x.example/a"})",
      R"({"time": "2025-01-30", "message": "ACME DOUBLES ITS PROFIT", "channel": "desk", "priority": "high"})",
      R"({"title": "Acme rises", "date": "2025-01-30", "log": [{"level": "info", "message": "edited", "pid": 1}]})",
  };
  for (const char* text : articles) {
    INFO(text);
    CHECK(collect(text).articles.size() == 1);
  }
}

TEST_CASE("JSON of another kind is refused alone and rejected among others", "[readers][json]") {
  struct Case {
    const char* text;
    const char* kind;
  };
  const Case cases[] = {
      {R"({"name": "tape", "version": "1.0.0", "description": "A tool", "dependencies": {"a": "1"}})",
       "is the configuration of a package"},
      {R"({"type": "FeatureCollection", "features": []})", "is GeoJSON"},
      {R"({"status": "error", "code": "keyInvalid", "message": "Your key is invalid."})",
       "is an error message of a service"},
      {R"({"remote_addr": "10.0.0.1", "request": "GET /oil-rises HTTP/1.1", "status": 200})", "is a record of a log"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK_THROWS_MATCHES(collect(c.text), Error, HasKind(ErrorKind::kInput) && Says(c.kind));
    const Collected got = collect(std::string(c.text) + "\n{\"title\": \"Oil rises\", \"date\": \"2025-01-30\"}\n");
    CHECK(got.articles.size() == 1);
    REQUIRE(got.rejects.size() == 1);
    CHECK(got.rejects[0].reason == std::string(c.kind) + ", not an article");
  }
}

TEST_CASE("A mere name with a description is rejected", "[readers][json]") {
  const Collected got =
      collect(R"({"name": "tape", "version": "1.0.0", "description": "A tool for news", "author": "Jane"})");
  CHECK(got.articles.empty());
  REQUIRE(got.rejects.size() == 1);
  CHECK(got.rejects[0].reason == "no title and no text");
  CHECK(collect(R"({"name": "Oil rises", "description": "Prices rose.", "datePublished": "2025-01-30"})").titles() ==
        std::vector<std::string>{"Oil rises"});
}

TEST_CASE("A text that the service withholds gives way to the summary", "[readers][json]") {
  const RawArticle raw = only_article(collect(
      R"([{"title": "Acme rises", "date": "2025-01-30", "description": "It rose.", "content": "ONLY AVAILABLE IN PAID PLANS"}])"));
  CHECK(raw.body == "It rose.");
}
