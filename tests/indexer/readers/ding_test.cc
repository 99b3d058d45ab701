#include <catch2/catch.hpp>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

TEST_CASE("A Ding file's head gives title, author, date and address", "[readers][ding]") {
  const Collected got = collect(
      "-- Oil rises as stocks fall\n-- By  Jane Roe\n-- Fri Oct 20, 2006 6:15pm EDT\n"
      "-- http://www.reuters.com/article/2006/10/20/us-oil\n\n   NEW YORK  (Reuters) - Oil rose.\n\nGas fell &amp; "
      "rose.\n");
  REQUIRE(got.articles.size() == 1);
  const RawArticle& raw = got.articles[0];
  CHECK(raw.title == "Oil rises as stocks fall");
  CHECK(raw.author == "Jane Roe");
  CHECK(raw.date_text == "Fri Oct 20, 2006 6:15pm EDT");
  CHECK(raw.url == "http://www.reuters.com/article/2006/10/20/us-oil");
  CHECK(raw.source == "Reuters");
  CHECK(raw.body == "NEW YORK  (Reuters) - Oil rose.\n\nGas fell & rose.");
}

TEST_CASE("Missing header fields of a Ding file come from its folder and address", "[readers][ding]") {
  struct Case {
    const char* head;
    const char* path;
    const char* source;
    const char* author;
    const char* date;
  };
  const Case cases[] = {
      {"-- Oil\n-- http://www.bloomberg.com/news/oil.html\n", "bloomberg/20061020/oil", "Bloomberg", "", "2006-10-20"},
      {"-- Oil\n-- B y   J a n e   R o e\n-- http://www.bloomberg.com/x\n", "x", "Bloomberg", "Jane Roe", ""},
      {"-- Oil\n-- https://www.harborwire.example/x\n", "20061399/oil", "harborwire.example", "", ""},
      {"-- Oil\n-- By A. Reed\n", "2006/oil", "", "A. Reed", ""},
      {"-- Oil\n-- 2010-01-04T05:00:00Z\n-- http://uk.reuters.com/x\n", "20061020/oil", "Reuters", "",
       "2010-01-04T05:00:00Z"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.head << c.path) {
      InputName name;
      name.path = c.path;
      const Collected got = collect(std::string(c.head) + "\nText.\n", {}, name);
      REQUIRE(got.articles.size() == 1);
      CHECK(got.articles[0].title == "Oil");
      CHECK(got.articles[0].body == "Text.");
      CHECK(got.articles[0].source == c.source);
      CHECK(got.articles[0].author == c.author);
      CHECK(got.articles[0].date_text == c.date);
    }
  }
}
