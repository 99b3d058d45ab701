#include <catch2/catch.hpp>
#include <string>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

TEST_CASE("The front matter of Markdown has the fields of the article", "[readers][markdown]") {
  const char* const texts[] = {
      "---\ntitle: \"Acme: \\\"profit\\\" doubles\" # a comment\ndate: 2025-01-30T09:30:00Z\nauthor: 'Jane O''Roe'\n"
      "tags: [earnings, \"chips, fast\"]\ncategories:\n  - Business\n- Markets\nsource: Harbor Wire\n"
      "url: https://harborwire.example/acme\nlang: en\nlayout: post\nimage:\n  url: https://x.example/i.png\n"
      "---\n\nAcme rose.\n",
      "+++\ntitle = \"Acme: \\\"profit\\\" doubles\"\ndate = 2025-01-30T09:30:00Z # a comment\n"
      "author = \"Jane O'Roe\"\ntags = [\n  \"earnings\",\n  \"chips, fast\",\n]\ncategories = ['Business', "
      "'Markets']\n"
      "source = 'Harbor Wire'\nurl = \"https://harborwire.example/acme\"\nlang = \"en\"\n[extra]\ntitle = \"no\"\n"
      "+++\nAcme rose.\n",
  };
  for (const char* text : texts) {
    DYNAMIC_SECTION(std::string(text).substr(0, 3)) {
      const RawArticle raw = only_article(collect(text));
      CHECK(raw.title == "Acme: \"profit\" doubles");
      CHECK(raw.date_text == "2025-01-30T09:30:00Z");
      CHECK(raw.author == "Jane O'Roe");
      CHECK(raw.labels == std::vector<std::string>{"earnings", "chips, fast", "Business", "Markets"});
      CHECK(raw.source == "Harbor Wire");
      CHECK(raw.url == "https://harborwire.example/acme");
      CHECK(raw.language == "en");
      CHECK(raw.body == "Acme rose.");
    }
  }
}

TEST_CASE("Values of front matter that are not flat are left out", "[readers][markdown]") {
  struct Case {
    const char* lines;
    const char* title;
    const char* author;
  };
  const Case cases[] = {
      {"title: >-\n  Acme doubles\n  its profit\nauthor: Roe", "Acme doubles its profit", "Roe"},
      {"title: Acme doubles\n  its profit\nauthor: Roe", "Acme doubles its profit", "Roe"},
      {"title: Acme\nauthor:\n  name: Roe\n  url: x", "Acme", ""},
      {"title: Acme\nauthor:\n  - name: Roe", "Acme", ""},
      {"title: Acme\nauthor: {name: Roe}", "Acme", ""},
      {"title: Acme\nauthor: &roe Roe", "Acme", ""},
      {"title: Acme\nauthor: null", "Acme", ""},
      {"title: Acme\nauthor: [Roe, [Doe]]", "Acme", ""},
      {"title: Acme\nauthor: \"Roe", "Acme", ""},
      {"title: Acme\nauthors:\n- Roe\n- Doe", "Acme", "Roe, Doe"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.lines) {
      const RawArticle raw = only_article(collect("---\n" + std::string(c.lines) + "\n---\nText.\n"));
      CHECK(raw.title == c.title);
      CHECK(raw.author == c.author);
      CHECK(raw.body == "Text.");
    }
  }
}

TEST_CASE("Markdown becomes text", "[readers][markdown]") {
  struct Case {
    const char* markdown;
    const char* text;
  };
  const Case cases[] = {
      {"**record** profit, [see *more*](https://e.example/b_(c) \"T\").", "record profit, see more."},
      {"![A plant](p.png) and [text][1], <https://e.example/>\n\n[1]: https://e.example/x",
       "A plant and text, https://e.example/"},
      {"## Outlook ##\nText\n\nNext\n----\nText", "Outlook\nText\n\nNext\nText"},
      {"a_b_c is 5 * 3 * 2, __bold__ ~~old~~ `x*y*z` 2\\*3\\*4", "a_b_c is 5 * 3 * 2, bold old x*y*z 2*3*4"},
      {"> quoted\n> text\n\n- item *one*\n* item two", "quoted\ntext\n\n- item one\n* item two"},
      {"```\n# code *x*\n```\n\n***\n\nend<!-- more\n --> of {{< figure src=\"x\" >}}it", "# code *x*\n\n\nend of it"},
      {"see [[Acme]] and [[Notes/Beta|its rival]], [[", "see Acme and its rival, [["},
      {"what ==had been== expected, a == b, ===", "what had been expected, a == b, ==="},
      {"rose [1] by (see) *5 pct and **6", "rose [1] by (see) *5 pct and **6"},
      {"<O/R> rose, <div>and</div> <IBM.N>", "<O/R> rose,\n\nand\n\n<IBM.N>"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.markdown) {
      CHECK(only_article(collect("---\ntitle: T\n---\n" + std::string(c.markdown) + "\n")).body == c.text);
    }
  }
}

TEST_CASE("The first heading is the title where no field is", "[readers][markdown]") {
  CHECK(only_article(collect("# Acme *rises*\n\nAcme rose.\n")).title == "Acme rises");
  CHECK(only_article(collect("# Acme *rises*\n\nAcme rose.\n")).body == "Acme rose.");
  CHECK(only_article(collect("---\ndate: 2025-01-30\n---\n## Acme rises\n\nAcme rose.\n")).title == "Acme rises");
  const RawArticle both = only_article(collect("---\ntitle: Acme rises\n---\n# Acme rises\n\n## Why\n\nIt rose.\n"));
  CHECK(both.body == "Why\n\nIt rose.");
}

TEST_CASE("A post without a date takes that of its file's name", "[readers][markdown]") {
  struct Case {
    const char* path;
    const char* lines;
    const char* date;
  };
  const Case cases[] = {
      {"_posts/2025-01-30-acme.md", "published: true", "2025-01-30"},
      {"_posts/2025-01-30-acme.md", "published: true\ndate: 2025-02-01", "2025-02-01"},
      {"_posts/2025-13-30-acme.md", "published: true", ""},
      {"_posts/acme.md", "published: 2025-02-01", "2025-02-01"},
  };
  for (const Case& c : cases) {
    INFO(c.path << ' ' << c.lines);
    InputName name;
    name.path = c.path;
    CHECK(only_article(collect("---\ntitle: T\n" + std::string(c.lines) + "\n---\nText.\n", {}, name)).date_text ==
          c.date);
  }
}

TEST_CASE("Text between rules and comments is no Markdown", "[readers][markdown]") {
  CHECK(only_article(collect("---\nOil rose again today.\nSo: why?\nNobody knows it.\n---\nMore.\n")).title ==
        "Oil rose again today.");
  CHECK(only_article(collect("# oil, gas\ntext\n")).title == "# oil, gas");
  CHECK(collect("# title,text\nOil rises,Prices rose.\nGas falls,Prices fell.\n").articles[0].title != "title,text");
}

TEST_CASE("Hostile Markdown ends", "[readers][markdown]") {
  for (const char* piece :
       {"[", "](", "[a](", "*", "**a", "`", "``` ", "<http://", "![](", "<!--", "{%", "_a_", "\\"}) {
    std::string text = "---\ntitle: T\n---\n";
    while (text.size() < 2'000'000) text += piece;
    DYNAMIC_SECTION(piece) {
      CHECK(collect(text).articles.size() == 1);
    }
  }
}

TEST_CASE("Front matter of other programs has the fields of the article", "[readers][markdown]") {
  const char* const texts[] = {
      "---\ntitle: Acme rises\ndate created: 2025-01-30\ndate modified: 2025-02-28\nauthor: Jane Roe\ntags: earnings, "
      "chips\n---\nAcme rose.\n",
      "---\ntitle: Acme rises\ncreated: 2025-01-30\nlastmod: 2025-02-28\nauthor: Jane Roe\ntags:\n  - earnings\n  - "
      "chips\n---\nAcme rose.\n",
      "{\n  \"title\": \"Acme rises\",\n  \"date\": \"2025-01-30\",\n  \"author\": \"Jane Roe\",\n  \"tags\": "
      "[\"earnings\", \"chips\"]\n}\n\nAcme rose.\n",
      "#+TITLE: Acme rises\n#+DATE: <2025-01-30 Thu>\n#+AUTHOR: Jane Roe\n#+FILETAGS: :earnings:chips:\n\nAcme rose.\n",
      ":PROPERTIES:\n:ID: x\n:END:\n#+title: Acme rises\n#+date: [2025-01-30 Thu]\n#+author: Jane Roe\n#+filetags: "
      ":earnings:chips:\n* Acme rises\nAcme [[https://a.example/][rose]].\n",
  };
  for (const char* text : texts) {
    INFO(text);
    const RawArticle raw = only_article(collect(text));
    CHECK(raw.title == "Acme rises");
    CHECK(raw.date_text == "2025-01-30");
    CHECK(raw.author == "Jane Roe");
    CHECK(raw.labels == std::vector<std::string>{"earnings", "chips"});
    CHECK(raw.body == "Acme rose.");
  }
  const RawArticle pandoc = only_article(collect("% Acme rises\n% Jane Roe\n% 2025-01-30\n\nAcme rose.\n"));
  CHECK(pandoc.title == "Acme rises");
  CHECK(pandoc.author == "Jane Roe");
  CHECK(pandoc.date_text == "2025-01-30");
  CHECK(pandoc.body == "Acme rose.");
}

TEST_CASE("The day of a change is not that of publication", "[readers][markdown]") {
  for (const char* name : {"lastmod", "last_modified_at", "updated", "modified", "date modified"}) {
    INFO(name);
    CHECK(only_article(collect("---\ntitle: T\n" + std::string(name) + ": 2025-01-30\n---\nText.\n")).date_text == "");
  }
}

TEST_CASE("Several documents with front matter in a file are articles of their own", "[readers][markdown]") {
  const Collected got = collect(
      "---\ntitle: Acme rises\ndate: 2025-01-30\n---\nAcme rose.\n\n---\n\nIt fell later.\n\n"
      "---\ntitle: Beta rises\ndate: 2025-01-31\n---\nBeta rose.\n");
  CHECK(got.titles() == std::vector<std::string>{"Acme rises", "Beta rises"});
  REQUIRE(got.articles.size() == 2);
  CHECK(got.articles[0].body == "Acme rose.\n\n\nIt fell later.");
  CHECK(got.articles[1].date_text == "2025-01-31");
  CHECK(got.articles[1].body == "Beta rose.");
}

TEST_CASE("A byline below the first heading gives author and date", "[readers][markdown]") {
  const char* const lines[] = {"*By Jane Roe, January 30, 2025*", "By Jane Roe | January 30, 2025",
                               "January 30, 2025 by Jane Roe"};
  for (const char* line : lines) {
    INFO(line);
    const RawArticle raw = only_article(collect("# Oil rises\n\n" + std::string(line) + "\n\nPrices rose.\n"));
    CHECK(raw.author == "Jane Roe");
    CHECK(raw.date_text == "January 30, 2025");
    CHECK(raw.body == "Prices rose.");
  }
}

TEST_CASE("The first heading may be of a lower level and end with the day", "[readers][markdown]") {
  const RawArticle raw = only_article(collect("## Morning note 2025-01-30\n\nOil rose.\n\n## Movers\n\nAcme fell.\n"));
  CHECK(raw.title == "Morning note 2025-01-30");
  CHECK(raw.date_text == "2025-01-30");
  CHECK(raw.body == "Oil rose.\n\nMovers\n\nAcme fell.");
}

TEST_CASE("Links between notes in front matter are their texts", "[readers][markdown]") {
  const RawArticle raw = only_article(collect(
      "---\ntitle: Oil rises\nsource: \"[[Harbor Wire]]\"\ntags: [\"[[Notes/Oil|oil]]\", gas]\n---\nIt rose.\n"));
  CHECK(raw.source == "Harbor Wire");
  CHECK(raw.labels == std::vector<std::string>{"oil", "gas"});
}
