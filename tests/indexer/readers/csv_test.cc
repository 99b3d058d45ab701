#include <catch2/catch.hpp>

#include "common/error/error.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

TEST_CASE("A CSV archive with FNSPID's columns is read whole", "[readers][csv]") {
  const Collected got = collect(
      "Unnamed: 0,Date,Article_title,Stock_symbol,Url,Publisher,Author,Article,Lsa_summary\n"
      "0.0,2023-12-16 23:00:00 UTC,\"Oil, gas &amp; coal\",XOM,https://x.example/1,Harbor Wire,A. Reed,"
      "\"First paragraph.\n\n\"\"Second,\"\" he said.\",short\n");
  REQUIRE(got.articles.size() == 1);
  const RawArticle& raw = got.articles[0];
  CHECK(raw.title == "Oil, gas & coal");
  CHECK(raw.date_text == "2023-12-16 23:00:00 UTC");
  CHECK(raw.tickers == std::vector<std::string>{"XOM"});
  CHECK(raw.url == "https://x.example/1");
  CHECK(raw.source == "Harbor Wire");
  CHECK(raw.author == "A. Reed");
  CHECK(raw.body == "First paragraph.\n\n\"Second,\" he said.");
  CHECK(raw.record == "row 1 (line 2)");
}

TEST_CASE("Separated text is recognised by its header, whatever its delimiter and line ends", "[readers][csv]") {
  struct Case {
    const char* name;
    std::string text;
  };
  const Case cases[] = {
      {"comma", "headline,date,stock\nOil rises,2020-01-02,XOM\nGold falls,2020-01-03,NEM\n"},
      {"index without a name", ",headline,date,stock\n0,Oil rises,2020-01-02,XOM\n1,Gold falls,2020-01-03,NEM\n"},
      {"index without a column", "headline,date,stock\n0,Oil rises,2020-01-02,XOM\n1,Gold falls,2020-01-03,NEM\n"},
      {"semicolon", "headline;date;stock\nOil rises;2020-01-02;XOM\nGold falls;2020-01-03;NEM"},
      {"tab", "headline\tdate\tstock\nOil rises\t2020-01-02\tXOM\nGold falls\t2020-01-03\tNEM\n"},
      {"CR LF", "headline,date,stock\r\nOil rises,2020-01-02,XOM\r\nGold falls,2020-01-03,NEM\r\n"},
      {"CR", "headline,date,stock\rOil rises,2020-01-02,XOM\rGold falls,2020-01-03,NEM\r"},
      {"byte order mark", "\xEF\xBB\xBF\"headline\",date,stock\nOil rises,2020-01-02,XOM\nGold falls,2020-01-03,NEM\n"},
      {"blank lines", "headline,date,stock\n\nOil rises,2020-01-02,XOM\n\n\nGold falls,2020-01-03,NEM\n"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected got = collect(c.text);
      CHECK(got.titles() == std::vector<std::string>{"Oil rises", "Gold falls"});
      REQUIRE(got.articles.size() == 2);
      CHECK(got.articles[1].date_text == "2020-01-03");
      CHECK(got.articles[1].tickers == std::vector<std::string>{"NEM"});
      CHECK(got.rejects.empty());
    }
  }
}

namespace {

struct RowDate {
  const char* text;
  const char* date;
  const char* time;
};

void check_row_dates(const std::vector<RowDate>& rows) {
  for (const RowDate& row : rows) {
    CAPTURE(row.text);
    const Collected got = collect(row.text);
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].date_text == row.date);
    CHECK(got.articles[0].time_text == row.time);
  }
}

}  // namespace

TEST_CASE("A time of day beside a date is the time, and alone the date", "[readers][csv]") {
  check_row_dates({
      {"ticker,date,time,title\nAAPL,Jan-15-24,09:30AM,Acme beats\n", "Jan-15-24", "09:30AM"},
      {"ticker,time,pub_date,title\nAAPL,09:30AM,Jan-15-24,Acme beats\n", "Jan-15-24", "09:30AM"},
      {"ticker,Uhrzeit,date,title\nAAPL,9.30 Uhr,15.01.2024,Acme beats\n", "15.01.2024", "9.30 Uhr"},
      {"ticker,time,title\nAAPL,2024-01-15 09:30,Acme beats\n", "2024-01-15 09:30", ""},
      {"ticker,time,title\nAAPL,09:30AM,Acme beats\n", "09:30AM", ""},
  });
}

TEST_CASE("Columns for the parts of a date, and for its zone, are one date", "[readers][csv]") {
  check_row_dates({
      {"title,year,month,day\nAcme beats,2024,1,30\n", "2024-01-30", ""},
      {"title,Year,Month,Day\nAcme beats,2024.0,1.0,30.0\n", "2024-01-30", ""},
      {"title,year,month,day\nAcme beats,2024,Jan.,30\n", "2024-01-30", ""},
      {"Titel,Jahr,Monat,Day\nAcme beats,2024,Januar,30\n", "2024-01-30", ""},
      {"title,a\xC3\xB1o,mes,d\xC3\xAD"
       "a\nAcme beats,2024,enero,30\n",
       "2024-01-30", ""},
      {"title,\xE5\xB9\xB4,\xE6\x9C\x88,\xE6\x97\xA5\nAcme beats,2024,1,30\n", "2024-01-30", ""},
      {"title,year,month,day,hour,minute\nAcme beats,2024,1,30,9,5\n", "2024-01-30", "9:05"},
      {"title,year,month,day,hour\nAcme beats,2024,1,30,14\n", "2024-01-30", "14:00"},
      {"title,year,month,day,time\nAcme beats,2024,1,30,09:30\n", "2024-01-30", "09:30"},
      {"title,year,month,day,date\nAcme beats,2024,1,30,2024-02-01\n", "2024-02-01", ""},
      {"title,year,month\nAcme beats,2024,1\n", "", ""},
      {"title,day\nAcme beats,2024-01-30\n", "2024-01-30", ""},
      {"title,day,date\nAcme beats,Tuesday,2024-01-30\n", "2024-01-30", ""},
      {"title,date,time,timezone\nAcme beats,2024-01-30,09:30,America/New_York\n", "2024-01-30",
       "09:30 America/New_York"},
      {"title,date,time,tz\nAcme beats,2024-01-30,09:30,-5\n", "2024-01-30", "09:30 UTC-5"},
      {"title,date,timezone\nAcme beats,2024-01-30 09:30,EST\n", "2024-01-30 09:30 EST", ""},
      {"title,date,timezone\nAcme beats,01/02/2024 09:30,EST\n", "01/02/2024 09:30 EST", ""},
      {"title,date,timezone\nAcme beats,2024-01-30T09:30:00Z,EST\n", "2024-01-30T09:30:00Z", ""},
      {"title,date,timezone\nAcme beats,2024-01-30,EST\n", "2024-01-30", ""},
      {"title,date,timezone\nAcme beats,2024-01-30 09:30,the east\n", "2024-01-30 09:30", ""},
  });
}

TEST_CASE("A row with too few or too many cells is rejected with its number, and never shifted", "[readers][csv]") {
  const Collected got = collect(
      "date,title,text\n"
      "2020-01-02,Oil,Prices rose.\n"
      "2020-01-03,Short row\n"
      "2020-01-04,Long row,one, two,three\n"
      "2020-01-05,Gold,Prices fell.,,\n"
      "nan,NaN,None\n");
  CHECK(got.titles() == std::vector<std::string>{"Oil", "Gold"});
  REQUIRE(got.rejects.size() == 3);
  CHECK(got.rejects[0].record == "row 2 (line 3)");
  CHECK(got.rejects[0].reason == "has 2 cells instead of 3");
  CHECK(got.rejects[0].text == "2020-01-03,Short row\n");
  CHECK(got.rejects[1].record == "row 3 (line 4)");
  CHECK(got.rejects[1].reason == "has 5 cells instead of 3");
  CHECK(got.rejects[2].reason == "no title and no text");
}

TEST_CASE("Columns without a known name are taken by what their cells are", "[readers][csv]") {
  struct Case {
    const char* name;
    const char* text;
    std::vector<std::string> titles;
    std::vector<std::string> dates;
  };
  const Case cases[] = {
      {"names that only a reader knows",
       "When,What\n2016-07-01,\"Oil rises, again\"\n2016-07-02,Gold falls after the close\n",
       {"Oil rises, again", "Gold falls after the close"},
       {"2016-07-01", "2016-07-02"}},
      {"no header",
       "neutral,\"Acme said that it has no plans , as ever .\"\npositive,\"Its shares rose a lot .\"\n",
       {"Acme said that it has no plans , as ever .", "Its shares rose a lot ."},
       {"", ""}},
      {"no header, dates",
       "2016-07-01|Oil rises once more\n2016-07-02|Gold falls after the close\n",
       {"Oil rises once more", "Gold falls after the close"},
       {"2016-07-01", "2016-07-02"}},
      {"another language",
       "Datum;Titel;Quelle;Text\n15.01.2024;Acme steigert Gewinn;Beispiel Zeitung;\"Um 5,3 %.\"\n",
       {"Acme steigert Gewinn"},
       {"15.01.2024"}},
      {"a line that names the separator",
       "sep=;\ntitle;date\nOil, gas and coal rise;2020-01-02\n",
       {"Oil, gas and coal rise"},
       {"2020-01-02"}},
      {"bars", "title|date\nOil, gas and coal rise|2020-01-02\n", {"Oil, gas and coal rise"}, {"2020-01-02"}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected got = collect(c.text);
      CHECK(got.titles() == c.titles);
      std::vector<std::string> dates;
      for (const RawArticle& raw : got.articles) dates.push_back(raw.date_text);
      CHECK(dates == c.dates);
      CHECK(got.rejects.empty());
    }
  }
}

TEST_CASE("Rows without blanks and with dates in slashes are no list of files", "[readers][csv]") {
  const Collected got =
      collect("見出し,公開日,媒体名\nアクメ利益が倍増,2025/01/30,港新聞\n原油が上昇,2025/01/31,港新聞\n");
  REQUIRE(got.articles.size() == 2);
  CHECK(got.articles[0].date_text == "2025/01/30");
}

TEST_CASE("Prose with as many commas in each line is not taken for CSV", "[readers][csv]") {
  const Collected got = collect(
      "Oil rises, gold falls\n\nPrices of oil rose, as many had expected.\nGold fell, which few had expected.\n"
      "Copper did nothing, which nobody noticed.\n");
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].title == "Oil rises, gold falls");
}

TEST_CASE("Lists and objects that Python printed into a cell are read as such", "[readers][csv]") {
  const Collected got = collect(
      "title,date,tickers,authors,source\n"
      "Acme's best year,2024-01-15,\"['AAPL', 'MSFT']\",\"['Jane Roe', \"\"Al O'Dea\"\"]\",\"{'id': None, 'name': "
      "'Harbor "
      "Wire'}\"\n");
  REQUIRE(got.articles.size() == 1);
  const RawArticle& raw = got.articles[0];
  CHECK(raw.title == "Acme's best year");
  CHECK(raw.tickers == std::vector<std::string>{"AAPL", "MSFT"});
  CHECK(raw.author == "Jane Roe, Al O'Dea");
  CHECK(raw.source == "Harbor Wire");
}

TEST_CASE("An unterminated quote invalidates only its own row", "[readers][csv]") {
  struct Case {
    const char* name;
    const char* rows;
    std::vector<std::string> titles;
    const char* record;
  };
  const Case cases[] = {
      {"at the end of the file",
       "2020-01-02,Oil,a\n2020-01-03,\"Gold,b\n2020-01-04,Tin,c\n2020-01-05,Zinc,d\n",
       {"Oil", "Tin", "Zinc"},
       "row 2 (line 3)"},
      {"closed by the next row's quote",
       "2020-01-02,\"Oil,a\n2020-01-03,\"Gold, too\",b\n2020-01-04,Tin,c\n",
       {"Gold, too", "Tin"},
       "row 1 (line 2)"},
      {"in the last row", "2020-01-02,Oil,a\n2020-01-03,\"Gold,b", {"Oil"}, "row 2 (line 3)"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected got = collect(std::string("date,title,text\n") + c.rows);
      CHECK(got.titles() == c.titles);
      REQUIRE(got.rejects.size() == 1);
      CHECK(got.rejects[0].record == c.record);
      CHECK(got.rejects[0].reason == "unterminated quote");
    }
  }
}

TEST_CASE("Unknown columns are told by what they hold", "[readers][csv]") {
  const std::string text(120, 'x');
  struct Case {
    std::string csv;
    std::string title, date;
    bool has_body;
  };
  const Case cases[] = {
      {"x1,x2,x3\nAcme doubles,2025-01-30,Acme said " + text + "\nBeta falls,2025-01-31,Beta said so " + text + "\n",
       "Acme doubles", "2025-01-30", true},
      {"x1,x2,x3\nHarbor Wire,2025-01-30,Acme said " + text + "\nHarbor Wire,2025-01-31,Beta said so " + text + "\n",
       "Acme said " + text, "2025-01-30", false},
      {"x1,x2,headline\n555-1234,2025-01-30,Acme doubles\n555-1235,2025-01-31,Beta falls\n", "Acme doubles",
       "2025-01-30", false},
      {"見出,日,文\n阿克米公司利润翻番,2025-01-30,"
       "阿克米公司周一表示利润翻番并且提高了今年的预期阿克米公司周一表示利润翻番\n",
       "阿克米公司利润翻番", "2025-01-30", true},
  };
  for (const Case& c : cases) {
    INFO(c.csv);
    const Collected got = collect(c.csv);
    REQUIRE_FALSE(got.articles.empty());
    CHECK(got.articles[0].title == c.title);
    CHECK(got.articles[0].date_text == c.date);
    CHECK(got.articles[0].body.empty() != c.has_body);
  }
}

TEST_CASE("An outlet is named without www.", "[readers][csv]") {
  CHECK(only_article(collect("title,source\nAcme rises,www.harborwire.example\n")).source == "harborwire.example");
}

TEST_CASE("A column of pictures gives no address", "[readers][csv]") {
  for (const char* column : {"img", "thumbnail_url", "cover"}) {
    const Collected got =
        collect(std::string("title,date,") + column + "\nAcme rises,2025-01-30,https://a.example/1.jpg\n");
    CHECK(only_article(got).url.empty());
  }
  CHECK(only_article(collect("title,date,u\nAcme rises,2025-01-30,https://a.example/1\n")).url ==
        "https://a.example/1");
}

TEST_CASE("Unescaped quotes inside a text are tolerated", "[readers][csv]") {
  const Collected got = collect(
      "date,title,text\n2020-01-02,\"He said \"buy\" now\",\"One.\n\nA \"quoted\" word, and more\"\n"
      "2020-01-03,Plain \"quoted\" title,b\n");
  CHECK(got.rejects.empty());
  CHECK(got.titles() == std::vector<std::string>{"He said \"buy\" now", "Plain \"quoted\" title"});
  REQUIRE(got.articles.size() == 2);
  CHECK(got.articles[0].body == "One.\n\nA \"quoted\" word, and more");
}

TEST_CASE("Quotes behind a backslash are part of their cell, where quotes are not doubled", "[readers][csv]") {
  const Collected got = collect(
      "title,body,date\n"
      "\"The \\\"soft\\\", slow landing\",\"Prices rose, \\\"and\\\" fell.\\\nMore in C:\\\\news.\",2025-01-30\n"
      "\"He said \\\"no\\\"\",\"\",2025-01-31\n");
  REQUIRE(got.titles() == std::vector<std::string>{"The \"soft\", slow landing", "He said \"no\""});
  CHECK(got.articles[0].body == "Prices rose, \"and\" fell.\nMore in C:\\news.");
  const Collected doubled = collect("title,body\n\"The \"\"soft\"\" landing\",\"C:\\news\\\"\nGold falls,Lower.\n");
  CHECK(doubled.titles() == std::vector<std::string>{"The \"soft\" landing", "Gold falls"});
}

TEST_CASE("Quotes may be literal in tab separated text", "[readers][csv]") {
  const Collected got = collect("date\ttitle\ttext\n2020-01-02\t\"Buy\" he said\ta\n2020-01-03\tGold\tb\n");
  CHECK(got.titles() == std::vector<std::string>{"\"Buy\" he said", "Gold"});
  CHECK(got.rejects.empty());
}

TEST_CASE("A header in another language is read with chosen names", "[readers][csv]") {
  const ReadOptions options{"csv",
                            {{"title",
                              "\xC3\x9C"
                              "berschrift"},
                             {"date", "Tag"}}};
  const Collected got = collect(
      "Tag;\xC3\x9C"
      "berschrift\n2020-01-02;\xC3\x96l steigt\n",
      options);
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].title == "\xC3\x96l steigt");
  CHECK(got.articles[0].date_text == "2020-01-02");
}

TEST_CASE("A header without a known name is rejected if the user chose CSV", "[readers][csv]") {
  CHECK_THROWS_MATCHES(collect("a,b\n1,2\n", {"csv", {}}), Error, HasKind(ErrorKind::kInput) && Says("a, b"));
}

TEST_CASE("A file full of unterminated quotes is read in reasonable time", "[readers][csv]") {
  std::string text = "date,title,text\n";
  for (int i = 0; i < 3000; ++i) text += "2020-01-02,\"Oil " + std::to_string(i) + ",a\n";
  const Collected got = collect(text);
  CHECK(got.articles.size() + got.rejects.size() >= 1500);
}

TEST_CASE("Tables by other delimiters are read", "[readers][csv]") {
  const char* const delimiters[] = {"^", "~", "@", "#", "\x01", "\x1f", "||", "|~|", "~|~", "::", "^|^", "\xc2\xa6"};
  for (const std::string delimiter : delimiters) {
    for (const bool header : {true, false}) {
      std::string text = header ? "date*headline*link\n" : "";
      for (int i = 10; i < 20; ++i) {
        const std::string n = std::to_string(i);
        text += "2024-01-" + n + "*Acme names chief " + n + ", it said; more | later*https://h.example/" + n + "\n";
      }
      for (std::size_t at = text.find('*'); at != std::string::npos; at = text.find('*', at + delimiter.size()))
        text.replace(at, 1, delimiter);
      INFO(text);
      const Collected got = collect(text);
      REQUIRE(got.articles.size() == 10);
      CHECK(got.articles[0].title == "Acme names chief 10, it said; more | later");
      CHECK(got.articles[9].date_text == "2024-01-19");
      CHECK(got.articles[9].url == "https://h.example/19");
      CHECK(got.rejects.empty());
    }
  }
}

TEST_CASE("Text with the same sign in each line is no table", "[readers][csv]") {
  const char* const texts[] = {
      "@acme rose today\n@beta fell today\n@gamma was flat\n",
      "Contacts\njane@acme.example\njohn@acme.example\n",
      "Rose ~5%\nFell ~3%\nFlat ~0%\n",
      "Q::What rose today?\nA::Oil did.\nA::Gas did, too.\n",
      "Acme & Sons rise\nBeta & Co fall\nGamma & Partners are flat\n",
  };
  for (const char* text : texts) {
    INFO(text);
    const Collected got = collect(text);
    REQUIRE(got.summaries.size() == 1);
    CHECK(got.summaries[0].form == "text");
  }
}

TEST_CASE("Lines before the header of a table are left out and noted", "[readers][csv]") {
  struct Case {
    const char* text;
    const char* note;
  };
  const std::string rows = "Oil rises,2024-01-15,Harbor Wire\nGas falls,2024-01-16,Harbor Wire\n";
  const Case cases[] = {
      {"News of Acme\nheadline,date,source\n", "left out line 1 before the header: News of Acme"},
      {"Exported on Jan 15, 2024\n\nheadline,date,source\n",
       "left out lines 1 to 2 before the header: Exported on Jan 15, 2024"},
      {"# made by a tool, of version 2\n# all of it\nheadline,date,source\n",
       "left out lines 1 to 2 before the header: # made by a tool, of version 2 / # all of it"},
      {"Report,Acme\nFrom,2024-01-01\n,,\nheadline,date,source\n",
       "left out lines 1 to 3 before the header: Report,Acme / From,2024-01-01 / ,,"},
      {"Acme news\n\n", "left out lines 1 to 2 before the first row: Acme news"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const Collected got = collect(c.text + rows + "Gold is flat again,2024-01-17,Harbor Wire\n");
    CHECK(got.titles() == std::vector<std::string>{"Oil rises", "Gas falls", "Gold is flat again"});
    CHECK(got.rejects.empty());
    CHECK(got.notes == std::vector<std::string>{c.note});
  }
}

TEST_CASE("Text with a table below its sentences is an article", "[readers][csv]") {
  const Collected got = collect(
      "Acme reports results\nAcme said on Monday that its profit rose.\nSales rose, too, it said.\n"
      "It gave a table of the news.\n\ntitle,date\nOil rises,2024-01-15\nGas falls,2024-01-16\n");
  CHECK(got.titles() == std::vector<std::string>{"Acme reports results"});
}

TEST_CASE("What is below or between the rows of a table is left out and noted", "[readers][csv]") {
  struct Case {
    const char* below;
    std::vector<std::string> notes;
  };
  const Case cases[] = {
      {"Total: 2\n", {"left out what is below the table, in line 4"}},
      {"Total,,\n", {"left out what is below the table, in line 4"}},
      {"Total,,2\n", {"left out what is below the table, in line 4"}},
      {"\nCopyright 2024, Harbor Wire\nAll rights reserved.\n", {"left out what is below the table, in lines 5, 6"}},
      {"Source: Harbor Wire\nDelayed by 15 minutes, see terms\n", {"left out what is below the table, in lines 4, 5"}},
      {"\xc2\xa9 2024 Harbor Wire", {"left out what is below the table, in line 4"}},
      {"headline,date,source\nGold is flat,2024-01-17,Tape\n", {"left out a repeated header in line 4"}},
      {"# a remark\nGold is flat,2024-01-17,Tape\n", {"left out comments in line 4"}},
  };
  for (const Case& c : cases) {
    INFO(c.below);
    const Collected got =
        collect(std::string("headline,date,source\nOil rises,2024-01-15,Tape\nGas falls,2024-01-16,Tape\n") + c.below);
    std::vector<std::string> titles = got.titles();
    if (titles.size() > 2) titles.pop_back();
    CHECK(titles == std::vector<std::string>{"Oil rises", "Gas falls"});
    CHECK(got.rejects.empty());
    CHECK(got.notes == c.notes);
  }
  // Rows that are cut off, or followed by others, are records.
  const Collected cut = collect("headline,date,source\nOil rises,2024-01-15,Tape\nGas falls aga");
  CHECK(cut.rejects.size() == 1);
  const Collected short_row = collect("headline,date\nOil rises,2024-01-15\nGas falls,2024-01-16\nTin is flat today\n");
  CHECK(short_row.rejects.size() == 1);
  const Collected between =
      collect("headline,date,source\nOil rises,2024-01-15,Tape\nTotal,,\nGas falls,2024-01-16,Tape\n");
  CHECK(between.titles() == std::vector<std::string>{"Oil rises", "Total", "Gas falls"});
}

TEST_CASE("A NUL byte in a small table is damage that is repaired", "[readers][csv]") {
  using namespace std::string_literals;
  const Collected got =
      collect("headline,date,source\nOil\0rises,2024-01-15,Tape\nGas falls,2024-01-16,Harbor Wire\n"s);
  CHECK(got.titles() == std::vector<std::string>{"Oil rises", "Gas falls"});
}

TEST_CASE("A headline with commas above a text with quotes is an article", "[readers][csv]") {
  const char* const texts[] = {
      "Oil rises on cuts, storms, hopes\n\nOil rose on Thursday, helped by cuts, a trader said.\n\n"
      "\"It is cold,\" the trader said, \"and dry.\" Gas rose, too, he said.\n",
      "Acme to supply blanks\n\nAcme Corp said it was awarded a\n12,750,000 dollar contract for zinc\nblanks.\n"
      "    The contract, effective in June, calls for\n23,200,000 pounds of blanks, and\n7,600,000 pounds of copper, "
      "too.\nThey are made in Pier, Tenn.\n"};
  for (const char* text : texts) {
    const Collected got = collect(text);
    CHECK(got.articles.size() == 1);
    CHECK(got.rejects.empty());
  }
}

TEST_CASE("A single column below the name of a title or text is a table", "[readers][csv]") {
  struct Case {
    const char* text;
    std::vector<std::string> titles;
  };
  const Case cases[] = {
      {"headline\nOil rises on cuts\nGold falls, copper too\nBanks cut jobs\n",
       {"Oil rises on cuts", "Gold falls, copper too", "Banks cut jobs"}},
      {"title\n\"Oil rises, gas too\"\n\"Gold falls, copper too\"\nBanks cut jobs\n",
       {"Oil rises, gas too", "Gold falls, copper too", "Banks cut jobs"}},
      {"headline\n\"It rises,\" says Acme\nBanks cut \"many\" jobs\n",
       {"\"It rises,\" says Acme", "Banks cut \"many\" jobs"}},
      {"news_line\nOil rises on cuts\nGold falls again\nBanks cut jobs\n",
       {"Oil rises on cuts", "Gold falls again", "Banks cut jobs"}},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const Collected got = collect(c.text);
    CHECK(got.titles() == c.titles);
    CHECK(got.summaries.at(0).detail == "one column");
  }
  const Collected texts = collect("text\nOil rose on Thursday.\nGold fell in London.\n");
  REQUIRE(texts.articles.size() == 2);
  CHECK(texts.articles[0].body == "Oil rose on Thursday.");
}

TEST_CASE("A text below a heading of one word is an article, and it is said", "[readers][csv]") {
  const char* const text = "Markets\nOil rose on Thursday.\nGold fell in London.\nBanks cut many jobs.\n";
  const Collected got = collect(text);
  CHECK(got.titles() == std::vector<std::string>{"Markets"});
  REQUIRE(got.notes.size() == 1);
  CHECK_THAT(got.notes[0], Catch::Contains("--format csv"));
  CHECK(collect(text, {"csv", {}}).articles.size() == 3);
  CHECK(collect("Text\n\nOil rose on Thursday.\n\nGold fell in London.\n").articles.size() == 1);
}

TEST_CASE("Sentences with a label are a table", "[readers][csv]") {
  const Collected got = collect(
      "Acme said that it has no plans .@neutral\nProfit rose to 13.1 mn .@positive\nBolt swung to a loss .@negative\n");
  CHECK(got.titles() == std::vector<std::string>{"Acme said that it has no plans .", "Profit rose to 13.1 mn .",
                                                 "Bolt swung to a loss ."});
  CHECK(got.articles.at(1).labels == std::vector<std::string>{"positive"});
}

TEST_CASE("Names of fields in a sentence are no header", "[readers][csv]") {
  const Collected got = collect(
      "Each text is one article: title, date with its zone, source, author, and body, as a person would read it.\n"
      "The first line, the second, and so on, are to be read in order.\nSome wires, such as two, have each a form.\n");
  CHECK(got.rejects.empty());
  REQUIRE(got.articles.size() == 1);
  CHECK(got.summaries[0].form == "text");
}
