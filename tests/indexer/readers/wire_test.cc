#include <catch2/catch.hpp>
#include <string>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

TEST_CASE("The dateline gives a wire text its source and date", "[readers][wire]") {
  struct Case {
    const char* text;
    const char* source;
    const char* date;
  };
  const Case cases[] = {
      {"Acme rises\n\nNEW YORK, Jan. 30, 2025 /PRNewswire/ -- Acme rose.", "PR Newswire", "Jan. 30, 2025"},
      {"Acme rises\n\nNEW YORK, Jan. 30, 2025 /PRNewswire-FirstCall/ -- Acme rose.", "PR Newswire", "Jan. 30, 2025"},
      {"Acme rises\nNews Provided By\nAcme\nJan 30, 2025, 08:00 ET\n\nNEW YORK, Jan. 30, 2025 /PRNewswire/ -- Acme.",
       "PR Newswire", "Jan 30, 2025, 08:00 ET"},
      {"Acme rises\nJanuary 30, 2025 04:05 PM Eastern Standard Time\n\nSAN JOSE, Calif.--(BUSINESS WIRE)--Acme rose.",
       "Business Wire", "January 30, 2025 04:05 PM Eastern Standard Time"},
      {"Acme rises\n\nJanuary 30, 2025 09:30 ET | Source: Acme\n\nNEW YORK, Jan. 30, 2025 (GLOBE NEWSWIRE) -- Acme.",
       "GlobeNewswire", "January 30, 2025 09:30 ET"},
      {"Acme rises\n\nNEW YORK, NY / ACCESSWIRE / January 30, 2025 / Acme rose.", "ACCESSWIRE", "January 30, 2025"},
      {"Acme rises\n\nToronto, Ontario--(Newsfile Corp. - January 30, 2025) - Acme rose.", "Newsfile",
       "January 30, 2025"},
      {"Acme rises\n\nLONDON, Jan 30 (Reuters) - Acme rose.", "Reuters", "Jan 30"},
      {"Acme rises\n\nLONDON, Jan 30 (Reuters) - Acme rose.\n\n(c) Copyright Thomson Reuters 2025", "Reuters",
       "Jan 30, 2025"},
      {"Acme rises\n\nPARIS (AP) \xE2\x80\x94 Acme rose.", "Associated Press", ""},
      {"Acme rises\n\n(RTTNews) - Acme rose.", "RTTNews", ""},
      {"Acme rises\n\nJan 30 (Reuters) - Acme rose on Thursday.", "Reuters", "Jan 30"},
      {"FOR IMMEDIATE RELEASE\n\nAcme rises\n\nLONDON, 30 January 2025 /PRNewswire/ -- Acme rose.", "PR Newswire",
       "30 January 2025"},
      {"Acme steigt\n\nFRANKFURT (dpa-AFX) - Acme stieg.", "dpa-AFX", ""},
      {"Acme rises\n\nHONG KONG, Jan. 30, 2025 (Media OutReach Newswire) - Acme rose.", "Media OutReach",
       "Jan. 30, 2025"},
      {"Acme rises\n\nLONDON (Alliance News) - Acme rose.", "Alliance News", ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.text) {
      const RawArticle raw = only_article(collect(c.text));
      CHECK_THAT(raw.title, Catch::StartsWith("Acme "));
      CHECK(raw.source == c.source);
      CHECK(raw.date_text == c.date);
      CHECK_THAT(raw.body, Catch::Contains("Acme"));
    }
  }
}

TEST_CASE("Several wire texts in a file are several articles", "[readers][wire]") {
  const std::string one =
      "Acme rises\nRevenue up\n\nNEW YORK, Jan. 30, 2025 /PRNewswire/ -- Acme rose.\n\nMore.\n\nSOURCE Acme Corp\n\n";
  const std::string two =
      "Beta Names Chief\n\nSAN JOSE, Calif.--(BUSINESS WIRE)--Beta named a chief.\n\nContacts\nJane Roe\n\n###\n\n";
  const std::string three = "Oil rises\nBy Jane Roe\nLONDON, Jan 30 (Reuters) - Oil rose.\n\nThe end was near.\n\n";
  const std::string four = "Gas falls\n\nLONDON, Jan 31 (Reuters) - Gas fell.\n";
  const Collected got = collect(one + two + three + four);
  REQUIRE(got.titles() == std::vector<std::string>{"Acme rises", "Beta Names Chief", "Oil rises", "Gas falls"});
  CHECK(got.articles[0].body ==
        "Revenue up\n\nNEW YORK, Jan. 30, 2025 /PRNewswire/ -- Acme rose.\n\nMore.\n\nSOURCE Acme Corp");
  CHECK(got.articles[1].body == "SAN JOSE, Calif.--(BUSINESS WIRE)--Beta named a chief.\n\nContacts\nJane Roe");
  CHECK(got.articles[2].author == "Jane Roe");
  CHECK(got.articles[2].body == "LONDON, Jan 30 (Reuters) - Oil rose.\n\nThe end was near.");
  CHECK(got.articles[3].record == "line 25");
  CHECK(got.notes.empty());
}

TEST_CASE("A dateline without a headline stays in the text before it, with a note", "[readers][wire]") {
  const Collected got = collect(
      "Oil rises\n\nLONDON, Jan 30 (Reuters) - Oil rose.\n\nTraders were glad.\n\nTOKYO, Jan 30 (Reuters) - Gas "
      "too.\n");
  CHECK(got.titles() == std::vector<std::string>{"Oil rises"});
  REQUIRE(got.notes.size() == 1);
  CHECK_THAT(got.notes[0], Catch::Contains("line 7"));
}

TEST_CASE("A release that is too long is rejected, and the next one is read", "[readers][wire]") {
  std::string text = "Oil rises\n\nLONDON, Jan 30 (Reuters) - Oil rose.\n";
  for (int i = 0; i < 300'000; ++i) text += "more.\n";
  const Collected got = collect(text + "\nGas falls\n\nLONDON, Jan 30 (Reuters) - Gas fell.\n");
  CHECK(got.titles() == std::vector<std::string>{"Gas falls"});
  REQUIRE(got.rejects.size() == 1);
  CHECK(got.rejects[0].reason == "is too long");
  CHECK(got.rejects[0].record == "line 1");
}

TEST_CASE("Prose that names a wire is no wire text", "[readers][wire]") {
  const char* const texts[] = {
      "Oil rises\n\nPrices rose, the agency (Reuters) said on Thursday.",
      "Oil rises\n\nthe desk (AP) - and nobody else.",
      "Oil rises\n\n\"Why?\" asked London (Reuters) - it is unknown.",
      "Oil rises\n\nSee and/or more (or less) - it depends.",
  };
  for (const char* text : texts) {
    INFO(text);
    CHECK(only_article(collect(text)).source.empty());
  }
}
