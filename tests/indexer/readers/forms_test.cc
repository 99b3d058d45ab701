#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <sstream>

#include "common/error/error.h"
#include "indexer/readers/article_fields.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"
#include "tests/support/texts.h"

using namespace broadtape;

TEST_CASE("Any other text is one article with its first line as title", "[readers][forms]") {
  struct Case {
    std::string text, title, body;
  };
  const Case cases[] = {
      {"Oil rises\n\nPrices rose.\nA lot.\n", "Oil rises", "Prices rose.\nA lot."},
      {"\n\n  Oil rises  \r\nPrices rose.\r\n", "Oil rises", "Prices rose."},
      {"Oil rises", "Oil rises", ""},
      {"Story, interrupted\nthe date, the title\n", "Story, interrupted", "the date, the title"},
      {"Acme leaks\nSource code was found\nMore.", "Acme leaks", "Source code was found\nMore."},
      {std::string(400, 'x') + "\nmore", "", std::string(400, 'x') + "\nmore"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.text) {
      const Collected got = collect(c.text);
      REQUIRE(got.articles.size() == 1);
      CHECK(got.articles[0].title == c.title);
      CHECK(got.articles[0].body == c.body);
    }
  }
}

TEST_CASE("Lines of their own before a text are its date and byline", "[readers][forms]") {
  struct Case {
    const char* text;
    const char *title, *date, *author, *body;
  };
  const Case cases[] = {
      {"Oil rises\n15 January 2024\nPrices rose.", "Oil rises", "15 January 2024", "", "Prices rose."},
      {"January 15, 2024\nOil rises\n\nPrices rose.", "Oil rises", "January 15, 2024", "", "Prices rose."},
      {"11/27/26, 9:52 PM\nOil rises\nPublished: 2024-01-15\nPrices rose.", "Oil rises", "Published: 2024-01-15", "",
       "Prices rose."},
      {"Oil rises\nBy Ann Reed and Jo de Vries\n01/02/2024\nPrices rose.", "Oil rises", "01/02/2024",
       "Ann Reed and Jo de Vries", "Prices rose."},
      {"Oil rises\n\nBrent at a high\n\nBy Ann Reed\n\n15 January 2024\n\nPrices rose.\n\n\nThey fell later.",
       "Oil rises", "15 January 2024", "Ann Reed", "Brent at a high\n\nPrices rose.\n\n\nThey fell later."},
      {"Oil rises\nBy Ann Reed\n15 January 2024\nBy Jo de Vries\n16 January 2024\nPrices rose.", "Oil rises",
       "15 January 2024", "Ann Reed", "By Jo de Vries\n16 January 2024\nPrices rose."},
      {"Oil rises\nBy the end of the day\n17\nPrices rose.", "Oil rises", "", "",
       "By the end of the day\n17\nPrices rose."},
      {"Oil rises\nPrices rose on Monday in a market that had been waiting for news of the talks for several days on "
       "end, "
       "traders said.\n15 January 2024",
       "Oil rises", "", "",
       "Prices rose on Monday in a market that had been waiting for news of the talks for several days on end, traders "
       "said.\n15 January 2024"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.text) {
      const RawArticle raw = only_article(collect(c.text, {"text", {}}));
      CHECK(raw.title == c.title);
      CHECK(raw.date_text == c.date);
      CHECK(raw.author == c.author);
      CHECK(raw.body == c.body);
    }
  }
}

TEST_CASE("Input that is not text is rejected as a whole", "[readers][forms]") {
  using namespace std::string_literals;
  struct Case {
    const char* name;
    std::string text;
    const char* says;
  };
  const Case cases[] = {
      {"empty", "", "is empty"},
      {"byte order mark alone", "\xEF\xBB\xBF", "is empty"},
      {"NULs", "ELF\0\0\0\x02"s, "looks binary"},
      {"Parquet", "PAR1\0\x15"s, "is Parquet, which is not supported"},
      {"other XML", "<?xml version=\"1.0\"?><!-- a list --><opml><body/></opml>",
       "is XML with the outermost element <opml>"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK_THROWS_MATCHES(collect(c.text), Error, HasKind(ErrorKind::kInput) && Says(c.says));
    }
  }
}

TEST_CASE("Text of another kind is refused by name, with a way out", "[readers][forms]") {
  struct Case {
    const char* text;
    const char* says;
  };
  const Case refused[] = {
      {"-- MySQL dump\n/*!40101 SET NAMES utf8 */;\nCREATE TABLE `news` (\n", "is SQL"},
      {"INSERT INTO `news` VALUES (1,'Oil rises');\n", "is SQL"},
      {"--\n-- PostgreSQL database dump\n--\nSET x = 0;\nSELECT pg_catalog.set_config('a', '', false);\nCREATE TABLE a "
       "(\n",
       "is SQL"},
      {"-- phpMyAdmin SQL Dump\n-- version 5\nSTART TRANSACTION;\nCREATE TABLE a (\n", "is SQL"},
      {"SELECT title, body FROM news;\n", "is SQL"},
      {"-- dump\nCREATE TABLE news (id int, title text, body text);\nINSERT INTO news VALUES (1,'Oil "
       "rises','Crude');\n",
       "is SQL"},
      {"articles:\n  - title: Oil rises\n    date: 2024-01-15\n", "is YAML"},
      {"news:\n  title: Oil rises\n", "is YAML"},
      {"- title: Oil rises\n  date: 2024-01-15\n", "is YAML"},
      {"- title: Oil rises\n  date: 2024-01-15\n  text: Prices rose.\n", "is YAML"},
      {"---\ntitle: Oil rises\ntext: Prices rose.\n", "is YAML"},
      {"---\ntitle: Oil rises\n---\ntitle: Gold falls\n---\ntitle: Gas falls\n", "is YAML"},
      {"callback({\"title\": \"Oil rises\"})", "JavaScript"},
      {"var news = [{\"title\": \"Oil rises\"}];", "JavaScript"},
  };
  for (const Case& c : refused) {
    INFO(c.text);
    CHECK_THROWS_MATCHES(collect(c.text), Error, HasKind(ErrorKind::kInput) && Says(c.says));
  }
  const char* const prose[] = {
      "Insert into your diary: oil rises\nPrices rose.",
      "var is a risk measure (of banks)\nIt rose.",
      "- Oil rises\n- Gold falls\nPrices rose.",
      "Oil (and gas) rise\nPrices rose.",
      "Paris: oil rises\nPrices rose.",
  };
  for (const char* text : prose) {
    INFO(text);
    CHECK(collect(text).articles.size() == 1);
  }
}

TEST_CASE("A short list of symbols or single words is rejected", "[readers][forms]") {
  const char* const lists[] = {"AAPL.O\nMSFT.O\nVOWG_p.DE\n", "AAPL.O, 7203.T, GM.N\n",
                               "NYSE:ACM NYSE:BLT\nXNAS:MSFT\n", "AAPL\nMSFT\nGM\n"};
  for (const char* text : lists) {
    CAPTURE(text);
    const Collected got = collect(text);
    CHECK(got.articles.empty());
    REQUIRE(got.rejects.size() == 1);
    CHECK(got.rejects[0].reason == "a list of words, not an article");
  }
  const char* const articles[] = {"AAPL.O\nMSFT.O\n", "Acme\nSales doubled.\nProfit rose.\n",
                                  "ACME SAYS PROFIT DOUBLED\n"};
  for (const char* text : articles) CHECK(collect(text).articles.size() == 1);
}

TEST_CASE("A list of words is rejected", "[readers][forms]") {
  std::string symbols;
  for (int i = 0; i < 50; ++i) symbols += "SYM" + std::to_string(i) + "\n";
  const Collected got = collect(symbols);
  CHECK(got.articles.empty());
  REQUIRE(got.rejects.size() == 1);
  CHECK(got.rejects[0].reason == "a list of words, not an article");
}

TEST_CASE("A long list with remarks is rejected, an article with a long table is not", "[readers][forms]") {
  std::string table, notes = "Notes on the codes\nThe agency gave a list of codes, which follows below.\n\n";
  for (int i = 0; i < 150; ++i) {
    table += "Wheat of grade " + std::to_string(i) + " at 2.55 dlrs\n";
    notes += "Bank of the country " + std::to_string(i) + ", Governor J. W. Roe Jr. (CODE" + std::to_string(i) + ")\n";
  }
  const Collected got = collect(notes);
  CHECK(got.articles.empty());
  REQUIRE(got.rejects.size() == 1);
  CHECK(got.rejects[0].reason == "a list or table without sentences, not an article");
  CHECK(
      collect("Prices of grain\nThe board raised its prices. They hold until May.\nThe table of the grades follows.\n" +
              table)
          .articles.size() == 1);
}

TEST_CASE("A long line of full stops is read in linear time", "[readers][forms]") {
  CHECK(collect(repeated(".)", 1'000'000)).articles.size() == 1);
}

TEST_CASE("Text of a script without blanks between words is an article", "[readers][forms]") {
  const std::string text = "株価が上昇\n" + repeated("東京市場で株価が上昇した。\n", 150);
  CHECK(collect(text).articles.size() == 1);
}

TEST_CASE("An unknown form or field is a usage error", "[readers][forms]") {
  CHECK_THROWS_MATCHES(collect("x", {"yaml", {}}), Error, HasKind(ErrorKind::kUsage) && Says("saved-page"));
  CHECK_THROWS_MATCHES(collect("x", {"", {{"headline", "x"}}}), Error,
                       HasKind(ErrorKind::kUsage) && Says("title, body"));
}

TEST_CASE("A form chosen by the user takes precedence over detection", "[readers][forms]") {
  const Collected got = collect("{\"title\":\"a\"}\nmore", {"text", {}});
  CHECK(got.titles() == std::vector<std::string>{"{\"title\":\"a\"}"});
}

TEST_CASE("Texts are decoded by byte order mark, validity and evidence", "[readers][forms]") {
  const std::string japanese =
      "\xE6\x97\xA5\xE9\x8A\x80\xE3\x81\xAF\xE9\x87\x91\xE5\x88\xA9\xE3\x82\x92\xE6\x8D\xAE\xE3\x81\x88"
      "\xE7\xBD\xAE\xE3\x81\x84\xE3\x81\x9F\xE3\x80\x82";
  const std::string shift_jis =
      "\x93\xFA\x8B\xE2\x82\xCD\x8B\xE0\x97\x98\x82\xF0\x90\x98\x82\xA6\x92\x75\x82\xA2\x82\xBD\x81\x42";
  using namespace std::string_literals;
  struct Case {
    const char* name;
    std::string text, title;
  };
  const Case cases[] = {
      {"UTF-8", "Nestl\xC3\xA9", "Nestl\xC3\xA9"},
      {"UTF-8 with mark", "\xEF\xBB\xBFNestl\xC3\xA9", "Nestl\xC3\xA9"},
      {"UTF-16LE", "\xFF\xFEN\0\xE9\0\r\0\n\0x\0"s, "N\xC3\xA9"},
      {"UTF-16BE", "\xFE\xFF\0N\0\xE9"s, "N\xC3\xA9"},
      {"UTF-16LE without a mark", "O\0i\0l\0 \0r\0o\0s\0e\0 \0\xE9\0.\0"s, "Oil rose \xC3\xA9."},
      {"UTF-16BE without a mark", "\0O\0i\0l\0 \0r\0o\0s\0e\0 \0\xE9\0."s, "Oil rose \xC3\xA9."},
      {"Latin-1", "Nestl\xE9 \x97 Z\xFCrich", "Nestl\xC3\xA9 \xE2\x80\x94 Z\xC3\xBCrich"},
      {"Shift-JIS", shift_jis + shift_jis + shift_jis, japanese + japanese + japanese},
      {"mostly UTF-8", "Nestl\xC3\xA9 \xFF Z\xC3\xBCrich", "Nestl\xC3\xA9 \xEF\xBF\xBD Z\xC3\xBCrich"},
      {"control characters", "Oil\x01rises\x7F", "Oil rises"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected got = collect(c.text);
      REQUIRE(got.articles.size() == 1);
      CHECK(got.articles[0].title == c.title);
    }
  }
}

TEST_CASE("The character set is detected at the first non-ASCII byte", "[readers][forms]") {
  std::string lines;
  while (lines.size() < 200'000) lines += "{\"title\":\"Oil rises again and again\"}\n";
  const Collected latin = collect(lines + "{\"title\":\"Nestl\xE9\"}\n");
  CHECK(latin.articles.back().title == "Nestl\xC3\xA9");
  const Collected utf8 = collect(lines + "{\"title\":\"Nestl\xC3\xA9\"}\n");
  CHECK(utf8.articles.back().title == "Nestl\xC3\xA9");
}

TEST_CASE("The last form accepts everything", "[readers][forms]") {
  for (std::size_t i = 0; i < kFormCount; ++i) CHECK_FALSE(kForms[i].help.empty());
  CHECK(kForms[kFormCount - 1].name == "text");
}

TEST_CASE("The manual lists every form and field", "[readers][forms]") {
  const std::string manual = read_file(std::string(BROADTAPE_ROOT) + "/docs/cli.md");
  for (std::size_t i = 0; i < kFormCount; ++i) {
    CHECK_THAT(manual, Catch::Contains("| `" + std::string(kForms[i].name) + "` |"));
  }
  for (std::size_t i = 0; i < kFieldCount; ++i) {
    CHECK_THAT(manual, Catch::Contains("| `" + std::string(field_name(static_cast<RawField>(i))) + "` |"));
  }
}

TEST_CASE("Every name in the table of field names has one field and a weight", "[readers][forms]") {
  std::istringstream rows(read_file(std::string(BROADTAPE_ROOT) + "/data/fields.tsv"));
  std::map<std::string, std::string> field_of;
  for (std::string row; std::getline(rows, row);) {
    if (row.starts_with('#')) continue;
    INFO(row);
    std::istringstream cells(row);
    std::string field, name, weight;
    REQUIRE((std::getline(cells, field, '\t') && std::getline(cells, name, '\t') && std::getline(cells, weight)));
    CHECK_NOTHROW(field_named(field));
    CHECK((std::stoi(weight) >= 1 && std::stoi(weight) <= 100));
    const auto [known, is_new] = field_of.emplace(normal_field_name(name), field);
    CHECK((is_new || known->second == field));
  }
  CHECK(field_of.size() > 300);
}

TEST_CASE("Names of fields are compared without case, accents, plural and wrapper words", "[readers][forms]") {
  const FieldNames names({});
  struct Case {
    const char* name;
    std::optional<RawField> field;
  };
  const Case cases[] = {
      {"Headlines", RawField::kTitle},
      {"post_title", RawField::kTitle},
      {"story headline", RawField::kTitle},
      {"seo_title", RawField::kTitle},
      {"article_content", RawField::kBody},
      {"body_html", RawField::kBody},
      {"selftext", RawField::kBody},
      {"created_utc", RawField::kDate},
      {"publishOn", RawField::kDate},
      {"versioncreated", RawField::kDate},
      {"postDate", RawField::kDate},
      {"short_description", RawField::kSummary},
      {"author_name", RawField::kAuthor},
      {"article_url", RawField::kUrl},
      {"Título", RawField::kTitle},
      {"Überschrift", RawField::kTitle},
      {"QUELLE", RawField::kSource},
      {"Fecha de publicación", RawField::kDate},
      {"auteur", RawField::kAuthor},
      {"Testo", RawField::kBody},
      {"发布时间", RawField::kDate},
      {"タイトル", RawField::kTitle},
      {"name", RawField::kTitle},
      {"stock_name", std::nullopt},
      {"company_name", RawField::kCompanies},
      {"full_name", std::nullopt},
      {"image_url", std::nullopt},
      {"title_image", std::nullopt},
      {"news", RawField::kTitle},
      {"news_type", std::nullopt},
      {"comments", std::nullopt},
      {"word count", std::nullopt},
      {"text", RawField::kBody},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    const auto match = names.find(c.name);
    CHECK((match ? std::optional(match->field) : std::nullopt) == c.field);
  }
  CHECK(names.find("title")->rank < names.find("headline")->rank);
  CHECK(names.find("headline")->rank < names.find("post_title")->rank);
}
