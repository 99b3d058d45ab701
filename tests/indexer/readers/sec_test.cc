#include <catch2/catch.hpp>
#include <string>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {

const std::string kSecHeader =
    "<SEC-DOCUMENT>0001045810-24-000012.txt : 20240721\n<SEC-HEADER>0001045810-24-000012.hdr.sgml : 20240721\n"
    "<ACCEPTANCE-DATETIME>20240721162005\nACCESSION NUMBER:\t\t0001045810-24-000012\nCONFORMED SUBMISSION "
    "TYPE:\t8-K\nITEM INFORMATION:\t\tOther Events\nFILED AS OF DATE:\t\t20240721\n\nFILER:\n\n\tCOMPANY DATA:\t\n"
    "\t\tCOMPANY CONFORMED NAME:\t\t\tACME CORP\n</SEC-HEADER>\n";

std::string sec_document(const std::string& type, const std::string& head, const std::string& text) {
  return "<DOCUMENT>\n<TYPE>" + type + "\n<SEQUENCE>2\n" + head + "<TEXT>\n" + text + "\n</TEXT>\n</DOCUMENT>\n";
}

}  // namespace

TEST_CASE("Each document of text or HTML in a submission is an article", "[readers][sec]") {
  const Collected got = collect(
      kSecHeader + sec_document("8-K", "", "<html><body><p>Acme announced results.</p></body></html>") +
      sec_document("EX-99.1", "<DESCRIPTION>PRESS RELEASE\n", "<PAGE>\nAcme & Co doubles\n<S>  <C>\nProfit  9") +
      sec_document("10-Q", "",
                   "<XBRL>\n<?xml version='1.0'?>\n<!--made-->\n<html><body><div style=\"display:none\">x"
                   "</div><p>Inline.</p></body></html>\n</XBRL>"));
  REQUIRE(got.titles() ==
          std::vector<std::string>{"ACME CORP 8-K", "ACME CORP 8-K: EX-99.1 PRESS RELEASE", "ACME CORP 8-K: 10-Q"});
  const RawArticle& release = got.articles[1];
  CHECK(release.body == "Acme & Co doubles\nProfit  9");
  CHECK(release.source == "SEC EDGAR");
  CHECK(release.author == "ACME CORP");
  CHECK(release.date_text == "2024-07-21 16:20:05 ET");
  CHECK(release.external_id == "0001045810-24-000012:2");
  CHECK(release.labels == std::vector<std::string>{"8-K", "EX-99.1", "Other Events"});
  CHECK(got.articles[0].body == "Acme announced results.");
  CHECK(got.articles[2].body == "Inline.");
  CHECK(got.notes.empty());
}

TEST_CASE("Documents of a submission that are no text are counted", "[readers][sec]") {
  const Collected got =
      collect(kSecHeader + sec_document("GRAPHIC", "", "begin 644 a.jpg\nM_]C_X\nend") +
              sec_document("EX-101.INS", "", "<XBRL>\n<?xml version=\"1.0\"?>\n<xbrl/>\n</XBRL>") +
              sec_document("4", "", "<XML>\n<?xml version=\"1.0\"?>\n<ownershipDocument/>\n</XML>") +
              sec_document("EX-99", "", "begin 2024 with joy") + sec_document("EX-100", "", "<PDF>\nbegin 644 a.pdf"));
  CHECK(got.titles() == std::vector<std::string>{"ACME CORP 8-K: EX-99"});
  CHECK(got.notes == std::vector<std::string>{"left out, because they are no text: 2 XML, 1 EX-100, 1 GRAPHIC"});
}

TEST_CASE("Long values in the headers of a submission are ignored or cut", "[readers][sec]") {
  const std::string item = "ITEM INFORMATION:\t\tOther Events\n";
  const std::string header =
      std::string(kSecHeader)
          .replace(kSecHeader.find(item), item.size(), item + "ITEM INFORMATION:\t\t" + std::string(2000, 'i') + "\n");
  const Collected got = collect(header + sec_document("8-K", "", "Text.") +
                                sec_document(std::string(300, 'T'), "", "begin 644 a.jpg\nM_]C_X\nend") +
                                sec_document(std::string(2000, 'T'), "", "begin 644 a.jpg\nM_]C_X\nend"));
  CHECK(only_article(got).labels == std::vector<std::string>{"8-K", "Other Events"});
  CHECK(got.notes ==
        std::vector<std::string>{"left out, because they are no text: 1 " + std::string(50, 'T') + ", 1 encoded"});
}

TEST_CASE("Submissions have several headers", "[readers][sec]") {
  const RawArticle tags = only_article(collect(
      "<SUBMISSION>\n<ACCESSION-NUMBER>0000000001-24-000001\n<TYPE>4\n<FILING-DATE>20240105\n<REPORTING-OWNER>\n"
      "<CONFORMED-NAME>ROE JANE\n</REPORTING-OWNER>\n<ISSUER>\n<CONFORMED-NAME>AT&amp;T INC\n</ISSUER>\n" +
      sec_document("4", "<DESCRIPTION>FORM 4\n", "Text.") + "</SUBMISSION>\n"));
  CHECK(tags.title == "AT&T INC 4");
  CHECK(tags.date_text == "2024-01-05");
  const Collected two = collect("-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\n\n" + kSecHeader +
                                sec_document("8-K", "", "One.") + "</SEC-DOCUMENT>\n-----END PRIVACY-ENHANCED " +
                                "MESSAGE-----\n<SEC-HEADER>\nACCESSION NUMBER: 2\nFILED AS OF DATE: 20240802\n" +
                                sec_document("10-K", "", "Two."));
  CHECK(two.titles() == std::vector<std::string>{"ACME CORP 8-K", "10-K"});
  CHECK(two.articles[1].external_id == "2:2");
  CHECK(two.articles[1].date_text == "2024-08-02");
}

TEST_CASE("A document that is cut off is rejected, and the next one is read", "[readers][sec]") {
  const Collected got = collect(kSecHeader + "<DOCUMENT>\n<TYPE>8-K\n<TEXT>\ncut off\n" +
                                sec_document("EX-99", "", "Whole.") + "<DOCUMENT>\n<TYPE>8-K\n<TEXT>\nalso\n");
  CHECK(got.titles() == std::vector<std::string>{"ACME CORP 8-K: EX-99"});
  REQUIRE(got.rejects.size() == 2);
  CHECK(got.rejects[0].record == "line 14");
  CHECK(got.rejects[1].reason == "the input ends inside the document");
}
