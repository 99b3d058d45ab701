#include <catch2/catch.hpp>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {

constexpr const char* kHead = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n";

std::string story(const std::string& id, const std::string& text, const std::string& type = "",
                  const std::string& topics = "<D>cocoa</D><D>crude-oil</D>") {
  return "<REUTERS TOPICS=\"YES\" LEWISSPLIT=\"TRAIN\" OLDID=\"1\" NEWID=\"" + id +
         "\">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TOPICS>" + topics +
         "</TOPICS>\n<PLACES><D>usa</D></PLACES>\n<UNKNOWN> \n&#5;&#5;&#5;C T\n</UNKNOWN>\n<TEXT" + type + ">&#2;\n" +
         text + "\n&#3;</TEXT>\n</REUTERS>\n";
}

}  // namespace

TEST_CASE("A Reuters story gives title, dateline, paragraphs, topics and id", "[readers][reuters]") {
  const Collected got = collect(kHead + story("17",
                                              "<TITLE>ACME &lt;ACM> TO MERGE\n  WITH AT&amp;T</TITLE>\n"
                                              "<DATELINE>    NEW YORK, Feb 26 - </DATELINE><BODY>Acme Corp &lt;ACM.O>\n"
                                              "said it agreed to merge.\n"
                                              "    The price is 1.2 billion dlrs,\n"
                                              "it said. See &lt;O/R>.\n"
                                              " Reuter\n&#3;</BODY>"));
  REQUIRE(got.articles.size() == 1);
  const RawArticle& raw = got.articles[0];
  CHECK(raw.title == "ACME <ACM> TO MERGE WITH AT&T");
  CHECK(raw.body ==
        "NEW YORK, Feb 26 - Acme Corp <ACM.O> said it agreed to merge.\n\n"
        "The price is 1.2 billion dlrs, it said. See <O/R>.\n\nReuter");
  CHECK(raw.date_text == "26-FEB-1987 15:01:01.79");
  CHECK(raw.labels == std::vector<std::string>{"cocoa", "crude-oil", "reuters-topics-yes"});
  CHECK(raw.external_id == "17");
  CHECK(raw.source == "Reuters");
  CHECK(raw.language == "en");
  CHECK(raw.record == "line 2");
}

TEST_CASE("The byline of a Reuters story is its author, without the agency", "[readers][reuters]") {
  struct Case {
    const char *byline, *author;
  };
  const Case cases[] = {
      {"    By Jane Roe, Reuters", "Jane Roe"},
      {"    by Jane Roe, Reuter", "Jane Roe"},
      {"    BY JANE ROE AND JOHN DOE, REUTERS", "JANE ROE AND JOHN DOE"},
      {"    By Jane Roe Reuters", "Jane Roe"},
      {"    By Jane d'Or, Reuters.", "Jane d'Or"},
      {"    By Jane Roe, Reutersd", "Jane Roe"},
      {"    By Jane Roe", "Jane Roe"},
      {"    By Jane Reutershan", "Jane Reutershan"},
      {"    Reuters", ""},
      {"", ""},
  };
  for (const Case& c : cases) {
    INFO(c.byline);
    const Collected got = collect(kHead + story("1", std::string("<TITLE>ACME</TITLE>\n<AUTHOR>") + c.byline +
                                                         "</AUTHOR>\n<BODY>Acme rose.\n</BODY>"));
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].author == c.author);
    CHECK(got.articles[0].body == "Acme rose.");
  }
}

TEST_CASE("Tables in a Reuters story keep their lines", "[readers][reuters]") {
  const Collected got = collect(kHead + story("1",
                                              "<TITLE>GRAIN</TITLE><BODY>Prices follow -\n"
                                              "         Natl   Loan\n"
                                              " Wheat   2.55   2.40\n"
                                              " Corn    1.35   1.92\n"
                                              "    Reserves have matured and\nmore.\n</BODY>"));
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].body ==
        "Prices follow -\n\n         Natl   Loan\n Wheat   2.55   2.40\n Corn    1.35   1.92\n\n"
        "Reserves have matured and more.");
}

TEST_CASE("Stories without a body or title are kept", "[readers][reuters]") {
  const Collected got =
      collect(kHead + story("1", "******<TITLE>BANK CUTS RATE TO 10 PCT\n</TITLE>Blah blah blah.", " TYPE=\"BRIEF\"") +
              story("2", "CORRECTED - ACME\n    The price is 5 dlrs,\nnot 6.\n", " TYPE=\"UNPROC\"") + story("3", ""));
  REQUIRE(got.articles.size() == 2);
  CHECK(got.articles[0].title == "BANK CUTS RATE TO 10 PCT");
  CHECK(got.articles[0].body.empty());
  CHECK(got.articles[1].title == "CORRECTED - ACME");
  CHECK(got.articles[1].body == "CORRECTED - ACME\n\nThe price is 5 dlrs, not 6.");
  REQUIRE(got.rejects.size() == 1);
  CHECK(got.rejects[0].reason == "no title and no text");
}

TEST_CASE("An unterminated Reuters story is rejected alone", "[readers][reuters]") {
  const std::string open = "<REUTERS TOPICS=\"NO\" NEWID=\"8\">\n<TEXT><TITLE>LOST</TITLE>\n";
  const Collected got = collect(kHead + open + story("9", "<TITLE>KEPT</TITLE>") + open);
  CHECK(got.titles() == std::vector<std::string>{"KEPT"});
  REQUIRE(got.rejects.size() == 2);
  CHECK(got.rejects[0].record == "line 2");
  CHECK(got.rejects[0].reason == "unterminated story");
  CHECK(got.rejects[1].reason == "the input ends inside the story");
}

TEST_CASE("Reuters bytes outside ASCII are Latin-1", "[readers][reuters]") {
  const Collected got = collect(kHead + story("1", "<TITLE>Z\xFCRICH</TITLE><BODY>Nestl\xE9&#127;</BODY>"));
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].title == "Z\xC3\xBCRICH");
  CHECK(got.articles[0].body == "Nestl\xC3\xA9");
}
