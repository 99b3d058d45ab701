#include <catch2/catch.hpp>
#include <string>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {

const std::string kNexisOne =
    "                               1 of 2 DOCUMENTS\n\n\n                             Harbor Times\n\n"
    "                       January 30, 2025 Thursday\n                           1st Edition\n\n"
    "Acme doubles its profit\n\nBYLINE: By Jane Roe\n\nSECTION: BUSINESS; Pg. 7\n\nLENGTH: 40 words\n\n"
    "Acme Corp. said on Thursday that the profit of its fourth quarter had doubled,\nlifting its full-year outlook as "
    "demand\nrose.\n\nNOTES: this is a paragraph.\n\nLOAD-DATE: January 31, 2025\n\nLANGUAGE: ENGLISH\n\n"
    "SUBJECT: COMPANY PROFITS (90%); OIL (88%)\n\nTICKER: ACM (NYSE) (95%)\n\n"
    "                   Copyright 2025 Harbor Times Ltd.\n                         All Rights Reserved\n\n";
const std::string kNexisTwo =
    "                               2 of 2 DOCUMENTS\n\n                             Harbor Times\n\n"
    "                       January 29, 2025\n\nBeta rises\n\nLENGTH: 4 words\n\nBeta Inc. rose.\n";

const std::string kUniArticle =
    "Acme doubles its profit\nHarbor Times (London)\nJanuary 30, 2025 Thursday 8:12 PM GMT\n\n"
    "Copyright 2025 Harbor Times Ltd. All Rights Reserved\n\nSection: BUSINESS; Version:1\nLength:\xC2\xA0"
    "512 words\n"
    "Byline: Jane Roe\nHighlight: Demand rose.\n\nBody\n\nProfit doubled.\n\nSubject to approval, a dividend "
    "follows.\n\nClassification\n\nLanguage: ENGLISH\n\nSubject: INTERIM RESULTS (78%)\n\nLoad-Date: January 30, "
    "2025\n\nEnd of Document\n\n";

const std::string kFactivaDisplay =
    "Markets\nAcme Shares Fall After a Rival Unveils a Cheaper Model\nBy Jane Roe\n1,512 words\n30 January 2025\n"
    "20:12\nHarbor Newswires\nHNW\nEnglish\nCopyright 2025 Harbor News, Inc.\n\nShares of Acme fell.\n\n"
    "The company was confident.\n\nDocument HNW0000020250130el1u0012x\n\n";

}  // namespace

TEST_CASE("Each document of a Nexis export is an article", "[readers][exports]") {
  const Collected got = collect("Download Request: Selected Items: 1-2\nTerms: (acme)\n\n" + kNexisOne + kNexisTwo);
  REQUIRE(got.titles() == std::vector<std::string>{"Acme doubles its profit", "Beta rises"});
  const RawArticle& raw = got.articles[0];
  CHECK(raw.source == "Harbor Times");
  CHECK(raw.date_text == "January 30, 2025 Thursday");
  CHECK(raw.author == "Jane Roe");
  CHECK(raw.labels == std::vector<std::string>{"BUSINESS", "COMPANY PROFITS", "OIL"});
  CHECK(raw.tickers == std::vector<std::string>{"NYSE:ACM"});
  CHECK(raw.body ==
        "Acme Corp. said on Thursday that the profit of its fourth quarter had doubled, lifting its full-year outlook "
        "as demand\nrose.\n\nNOTES: this is a paragraph.");
  CHECK(got.articles[1].date_text == "January 29, 2025");
  CHECK(got.articles[1].body == "Beta Inc. rose.");
  CHECK(got.rejects.empty());
  REQUIRE(got.notes.size() == 2);  // the second document has no LOAD-DATE
  CHECK_THAT(got.notes[0], Catch::Contains("may be cut off"));
  CHECK_THAT(got.notes[1], Catch::Contains("cover page"));
}

TEST_CASE("The first document of a Nexis export may lack its count", "[readers][exports]") {
  const Collected got = collect(kNexisOne.substr(kNexisOne.find("Harbor")) + kNexisTwo);
  CHECK(got.titles() == std::vector<std::string>{"Acme doubles its profit", "Beta rises"});
  CHECK(got.notes.empty());
}

TEST_CASE("Nexis labels are known in other languages and layouts", "[readers][exports]") {
  const RawArticle german = only_article(
      collect("   Dokument 1 von 1\n\n   Hafenblatt\n\n   27. Februar 2012 Montag 9:50 PM GMT+1\n\nAcme verdoppelt\n"
              "den Gewinn\n\nAUTOR: Anna Roth\n\nRUBRIK: WIRTSCHAFT; S. 12\n\nL\xC3\x84NGE: 20 W\xC3\xB6rter\n\n"
              "Der Gewinn stieg.\n\nUPDATE: 28. Februar 2012\n\nSPRACHE: GERMAN; DEUTSCH\n\n  Copyright 2012 "
              "Hafenblatt\n  Alle Rechte vorbehalten\n"));
  CHECK(german.title == "Acme verdoppelt den Gewinn");
  CHECK(german.author == "Anna Roth");
  CHECK(german.date_text == "27. Februar 2012 Montag 9:50 PM GMT+1");
  CHECK(german.labels == std::vector<std::string>{"WIRTSCHAFT"});
  CHECK(german.body == "Der Gewinn stieg.");

  const RawArticle old = only_article(
      collect("   1 of 1 DOCUMENT\n\n   Copyright 2013 The Pier Company\n   All Rights Reserved\n   The Pier Times\n\n"
              "   January 30, 2013 Wednesday\n   Late Edition - Final\n\nLENGTH: 9 words\n\nHEADLINE: Acme Rises\n\n"
              "BYLINE: By JANE ROE\n\nBODY:\nAcme rose.\n\nLOAD-DATE: January 30, 2013\n"));
  CHECK(old.title == "Acme Rises");
  CHECK(old.source == "The Pier Times");
  CHECK(old.body == "Acme rose.");
}

TEST_CASE("The edition of a Nexis export is not part of the title", "[readers][exports]") {
  struct Case {
    const char *line, *title;
  };
  const Case cases[] = {
      {"London Edition 1", "Acme rises"},
      {"Late Edition - Final", "Acme rises"},
      {"Ausgabe 2", "Acme rises"},
      {"Limited edition pens sell out", "Limited edition pens sell out"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.line);
    const std::string head = "1 of 1 DOCUMENTS\n\nHarbor Times\n\nJanuary 30, 2025\n\n" + std::string(c.line);
    CHECK(only_article(collect(head + "\n\nAcme rises\n\nLENGTH: 9 words\n\nAcme rose.\n")).title == c.title);
  }
}

TEST_CASE("A Nexis export without blank lines has the same parts", "[readers][exports]") {
  const RawArticle raw = only_article(
      collect("1 of 1 DOCUMENTS\nHarbor Times\nJanuary 30, 2025\nLondon Edition 1\nAcme rises\nBYLINE: Jane Roe\n"
              "LENGTH: 9 words\nBODY:\nAcme rose.\nShares fell.\nLOAD-DATE: January 31, 2025\nLANGUAGE: ENGLISH\n"));
  CHECK(raw.title == "Acme rises");
  CHECK(raw.body == "Acme rose.\nShares fell.");
  CHECK(raw.language == "en");
}

TEST_CASE("Captions at the end of a Nexis Uni document are not its text", "[readers][exports]") {
  const std::string head = "Acme rises\nPier Times\nJanuary 29, 2025\n\nLength: 9 words\n\nBody\n\nAcme rose.\n\n";
  const std::string end = "Load-Date: January 30, 2025\n\nEnd of Document\n";
  CHECK(only_article(collect(head + "Graphic\n\nPicture of a pump\n\n" + end)).body == "Acme rose.");
  CHECK(only_article(collect(head + "Graphic designers were hired.\n\n" + end)).body ==
        "Acme rose.\n\nGraphic designers were hired.");
}

TEST_CASE("A Nexis label before further text belongs to the text", "[readers][exports]") {
  const std::string head =
      "1 of 1 DOCUMENTS\n\nHarbor Times\n\nJanuary 30, 2025\n\nAcme rises\n\nLENGTH: 9 words\n\nAcme rose.\n\n";
  const std::string tail =
      "\n\nLOAD-DATE: January 31, 2025\n\nLANGUAGE: ENGLISH\n\nSUBJECT: OIL (90%);\n\nGAS (80%)\n\nPUB-TYPE: "
      "Newspaper\n\nCopyright 2025 Harbor Times\nAll Rights Reserved\n";
  for (const char* label : {"COMPANY", "STATE", "CITY", "PERSON", "COUNTRY", "LANGUAGE", "UPDATE"}) {
    INFO(label);
    const std::string text = std::string(label) + ": Acme was founded in 1950.\n\nIts profit doubled.";
    const RawArticle raw = only_article(collect(head + text + tail));
    CHECK(raw.body == "Acme rose.\n\n" + text);
    CHECK(raw.language == "en");
    CHECK(raw.labels == std::vector<std::string>{"OIL"});
    CHECK(only_article(collect(head + text)).body == "Acme rose.\n\n" + text);
  }
}

TEST_CASE("Nexis Uni has the title first and ends each document", "[readers][exports]") {
  const std::string cover =
      "User Name: A Reader\nDate and Time: Friday, January 31, 2025 9:00:00 AM EST\nJob Number: 1\n\nDocuments (2)\n\n"
      "1. Acme doubles its profit\nClient/Matter: -None-\nSearch Terms: acme\n\n";
  const Collected got = collect(cover + kUniArticle +
                                "Gamma without a date\n\nEnd of Document\n\nBeta rises\nPier Times\nJanuary 29, "
                                "2025\n\nLength: 9 words\n\nBody\n\nBeta rose.\n\nEnd of Document\n");
  REQUIRE(got.titles() == std::vector<std::string>{"Acme doubles its profit", "Beta rises"});
  const RawArticle& raw = got.articles[0];
  CHECK(raw.source == "Harbor Times (London)");
  CHECK(raw.date_text == "January 30, 2025 Thursday 8:12 PM GMT");
  CHECK(raw.labels == std::vector<std::string>{"BUSINESS", "INTERIM RESULTS"});
  CHECK(raw.body == "Demand rose.\n\nProfit doubled.\n\nSubject to approval, a dividend follows.");
  REQUIRE(got.rejects.size() == 1);
  CHECK(got.rejects[0].record == "article 2, line 38");
  CHECK(got.notes.size() == 1);
}

TEST_CASE("A title of Nexis Uni may have several lines", "[readers][exports]") {
  const Collected got = collect(
      "Acme doubles its profit;\nshares rise\nPier Times\nJanuary 29, 2025\n\nLength: 9 words\n\nBody\n\nAcme "
      "rose.\n\nEnd of Document\n");
  CHECK(got.titles() == std::vector<std::string>{"Acme doubles its profit; shares rise"});
  CHECK(got.notes.empty());
}

TEST_CASE("A Nexis export in HTML has the same articles", "[readers][exports]") {
  const Collected got = collect(
      "<HTML><HEAD><STYLE>p{}</STYLE><!-- LXNComment 1:1 --></HEAD><BODY><P>Download Request: Items 1-2</P>"
      "<DIV><P>1 of 2 DOCUMENTS</P></DIV><BR><DIV><P><BR><SPAN>Hafenblatt</SPAN></P></DIV><BR>"
      "<DIV><P><SPAN>27.</SPAN><SPAN> Februar 2012</SPAN><SPAN>&nbsp;</SPAN></P></DIV><DIV><P>Acme steigt</P></DIV>"
      "<DIV><P><SPAN>L&Auml;NGE: </SPAN><SPAN>8 W&ouml;rter</SPAN></P></DIV><DIV><P>Eins (<B>Acme</B>).</P><P>Zwei."
      "</P></DIV><DIV><P>UPDATE: 28. Februar 2012</P></DIV><DIV><P>Copyright 2012<BR>Alle Rechte vorbehalten</P></DIV>"
      "<DIV><P>2 of 2 DOCUMENTS</P></DIV><P>Hafenblatt</P><P>28. Februar 2012</P><P>Beta steigt</P>"
      "<P>L&Auml;NGE: 8 W&ouml;rter</P><P>Text.</P></BODY></HTML>");
  REQUIRE(got.titles() == std::vector<std::string>{"Acme steigt", "Beta steigt"});
  CHECK(got.articles[0].source == "Hafenblatt");
  CHECK(got.articles[0].date_text == "27. Februar 2012");
  CHECK(got.articles[0].body == "Eins (Acme).\n\nZwei.");
  CHECK(got.articles[0].record == "article 1");
}

TEST_CASE("A Nexis export in HTML is known by its counts alone", "[readers][exports]") {
  const Collected got = collect(
      "<html><body><p><span>1 of 2 DOCUMENTS</span></p><p>Harbor Times</p><p>January 30, 2025</p><p>Acme rises</p>"
      "<p>LENGTH: 9 words</p><p>Acme rose.</p><p><span>2 of 2 DOCUMENTS</span></p><p>Harbor Times</p>"
      "<p>January 31, 2025</p><p>Beta rises</p><p>LENGTH: 9 words</p><p>Beta rose.</p></body></html>");
  CHECK(got.titles() == std::vector<std::string>{"Acme rises", "Beta rises"});
}

TEST_CASE("A name below a headline of Factiva is its author", "[readers][exports]") {
  struct Case {
    const char *above, *title, *author;
  };
  const Case cases[] = {
      {"Beta cuts dividend\nJohn Doe", "Beta cuts dividend", "John Doe"},
      {"Acme Doubles Its Profit\nJane Roe", "Acme Doubles Its Profit", "Jane Roe"},
      {"Markets\nAcme Rises", "Acme Rises", ""},
      {"Business and Finance\nAcme Rises Again", "Acme Rises Again", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.above);
    const RawArticle raw =
        only_article(collect(std::string(c.above) +
                             "\n40 words\n30 January 2025\nHarbor Newswires\nHNW\nEnglish\nCopyright 2025 Harbor\n\n"
                             "Shares fell.\n\nDocument HNW0000020250130el1u0012x\n"));
    CHECK(raw.title == c.title);
    CHECK(raw.author == c.author);
  }
}

TEST_CASE("Each document of a Factiva export is an article", "[readers][exports]") {
  const Collected got =
      collect(kFactivaDisplay +
              "Acme verdoppelt den Gewinn im vierten Quartal\nAnna Roth\n120 W\xC3\xB6rter\n30. Januar 2025\n"
              "Hafenblatt\nHAFBL\nDeutsch\n(c) 2025 Hafenblatt GmbH\n\nDer Gewinn stieg.\n\nDokument "
              "HAFBL00020250130ed410003k\n\nA note without a date\nDocument HAFBL00020250130ed410003l\n\nSearch "
              "Summary\nText\nacme\n");
  REQUIRE(got.articles.size() == 2);
  const RawArticle& raw = got.articles[0];
  CHECK(raw.title == "Acme Shares Fall After a Rival Unveils a Cheaper Model");
  CHECK(raw.author == "Jane Roe");
  CHECK(raw.date_text == "30 January 2025");
  CHECK(raw.time_text == "20:12");
  CHECK(raw.source == "Harbor Newswires");
  CHECK(raw.external_id == "HNW0000020250130el1u0012x");
  CHECK(raw.labels == std::vector<std::string>{"Markets"});
  CHECK(raw.body == "Shares of Acme fell.\n\nThe company was confident.");
  CHECK(got.articles[1].author == "Anna Roth");
  CHECK(got.articles[1].source == "Hafenblatt");
  CHECK(got.articles[1].body == "Der Gewinn stieg.");
  REQUIRE(got.rejects.size() == 1);
  CHECK_THAT(got.rejects[0].record, Catch::StartsWith("article 3, line"));
  CHECK(got.notes.size() == 1);
}

TEST_CASE("Factiva is read in other languages", "[readers][exports]") {
  struct Case {
    const char* head;
    const char* last;
    const char* source;
    const char* body;
  };
  const Case cases[] = {
      {"120 mots\n30 janvier 2025\nLe Quai\nQUAI\n1\nFran\xC3\xA7"
       "ais\nCopyright 2025 Le Quai",
       "Document", "Le Quai", "Text."},
      {"120 palabras\n30 enero 2025\n09:15\nEl Muelle\nMUEL\nEspa\xC3\xB1ol\n(c) 2025 Muelle", "Documento", "El Muelle",
       "Text."},
      {"120 字\n2025 年 1 月 30 日\n港口报\nGKB\n英文\nCopyright © 2025", "文件", "港口报", "Text."},
      {"120 語\n2025 年 1 月 30 日\n港新聞\nMNT\n日本語", "文書", "港新聞", "Text."},
      {"120 слов\n30 января 2025\nГавань\nGAVAN\nРусский\n(c) 2025", "Документ", "Гавань", "Text."},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.last) {
      const RawArticle raw = only_article(
          collect("Acme\n" + std::string(c.head) + "\n\nText.\n\n" + c.last + " HARBJF0020180915ee9u0000h\n"));
      CHECK(raw.title == "Acme");
      CHECK(raw.source == c.source);
      CHECK(raw.body == c.body);
    }
  }
}

TEST_CASE("The language of a Factiva article is a name, not the beginning of its text", "[readers][exports]") {
  struct Case {
    const char* line;
    const char* language;
  };
  const Case cases[] = {
      {"Englisch", "en"},           {"Czech", "cs"},      {"Chinese - Simplified", "zh"},  {"Hebrew", "he"},
      {"So-called pros sell.", ""}, {"No. 5 rises.", ""}, {"Russian, Ukrainian talks", ""}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.line) {
      const RawArticle raw =
          only_article(collect("Acme\n120 words\n30 January 2025\nHarbor Newswires\nHNW\n" + std::string(c.line) +
                               "\nText.\n\nDocument HNW0000020250130el1u0012x\n"));
      CHECK(raw.language == c.language);
      CHECK(raw.body == (*c.language ? "Text." : std::string(c.line) + "\nText."));
    }
  }
}

TEST_CASE("A Factiva article whose last line is missing ends where the next one begins", "[readers][exports]") {
  std::string text = kFactivaDisplay;
  for (const char* name : {"Beta", "Gamma", "Delta"})
    text += std::string("Markets\n") + name +
            " rises\nBy Jane Roe\n120 words\n\n30 January 2025\nHarbor Newswires\nHNW\n" +
            "English\n(c) 2025 Harbor\n\n" + name + " rose.\n\nTraders were glad.\n\n";
  const Collected got = collect(text + "Search Summary\nText\nacme\n");
  REQUIRE(got.titles() == std::vector<std::string>{"Acme Shares Fall After a Rival Unveils a Cheaper Model",
                                                   "Beta rises", "Gamma rises", "Delta rises"});
  CHECK(got.articles[1].body == "Beta rose.\n\nTraders were glad.");
  CHECK(got.articles[1].labels == std::vector<std::string>{"Markets"});
  CHECK(got.articles[1].author == "Jane Roe");
  CHECK(got.articles[2].record == "article 3, line 33");
  CHECK(got.rejects.empty());
}

TEST_CASE("The last Factiva article of a truncated export is read or rejected, and said", "[readers][exports]") {
  const std::string coded =
      "HD Acme rises\nWC 9 words\nPD 30 January 2025\nSN Harbor Newswires\nLA English\nLP Acme rose.\n\nTD More of it "
      "rose.\n\nAN Document HNW0000020250130el1u0012x\n";
  struct Case {
    const char* name;
    std::string text;
    std::size_t articles, rejects;
    const char* note;
  };
  const char* const cut_off = "the last article has no identifier at its end, so it may be cut off";
  const char* const left_out =
      "text after the last article, such as a summary of the search or the beginning of another, was left out";
  const Case cases[] = {
      {"in the text", kFactivaDisplay.substr(0, kFactivaDisplay.find("was confident")), 2, 0, cut_off},
      {"before the text", kFactivaDisplay.substr(0, kFactivaDisplay.find("20:12")), 2, 0, cut_off},
      {"before the date", kFactivaDisplay.substr(0, kFactivaDisplay.find("30 January")), 1, 1, ""},
      {"before the number of words", kFactivaDisplay.substr(0, kFactivaDisplay.find("1,512")), 1, 0, left_out},
      {"in a text with codes", coded.substr(0, coded.find("of it")), 2, 0, cut_off},
      {"before a date with codes", coded.substr(0, coded.find("PD ")), 2, 0, cut_off},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected got = collect((c.text.starts_with("HD") ? coded + "\n" : kFactivaDisplay) + c.text);
      CHECK(got.articles.size() == c.articles);
      CHECK(got.rejects.size() == c.rejects);
      CHECK(got.notes == (*c.note ? std::vector<std::string>{c.note} : std::vector<std::string>{}));
    }
  }
}

TEST_CASE("Factiva articles whose border is unclear are rejected together", "[readers][exports]") {
  struct Case {
    const char* name;
    std::string text;
  };
  const std::string rest = "120 words\n30 January 2025\nHarbor Newswires\nHNW\nEnglish\n(c) 2025 Harbor\n\nText.\n";
  const std::string coded = "HD Acme rises\nWC 9 words\nPD 30 January 2025\nSN Harbor\nLA English\nTD\nText.\n";
  const Case cases[] = {
      {"no headline", "\nAcme rises\n" + rest + "\n" + rest},
      {"a headline apart from its byline", "\nAcme rises\n" + rest + "\nBeta rises\n\nBy Jane Roe\n" + rest},
      {"no empty line", "\nAcme rises\n" + rest + "a\nb\nc\nd\ne\nf\ng\nh\ni\nBeta rises\n" + rest},
      {"codes before a blank", coded + "\n" + coded},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected got = collect(kFactivaDisplay + c.text);
      CHECK(got.articles.size() == 1);
      REQUIRE(got.rejects.size() == 1);
      CHECK_THAT(got.rejects[0].record, Catch::StartsWith("article 2"));
      CHECK_THAT(got.rejects[0].reason, Catch::Contains("another article begins in it"));
      CHECK(got.notes.empty());
    }
  }
}

TEST_CASE("A Factiva article in HTML ends where the next one begins", "[readers][exports]") {
  std::string page = "<html><head><title>Factiva</title></head><body>";
  for (const char* name : {"Acme", "Beta"})
    page += std::string("<div class=\"article deArticle\"><div id=\"hd\"><span class=\"deHeadline\">") + name +
            "</span></div><div>10 words</div><div>1 April 2017</div><div>Hafenblatt</div><div>Copyright 2017</div>" +
            "<p class=\"articleParagraph dearticleParagraph\">Text.</p></div>";
  const Collected got = collect(page + "</body></html>");
  CHECK(got.titles() == std::vector<std::string>{"Acme", "Beta"});
  CHECK(got.notes.empty());
}

TEST_CASE("The codes of Factiva stand in their own lines or beside the text", "[readers][exports]") {
  struct Case {
    const char* name;
    std::string separator;
    std::string next;  // begins the next line of a value
  };
  const Case cases[] = {{"own line", "\n", ""}, {"tab", "\t", ""}, {"columns", "   ", "     "}, {"blank", " ", ""}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const auto field = [&](const char* code, const char* value) { return code + c.separator + value + "\n"; };
      const std::string article = field("HD", "Acme falls") + field("BY", "By Jane Roe") + field("WC", "512 words") +
                                  field("PD", "30 January 2025") + field("ET", "20:12") +
                                  field("SN", "Harbor Newswires") + field("SC", "HNW") + field("LA", "English") +
                                  field("LP", "Shares fell.") + "\n" + field("TD", "IN WASHINGTON, no one spoke.") +
                                  "\n" + c.next + "RE markable things followed.\n\n" +
                                  field("CO", "acmco : Acme Corp") + field("IN", "itech : Technology | i34 : Chips") +
                                  field("NS", "c151 : Earnings") + field("AN", "Document HNW0000020250130el1u0012x");
      const Collected got = collect(article + "\n" + article);
      REQUIRE(got.articles.size() == 2);
      const RawArticle& raw = got.articles[1];
      CHECK(raw.title == "Acme falls");
      CHECK(raw.author == "Jane Roe");
      CHECK(raw.date_text == "30 January 2025");
      CHECK(raw.time_text == "20:12");
      CHECK(raw.source == "Harbor Newswires");
      CHECK(raw.body == "Shares fell.\n\nIN WASHINGTON, no one spoke.\n\nRE markable things followed.");
      CHECK(raw.labels == std::vector<std::string>{"Technology", "Chips", "Earnings"});
      CHECK(raw.tickers.empty());
      CHECK(raw.external_id == "HNW0000020250130el1u0012x");
      CHECK(got.rejects.empty());
    }
  }
}

TEST_CASE("Factiva exports in HTML are read by their classes or tables", "[readers][exports]") {
  const RawArticle display = only_article(collect(
      "<html><head><title>Factiva</title></head><body><div>menu</div><div class=\"article\"><div class=\"article "
      "deArticle\"><p></p><div>Sport</div><div id=\"hd\"><span class=\"deHeadline\">1) Acme <b>steigt</b></span></div>"
      "<div class=\"author\">Anna Roth </div><div>1049 W\xC3\xB6rter</div><div>1 April 2017</div><div>Hafenblatt</div>"
      "<div>HAFBL</div><div>Deutsch</div><div>Copyright 2017. Hafen. </div><p class=\"articleParagraph "
      "dearticleParagraph\">Eins\n zwei.</p><p class=\"articleParagraph dearticleParagraph\">Drei.</p><p>Hafen GmbH</p>"
      "<p>Dokument HAFBL00020170401ed410003k</p></div></div></body></html>"));
  CHECK(display.title == "Acme steigt");
  CHECK(display.external_id == "HAFBL00020170401ed410003k");
  CHECK(display.author == "Anna Roth");
  CHECK(display.labels == std::vector<std::string>{"Sport"});
  CHECK(display.date_text == "1 April 2017");
  CHECK(display.body == "Eins zwei.\n\nDrei.");

  const auto row = [](const std::string& code, const std::string& value) {
    return "<tr><td class=\"index\"><b>" + code + "</b>&nbsp;</td><td>" + value + "</td></tr>";
  };
  const RawArticle table = only_article(
      collect("<html><body><table>" + row("SE", "Markets") + row("HD", "<b>Acme falls</b>") + row("WC", "9 words") +
              row("PD", "30 January 2025") + row("SN", "Harbor Newswires") + row("LP", "<p>One.</p>") +
              row("TD", "<p>Two.</p><p>Three.</p>") + row("NS", "<b>c151</b> : Earnings | <b>c1</b> : Other") +
              row("AN", "Document HNW0000020250130el1u0012x") + "</table></body></html>"));
  CHECK(table.title == "Acme falls");
  CHECK(table.body == "One.\n\nTwo.\n\nThree.");
  CHECK(table.labels == std::vector<std::string>{"Markets", "Earnings", "Other"});
}

TEST_CASE("Prose and tables are not taken for exports", "[readers][exports]") {
  const char* const texts[] = {
      "Notes\n\n1 of 3 documents was missing.\nThe end of document followed.\n",
      "A list\n\nLength: 3 km\nAuthor: Jane Roe\nLanguage: English\n\nBody of water\n",
      "Title\n\n512 words\n30 January 2025\nText follows here, and more of it.\n",
      "HD video is cheap\nBY the way, it rains.\nPD is a code.\n",
      "headline,text\nHD,IN\nAN,RE\n",
  };
  for (const char* text : texts) {
    INFO(text);
    const Collected got = collect(text);
    REQUIRE_FALSE(got.articles.empty());
    CHECK_FALSE(got.articles[0].record.starts_with("article"));
  }
}

TEST_CASE("The last Nexis article of a truncated export is noted", "[readers][exports]") {
  const auto notes = [](const std::string& text) { return collect(text).notes; };
  const std::string cut = kUniArticle.substr(0, kUniArticle.find("Subject to approval"));
  CHECK(notes(kUniArticle + kUniArticle).empty());
  REQUIRE(notes(kUniArticle + cut).size() == 1);
  CHECK_THAT(notes(kUniArticle + cut)[0], Catch::Contains("the last article, 2,") && Catch::Contains("may be cut off"));
  const auto counted = [](int number, const std::string& end) {
    return "                               " + std::to_string(number) +
           " of 3 DOCUMENTS\n\n\n                                 Harbor Times\n\n"
           "                       January 30, 2025\n\nAcme rises\n\nLENGTH: 4 words\n\nAcme rose.\n\n" +
           end;
  };
  const std::string end = "LOAD-DATE: January 30, 2025\n\n";
  CHECK(notes(counted(1, end) + counted(2, end) + counted(3, end)).empty());
  CHECK(notes(counted(1, end) + counted(2, "")) ==
        std::vector<std::string>{"the last article, 2, has no end as the others have, and may be cut off"});
}
