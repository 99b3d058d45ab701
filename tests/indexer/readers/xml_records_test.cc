#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

namespace {

std::string only_form(const Collected& got) {
  REQUIRE(got.summaries.size() == 1);
  return got.summaries[0].form + " " + got.summaries[0].detail;
}

}  // namespace

TEST_CASE("XML whose elements have a title and a text is read by the names in it", "[readers][xml]") {
  const Collected got = collect(
      "<?xml version=\"1.0\"?><!-- <story> --><feed:NewsFeed xmlns:feed=\"urn:x\"><Provider>Harbor Wire</Provider>"
      "<Stories><Story storyId=\"HW1\" lang=\"en\"><Headline>Oil &amp; gas rise</Headline>"
      "<PublishDate>2025-01-30T09:00:00Z</PublishDate><Source><Name>Harbor Wire</Name></Source>"
      "<Tickers><Ticker>XOM</Ticker><Ticker>BP</Ticker></Tickers>"
      "<Authors><Author><Name>Jane Roe</Name></Author><Author><Name>John Doe</Name></Author></Authors>"
      "<Link href=\"https://harborwire.example/1\"/><Body><p>Crude <b>rose</b>.</p><p>Gas, too.</p></Body></Story>"
      "<Story storyId=\"HW2\"><Headline><![CDATA[Gold slips <2%]]></Headline>"
      "<PublishDate>2025-01-31</PublishDate><Ticker symbol=\"NEM\" exchange=\"NYSE\"/>"
      "<Body><![CDATA[<html><p>Gold fell.</p></html>]]></Body></Story></Stories></feed:NewsFeed>");
  REQUIRE(got.titles() == std::vector<std::string>{"Oil & gas rise", "Gold slips <2%"});
  const RawArticle& raw = got.articles[0];
  CHECK(raw.body == "Crude rose.\n\nGas, too.");
  CHECK(raw.date_text == "2025-01-30T09:00:00Z");
  CHECK(raw.source == "Harbor Wire");
  CHECK(raw.author == "Jane Roe, John Doe");
  CHECK(raw.url == "https://harborwire.example/1");
  CHECK(raw.external_id == "HW1");
  CHECK(raw.language == "en");
  CHECK(raw.tickers == std::vector<std::string>{"XOM", "BP"});
  CHECK(raw.record == "story 1");
  CHECK(got.articles[1].body == "Gold fell.");
  CHECK(got.articles[1].tickers == std::vector<std::string>{"NEM"});
  CHECK(only_form(got) == "xml with articles in <story>");
}

TEST_CASE("XML whose elements have their names in attributes is read", "[readers][xml]") {
  struct Case {
    const char* name;
    std::string text;
  };
  const auto twice = [](const std::string& begin, const std::string& record, const std::string& end) {
    return begin + record + record + end;
  };
  const Case cases[] = {
      {"Solr, to add", twice("<add>",
                             "<doc><field name=\"id\">7</field><field name=\"title\">Oil rises</field>"
                             "<field name=\"body\">Crude rose.</field></doc>",
                             "</add>")},
      {"Solr, an answer",
       twice("<response><lst name=\"responseHeader\"><int name=\"status\">0</int></lst><result name=\"response\">",
             "<doc><str name=\"id\">7</str><arr name=\"title\"><str>Oil rises</str></arr>"
             "<str name='body'>Crude rose.</str></doc>",
             "</result></response>")},
      {"MySQL", twice("<mysqldump><database name=\"news\"><table_data name=\"stories\">",
                      "<row><field name=\"id\">7</field><field name=\"headline\">Oil rises</field>"
                      "<field name=\"body\">Crude rose.</field></row>",
                      "</table_data></database></mysqldump>")},
      {"tags of several lines", twice("<rows>",
                                      "<row\n><field\n\tname = 'id'>7</field><field\n  name=\"title\">Oil rises</field>"
                                      "<field\tname=\"body\">Crude rose.</field></row>",
                                      "</rows>")},
      {"names of elements",
       twice("<rows>", "<row><id>7</id><title>Oil rises</title><text>Crude rose.</text></row>", "</rows>")},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    const Collected got = collect(c.text);
    REQUIRE(got.titles() == std::vector<std::string>{"Oil rises", "Oil rises"});
    CHECK(got.articles[1].body == "Crude rose.");
    CHECK(got.articles[1].external_id == "7");
  }
}

TEST_CASE("One element of XML is an article if it has title, text and date", "[readers][xml]") {
  const RawArticle raw = only_article(collect(
      "<article><title>Oil rises</title><pubDate>30 Jan 2025</pubDate><content>Crude rose.</content></article>"));
  CHECK(raw.title == "Oil rises");
  CHECK(raw.date_text == "30 Jan 2025");
  CHECK(raw.body == "Crude rose.");
}

TEST_CASE("XML without articles is refused by the name of its outermost element", "[readers][xml]") {
  const char* const texts[] = {
      "<project><name>demo</name><url>http://x.example</url><description>A demo.</description></project>",
      "<kml><Placemark><name>Port</name><description>The port.</description></Placemark>"
      "<Placemark><name>Pier</name><description>The pier.</description></Placemark></kml>",
      "<opml><head><title>Feeds</title><dateCreated>30 Jan 2025</dateCreated></head>"
      "<body><outline text=\"Harbor\" xmlUrl=\"https://x.example/f\"/></body></opml>",
      "<svg><title>Chart</title><g><title>bar</title><rect/></g></svg>",
      "<xbrl><context id=\"c\"/><Revenues contextRef=\"c\">10</Revenues></xbrl>",
  };
  for (const char* text : texts) {
    INFO(text);
    CHECK_THROWS_MATCHES(collect(text), Error, HasKind(ErrorKind::kInput));
  }
  CHECK_THROWS_MATCHES(collect(texts[0], {"xml", {}}), Error, HasKind(ErrorKind::kInput));
}

TEST_CASE("A list inside a record may have elements of its name", "[readers][xml]") {
  const Collected got = collect(
      "<result is_array='true'><item><title>Oil rises</title><created>2025-01-30</created><body>Oil rose.</body>"
      "<channels is_array='true'><item><name>News</name></item><item><name>Energy</name></item></channels>"
      "<stocks is_array='true'><item><name>XOM</name></item></stocks></item></result>");
  const RawArticle raw = only_article(got);
  CHECK(got.notes.empty());
  CHECK(raw.labels == std::vector<std::string>{"News", "Energy"});
  CHECK(raw.tickers == std::vector<std::string>{"XOM"});
}

TEST_CASE("Empty elements in the short form do not hide a single record", "[readers][xml]") {
  const RawArticle raw = only_article(collect(
      "<RBNews><headline xmlns:i='http://x.example' i:nil='true'/><PublishDate>2025-01-30T17:32:18</PublishDate>"
      "<origin>/harbor/</origin><content>&lt;p&gt;Oil rose.&lt;/p&gt;</content></RBNews>"));
  CHECK(raw.body == "Oil rose.");
  CHECK(raw.source == "harbor");
  CHECK(raw.date_text == "2025-01-30T17:32:18");
}

TEST_CASE("A name that often means something else is a title beside a text and a date", "[readers][xml]") {
  const Collected got = collect(
      "<list><news id='1' date='30.01.2025' time='09:30'><caption>Oil rises</caption><fulltext>Oil "
      "rose.</fulltext></news>"
      "<news id='2' date='31.01.2025' time='09:30'><caption>Gold falls</caption><fulltext>Gold fell.</fulltext></news>"
      "</list>");
  CHECK(got.titles() == std::vector<std::string>{"Oil rises", "Gold falls"});
}

TEST_CASE("A feed of another vocabulary is read by the names of its elements", "[readers][xml]") {
  const std::string story = "<story><title>Oil rises</title><text>Oil rose.</text><date>2025-01-30</date></story>";
  CHECK(collect("<feed>" + story + story + "</feed>").articles.size() == 2);
  CHECK(collect("<feed xmlns='http://www.w3.org/2005/Atom'></feed>").articles.empty());
}

TEST_CASE("Damaged XML records are repaired or rejected one by one", "[readers][xml]") {
  const std::string record = "<row><title>Oil rises</title><text>Crude rose.</text></row>";
  const Collected cut = collect("<rows>" + record + record + "<row><title>Gold");
  CHECK(cut.titles() == std::vector<std::string>{"Oil rises", "Oil rises"});
  REQUIRE(cut.rejects.size() == 1);
  CHECK(cut.rejects[0].reason == "the input ends inside it");
  const Collected unclosed = collect("<rows>" + record + "<row><title>Gold & silver fall<text>Lower.</row>" + record);
  CHECK(unclosed.titles().size() == 3);
  CHECK_FALSE(unclosed.notes.empty());
  const Collected empty = collect("<rows>" + record + record + "<row><id>3</id></row></rows>");
  CHECK(empty.titles().size() == 2);
  CHECK(empty.rejects.size() == 1);
}
