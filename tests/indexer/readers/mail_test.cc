#include <catch2/catch.hpp>
#include <string>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {

const std::string kMailHead =
    "From: Harbor Wire <news@harbor.example>\r\nTo: desk@pier.example\r\nSubject: =?utf-8?q?Nestl=C3=A9_rises?=\r\n"
    "Date: Thu, 30 Jan 2025 09:30:00 +0000 (UTC)\r\nMessage-ID: <hw-17@harbor.example>\r\nMIME-Version: 1.0\r\n";

}  // namespace

TEST_CASE("A mail is an article", "[readers][mail]") {
  const RawArticle raw =
      only_article(collect(
          kMailHead + "Keywords: food, chocolate\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
                      "Content-Transfer-Encoding: quoted-printable\r\n\r\nNestl=E9 said on Thur=\r\nsday <no>.\r\n"));
  CHECK(raw.title == "Nestl\xC3\xA9 rises");
  CHECK(raw.body == "Nestl\xC3\xA9 said on Thursday <no>.");
  CHECK(raw.author == "Harbor Wire");
  CHECK(raw.source == "Harbor Wire");
  CHECK(raw.date_text == "Thu, 30 Jan 2025 09:30:00 +0000");
  CHECK(raw.external_id == "hw-17@harbor.example");
  CHECK(raw.labels == std::vector<std::string>{"food", "chocolate"});
  CHECK(raw.record == "message 1");
}

TEST_CASE("The text of a mail is its plain part, else its HTML, without attachments", "[readers][mail]") {
  const std::string plain = "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPlain text.\r\n";
  const std::string html =
      "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
      "PHA+SFRNTCB0ZXh0LjwvcD48cD5Nb3JlLjwvcD4=\r\n";
  const std::string attachment =
      "--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nAttached.\r\n";
  struct Case {
    const char* name;
    std::string type, parts, body;
  };
  const Case cases[] = {
      {"alternative", "multipart/alternative", plain + html, "Plain text."},
      {"HTML alone", "multipart/alternative", html, "HTML text.\n\nMore."},
      {"a stub", "multipart/alternative", "--b\r\nContent-Type: text/plain\r\n\r\nN/A\r\n" + html,
       "HTML text.\n\nMore."},
      {"attachment", "multipart/mixed", plain + attachment, "Plain text."},
      {"two texts", "multipart/mixed", plain + plain, "Plain text.\n\nPlain text."},
      {"flowed", "multipart/mixed", "--b\r\nContent-Type: text/plain; format=flowed\r\n\r\nOne \r\nline.\r\nTwo.\r\n",
       "One line.\nTwo."},
      {"a signature", "multipart/mixed", "--b\r\nContent-Type: text/plain\r\n\r\nOil rose.\r\n\r\n-- \r\nAnn\r\n",
       "Oil rose."},
      {"nothing but a signature", "multipart/mixed", "--b\r\nContent-Type: text/plain\r\n\r\n\r\n-- \r\nAnn\r\n",
       "-- \nAnn"},
      {"no last boundary", "multipart/mixed", plain, "Plain text."},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const std::string end = std::string(c.name) == "no last boundary" ? "" : "--b--\r\n";
      CHECK(
          only_article(collect(kMailHead + "Content-Type: " + c.type + "; boundary=b\r\n\r\n" + c.parts + end)).body ==
          c.body);
    }
  }
}

TEST_CASE("Each message of an mbox is an article", "[readers][mail]") {
  const auto message = [](const std::string& subject, const std::string& body) {
    return "From news@harbor.example Thu Jan 30 09:30:00 2025\nFrom: A. Reed <areed@harbor.example>\nSubject: " +
           subject + "\nList-Id: Harbor Daily <daily.harbor.example>\n\n" + body + "\n\n";
  };
  const Collected got =
      collect(message("One", ">From here on, oil rose.\nFrom a line inside.") + message("Two", "Gas fell."));
  REQUIRE(got.titles() == std::vector<std::string>{"One", "Two"});
  CHECK(got.articles[0].body == "From here on, oil rose.\nFrom a line inside.");
  CHECK(got.articles[0].source == "Harbor Daily");
  CHECK(got.articles[0].author == "A. Reed");
  CHECK(got.articles[0].date_text == "Thu Jan 30 09:30:00 2025");
  CHECK(got.articles[1].record == "message 2");
}

TEST_CASE("The prefixes of answers and forwarded mail are not part of the title", "[readers][mail]") {
  struct Case {
    const char *subject, *title;
  };
  const Case cases[] = {{"Fwd: Oil rises", "Oil rises"},
                        {"RE: FW: Oil rises", "Oil rises"},
                        {"WG: Oil: a rise", "Oil: a rise"},
                        {"Re:", "Re:"},
                        {"Reuters: oil rises", "Reuters: oil rises"}};
  for (const Case& c : cases)
    CHECK(only_article(collect("From: a@b.example\nDate: Thu, 30 Jan 2025 09:30:00 +0000\nSubject: " +
                               std::string(c.subject) + "\n\nPrices rose.\n"))
              .title == c.title);
}

TEST_CASE("A page saved as MHTML is read as a page", "[readers][mail]") {
  const RawArticle raw = only_article(collect(
      "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://pier.example/a\r\nSubject: Saved title\r\n"
      "Date: Fri, 31 Jan 2025 09:30:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: "
      "multipart/related;\r\n\ttype=\"text/html\";\r\n"
      "\tboundary=\"--M\"\r\n\r\n----M\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
      "Content-Location: https://pier.example/a\r\n\r\n<html><head><title>Oil rises</title><meta "
      "property=3D\"article:published_time\""
      " content=3D\"2025-01-30\"></head><body><article><p>Oil rose on Thursday, and the shares of Acme Corp rose "
      "too.</p>"
      "</article></body></html>\r\n----M\r\nContent-Type: image/png\r\n\r\nx\r\n----M--\r\n"));
  CHECK(raw.title == "Oil rises");
  CHECK(raw.url == "https://pier.example/a");
  CHECK(raw.source == "pier.example");
  CHECK(raw.date_text == "2025-01-30");
  CHECK(raw.date_near_s == 1738315800);
  CHECK(raw.body == "Oil rose on Thursday, and the shares of Acme Corp rose too.");
}

TEST_CASE("Text with a few lines like header fields is no mail", "[readers][mail]") {
  for (const char* text :
       {"Subject: a note\n\nFrom: the desk, with love and much text.\n", "From the desk: oil rose again today.\n",
        "Date: 2025-01-30\nSource: Pier News\nTitle: Oil rises\n\nOil rose.\n"}) {
    DYNAMIC_SECTION(text) {
      CHECK_FALSE(only_article(collect(text)).record.starts_with("message"));
    }
  }
}

TEST_CASE("Multiparts nested 20,000 levels deep end", "[readers][mail]") {
  std::string deep = kMailHead;
  for (int i = 0; i < 20'000; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
  }
  CHECK(collect(deep + "Content-Type: text/plain\r\n\r\nbottom\r\n").titles() ==
        std::vector<std::string>{"Nestl\xC3\xA9 rises"});
}
