#include <catch2/catch.hpp>
#include <string>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {

std::string g2_item(const std::string& guid, const std::string& meta, const std::string& content) {
  return "<newsItem guid=\"" + guid +
         "\" xml:lang=\"en-GB\"><itemMeta><itemClass qcode=\"ninat:text\"/><provider literal=\"pier.example\"/>"
         "<versionCreated>2025-01-31T10:00:00Z</versionCreated><firstCreated>2025-01-30T10:00:00Z</firstCreated>" +
         meta + "</itemMeta><contentMeta><headline>Oil rises " + guid +
         "</headline><by>By Ann Reed</by><creditline>Pier News</creditline>"
         "<subject qcode=\"medtop:1\"><name>Energy</name></subject><subject "
         "qcode=\"R:ACM.N\"/></contentMeta><contentSet>" +
         content + "</contentSet></newsItem>";
}

const std::string kG2 = "<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>";
const std::string kXhtml =
    "<inlineXML contenttype=\"application/xhtml+xml\"><html "
    "xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>no</title></head>"
    "<body><p>Oil <location>rose</location>.</p><p>Gas fell.</p></body></html></inlineXML>";

}  // namespace

TEST_CASE("A message of NewsML-G2 gives each item with text", "[readers][newsml]") {
  const Collected got = collect(kG2 + g2_item("1", "", kXhtml) + "<packageItem guid=\"p\"><itemMeta/></packageItem>" +
                                g2_item("2", "", "<remoteContent href=\"a.jpg\"/>") +
                                g2_item("3", "<pubStatus qcode=\"stat:canceled\"/>", kXhtml) +
                                g2_item("4", "", "<inlineData contenttype=\"text/plain\">Plain text.</inlineData>") +
                                "</itemSet></newsMessage>");
  REQUIRE(got.titles() == std::vector<std::string>{"Oil rises 1", "Oil rises 4"});
  const RawArticle& raw = got.articles[0];
  CHECK(raw.body == "Oil rose.\n\nGas fell.");
  CHECK(raw.date_text == "2025-01-30T10:00:00Z");
  CHECK(raw.author == "Ann Reed");
  CHECK(raw.source == "Pier News");
  CHECK(raw.language == "en");
  CHECK(raw.external_id == "1");
  CHECK(raw.labels == std::vector<std::string>{"Energy"});
  CHECK(raw.tickers == std::vector<std::string>{"ACM.N"});
  CHECK(got.articles[1].body == "Plain text.");
  CHECK(got.notes ==
        std::vector<std::string>{
            "left out, because they hold no story: 1 packageitem, 1 text without text, 1 withdrawn newsitem"});
}

TEST_CASE("An item of NewsML 1 has its story as HTML or NITF", "[readers][newsml]") {
  const std::string head =
      "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>pier.example</ProviderId><PublicIdentifier>urn:1"
      "</PublicIdentifier></NewsIdentifier></Identification><NewsManagement><FirstCreated>20250130T120000+0200</"
      "FirstCreated>"
      "<ThisRevisionCreated>20250131T120000+0200</ThisRevisionCreated></"
      "NewsManagement><NewsComponent><NewsLines><HeadLine>"
      "<![CDATA[ Oil rises ]]></HeadLine><ByLine>Ann Reed</ByLine></NewsLines><AdministrativeMetadata><Source>"
      "<Party FormalName=\"Pier News\"/></Source></AdministrativeMetadata><DescriptiveMetadata><Language "
      "FormalName=\"EN\"/>"
      "</DescriptiveMetadata><NewsComponent><ContentItem><DataContent>";
  const std::string tail = "</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>";
  for (const char* content : {"<![CDATA[<P>Oil rose.</P><P>Gas fell.</P>]]>",
                              "<nitf><body><body.content><p>Oil rose.</p><p>Gas fell.</p></body.content></body></nitf>",
                              "<p>Oil rose.</p><p>Gas fell.</p>"}) {
    DYNAMIC_SECTION(content) {
      const Collected got = collect(head + content + tail);
      REQUIRE(got.titles() == std::vector<std::string>{"Oil rises"});
      const RawArticle& raw = got.articles[0];
      CHECK(raw.body == "Oil rose.\n\nGas fell.");
      CHECK(raw.date_text == "20250130T120000+0200");
      CHECK(raw.author == "Ann Reed");
      CHECK(raw.source == "Pier News");
      CHECK(raw.language == "en");
      CHECK(raw.external_id == "urn:1");
    }
  }
}

TEST_CASE("A document of NITF is an article", "[readers][newsml]") {
  const Collected got = collect(
      "<?xml version=\"1.0\"?><!DOCTYPE nitf SYSTEM "
      "\"nitf-3-2.dtd\"><nitf><head><title>slug</title><tobject><tobject.subject "
      "tobject.subject.type=\"Finance\" tobject.subject.matter=\"Energy\"/></tobject><docdata><doc-id "
      "id-string=\"n1\"/>"
      "<date.release norm=\"YYYYMMDD000000-HHMM\"/><date.issue norm=\"20250130T100000-0500\"/><doc.copyright "
      "holder=\"Pier News\"/>"
      "<key-list><keyword "
      "key=\"oil\"/><keyword>gas</keyword></key-list></docdata></head><body><body.head><hedline><hl1>Oil rises</hl1>"
      "<hl2>Again</hl2></hedline><note><body.content><p>To editors</p></body.content></note><byline>By Ann "
      "Reed<byttl>Energy Writer</byttl></byline>"
      "<abstract><p>Short</p></abstract></body.head><body.content><media><media-caption>A rig</media-caption></media>"
      "<p>Acme <org idsrc=\"NYSE\" value=\"ACM\">Acme</org> said "
      "&amp;quot;yes&amp;quot;.</p><hl2>Gas</hl2><ul><li>One</li><li>Two</li></ul>"
      "</body.content></body></nitf>");
  REQUIRE(got.titles() == std::vector<std::string>{"Oil rises"});
  const RawArticle& raw = got.articles[0];
  CHECK(raw.body == "Acme Acme said \"yes\".\n\nGas\n\nOne\nTwo");
  CHECK(raw.date_text == "20250130T100000-0500");
  CHECK(raw.author == "Ann Reed");
  CHECK(raw.source == "Pier News");
  CHECK(raw.external_id == "n1");
  CHECK(raw.labels == std::vector<std::string>{"Finance", "Energy", "oil", "gas"});
  CHECK(raw.tickers == std::vector<std::string>{"ACM"});
  CHECK(got.notes.empty());
}
