#include "common/article/record.h"

#include <catch2/catch.hpp>

#include "tests/support/article_maker.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

namespace {

Article full_article() {
  Article article;
  article.id = "k5f2zq7w3m4x6y2a";
  article.external_id = "21578/NEWID=1";
  article.url = "https://news.example/a?b=\"c\"";
  article.title = "AT&T <T> \"rises\" 4%";
  article.source = "Harbor Wire";
  article.author = "Ana Núñez";
  article.language = "en";
  article.body = "First paragraph.\nSecond\tparagraph \\ end.\n";
  article.published = Instant{1'738'245'900, Precision::kSecond};
  article.published_text = "Thu, 30 Jan 2025 09:05:00 EST";
  article.first_seen_s = kMadeAt;
  article.tickers = {{"T", TickerEvidence::kSource, 0, false, false},
                     {"VZ", TickerEvidence::kExchangeMark, 1, true, false},
                     {"TMUS", TickerEvidence::kCashtag, 2, false, true},
                     {"VOD.L", TickerEvidence::kReutersCode, 3, true, true},
                     {"CMCSA", TickerEvidence::kParenthesis, 4, false, false},
                     {"CHTR", TickerEvidence::kName, 4'294'967'295u, false, false}};
  article.tickers[1].about = true;
  article.tickers[2].company = "t-mobile-us";
  article.tickers[4].as_of = "1987";
  article.tickers[5].name = "Charter & Sons";
  article.labels = {"earn", "telecom & media"};
  return article;
}

}  // namespace

TEST_CASE("A record gives back the article that it was made from", "[article][record]") {
  struct Case {
    const char* name;
    void (*change)(Article&);
  };
  const Case cases[] = {
      {"every field", [](Article&) {}},
      {"nothing but when it was first seen",
       [](Article& a) {
         a = Article{};
         a.first_seen_s = kMadeAt;
       }},
      {"undated, the date's text kept",
       [](Article& a) {
         a.published.reset();
         a.published_text = "last Tuesday";
       }},
      {"day precision",
       [](Article& a) {
         a.published = Instant{1'738'195'200, Precision::kDay};
       }},
      {"before 1970",
       [](Article& a) {
         a.published = Instant{-1'000'000'000, Precision::kSecond};
       }},
      {"midnight at second precision",
       [](Article& a) {
         a.published = Instant{1'738'195'200, Precision::kSecond};
       }},
      {"text beyond the basic plane",
       [](Article& a) { a.body = "𝄞 🚀 e\u0301 \u202E\u200B\uFEFF\uFFFD 中文 \U0010FFFF"; }},
      {"JSON's own signs", [](Article& a) { a.title = "{\"a\": [1, \"\\u0000\"]}\\"; }},
      {"quotes, backslashes and line feeds only",
       [](Article& a) { a.body.assign(10'000, '"') += std::string(10'000, '\n'); }},
      {"a long body", [](Article& a) { a.body.assign(5'000'000, 'x'); }},
      {"an empty ticker symbol and label",
       [](Article& a) {
         a.tickers = {TickerMention{}};
         a.labels = {""};
       }},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      Article article = full_article();
      c.change(article);
      CHECK(decode_record(encode_record(article)) == article);
      CHECK(encode_record(article).size() <= max_record_bytes(article));
    }
  }
}

TEST_CASE("A record is JSON with the fields in a set order and empty ones left out", "[article][record]") {
  Article article = make_article("Acme rises", "Body.");
  article.tickers = {{"ACM", TickerEvidence::kParenthesis, 2, true, false}};
  CHECK(encode_record(article) ==
        R"({"id":")" + article.id +
            R"(","title":"Acme rises","source":"Harbor Wire","published_text":"2025-01-30T14:05:00Z","body":"Body.",)"
            R"("published":"2025-01-30T14:05:00Z","first_seen":"2025-01-31T00:00:00Z",)"
            R"("tickers":[{"symbol":"ACM","by":"parenthesis","count":2,"title":true}]})");
  article = {};
  article.body = "\b\f\n\r\t\"\\/\x01\x1F\x7F\u00e9";
  article.tickers = {{"T", TickerEvidence::kName, 1}, {"VZ", TickerEvidence::kName, 2}};
  article.labels = {"oil", "a \"b\""};
  CHECK(encode_record(article) ==
        "{\"body\":\"\\b\\f\\n\\r\\t\\\"\\\\/\\u0001\\u001f\x7F\u00e9\",\"first_seen\":\"1970-01-01T00:00:00Z\","
        R"("tickers":[{"symbol":"T","by":"name","count":1},{"symbol":"VZ","by":"name","count":2}],)"
        R"("labels":["oil","a \"b\""]})");
}

TEST_CASE("A record is valid UTF-8 whatever the name of its file is", "[article][record]") {
  Article article = make_article("Acme rises", "Body.");
  article.input = "n\xFF.jsonl";
  CHECK(decode_record(encode_record(article)).input == "n\uFFFD.jsonl");
}

TEST_CASE("Unknown fields of a later release are ignored", "[article][record]") {
  const Article article =
      decode_record(R"({"title":"T","first_seen":"2025-01-31T00:00:00Z","sentiment":{"score":0.5}})");
  CHECK(article.title == "T");
}

TEST_CASE("A record can be decoded without its body", "[article][record]") {
  Article article = full_article();
  article.body = "quotes \" and \\ backslashes \\\" {[}]";
  const Article read = decode_record(encode_record(article), RecordScope::kWithoutBody);
  article.body.clear();
  CHECK(read == article);
}

TEST_CASE("A record of another JSON writer is read: white space, escapes by number", "[article][record]") {
  const Article article = decode_record(
      " { \"title\" : \"\\u0041\\ud83d\\ude80\\/\" ,\n\t\"labels\" : [ ] , \"more\":[[1,{\"a\":null}],\"]\"],"
      "\"first_seen\" : \"2025-01-31T00:00:00Z\" } ");
  CHECK(article.title == "A🚀/");
}

TEST_CASE("A damaged record is reported as damage", "[article][record]") {
  struct Case {
    const char* name;
    std::string record;
  };
  const Case cases[] = {
      {"empty", ""},
      {"not JSON", "<html>"},
      {"cut off", R"({"title":"T","first_seen":"2025-01-3)"},
      {"no object", "[1,2]"},
      {"a number", "7"},
      {"no first_seen", R"({"title":"T"})"},
      {"first_seen is no instant", R"({"first_seen":"yesterday"})"},
      {"first_seen is a number", R"({"first_seen":1738281600})"},
      {"title is a number", R"({"title":5,"first_seen":"2025-01-31T00:00:00Z"})"},
      {"published is no date", R"({"published":"2025-02-31","first_seen":"2025-01-31T00:00:00Z"})"},
      {"tickers are texts", R"({"tickers":["ACM"],"first_seen":"2025-01-31T00:00:00Z"})"},
      {"unknown evidence",
       R"({"tickers":[{"symbol":"A","by":"dream","count":1}],"first_seen":"2025-01-31T00:00:00Z"})"},
      {"labels is an object", R"({"labels":{"a":1},"first_seen":"2025-01-31T00:00:00Z"})"},
      {"invalid UTF-8", "{\"title\":\"\xff\",\"first_seen\":\"2025-01-31T00:00:00Z\"}"},
      {"text after the end", R"({"first_seen":"2025-01-31T00:00:00Z"}{})"},
      {"half an escape", R"({"title":"\u00","first_seen":"2025-01-31T00:00:00Z"})"},
      {"an unknown escape", R"({"title":"\q","first_seen":"2025-01-31T00:00:00Z"})"},
      {"a lone surrogate", R"({"title":"\ud83d","first_seen":"2025-01-31T00:00:00Z"})"},
      {"a string without end", R"({"title":"T\")"},
      {"no comma", R"({"title":"T""first_seen":"2025-01-31T00:00:00Z"})"},
      {"deep nesting in a field of a later release", R"({"more":)" + std::string(1'000'000, '[')},
      {"a ticker without its count",
       R"({"tickers":[{"symbol":"A","by":"source"}],"first_seen":"2025-01-31T00:00:00Z"})"},
      {"a ticker's count past 32 bits",
       R"({"tickers":[{"symbol":"A","by":"source","count":4294967296}],"first_seen":"2025-01-31T00:00:00Z"})"},
      {"deep nesting", std::string(1'000'000, '[')},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK_THROWS_MATCHES(decode_record(c.record), Error, HasKind(ErrorKind::kCorrupt));
    }
  }
}
