#include <catch2/catch.hpp>
#include <string>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

TEST_CASE("Lines with labels are the fields of the text below", "[readers][labelled]") {
  const char* const texts[] = {
      "Title: Acme doubles its profit\nDate: 30 January 2025\nSource: Harbor Wire\nAuthor: Jane Roe\n\nAcme rose.\n"
      "It had fallen.\n",
      "HEADLINE: Acme doubles its profit\nDATE: 30 January 2025\nSOURCE: Harbor Wire\nBYLINE: Jane Roe\n"
      "TEXT: Acme rose.\nIt had fallen.\n",
      "Date: 30 January 2025\n\nTitle:\nAcme doubles its profit\n\nSource: Harbor Wire\nAuthor: Jane Roe\n\nText:\n"
      "Acme rose.\nIt had fallen.\n",
      "Titel: Acme doubles its profit\nDatum: 30 January 2025\nQuelle: Harbor Wire\nAutor: Jane Roe\n\nAcme rose.\n"
      "It had fallen.\n",
      "Titre : Acme doubles its profit\nDate : 30 January 2025\nSource : Harbor Wire\nAuteur : Jane Roe\n\nAcme rose.\n"
      "It had fallen.\n",
      "**Title:** Acme doubles its profit\n**Date:** 30 January 2025\n**Source:** Harbor Wire\n**Author:** Jane Roe\n\n"
      "Acme rose.\nIt had fallen.\n",
      "Acme doubles its profit\nDate: 30 January 2025\nSource: Harbor Wire\nAuthor: Jane Roe\n\nAcme rose.\n"
      "It had fallen.\n",
  };
  for (const char* text : texts) {
    INFO(text);
    const RawArticle raw = only_article(collect(text));
    CHECK(raw.title == "Acme doubles its profit");
    CHECK(raw.date_text == "30 January 2025");
    CHECK(raw.source == "Harbor Wire");
    CHECK(raw.author == "Jane Roe");
    CHECK(raw.body == "Acme rose.\nIt had fallen.");
  }
}

TEST_CASE("Several texts with labels are separated by lines of a sign or by the first label", "[readers][labelled]") {
  for (const char* between : {"---\n", "\n=====\n\n", "***\n", "\n\f\n", "\f", "\n\n", "\n--------------------\n"}) {
    std::string text;
    for (const char* name : {"Acme", "Beta", "Gamma"}) {
      text += (text.empty() ? "" : between) + std::string("Title: ") + name + " rises\nDate: 2025-01-30\n\n" + name +
              " rose.\n\nIt fell: later.\n";
    }
    INFO(text);
    const Collected got = collect(text);
    CHECK(got.titles() == std::vector<std::string>{"Acme rises", "Beta rises", "Gamma rises"});
    REQUIRE(got.articles.size() == 3);
    CHECK(got.articles[1].body == "Beta rose.\n\nIt fell: later.");
    CHECK(got.articles[2].date_text == "2025-01-30");
  }
  const Collected dense = collect("Title: Acme rises\nDate: 2025-01-30\nTitle: Beta rises\nDate: 2025-01-31\n");
  CHECK(dense.titles() == std::vector<std::string>{"Acme rises", "Beta rises"});
}

TEST_CASE("Lines with unknown labels stay in the text", "[readers][labelled]") {
  const Collected got =
      collect("Minutes of the board\nDate: 2025-01-30\nSource: Acme\nPresent: J. Roe, A. Reed\n\nThe board agreed.\n");
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].body == "Present: J. Roe, A. Reed\n\nThe board agreed.");
  CHECK(got.articles[0].date_text == "2025-01-30");
}

TEST_CASE("Text with a few colons is not taken for labels", "[readers][labelled]") {
  const char* const texts[] = {
      "Paris: oil rises\nPrices rose.\n",
      "Source: close to the talks\nThe source said that the talks had failed.\n",
      "Q: Why did the price rise?\nA: Because demand rose.\nQ: Will it last?\nA: Nobody knows.\n",
      "Oil rises\nPrices rose.\nSource: Harbor Wire\nDate: 2025-01-30\n",
  };
  for (const char* text : texts) {
    INFO(text);
    const Collected got = collect(text);
    REQUIRE(got.articles.size() == 1);
    CHECK(got.summaries[0].form == "text");
  }
}

TEST_CASE("Labels without a title are read above a text", "[readers][labelled]") {
  const Collected got =
      collect("Company: Acme Corp\nTicker: ACM\nRating: Buy\n\nWe raise Acme to buy. Orders are recovering.\n");
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].title.empty());
  CHECK(got.articles[0].tickers == std::vector<std::string>{"ACM"});
  CHECK(got.articles[0].body == "Company: Acme Corp\nRating: Buy\n\nWe raise Acme to buy. Orders are recovering.");

  const Collected titled =
      collect("Date: 30 January 2025\nSource: Harbor Wire\n\nOil rises\n\nPrices of oil rose again, traders said.\n");
  REQUIRE(titled.articles.size() == 1);
  CHECK(titled.articles[0].title == "Oil rises");
  CHECK(titled.articles[0].date_text == "30 January 2025");
  CHECK(titled.articles[0].source == "Harbor Wire");
  CHECK(titled.articles[0].body == "Prices of oil rose again, traders said.");
}

TEST_CASE("Documents that an export counts have labels before and after their text", "[readers][labelled]") {
  const std::string rule(60, '_');
  const auto document = [&](const char* number, const char* name) {
    return rule + "\n\nDocument " + number + " of 2\n\n" + name + " Doubles Profit\n\nAuthor: Roe, Jane\n\n" +
           "Publication info: Harbor Times ; London [London]30 Jan 2025: A.1.\n\nhttps://x.example/docview/316\n\n" +
           "Abstract: " + name + " rose.\n\nFull text: " + name + " said that profit had doubled.\n\n" +
           "Revenue: 12% more than a year ago.\n\nSubject: Profits; Chips\n\nLocation: United States--US\n\n" +
           "Title: " + name + " Doubles Profit\n\nPublication title: Harbor Times; London\n\n" +
           "Publication year: 2025\n\nPublication date: Jan 30, 2025\n\nPublisher: Harbor & Company\n\n" +
           "Language of publication: English\n\nProQuest document ID: 316" + number +
           "\n\nDocument URL: https://x.example/docview/316" + number + "\n\nLast updated: 2025-01-31\n\n";
  };
  const std::string cover = rule + "\n\nReport Information\n\n" + rule + "\n\nTable of contents\n\n1. Acme\n\n";
  const std::string end = rule + "\n\nContact us\n\nCopyright 2025 Harbor LLC.\n";
  for (const std::string& text :
       {cover + document("1", "Acme") + document("2", "Beta") + end, document("1", "Acme") + document("2", "Beta")}) {
    const Collected got = collect(text);
    CHECK(got.rejects.empty());
    REQUIRE(got.articles.size() == 2);
    CHECK(got.titles() == std::vector<std::string>{"Acme Doubles Profit", "Beta Doubles Profit"});
    const RawArticle& raw = got.articles[1];
    CHECK(raw.body == "Beta said that profit had doubled.\n\nRevenue: 12% more than a year ago.");
    CHECK(raw.author == "Roe, Jane");
    CHECK(raw.source == "Harbor Times; London");
    CHECK(raw.date_text == "Jan 30, 2025");
    CHECK(raw.language == "en");
    CHECK(raw.external_id == "3162");
    CHECK(raw.url == "https://x.example/docview/3162");
    CHECK(got.notes.size() == (text.starts_with(cover) ? 1 : 0));
  }
}
