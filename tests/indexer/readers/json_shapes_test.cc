// Articles in the spellings of editors, databases, converters and tables.
#include <catch2/catch.hpp>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

TEST_CASE("The text of a tree of paragraphs is read in order", "[readers][json]") {
  struct Case {
    const char* name;
    const char* body;
    const char* expected;
  };
  const Case cases[] = {
      {"blocks", R"({"blocks": [{"type": "unstyled", "text": "One."}, {"type": "unstyled", "text": "Two."}]})",
       "One.\n\nTwo."},
      {"elements of a content",
       R"({"content": {"elements": [{"type": "text", "text": "One."}, {"type": "text", "text": "Two."}]}})",
       "One.\n\nTwo."},
      {"spans of blocks",
       R"([{"_type": "block", "children": [{"_type": "span", "text": "One "}, {"_type": "span", "text": "line."}]},
           {"_type": "image", "alt": "no"}, {"_type": "block", "children": [{"_type": "span", "text": "Two."}]}])",
       "One line.\n\nTwo."},
      {"nodes with a value",
       R"({"nodeType": "document", "content": [{"nodeType": "paragraph", "content": [
           {"nodeType": "text", "value": "See "}, {"nodeType": "hyperlink", "content": [
             {"nodeType": "text", "value": "this"}]}, {"nodeType": "text", "value": "."}]}]})",
       "See this."},
      {"leaves without a type",
       R"([{"type": "p", "children": [{"text": "One "}, {"text": "bold", "bold": true}, {"text": " line"}]}])",
       "One bold line"},
      {"blocks with data",
       R"({"time": 1, "blocks": [{"type": "header", "data": {"text": "Head", "level": 2}},
           {"type": "list", "data": {"style": "ordered", "items": ["a", "b"]}},
           {"type": "image", "data": {"caption": "no"}}, {"type": "paragraph", "data": {"text": "One."}}]})",
       "Head\n\na\n\nb\n\nOne."},
      {"a root of children",
       R"({"root": {"type": "root", "children": [{"type": "paragraph", "children": [{"type": "text", "text": "One."}]}]}})",
       "One."},
      {"inserts",
       R"({"ops": [{"insert": "One "}, {"insert": "bold", "attributes": {"bold": true}}, {"insert": "\nTwo\n"}]})",
       "One bold\nTwo"},
      {"strings and links", R"(["See ", {"type": "text_link", "text": "this", "href": "https://x.example/"}, " now."])",
       "See this now."},
      {"parts with a plain text",
       R"([{"type": "text", "text": {"content": "One "}, "plain_text": "One "}, {"type": "text", "plain_text": "line"}])",
       "One line"},
      {"HTML of blocks", R"([{"blockName": "core/paragraph", "innerHTML": "<p>One.</p>"}])", "One."},
      {"a tree in a string", R"("{\"type\": \"doc\", \"content\": [{\"type\": \"paragraph\", \"content\": [
           {\"type\": \"text\", \"text\": \"One.\"}]}]}")",
       "One."},
      {"a tree in a string with leaves",
       R"("{\"document\": {\"nodes\": [{\"type\": \"paragraph\", \"nodes\": [{\"leaves\": [{\"text\": \"One.\"}]}]}]}}")",
       "One."},
      {"a part of a line of an unknown type",
       R"({"type": "document", "content": [{"type": "paragraph", "content": [{"type": "text", "value": "See "},
           {"type": "entity", "content": [{"type": "text", "value": "Acme"}]}, {"type": "text", "value": " now."}]}]})",
       "See Acme now."},
      {"strings and parts with parameters",
       R"({"type": "root", "children": [{"type": "p", "children": ["See ",
           {"type": "symbol", "params": {"symbol": "NYSE:ACM", "text": "Acme"}}, " now."]},
           {"type": "list", "children": [{"type": "*", "children": ["a"]}, {"type": "*", "children": ["b", " c"]}]}]})",
       "See Acme now.\n\na\n\nb c"},
      {"HTML in the blocks",
       R"({"blocks": [{"type": "header", "data": {"text": "Head"}},
           {"type": "paragraph", "data": {"text": "One <b>bold</b><br>line."}}]})",
       "Head\n\nOne bold\nline."},
      {"an old plain string", R"("[One] and [two]")", "[One] and [two]"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const RawArticle raw = only_article(
        collect(R"([{"title": "Acme rises", "date": "2025-01-30", "body": )" + std::string(c.body) + "}]"));
    CHECK(raw.title == "Acme rises");
    CHECK(raw.body == c.expected);
  }
}

TEST_CASE("A tree of paragraphs is the text under any name", "[readers][json]") {
  const Collected got = collect(R"([{"title": "Acme rises", "date": "2025-01-30", "shortDescription": "Acme ...",
      "astDescription": {"type": "root", "children": [{"type": "p", "children": ["Acme rose on Thursday."]}]}}])");
  CHECK(only_article(got).body == "Acme rose on Thursday.");
}

TEST_CASE("Values are read in the spelling of databases and XML converters", "[readers][json]") {
  struct Case {
    const char* name;
    const char* json;
  };
  const Case cases[] = {
      {"extended JSON",
       R"([{"title": "a", "ts": {"$numberLong": "1738245000000"}, "source": "Harbor Wire", "symbols": ["IBM"]}])"},
      {"DynamoDB",
       R"({"Items": [{"title": {"S": "a"}, "published_at": {"N": "1738245000000"}, "symbols": {"SS": ["IBM"]},
           "source": {"M": {"name": {"S": "Harbor Wire"}}}, "paid": {"BOOL": true}}], "Count": 1})"},
      {"Firestore",
       R"({"documents": [{"name": "projects/p/documents/news/1", "createTime": "2025-02-01T00:00:00Z", "fields": {
           "title": {"stringValue": "a"}, "publishedAt": {"integerValue": "1738245000000"},
           "source": {"mapValue": {"fields": {"name": {"stringValue": "Harbor Wire"}}}},
           "symbols": {"arrayValue": {"values": [{"stringValue": "IBM"}]}}}}]})"},
      {"xml2js",
       R"({"news": {"$": {"version": "1"}, "item": [{"title": ["a"], "pubDate": ["1738245000000"], "symbol": ["IBM"],
           "source": [{"_": "Harbor Wire", "$": {"url": "https://x.example"}}]}]}})"},
      {"xmltodict",
       R"({"news": {"item": {"title": {"@lang": "en", "#text": "a"}, "pubDate": "1738245000000",
           "symbol": "IBM", "dc:publisher": {"#text": "Harbor Wire"}}}})"},
      {"$t",
       R"({"feed": {"entry": [{"title": {"type": "text", "$t": "a"}, "published": {"$t": "1738245000000"},
           "source": {"$t": "Harbor Wire"}, "symbol": {"$t": "IBM"}}]}})"},
      {"arrays of one",
       R"({"response": {"docs": [{"title": ["a"], "published_at": ["1738245000000"], "source.name": ["Harbor Wire"],
           "symbols": ["IBM"]}]}})"},
      {"values named by their type",
       R"({"results": [{"properties": {"Name": {"id": "t", "type": "title", "title": [{"type": "text", "plain_text": "a"}]},
           "Published": {"id": "p", "type": "date", "date": {"start": "1738245000000"}},
           "Source": {"id": "s", "type": "select", "select": {"name": "Harbor Wire"}},
           "Symbol": {"id": "y", "type": "rich_text", "rich_text": [{"plain_text": "IBM"}]}}}]})"},
      {"a hit with highlights",
       R"({"hits": {"hits": [{"_id": "1", "_source": {"title": "a", "ts": 1738245000000, "symbol": "IBM",
           "source": "Harbor Wire"}, "highlight": {"title": ["<em>a</em>"]}}]}})"},
      {"groups of one article",
       R"({"data": [{"newsItem": {"itemMeta": {"title": [{"$": "a"}], "firstCreated": {"$": "1738245000000"}},
           "contentMeta": {"symbol": "IBM", "source": "Harbor Wire"},
           "contentSet": {"inlineData": [{"$": "Acme rose on Monday.", "_contenttype": "text/plain"}]}}}]})"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Collected got = collect(c.json);
    CHECK(got.rejects.empty());
    const RawArticle raw = only_article(got);
    CHECK(raw.title == "a");
    CHECK(raw.date_text == "1738245000000");
    CHECK(raw.source == "Harbor Wire");
    CHECK(raw.tickers == std::vector<std::string>{"IBM"});
  }
}

TEST_CASE("A symbol that is also the mark of a type remains a symbol", "[readers][json]") {
  CHECK(only_article(collect(R"({"L": [{"title": "Loews rises"}]})")).tickers == std::vector<std::string>{"L"});
  CHECK(only_article(collect(R"({"M": {"a": {"title": "Macy's rises"}}})")).tickers == std::vector<std::string>{"M"});
}

TEST_CASE("Tables in JSON are read row by row", "[readers][json]") {
  struct Case {
    const char* name;
    const char* json;
  };
  const Case cases[] = {
      {"header row", R"([["title", "published"], ["a", "2025-01-30"], ["b", "2025-01-31"]])"},
      {"header row inside",
       R"({"range": "A1:B3", "values": [["Title", "Date"], ["a", "2025-01-30"], ["b", "2025-01-31"]]})"},
      {"fields and rows",
       R"({"fields": [{"name": "title"}, {"name": "date"}], "rows": [["a", "2025-01-30"], ["b", "2025-01-31"]]})"},
      {"columns last", R"({"t": {"data": [["2025-01-30", "a"], ["2025-01-31", "b"]],
                                 "columns": [{"name": "date"}, {"name": "headline"}]}})"},
      {"schema",
       R"({"schema": {"fields": [{"name": "title"}, {"name": "published"}]}, "rows": [{"f": [{"v": "a"},
           {"v": "2025-01-30"}]}, {"f": [{"v": "b"}, {"v": "2025-01-31"}]}]})"},
      {"labels of rows",
       R"({"columns": ["title", "score"], "index": ["2025-01-30", "2025-01-31"], "data": [["a", 1], ["b", 2]]})"},
      {"labels of several levels",
       R"({"columns": ["title", "score"], "index": [["x y", "2025-01-30"], ["x y", "2025-01-31"]],
           "data": [["a", 1], ["b", 2]]})"},
      {"columns of lists", R"({"title": ["a", "b"], "date": ["2025-01-30", "2025-01-31"], "tags": [["x"], ["y"]]})"},
      {"labels of columns", R"({"title": {"2025-01-30": "a", "2025-01-31": "b"},
                                "score": {"2025-01-30": 1, "2025-01-31": 2}})"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Collected got = collect(c.json);
    CHECK(got.rejects.empty());
    CHECK(got.titles() == std::vector<std::string>{"a", "b"});
    REQUIRE(got.articles.size() == 2);
    CHECK(got.articles[0].date_text == "2025-01-30");
    CHECK(got.articles[1].date_text == "2025-01-31");
  }
}

TEST_CASE("A list of lists without names is read by its values", "[readers][json]") {
  const Collected got = collect(
      R"([["Acme doubles its profit", "2025-01-30", "https://x.example/acme"],
          ["Beta cuts its forecast", "2025-01-31", "https://x.example/beta"]])");
  CHECK(got.titles() == std::vector<std::string>{"Acme doubles its profit", "Beta cuts its forecast"});
  CHECK(got.articles.at(1).date_text == "2025-01-31");
  CHECK(got.articles.at(1).url == "https://x.example/beta");
}

TEST_CASE("Headlines under dates and symbols are articles", "[readers][json]") {
  const Collected got = collect(
      R"({"2025-01-30": {"IBM": ["Acme doubles its profit", "Acme names a chief"]}, "2025-01-31": "Beta cuts its forecast"})");
  CHECK(got.titles() ==
        std::vector<std::string>{"Acme doubles its profit", "Acme names a chief", "Beta cuts its forecast"});
  CHECK(got.articles.at(1).date_text == "2025-01-30");
  CHECK(got.articles.at(1).tickers == std::vector<std::string>{"IBM"});
  CHECK(got.articles.at(2).date_text == "2025-01-31");
  CHECK(collect(R"({"tags": ["a b c", "d e f"]})").articles.empty());
}

TEST_CASE("An article under the name of a text is read", "[readers][json]") {
  const RawArticle raw = only_article(collect(
      R"({"props": {"id": 7, "article": {"headline": "Acme rises", "publishedAt": "2025-01-30", "body": "It rose."}}})"));
  CHECK(raw.title == "Acme rises");
  CHECK(raw.date_text == "2025-01-30");
  CHECK(raw.body == "It rose.");
}

TEST_CASE("A member that wraps one article is no source of it", "[readers][json]") {
  for (const char* json : {R"({"_embedded": {"news": [{"title": "a"}]}})", R"([{"row_idx": 0, "row": {"title": "a"}}])",
                           R"([{"wrapped": {"title": "a"}}])", R"({"d": {"results": [{"title": "a"}]}})",
                           R"({"latestNews": [{"title": "a"}]})", R"([{"_source": {"title": "a"}}])",
                           R"({"payload": {"lines": [{"title": "a"}]}})", R"({"ok": true, "lines": [{"title": "a"}]})",
                           R"({"Status": "ok", "Lines": [{"Title": "a"}]})", R"({"noticias": [{"title": "a"}]})",
                           R"({"haberler": [{"başlık": "a"}]})", R"({"новости": [{"title": "a"}]})",
                           R"({"data": {"feeditems": [{"title": "a"}]}})"}) {
    CAPTURE(json);
    CHECK(only_article(collect(json)).source.empty());
  }
  CHECK(only_article(collect(R"({"harborwire": {"title": "a"}, "otherwire": {}})")).source.empty());
  CHECK(collect(R"({"harborwire": {"title": "a"}, "otherwire": {"title": "b"}})").articles.at(1).source == "otherwire");
}

TEST_CASE("A single key beside other members is a source if it is not spelled as a name", "[readers][json]") {
  struct Case {
    const char* json;
    std::string source;
  };
  const Case cases[] = {
      {R"({"Harbor Wire": [{"title": "a"}]})", "Harbor Wire"},
      {R"({"HarborWire": [{"title": "a"}]})", "HarborWire"},
      {R"({"status": "ok", "Harbor Wire": [{"title": "a"}]})", "Harbor Wire"},
      {R"({"status": "ok", "HarborWire": [{"title": "a"}]})", "HarborWire"},
      {R"({"status": "ok", "harborwire.example": [{"title": "a"}]})", "harborwire.example"},
      {R"({"data": {"harborwire": [{"title": "a", "url": "https://harborwire.example/a"}]}})", "harborwire"},
      {R"({"status": "ok", "harborwire": [{"title": "a"}], "otherwire": [{"title": "b"}]})", "harborwire"},
  };
  for (const Case& c : cases) {
    INFO(c.json);
    CHECK(collect(c.json).articles.at(0).source == c.source);
  }
}

TEST_CASE("Of several links the one to the article is its address", "[readers][json]") {
  const char* const json = R"([{"title": "a", "link": [{"rel": "self", "href": "https://x.example/api/1"},
                                                       {"rel": "alternate", "href": "https://x.example/a"}]}])";
  CHECK(only_article(collect(json)).url == "https://x.example/a");
  CHECK(only_article(collect(R"([{"title": "a", "_links": {"self": {"href": "https://x.example/a"}}}])")).url ==
        "https://x.example/a");
}

TEST_CASE("Members with unknown names are used by their values if no other has the field", "[readers][json]") {
  struct Case {
    const char* name;
    const char* json;
    std::string title, body, date, url;
    std::vector<std::string> tickers;
    const char* detail;
  };
  const std::string text(150, 'x');
  const Case cases[] = {
      {"a date",
       R"([{"title": "a", "ran": "2025-01-30"}, {"title": "b", "ran": "2025-01-31"}])",
       "a",
       "",
       "2025-01-30",
       "",
       {},
       "with date by the values of ran"},
      {"a date in an object",
       R"([{"title": "a", "log": {"ran": "2025-01-30"}}, {"title": "b", "log": {"ran": "2025-01-31"}}])",
       "a",
       "",
       "2025-01-30",
       "",
       {},
       "with date by the values of log.ran"},
      {"lines",
       "{\"title\": \"a\", \"ran\": \"2025-01-30\"}\n{\"title\": \"b\", \"ran\": \"2025-01-31\"}\n",
       "a",
       "",
       "2025-01-30",
       "",
       {},
       "with date by the values of ran"},
      {"a date of an update",
       R"([{"title": "a", "lastRefresh": "2025-01-30"}, {"title": "b", "lastRefresh": "2025-01-31"}])",
       "a",
       "",
       "",
       "",
       {},
       ""},
      {"two dates", R"([{"title": "a", "ran": "2025-01-30", "stood": "2025-01-31"}])", "a", "", "", "", {}, ""},
      {"a date that few have",
       R"([{"title": "a", "ran": "2025-01-30"}, {"title": "b"}, {"title": "c"}])",
       "a",
       "",
       "",
       "",
       {},
       ""},
      {"a date beside a known one",
       R"([{"title": "a", "date": "2025-01-29", "ran": "2025-01-30"}, {"title": "b", "ran": "2025-01-31"}])",
       "a",
       "",
       "2025-01-29",
       "",
       {},
       ""},
      {"numbers",
       R"([{"title": "a", "serial": 1738245000}, {"title": "b", "serial": 1738245001}])",
       "a",
       "",
       "",
       "",
       {},
       ""},
      {"title, address and symbol",
       R"([{"line": "Acme doubles its profit", "where": "https://x.example/1", "co": "IBM"},
           {"line": "Beta cuts its forecast", "where": "https://x.example/2", "co": "AMD"},
           {"line": "Gamma hires a new chief", "where": "https://x.example/3", "co": "GE"}])",
       "Acme doubles its profit",
       "",
       "",
       "https://x.example/1",
       {"IBM"},
       "with url by the values of where, tickers by the values of co, title by the values of line"},
      {"a word of the name",
       R"([{"headline_en": "Up", "ran": "2025-01-30"}, {"headline_en": "Down it goes again, they say",
                                 "ran": "2025-01-31"}])",
       "Up",
       "",
       "2025-01-30",
       "",
       {},
       "with date by the values of ran, title by the values of headline_en"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Collected got = collect(c.json);
    REQUIRE(!got.articles.empty());
    CHECK(got.articles[0].title == c.title);
    CHECK(got.articles[0].body == c.body);
    CHECK(got.articles[0].date_text == c.date);
    CHECK(got.articles[0].url == c.url);
    CHECK(got.articles[0].tickers == c.tickers);
    CHECK(got.summaries.at(0).detail == c.detail);
  }
}

TEST_CASE("Articles with unknown names are found by their shape", "[readers][json]") {
  const std::string one = R"({"line": "Acme doubles its profit", "ran": "2025-01-30"})",
                    two = R"({"line": "Beta cuts its forecast", "ran": "2025-01-31"})";
  struct Case {
    std::string json;
    const char* url;
  };
  const Case cases[] = {
      {R"({"https://x.example/1": )" + one + R"(, "https://x.example/2": )" + two + "}", "https://x.example/1"},
      {R"({"v": 1, "payload": {"lines": [)" + one + ", " + two + R"(], "pages": [1, 2]}})", ""},
  };
  for (const Case& c : cases) {
    INFO(c.json);
    const Collected got = collect(c.json);
    REQUIRE(got.titles() == std::vector<std::string>{"Acme doubles its profit", "Beta cuts its forecast"});
    CHECK(got.articles[0].date_text == "2025-01-30");
    CHECK(got.articles[0].url == c.url);
    CHECK(got.summaries.at(0).detail == "with date by the values of ran, title by the values of line");
  }
  // Texts without a date or address are no articles.
  CHECK(
      collect(R"({"payload": {"lines": [{"line": "Acme doubles its profit", "n": 1}, {"line": "Beta cuts its forecast",
                    "n": 2}]}})")
          .articles.empty());
}

TEST_CASE("Articles with unknown names are found by their shape in a long document", "[readers][json]") {
  constexpr std::size_t kCases[] = {3, 800, 11'000};  // whole at the start; whole in memory; longer than that
  for (const std::size_t count : kCases) {
    CAPTURE(count);
    std::string json = R"({"status": "ok", "payload": {"lines": [)";
    for (std::size_t i = 0; i < count; ++i) {
      json += i == 0 ? "" : ", ";
      json += R"({"line": "Acme doubles its profit again, to )" + std::to_string(i) +
              R"(", "ran": "2025-01-30", "said": ")";
      for (int sentence = 0; sentence < 20; ++sentence) json += "Acme said its profit had doubled again. ";
      json += "\"}";
    }
    const Collected got = collect(json + "]}}");
    CHECK(got.rejects.empty());
    REQUIRE(got.articles.size() == count);
    CHECK(got.articles[0].title == "Acme doubles its profit again, to 0");
    CHECK(got.articles[0].date_text == "2025-01-30");
  }
}

TEST_CASE("An object in a cell gives the fields of its members", "[readers][csv]") {
  struct Case {
    const char* name;
    std::string csv;
  };
  const Case cases[] = {
      {"JSON", R"(id,content
7,"{""title"": ""Acme's rise"", ""pubDate"": ""2025-01-30"", ""provider"": {""displayName"": ""Harbor Wire""},
 ""finance"": {""stockTickers"": [{""symbol"": ""IBM""}]}, ""canonicalUrl"": {""url"": ""https://x.example/a""}}")"},
      {"Python", R"(id,content
7,"{'title': ""Acme's rise"", 'pubDate': '2025-01-30', 'provider': {'displayName': 'Harbor Wire'}, 'summary': None,
 'finance': {'stockTickers': [{'symbol': 'IBM'}]}, 'canonicalUrl': {'url': 'https://x.example/a'}, 'hosted': True}")"},
      {"an unknown name, tabs",
       "ticker\tpayload\nIBM\t{\"title\": \"Acme's rise\", \"pubDate\": \"2025-01-30\", \"source\": "
       "\"Harbor Wire\", \"url\": \"https://x.example/a\"}\n"},
      {"beside columns", R"(title,raw,date
Acme's rise,"{""title"": ""no"", ""source"": ""Harbor Wire"", ""url"": ""https://x.example/a"", ""symbol"": ""IBM""}",2025-01-30)"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Collected got = collect(c.csv + "\n");
    CHECK(got.rejects.empty());
    const RawArticle raw = only_article(got);
    CHECK(raw.title == "Acme's rise");
    CHECK(raw.date_text == "2025-01-30");
    CHECK(raw.source == "Harbor Wire");
    CHECK(raw.url == "https://x.example/a");
    CHECK(raw.tickers == std::vector<std::string>{"IBM"});
  }
}

TEST_CASE("Elements in a cell give the fields of their names", "[readers][csv]") {
  const std::string row =
      "20250130093000\tharborwire.example\thttps://harborwire.example/a\t<PAGE_LINKS>https://x.example/b</PAGE_LINKS>"
      "<PAGE_TITLE>Acme &#x2013; profit doubles</PAGE_TITLE>\n";
  const Collected got = collect(row + row + row);
  REQUIRE(got.articles.size() == 3);
  CHECK(got.articles[0].title == "Acme \xE2\x80\x93 profit doubles");
  CHECK(got.articles[0].url == "https://harborwire.example/a");
}

TEST_CASE("An instant with an exponent is a number of seconds", "[readers][json]") {
  CHECK(only_article(collect(R"([{"title": "a", "date": "1.738245E9"}])")).date_text == "1738245000");
}

TEST_CASE("A list without a date is no date", "[readers][json]") {
  for (const char* date : {"[]", "[null]", "[{}]", "[[]]"}) {
    INFO(date);
    const Collected got = collect(R"([{"title": "Oil rises", "date": )" + std::string(date) + "}]");
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].date_text.empty());
  }
}

TEST_CASE("A column of labels with headlines is the title if no other is", "[readers][csv]") {
  const char* const rows = "Acme doubles its profit;2025-01-30\nBeta cuts its forecast;2025-01-31\n";
  CHECK(collect("Rubrik;Publicerad\n" + std::string(rows)).titles() ==
        std::vector<std::string>{"Acme doubles its profit", "Beta cuts its forecast"});
}

TEST_CASE("A list in a cell of texts is its paragraphs, and brackets in a text remain", "[readers][csv]") {
  const Collected got = collect(
      "title,date,body\na,2025-01-30,\"['One.', 'Two.']\"\nb,2025-01-31,\"[{'type': 'p', 'text': 'One.'}]\"\n"
      "c,2025-01-31,\"[Corrects] Acme rose [sic]\"\n");
  REQUIRE(got.articles.size() == 3);
  CHECK(got.articles[0].body == "One.\n\nTwo.");
  CHECK(got.articles[1].body == "One.");
  CHECK(got.articles[2].body == "[Corrects] Acme rose [sic]");
}

TEST_CASE("Names are known in parts, paths and other languages", "[readers][fields]") {
  struct Case {
    const char* name;
    std::optional<RawField> expected;
  };
  const Case cases[] = {
      {"firstPublishDate", RawField::kDate},
      {"publication_datetime_utc", RawField::kDate},
      {"PostedOn", RawField::kDate},
      {"story-published-ts", RawField::kDate},
      {"date_of_publication", RawField::kDate},
      {"last_publish_date", std::nullopt},
      {"post_id", RawField::kId},
      {"news.title", RawField::kTitle},
      {"content.provider.displayName", RawField::kSource},
      {"source.name", RawField::kSource},
      {"author.url", std::nullopt},
      {"image.title", std::nullopt},
      {"thread.site_full", RawField::kSource},
      {"dc:creator", RawField::kAuthor},
      {"title_str", RawField::kTitle},
      {"article_html", RawField::kBody},
      {"post_content", RawField::kBody},
      {"Tytuł", RawField::kTitle},
      {"Nagłówek", RawField::kTitle},
      {"Krantenkop", RawField::kTitle},
      {"Başlık", RawField::kTitle},
      {"Заголовок", RawField::kTitle},
      {"Brödtext", RawField::kBody},
      {"Treść", RawField::kBody},
      {"İçerik", RawField::kBody},
      {"Дата публикации", RawField::kDate},
      {"Yayın tarihi", RawField::kDate},
      {"등록일", RawField::kDate},
      {"Źródło", RawField::kSource},
      {"매체명", RawField::kSource},
      {"Ссылка", RawField::kUrl},
  };
  const FieldNames names{{}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const auto match = names.find(c.name);
    REQUIRE(match.has_value() == c.expected.has_value());
    if (match) CHECK(match->field == *c.expected);
  }
}
