#include <catch2/catch.hpp>
#include <string>

#include "common/error/error.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

namespace {

// The body of an RTF document whose first paragraph is "Oil rises".
std::string body_of(const std::string& rtf, const std::string& head = "") {
  const RawArticle raw =
      only_article(collect("{\\rtf1\\ansi\\ansicpg1252\\deff0" + head + "\\f0 Oil rises\\par " + rtf + "}"));
  CHECK(raw.title == "Oil rises");
  return raw.body;
}

}  // namespace

TEST_CASE("The text of RTF is read without what a reader does not see", "[readers][rtf]") {
  struct Case {
    const char* name;
    const char* rtf;
    const char* body;
  };
  const Case cases[] = {
      {"paragraphs", "Prices\\b  rose\\b0 .\\par\r\nA lot.\\line Really.", "Prices rose.\nA lot.\nReally."},
      {"line ends of the file", "Pri\r\nces\r\n rose.", "Prices rose."},
      {"escaped characters", "\\{a\\} \\\\ b\\~c",
       "{a} \\ b\xC2\xA0"
       "c"},
      {"punctuation", "\\ldblquote Up\\rdblquote\\emdash it\\rquote s",
       "\xE2\x80\x9CUp\xE2\x80\x9D\xE2\x80\x94it\xE2\x80\x99s"},
      {"table", "A\\cell B\\cell\\row C\\cell D\\cell\\row", "A\tB\nC\tD"},
      {"hidden text", "Up{\\v secret} today\\v no\\v0 , or\\plain  not", "Up today, or not"},
      {"header, note and picture", "{\\header Page 1}Up{\\footnote Note}{\\pict 0a0b}{\\*\\unknown x{y}} today",
       "Up today"},
      {"binary data", "Up{\\pict\\bin5 }}\\{{} today", "Up today"},
      {"field", "See {\\field{\\*\\fldinst HYPERLINK \"https://x.example\"}{\\fldrslt here}}.", "See here."},
      {"alternatives", "{\\upr{Zurich}{\\*\\ud{Z\\u252?rich}}}", "Z\xC3\xBCrich"},
      {"lone escapes", "Up\\'zz \\par", "Upzz"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(body_of(c.rtf) == c.body);
    }
  }
}

TEST_CASE("Characters of RTF are decoded by number, font and code page", "[readers][rtf]") {
  const std::string fonts =
      "{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset204 Times Cyr;}{\\f2\\fcharset128 Mincho;}{\\f3\\cpg1250 X;}}";
  struct Case {
    const char* name;
    const char* rtf;
    const char* body;
  };
  const Case cases[] = {
      {"Latin", "Nestl\\'e9", "Nestl\xC3\xA9"},
      {"Cyrillic", "{\\f1 \\'cd\\'e5\\'f4\\'f2\\'fc} x\\'e9", "\xD0\x9D\xD0\xB5\xD1\x84\xD1\x82\xD1\x8C x\xC3\xA9"},
      {"Japanese with an escaped and a plain second byte", "\\f2 \\'93\\'fa\\'83A", "\xE6\x97\xA5\xE3\x82\xA2"},
      {"code page of a font", "\\f3 \\'b3", "\xC5\x82"},
      {"number with its replacement", "\\u8364?5",
       "\xE2\x82\xAC"
       "5"},
      {"two bytes of replacement", "{\\uc2 \\u26085\\'93\\'fa}!", "\xE6\x97\xA5!"},
      {"no replacement", "\\uc0\\u1055\\u1072", "\xD0\x9F\xD0\xB0"},
      {"negative number", "\\u-3913?", "\xEF\x82\xB7"},
      {"surrogates", "\\u-10179?\\u-8640?", "\xF0\x9F\x99\x80"},
      {"a lone surrogate", "\\u-8640?x", "\xEF\xBF\xBDx"},
      {"UTF-8 without escapes", "Nestl\xC3\xA9", "Nestl\xC3\xA9"},
      {"Latin without escapes", "Nestl\xE9 S.A.", "Nestl\xC3\xA9 S.A."},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(body_of(c.rtf, fonts) == c.body);
    }
  }
  CHECK(only_article(collect("{\\rtf1\\ansi\\ansicpg1251 \\'cd\\'e5\\'f4\\'f2\\'fc}")).title ==
        "\xD0\x9D\xD0\xB5\xD1\x84\xD1\x82\xD1\x8C");
}

TEST_CASE("An RTF document of prose takes title, author and date from its properties", "[readers][rtf]") {
  const auto read = [](const std::string& info) {
    return only_article(collect("{\\rtf1{\\info" + info + "}Oil rises\\par Prices rose.}"));
  };
  const RawArticle raw =
      read("{\\title Oil\\~rises}{\\author Ann Reed}{\\creatim\\yr2025\\mo1\\dy30\\hr9\\min5}{\\revtim\\yr2026}");
  CHECK(raw.title == "Oil rises");
  CHECK(raw.body == "Prices rose.");
  CHECK(raw.author == "Ann Reed");
  CHECK(raw.date_text == "2025-01-30 09:05");
  const RawArticle other = read("{\\title Crude climbs}");
  CHECK(other.title == "Crude climbs");
  CHECK(other.body == "Oil rises\nPrices rose.");
  const RawArticle dated = only_article(
      collect("{\\rtf1{\\info{\\creatim\\yr2026\\mo5\\dy1}}Oil rises\\par 30 January 2025\\par Prices rose.}"));
  CHECK(dated.date_text == "30 January 2025");  // the document may have been made later
  for (const char* title :
       {"Microsoft Word - a.doc", "oil-2.rtf", "Untitled", " ", "X", "Document1", "ex99-1", "press_release"}) {
    INFO(title);
    const RawArticle placeholders = read("{\\title " + std::string(title) + "}{\\author Administrator}");
    CHECK(placeholders.title == "Oil rises");
    CHECK(placeholders.author.empty());
  }
  CHECK(read("{\\author areed}").author.empty());  // the name of an account
}

TEST_CASE("The text of RTF is read by the form that it has", "[readers][rtf]") {
  const Collected got = collect(
      "{\\rtf1{\\info{\\title Export}}title\\cell date\\cell\\row Oil rises\\cell 2025-01-30\\cell\\row Gold "
      "falls\\cell "
      "2025-01-31\\cell\\row}");
  CHECK(got.titles() == std::vector<std::string>{"Oil rises", "Gold falls"});
  CHECK(got.summaries[0].detail == "whose text is csv, separated by tabs");
}

TEST_CASE("Damaged RTF is reported", "[readers][rtf]") {
  const Collected cut = collect("{\\rtf1 Oil rises\\par {\\b Prices");
  CHECK(only_article(cut).body == "Prices");
  REQUIRE(cut.notes.size() == 1);
  CHECK(cut.notes[0].find("ends inside a group") != std::string::npos);
  CHECK_THROWS_MATCHES(collect("{\\rtf1{\\fonttbl{\\f0 Times;}}}"), Error,
                       HasKind(ErrorKind::kInput) && Says("has no text"));
  CHECK_THROWS_MATCHES(collect("{\\rtf1" + std::string(100'000, '{')), Error,
                       HasKind(ErrorKind::kInput) && Says("nested more than 1000 levels"));
}
