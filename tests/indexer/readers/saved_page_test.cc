#include <catch2/catch.hpp>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {

constexpr const char* kPage =
    "Acme to lead despite Zenith\n\nSource Harbor Wire\n\n"
    "Acme\xE2\x80\x99s chief said that demand will grow.\xC2\xA0\n\nA heading in between\n\nHe expects more of it: "
    "much more.\n\n"
    "ACM trading data\nACM trading data. Source: exchange prices\n\n"
    "Harbor Wire Academy: Are You Making Mistakes? - Find Out Here\n\n"
    "Disclaimer: For information purposes only.\nplaceholder\n"
    "Gold Ends the Year Higher?Gold has risen again. This has hinted at more.\n"
    "Author\xC2\xA0 \xC2\xA0 Quayside\nDec 17, 2024\nGold has risen again. This has hinted at more.\n"
    "placeholder\nFive Predictions for 2026Five predictions: winners, losers and the rest of them.\n"
    "Author  Harbor Wire\nJan 06, Tue\nFive predictions: winners, losers and the rest of them.\n"
    "placeholder\nTin Falls Tin fell on Wednesday, said the exchange.\n"
    "Author  Tin Weekly\nFeb 05, Thu\nTin fell on Wednesday, said the exchange.\n"
    "goTop\nquote\n";

}  // namespace

TEST_CASE("A saved page gives its article without captions, promotion and cards", "[readers][saved_page]") {
  const Collected got = collect(kPage);
  REQUIRE(got.articles.size() == 4);
  const RawArticle& main = got.articles[0];
  CHECK(main.title == "Acme to lead despite Zenith");
  CHECK(main.source == "Harbor Wire");
  CHECK(main.body ==
        "Acme\xE2\x80\x99s chief said that demand will grow.\n\nA heading in between\n\nHe expects more of it: much "
        "more.");
  CHECK(main.date_text.empty());
  CHECK(main.record == "page");
}

TEST_CASE("Each card of a saved page is an article of its own", "[readers][saved_page]") {
  struct Case {
    const char* title;
    const char* source;
    const char* date;
    const char* body;
  };
  const Case cases[] = {
      {"Gold Ends the Year Higher?", "Quayside", "Dec 17, 2024", "Gold has risen again. This has hinted at more."},
      {"Five Predictions for 2026", "Harbor Wire", "Jan 06, Tue",
       "Five predictions: winners, losers and the rest of them."},
      {"Tin Falls", "Tin Weekly", "Feb 05, Thu", "Tin fell on Wednesday, said the exchange."},
  };
  const Collected got = collect(kPage);
  REQUIRE(got.articles.size() == 4);
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    const RawArticle& card = got.articles[i + 1];
    CHECK(card.title == cases[i].title);
    CHECK(card.source == cases[i].source);
    CHECK(card.date_text == cases[i].date);
    CHECK(card.body == cases[i].body);
    CHECK(card.record == "card " + std::to_string(i + 1));
    CHECK(card.date_near_s == 1767225600);  // 2026-01-01, a year mentioned in a card
  }
}

TEST_CASE("Cards without any year are dated near the time of saving", "[readers][saved_page]") {
  InputName name;
  name.modified_s = 1738281600;  // 2025-01-31
  const std::string page =
      "Title\n\nSource X\n\nText of it.\nplaceholder\nA cardA teaser that is long enough.\nAuthor Y\n"
      "Jan 30, Thu\nA teaser that is long enough.\n";
  const Collected saved = collect(page, {}, name);
  REQUIRE(saved.articles.size() == 2);
  CHECK(saved.articles[1].date_near_s == 1738281600);
  CHECK_FALSE(collect(page).articles[1].date_near_s.has_value());
}

TEST_CASE("A saved page may have author and date below the title", "[readers][saved_page]") {
  const Collected got = collect("Acme rises\n\nSource: Harbor Wire\nBy Jane Roe\nJan 31, 2025\n\nShares rose.\n");
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].source == "Harbor Wire");
  CHECK(got.articles[0].author == "Jane Roe");
  CHECK(got.articles[0].date_text == "Jan 31, 2025");
  CHECK(got.articles[0].body == "Shares rose.");
}
