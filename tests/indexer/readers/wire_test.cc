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

TEST_CASE("The role below a byline is not part of the text", "[readers][wire]") {
  const RawArticle raw =
      only_article(collect("Oil rises\n\nBy ANN REED\nAP Business Writer\n\nLONDON (AP) -- Prices of oil rose.\n"));
  CHECK(raw.author == "ANN REED");
  CHECK(raw.body == "LONDON (AP) -- Prices of oil rose.");
}

TEST_CASE("Stories of Dow Jones Newswires end with their line, and keep its date", "[readers][wire]") {
  const std::string story =
      "*Acme 4Q EPS $2.09 >ACM\n\nBy Jane Roe\n\nAcme said that its profit had doubled.\n\n"
      "(END) Dow Jones Newswires\n\nJanuary 30, 2025 16:05 ET (21:05 GMT)\n";
  const Collected got = collect(story + "\nOil Rises in London\n\nPrices of oil rose.\n");
  REQUIRE(got.titles() == std::vector<std::string>{"Acme 4Q EPS $2.09", "Oil Rises in London"});
  const RawArticle& raw = got.articles[0];
  CHECK(raw.date_text == "January 30, 2025 16:05 ET");
  CHECK(raw.source == "Dow Jones");
  CHECK(raw.author == "Jane Roe");
  CHECK(raw.body == "Acme said that its profit had doubled.");
  CHECK(raw.tickers == std::vector<std::string>{"ACM"});
  REQUIRE(got.notes.size() == 1);
  CHECK_THAT(got.notes[0], Catch::Contains("may be cut off"));
}

TEST_CASE("The line that ends a story of Dow Jones Newswires may be the first", "[readers][wire]") {
  CHECK(collect("  (END) Dow Jones Newswires\n\nOil Rises\n\nPrices of oil rose.\n").titles() ==
        std::vector<std::string>{"Oil Rises"});
}

TEST_CASE("A Chinese dateline names the agency, day and reporter", "[readers][wire]") {
  const char* const texts[] = {"新华社北京1月30日电 油价上涨\n\n（记者王明）油价周四上涨。\n",
                               "油价上涨\n\n新华社北京1月30日电（记者王明）油价周四上涨。\n"};
  for (const char* text : texts) {
    const RawArticle raw = only_article(collect(text));
    CHECK(raw.title == "油价上涨");
    CHECK(raw.source == "Xinhua");
    CHECK(raw.date_text == "1月30日");
    CHECK(raw.author == "王明");
  }
}

TEST_CASE("The date at the end of a headline is that of a text without another", "[readers][wire]") {
  const RawArticle raw = only_article(
      collect("Oil rises 3% 2025-01-30 09:30:11.2 GMT\n\nBy Ann Reed\n\n     (Bloomberg) -- Oil rose on Thursday.\n"));
  CHECK(raw.title == "Oil rises 3%");
  CHECK(raw.date_text == "2025-01-30 09:30:11.2 GMT");
}

TEST_CASE("A line with a date and time before a headline is an article", "[readers][wire]") {
  struct Case {
    const char* name;
    const char* text;
    std::vector<std::string> articles;  // date, time, title, source
  };
  const Case cases[] = {
      {"ISO dates",
       "2025-01-30 09:30:15  Acme doubles its profit\n2025-01-30 09:31:00  Oil, gas and coal rise\n",
       {"2025-01-30 09:30:15||Acme doubles its profit|", "2025-01-30 09:31:00||Oil, gas and coal rise|"}},
      {"brackets and wires",
       "[30.01.2025 09:30] Acme doubles its profit (Reuters)\n\n[30.01.2025 09:31] RTRS: *OIL RISES 3%\n",
       {"30.01.2025 09:30||Acme doubles its profit|Reuters", "30.01.2025 09:31||OIL RISES 3%|Reuters"}},
      {"a title, and words of months",
       "Market flashes\nJan 30, 2025 9:30 AM ET - Acme doubles its profit\nJan 30, 2025 9:31 AM ET - Oil rises 3%\n"
       "Jan 30, 2025 9:35 AM ET - Gas falls a little\nJan 30, 2025 9:36 AM ET - Coal falls a little\n",
       {"Jan 30, 2025 9:30 AM ET||Acme doubles its profit|", "Jan 30, 2025 9:31 AM ET||Oil rises 3%|",
        "Jan 30, 2025 9:35 AM ET||Gas falls a little|", "Jan 30, 2025 9:36 AM ET||Coal falls a little|"}},
      {"times below a date",
       "Thursday, January 30, 2025\n09:30 Acme doubles its profit\n09:31 Oil rises 3 percent\n\n"
       "Friday, January 31, 2025\n10:00 Gas falls a little\n",
       {"Thursday, January 30, 2025|09:30|Acme doubles its profit|",
        "Thursday, January 30, 2025|09:31|Oil rises 3 percent|", "Friday, January 31, 2025|10:00|Gas falls a little|"}},
      {"amounts, which separate no columns",
       "2025-01-30 09:30 ACME PAYS $2 A SHARE\n2025-01-30 09:31 BEACON PAYS $3 A SHARE\n"
       "2025-01-30 09:32 PIER PAYS $4 A SHARE\n",
       {"2025-01-30 09:30||ACME PAYS $2 A SHARE|", "2025-01-30 09:31||BEACON PAYS $3 A SHARE|",
        "2025-01-30 09:32||PIER PAYS $4 A SHARE|"}},
      {"no year",
       "Jan 30 09:30  Acme doubles its profit\nJan 30 09:31  Oil rises 3 percent\n",
       {"Jan 30 09:30||Acme doubles its profit|", "Jan 30 09:31||Oil rises 3 percent|"}},
      {"codes of a terminal",
       "BN  01/30 09:30 *ACME SEES SALES UP\nBFW 01/30 09:31 Acme doubles its profit\n",
       {"01/30 09:30||ACME SEES SALES UP|BN", "01/30 09:31||Acme doubles its profit|BFW"}},
      {"times alone",
       "09:30:05 *ACME SEES SALES UP $5\n09:31:05 *OIL RISES 3%, TO $70\n",
       {"09:30:05||ACME SEES SALES UP $5|", "09:31:05||OIL RISES 3%, TO $70|"}},
      {"another script",
       "2025-01-30 09:30 国际油价连续第三天上涨\n2025-01-30 09:31 天然气价格周三下跌\n",
       {"2025-01-30 09:30||国际油价连续第三天上涨|", "2025-01-30 09:31||天然气价格周三下跌|"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    std::vector<std::string> articles;
    for (const RawArticle& raw : collect(c.text).articles)
      articles.push_back(raw.date_text + "|" + raw.time_text + "|" + raw.title + "|" + raw.source);
    CHECK(articles == c.articles);
  }
}

TEST_CASE("A date at the end of the first line is that of a text, if it is set off or has a time", "[readers][text]") {
  struct Case {
    const char* title;
    const char* date;
  };
  const Case cases[] = {
      {"Acme Corp Q4 2024 Earnings Call January 30, 2025 9:30 AM ET", "January 30, 2025 9:30 AM ET"},
      {"HARBOR RESEARCH          January 30, 2025", "January 30, 2025"},
      {"Morning note - 30 January 2025", "30 January 2025"},
      {"Morning note (2025-01-30)", "2025-01-30"},
      {"Acme results of the quarter ended December 31, 2024", ""},
      {"Acme to repay notes due January 30, 2030", ""},
      {"January 30, 2025", "January 30, 2025"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.title);
    const RawArticle raw = only_article(collect(
        std::string(c.title) + "\n\nGood morning. Acme said on Thursday that its profit had doubled, as expected.\n"));
    CHECK(raw.date_text == c.date);
  }
}

TEST_CASE("Lines below a flash are its text", "[readers][wire]") {
  const Collected got = collect(
      "2025-01-30 09:30 Acme doubles its profit\n2025-01-30 09:31 Oil rises 3%\n2025-01-30 09:35 Gas falls a bit\n"
      "2025-01-30 09:36 Coal falls a bit\nIt fell by a tenth.\n");
  REQUIRE(got.articles.size() == 4);
  CHECK(got.articles[3].title == "Coal falls a bit");
  CHECK(got.articles[3].body == "It fell by a tenth.");
}
