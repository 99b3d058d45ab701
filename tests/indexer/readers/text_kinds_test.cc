// Text that is no article is refused by its kind; running text of any kind is read.
#include <catch2/catch.hpp>
#include <string>

#include "common/error/error.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/error_matcher.h"
#include "tests/support/texts.h"

using namespace broadtape;

namespace {

struct KindCase {
  const char* says;
  const char* text;
};

void check_refused(const KindCase& c) {
  INFO(c.text);
  CHECK_THROWS_MATCHES(collect(c.text), Error, HasKind(ErrorKind::kInput) && Says(c.says));
  CHECK(collect(c.text, {"text", {}}).articles.size() == 1);
}

}  // namespace

TEST_CASE("Logs are refused", "[readers][kinds]") {
  const char* const logs[] = {
      "Jan 15 10:00:01 web1 sshd[123]: Accepted the password for root.\nJan 15 10:00:02 web1 cron[1]: Job started.\n",
      "<34>1 2024-01-15T10:00:00.003Z web1 su - ID47 - failed for lonvick\n"
      "<34>1 2024-01-15T10:00:01.003Z web1 su - ID47 - failed again, as before.\n",
      "192.168.1.1 - - [10/Oct/2023:13:55:36 +0000] \"GET /news HTTP/1.1\" 200 612 \"-\" \"Agent\"\n"
      "a.example - bob [10/Oct/2023:13:55:37 +0000] \"GET / HTTP/1.1\" 404 0 \"-\" \"Agent\"\n",
      "2024/01/15 10:00:00 [error] 123#0: *1 open() of the file failed.\n2024/01/15 10:00:01 [warn] 123#0: *2 slow.\n",
      "[Mon Jan 15 10:00:00.123 2024] [core:error] [pid 12] The file does not exist.\n"
      "[Mon Jan 15 10:00:01.123 2024] [core:error] [pid 12] The file does not exist.\n",
      "2024-01-15 10:00:00,123 INFO  [main] com.acme.App - Started in 3 seconds.\n"
      "2024-01-15 10:00:01,456 ERROR [main] com.acme.App - It failed.\njava.lang.Exception: x\n"
      "\tat com.acme.App.main(App.java:12)\n2024-01-15 10:00:02,000 INFO [main] com.acme.App - Stopped.\n",
      "10:00:00.123 [main] DEBUG c.acme.App - starting up now.\n10:00:00.200 [main] INFO  c.acme.App - ready now.\n",
      "INFO:root:The program has started.\nWARNING:root:It was slow this time.\n",
      "I0115 10:00:00.123456  1234 file.cc:12] Loaded the model.\nW0115 10:00:01.123456  1234 file.cc:15] Slow.\n",
      "01-15 10:00:00.123  1234  1234 I Tag: Start it.\n01-15 10:00:00.124  1234  1234 W Tag: It was slow.\n",
      "[    0.000000] Linux version 6.1\n[    0.010000] Command line: x\n",
      "1705312800.123    110 192.168.1.1 TCP_MISS/200 text\n1705312801.123    110 192.168.1.1 TCP_MISS/200 text\n",
      "2024-01-15 10:00:00 Server started on port 8080.\n2024-01-15 10:00:01 Connection from 10.0.0.1 accepted.\n",
      "2024-01-15 10:00:00 worker started\n2024-01-15 10:00:01 worker stopped\n",
      "level=info msg=\"Started the server.\" port=80\nlevel=warn msg=\"It was slow.\" port=80\n",
  };
  for (const char* text : logs) check_refused({"is a log, which is not supported", text});
}

TEST_CASE("Lists of references, subtitles, calendars and patches are refused", "[readers][kinds]") {
  const KindCase cases[] = {
      {"is BibTeX", "@article{roe2024,\n  title = {Oil rises},\n  author = {Roe, Jane},\n  year = {2024}\n}\n"},
      {"is BibTeX", "% The list of books.\n\n@book{a,\n title=\"Oil rises again.\",\n year=2020,\n}\n"},
      {"list of references", "TY  - NEWS\nTI  - Oil rises again.\nAU  - Roe, J.\nPY  - 2024\nER  - \n"},
      {"list of references",
       "PMID- 123\nTI  - Oil.\nAB  - Text that goes on\n      and on.\nFAU - Roe, J\nAU  - Roe\n"},
      {"list of references", "%0 Journal Article\n%T Oil rises\n%A Roe, Jane\n%D 2024\n"},
      {"is subtitles",
       "1\n00:00:01,000 --> 00:00:03,000\nHello, and welcome.\n\n2\n00:00:03,500 --> 00:00:05,000\nOil "
       "rose again today.\nA lot.\n"},
      {"is subtitles", "WEBVTT\n\n00:01.000 --> 00:03.000\nOil rose again today.\n"},
      {"a calendar", "BEGIN:VCARD\nVERSION:3.0\nFN:Jane Roe\nEND:VCARD\n"},
      {"a calendar", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nSUMMARY:Results of Acme.\r\nEND:VEVENT\r\n"},
      {"a patch",
       "--- a/x.txt\n+++ b/x.txt\n@@ -1,2 +1,2 @@\n Oil prices rose on Monday.\n-They fell later in the "
       "day.\n+They rose later in the day.\n"},
      {"a patch", "diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a b c d.\n+b\n"},
      {"is a certificate", "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIU\n-----END CERTIFICATE-----\n"},
  };
  for (const KindCase& c : cases) check_refused(c);
}

TEST_CASE("Tables that are drawn or aligned by blanks are refused", "[readers][kinds]") {
  const KindCase cases[] = {
      {"separated by blanks",
       "DATE        HEADLINE                                SOURCE\n"
       "2024-01-15  Acme doubles its profit, it said today. Harbor Wire\n"
       "2024-01-16  Acme names a new chief executive.       Harbor Wire\n"
       "2024-01-17  Acme falls                              Tape\n"},
      {"separated by blanks",
       "date        headline\n----------  --------------------------\n2024-01-15  Acme doubles its profit.\n"},
      {"separated by blanks",
       "Company          Price    Change\nAcme Corp       120.50      rise\nBeta Inc          3.10      fall\n"},
      {"drawn in characters",
       "+----+-----------+\n| id | title     |\n+----+-----------+\n|  1 | Oil rises |\n+----+-----------+\n"},
      {"drawn in characters", " id |   title   \n----+-----------\n  1 | Oil rises.\n  2 | Gas falls.\n(2 rows)\n"},
      {"drawn in characters", "| title | date |\n|---|---|\n| Oil rises | 2024-01-15 |\n| Gas falls | 2024-01-16 |\n"},
      {"drawn in characters", "┌────┬───────────┐\n│ id │ title     │\n├────┼───────────┤\n│ 1  │ Oil rises │\n"},
      {"a table of numbers", "1 2 3\n4 5 6\n7 8 9\n"},
      {"a table of numbers", "Year Sales Profit\n2020 1,234.5 (12.1)\n2021 2,345.6 13.5\n2022 3,000.1 15%\n2023 1 2\n"},
  };
  for (const KindCase& c : cases) check_refused(c);
}

TEST_CASE("Listings and encoded data are refused", "[readers][kinds]") {
  const KindCase cases[] = {
      {"a list of files",
       "total 12\ndrwxr-xr-x 2 root root 4096 Jan 15 10:00 news\n-rw-r--r-- 1 root root  123 Jan 15 10:00 oil.txt\n"},
      {"a list of files", ".\n├── a\n│   ├── b.txt\n│   └── c.txt\n└── d\n\n2 directories, 2 files\n"},
      {"a list of files", "./a/b.txt\n./a/c.txt\n./d\n"},
      {"a list of files",
       " Directory of C:\\news\n\n01/15/2024  10:00 AM    <DIR>          .\n01/15/2024  10:00 AM"
       "               123 oil.txt\n01/15/2024  10:00 AM               123 gas.txt\n"},
      {"a list of files", "d41d8cd98f00b204e9800998ecf8427e  a.txt\nd41d8cd98f00b204e9800998ecf8427e  b.txt\n"},
      {"a list of addresses", "https://a.example/1\nhttps://a.example/2\n"},
      {"a list of addresses", "https://a.example/1\n"},
      {"encoded data",
       "00000000: 4f69 6c20 7269 7365 730a 0a50 7269 6365  Oil rises..Price\n"
       "00000010: 7320 726f 7365 2e0a                      s rose..\n"},
      {"encoded data",
       "00000000  4f 69 6c 20 72 69 73 65  73 0a 0a 50 72 69 63 65  |Oil rises..Price|\n"
       "00000010  73 20 72 6f 73 65 2e 0a                           |s rose..|\n00000018\n"},
      {"encoded data", "4f696c2072697365730a0a507269636573\n4f696c2072697365730a0a507269636573\n"},
      {"encoded data",
       "T2lsIHByaWNlcyByb3NlIG9uIE1vbmRheSBhbmQgZmVsbCBsYXRlciBpbiB0aGUgZGF5LCBidXQg\n"
       "bm90IGJ5IG11Y2gsIGFzIHRyYWRlcnMgc2FpZCB0aGF0IHRoZXkgaGFkIGV4cGVjdGVkIGl0IGFs\nbCBhbG9uZy4=\n"
       "T2lsIHByaWNlcyByb3NlIG9uIE1vbmRheSBhbmQgZmVsbCBsYXRlciBpbiB0aGUgZGF5LCBidXQg\n"
       "T2lsIHByaWNlcyByb3NlIG9uIE1vbmRheSBhbmQgZmVsbCBsYXRlciBpbiB0aGUgZGF5LCBidXQg\n"},
  };
  for (const KindCase& c : cases) check_refused(c);
}

TEST_CASE("Code and configuration are refused, also with comments in sentences", "[readers][kinds]") {
  const char* const code[] = {
      "/*\n * This program prints the news. It is short.\n */\n#include <stdio.h>\n\n/* The main function. */\n"
      "int main(void) {\n  // Print all of the news.\n  puts(\"Oil rises.\");\n  return 0;\n}\n",
      "#!/usr/bin/env python3\n\"\"\"Reads the news of the day.\n\"\"\"\nimport sys\n\n# Read every line of it.\n"
      "for line in sys.stdin:\n    x = line.split()\n    if x:\n        print(x[0])\n",
      "#!/bin/sh\n# Runs all of it. Stops at errors.\nset -e\nfor f in *.txt; do\n  echo \"$f\"\ndone\n",
      "package main\n\nimport \"fmt\"\n\n// main prints the news of the day.\nfunc main() "
      "{\n\tfmt.Println(\"Oil.\")\n}\n",
      "[main]\nname = acme\nlevel = 3\n; done\n",
      "; The settings of the program. They are read once.\n[main]\n; The name that is shown in the title.\nname = "
      "Acme.\n"
      "; The level of what is said in the log.\nlevel = 3\n",
      "# This is the configuration. Edit it with care.\n\n[package]\nname = \"acme\"\n"
      "description = \"A program that reads the news of the world.\"\n",
      "# Builds the image for the whole service.\nFROM debian:12\nRUN apt-get update\nCOPY . /app\n"
      "# Start it. It listens on a port.\nCMD [\"/app/run\"]\n",
      "{% block content %}\n<h1>{{ title }}</h1>\n<p>Welcome to the site, it is good.</p>\n{% endblock %}\n",
      "/* The style of the page. It is short. */\nbody {\n  color: red;\n}\n\n/* Links are blue. */\na { color: blue; "
      "}\n",
      "version: '3'\nservices:\n  web:\n    image: acme/web\n    ports:\n      - 80:80\n",
      "CC = gcc\nall: main.o\n\t$(CC) -o main main.o\n",
      "msgid \"Oil rises.\"\nmsgstr \"Das Oel steigt.\"\n\nmsgid \"Gas falls today.\"\nmsgstr \"Gas faellt heute.\"\n",
  };
  for (const char* text : code) {
    INFO(text);
    CHECK_THROWS_MATCHES(collect(text), Error,
                         HasKind(ErrorKind::kInput) && Says("is source code, configuration or markup"));
  }
  const char* const latex =
      "% My article. It is good.\n\\documentclass{article}\n\\begin{document}\nOil prices rose on Monday.\n";
  CHECK_THROWS_MATCHES(collect(latex), Error, HasKind(ErrorKind::kInput) && Says("is LaTeX"));
}

TEST_CASE("Running text with tables, code, lists or times in it is an article", "[readers][kinds]") {
  const char* const texts[] = {
      "Acme reports results\n\nAcme said today that its profit doubled.\nThe chief said that he was pleased with "
      "it.\n\n"
      "                 2024      2023\nRevenue         100.0      90.0\nProfit           10.0       5.0\n"
      "Costs            90.0      85.0\nTax               1.0       0.5\nCash             10.0       9.0\n",
      "Acme reports its year\n\nAcme Mining (NYSE: ACM) reported its results for the year ended December 31, 2024.\n\n"
      "                 2024      2023\nRevenue         100.0      90.0\nProfit           10.0       5.0\n"
      "Costs            90.0      85.0\nTax               1.0       0.5\n\nAcme will hold a call at 9:00 a.m. London "
      "Time.\n",
      "Acme in figures\n\nAcme showed its year on Monday. Its profit has doubled.\nItem\t2024\t2023\n"
      "Sales\t100\t90\nProfit\t10\t5\nCash\t30\t20\nDebt\t7\t8\nStaff\t900\t850\nMines\t4\t4\n",
      "A poor year for bonds\n\nBonds fell for most of the year.[1] Yields rose.[2]\n\n[1] Harbor Survey, 2024.\n"
      "[2] Annual Review, December 2024.\n",
      "[00:00:05] Host: Welcome back to the show.\n[00:00:09] Guest: It is good to be here.\n[00:00:12] Host: Tell us "
      "about tin.\n",
      "$120 is what the stock costs today.\n$80 is what it cost a year ago.\n$200 is what one bank thinks.\n",
      "How to read news with Python\n\nThe csv module reads the tables that vendors sell. Here is an example:\n\n"
      "import csv\nfor row in csv.reader(f):\n    x = row[0]\n    print(x)\n\nIt prints the first column of a row.\n",
      "Five things to know today\n\n1. Oil rises\n2. Gas falls\n3. Gold is flat\n4. Acme names a chief\n5. Beta "
      "falls\n",
      "Acme results\n* Profit doubled to $10 million.\n* Sales rose by 5 percent.\n* The outlook is good.\n",
      "Call on the results\n\n[00:00:12] OPERATOR: Welcome to the call.\nJane Roe - CEO\nThank you, and good morning.\n"
      "We had a strong quarter in all of our markets.\n[00:05:30] ANALYST: What about margins?\nThey rose, of "
      "course.\n",
      "00:12 Hello and welcome to the show today.\n00:15 We talk about oil.\n00:20 It rose again on Monday.\n",
      "Markets live\n09:30 Stocks open higher in London\n10:15 Oil rises by one percent\n11:00 Inflation falls to "
      "3.1%\n",
      "The tape\n\n    It runs all night, it runs all day,\n        it never stops to rest,\n    it prints the news in "
      "its own way\n        and none can say what's best\n",
      "ACME Q3 PROFIT RISES 12 PCT\nACME Q3 REVENUE $1.2 BLN VS $1.1 BLN\nACME SEES FY EPS $3.10-$3.20\n",
      "ACME METALS PRICES - April 7\nZINC - PRIME WESTERN         50.00/56.50\nZINC - HIGH GRADE            "
      "49.50/56.00\nTIN                          34.00/34.50\n",
      "The  tape  runs   all  night  and   all  day  without\na   rest  and prints  the news   of the world  in its\n"
      "own  way,  and   nobody  can  say   what is  the best\nof  it   or the  worst of  it in   the end of the day\n",
      "Acme rises again\nAcme rose on Monday.  It had fallen on Friday.  Traders\nsaid that the news was good.  They\n"
      "bought more shares than on any day of the year.\n",
      "JANE:   We rose by five percent this year.\nJOHN:   That is good, I think.\nJANE:   It is.\n",
      "NEWS RELEASE\n\nFOR IMMEDIATE RELEASE               Contact:  Jane Roe\nJanuary 15, 2024                        "
      "      +1 555 1234\n\nACME DOUBLES ITS PROFIT\n\nAcme said on Monday that its profit doubled.\nSales rose.\n",
      "#Acme rises 5% #stocks\n#Beta falls\nBuy now, they said on Monday.\n",
      "Acme rises\nBeta falls\nGamma names new chief; shares rise\n",
      "股市上涨\n\n周一，上海证券交易所指数上涨百分之二。\n银行股领涨，科技股下跌。\n",
      "株価が上昇\n東京市場で株価が上昇した。\n銀行株が上昇\n",
      "삼성전자 주가 상승\n삼성전자는 월요일 3% 상승했다.\n반도체 수요가 늘고 있다.\n",
      "หุ้นไทยปรับตัวขึ้น\nตลาดหุ้นไทยปรับตัวขึ้นในวันจันทร์ นักวิเคราะห์กล่าวว่าแนวโน้มดี\nธนาคารนำตลาด\n",
  };
  for (const char* text : texts) {
    INFO(text);
    CHECK(collect(text).articles.size() == 1);
  }
}

TEST_CASE("A table of values is refused, headlines with commas are not", "[readers][kinds]") {
  for (const char* text : {"Date,Open,High,Low,Close\n2025-01-30,1.5,2,1,1.7\n2025-01-31,1.7,2,1,1.8\n",
                           "Day,Price\n03/04/2024,1.5\n04/04/2024,1.7\n05/04/2024,1.6\n",
                           "url;date\nhttps://a.example/1;2025-01-30\nhttps://a.example/2;2025-01-31\n"}) {
    INFO(text);
    CHECK_THROWS_MATCHES(collect(text), Error,
                         HasKind(ErrorKind::kInput) && Says("is a table without titles and texts"));
  }
  CHECK(collect("Oil, gold rise\nStocks, bonds fall\nYen, euro gain\n").articles.size() == 1);
}

TEST_CASE("Rules for crawlers are refused", "[readers][kinds]") {
  const char* const texts[] = {
      "User-agent: *\nDisallow: /search\nAllow: /news/\n\nSitemap: https://x.example/sitemap.xml\n",
      "# All may read the news.\nuser-agent: Crawler\ndisallow:\n",
  };
  for (const char* text : texts) check_refused({"a list of rules for crawlers (robots.txt)", text});
}

TEST_CASE("Many short sentences are an article", "[readers][kinds]") {
  CHECK(collect(repeated("Acme rose.\nTin fell.\nNobody knew why.\n", 10)).articles.size() == 1);
  CHECK(collect(repeated("Acme\nTin Inc.\nBeta Corp\n", 10)).articles.empty());
}

TEST_CASE("Markdown with a table is an article", "[readers][kinds]") {
  const Collected got = collect(
      "# Acme doubles its profit\n\nAcme said so on Monday.\n\n| Item | 2024 | 2023 |\n|---|---|---|\n| Sales | 100 | "
      "90 "
      "|\n| Profit | 10 | 5 |\n");
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].title == "Acme doubles its profit");
}

TEST_CASE("A table with times is no log", "[readers][kinds]") {
  const Collected got = collect(
      "2024-01-15 10:00:00,Acme doubles its profit\n2024-01-15 10:05:00,Acme names a new chief\n"
      "2024-01-15 10:09:00,Acme opens a mine\n");
  CHECK(got.articles.size() == 3);
}

TEST_CASE("A note of one line is an article", "[readers][kinds]") {
  for (const char* text : {"Oil rises", "ACME up 5% (source: desk)", "2024-01-15 10:00:00 Acme rises", "x = 5 for 2024",
                           "Read it at https://a.example/x", "WARNING: Acme shares fall"}) {
    INFO(text);
    CHECK(collect(text).articles.size() == 1);
  }
}

TEST_CASE("The kind of a hostile text is found in linear time", "[readers][kinds]") {
  for (const char* piece : {"[", "a=", "--> ", "+-", "| ", "0 ", "a  ", "[00:", "a:"}) {
    INFO(piece);
    const std::string text = repeated(piece, 100'000);
    try {
      CHECK(collect(text).articles.size() <= 1);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kInput);
    }
  }
}

TEST_CASE("Logs of changes, messages, ledgers and lists of patterns are refused", "[readers][kinds]") {
  const KindCase cases[] = {
      {"a log of changes",
       "commit 1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d (HEAD -> main)\nAuthor: Jane Roe <jane@desk.example>\n"
       "Date:   Thu Jan 30 09:30:00 2025 +0000\n\n    Add a reader\n"},
      {"a log of changes", "1a2b3c4 Add a reader\n2b3c4d5 Drop another\n3c4d5e6 Say what is read\n"},
      {"a log of changes",
       "changeset:   12:1a2b3c4d5e6f\nuser:        Jane Roe\ndate:        Thu Jan 30 09:30:00 2025 +0000\n"
       "summary:     Add a reader\n"},
      {"messages of FIX",
       "8=FIX.4.2|9=65|35=B|148=Acme doubles its profit|10=100|\n8=FIX.4.2|9=66|35=B|148=Bolt cuts|10=101|\n"},
      {"messages of FIX", "20250130-09:30:00.123 : 8=FIX.4.4^A9=65^A35=B^A148=Acme doubles^A10=100^A\n"},
      {"a ledger",
       "2025/01/30 Acme\n    Assets:Cash  $10\n    Income:Div\n\n2025/01/31 Bolt\n    Assets:Cash  $5\n    "
       "Income:Div\n"},
      {"a list of patterns", "# what is built\n*.o\nbuild/\n/dist/\nnode_modules\n!keep.txt\n.env\n"},
      {"a list of patterns", "*.js @desk\n/docs/ @docs-team\n*.md @writers\n"},
  };
  for (const KindCase& c : cases) check_refused(c);
}

TEST_CASE("Clauses that end in semicolons are an article", "[readers][kinds]") {
  const Collected got = collect(
      "Why { and } matter: pay rises; demand stays strong;\n\nPay rose by 9 percent last year; firms compete;\n"
      "Banks follow; funds too;\nNobody expects a fall;\n");
  CHECK(got.articles.size() == 1);
}

TEST_CASE("Lines of one sign around a title are left out of an article", "[readers][text]") {
  const char* const texts[] = {"---\nOil rises\n---\n\nPrices of oil rose.\n",
                               "Oil rises\n=========\n\nPrices of oil rose.\n"};
  for (const char* text : texts) {
    const Collected got = collect(text);
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].title == "Oil rises");
    CHECK(got.articles[0].body == "Prices of oil rose.");
  }
}
