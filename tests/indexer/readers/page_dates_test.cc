#include "indexer/readers/html/page_dates.h"

#include <catch2/catch.hpp>

#include "common/time/date_parser.h"
#include "indexer/readers/html/html.h"
#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {

const std::string kText =
    "<p>Acme Corp said on Monday that profit had doubled in the quarter, as demand for its pumps rose in all "
    "regions.</p>"
    "<p>Analysts had expected less, and the shares had fallen for most of the week before the report came out.</p>";

std::string page_of(const std::string& head, const std::string& body, const std::string& lang = "en") {
  return "<!DOCTYPE html><html lang='" + lang + "'><head><title>Acme doubles its profit</title>" + head +
         "</head><body>" + body + "</body></html>";
}

std::string json_ld(const std::string& json) {
  return "<script type=\"application/ld+json\">" + json + "</script>";
}

std::string date_of_page(const std::string& html) {
  const Collected got = collect(html);
  REQUIRE(got.articles.size() == 1);
  return got.articles[0].date_text;
}

constexpr const char* kHeadline = "<h1>Acme doubles its profit</h1>";

std::string step_of(const std::string& html) {
  const HtmlDocument document(html);
  const PageMetadata page = page_metadata(document.root());
  const PageDate* date = chosen_date(page.dates, page.url);
  return date ? std::string(kDateSteps[static_cast<std::size_t>(date->step)].name) : "none";
}

}  // namespace

TEST_CASE("The rows of the ladder of dates are in the order of their steps", "[readers][html][dates]") {
  for (std::size_t i = 0; i < kDateStepCount; ++i) CHECK(static_cast<std::size_t>(kDateSteps[i].step) == i);
}

TEST_CASE("A page's date comes from the most reliable step that has one", "[readers][html][dates]") {
  const std::string ld = json_ld(R"({"@type":"NewsArticle","datePublished":"2024-01-01T10:00:00Z"})");
  const std::string meta = "<meta name='parsely-pub-date' content='2024-01-02T10:00:00Z'>";
  const std::string micro = "<span itemprop='datePublished' content='2024-01-03'>3 January</span>";
  const std::string time = "<time datetime='2024-01-04'>4 January</time>";
  const std::string shown = "<p>By A. Reed, January 5, 2024</p>";
  const std::string plain_meta = "<meta name='date' content='2024-01-06'>";
  const std::string script = "<script>var data = {\"publishDate\":\"2024-01-07\"}</script>";
  const std::string address = "<link rel='canonical' href='https://x.example/2024/01/08/acme'>";
  const std::string created = "<meta name='dcterms.created' content='2024-01-09'>";
  const std::string updated = "<meta property='article:modified_time' content='2024-01-10T09:00:00Z'>";
  const std::string rest = updated + created;
  struct Row {
    const char* step;
    std::string html, date;
  };
  const Row rows[] = {
      {"json-ld", page_of(ld + meta + rest, kHeadline + micro + kText), "2024-01-01T10:00:00Z"},
      {"meta", page_of(meta + plain_meta + rest, kHeadline + micro + kText), "2024-01-02T10:00:00Z"},
      {"microdata", page_of(plain_meta + rest, kHeadline + micro + kText), "2024-01-03"},
      {"time", page_of(plain_meta + rest, kHeadline + time + kText), "2024-01-04"},
      {"visible", page_of(plain_meta + rest, kHeadline + shown + kText), "January 5, 2024"},
      {"meta-date", page_of(plain_meta + script + rest, kHeadline + kText), "2024-01-06"},
      {"script", page_of(script + address + rest, kHeadline + kText), "2024-01-07"},
      {"address", page_of(address + rest, kHeadline + kText), "2024-01-08"},
      {"created", page_of(rest, kHeadline + kText), "2024-01-09"},
      {"updated", page_of(updated, kHeadline + kText), "2024-01-10T09:00:00Z"},
      {"none", page_of("", kHeadline + kText), ""},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.step) {
      CHECK(date_of_page(row.html) == row.date);
      CHECK(step_of(row.html) == row.step);
    }
  }
}

TEST_CASE("JSON-LD is read where it is slightly broken", "[readers][html][dates]") {
  const std::string article = R"({"@type":"NewsArticle","headline":"Acme","datePublished":"2024-01-15T09:30:00Z"})";
  struct Row {
    const char* name;
    std::string json;
  };
  const Row rows[] = {
      {"sound", article},
      {"CDATA", "//<![CDATA[\n" + article + "\n//]]>"},
      {"CDATA in comments", "/*<![CDATA[*/" + article + "/*]]>*/"},
      {"a comment", "<!--\n" + article + "\n-->"},
      {"a semicolon", article + ";"},
      {"trailing commas", R"({"@type":"NewsArticle","keywords":["a","b",],"datePublished":"2024-01-15T09:30:00Z",})"},
      {"a raw line end",
       "{\"@type\":\"NewsArticle\",\"description\":\"line\nbreak\",\"datePublished\":\"2024-01-15T09:30:00Z\"}"},
      {"a quote in a string",
       R"({"@type":"NewsArticle","description":"the "new" pump","datePublished":"2024-01-15T09:30:00Z"})"},
      {"an unknown escape",
       R"({"@type":"NewsArticle","description":"Acme\'s","datePublished":"2024-01-15T09:30:00Z"})"},
      {"two objects", R"({"@type":"WebSite","name":"x"})" + article},
      {"two objects with a comma", R"({"@type":"WebSite","name":"x"},)" + article},
      {"a list", R"([{"@type":"WebSite"},)" + article + "]"},
      {"a graph", R"({"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},)" + article + "]}"},
      {"references for quotes",
       "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2024-01-15T09:30:00Z&quot;}"},
      {"cut off", R"({"@type":"NewsArticle","datePublished":"2024-01-15T09:30:00Z","author":{"name":)"},
      {"only a web page", R"({"@type":"WebPage","datePublished":"2024-01-15T09:30:00Z"})"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      CHECK(date_of_page(page_of(json_ld(row.json), kHeadline + kText)) == "2024-01-15T09:30:00Z");
    }
  }
}

TEST_CASE("An author or publisher that JSON-LD refers to is found by its id", "[readers][html]") {
  const Collected got = collect(page_of(
      json_ld(R"({"@graph":[{"@type":"NewsArticle","headline":"Acme","author":[{"@id":"#p"},{"name":"A. Reed"}],)"
              R"("publisher":{"@id":"#o"}},{"@type":"Person","@id":"#p","name":"Jane Roe"},)"
              R"({"@type":"Organization","@id":"#o","name":"Harbor Wire"}]})"),
      kText));
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].author == "Jane Roe, A. Reed");
  CHECK(got.articles[0].source == "Harbor Wire");
}

TEST_CASE("Dates of comments, other stories and running text are not the date of the page", "[readers][html][dates]") {
  const std::string later = "<time datetime='2024-02-20T08:00:00Z'>20 February 2024</time>";
  struct Row {
    const char* name;
    std::string body;
    const char* date;
  };
  const std::string byline = "<div class='byline'>By Jane Roe | January 15, 2024</div>";
  const Row rows[] = {
      {"comments", byline + kHeadline + kText + "<div class='comments'>" + later + "</div>", "January 15, 2024"},
      {"comments alone", kHeadline + kText + "<div id='respond-list' class='comment'>" + later + "</div>", ""},
      {"microdata of a comment",
       kHeadline + kText + "<div class='comment'><meta itemprop='datePublished' content='2024-02-20'></div>", ""},
      {"related stories", kHeadline + kText + "<div class='related-stories'>" + later + "</div>", ""},
      {"a sidebar before the article", "<aside>" + later + "</aside>" + kHeadline + byline + kText, "January 15, 2024"},
      {"the footer", kHeadline + kText + "<footer><p>January 15, 2024</p></footer>", ""},
      {"running text",
       kHeadline + kText + "<p>The merger of January 15, 2024 was the largest in the history of pumps.</p>", ""},
      {"two other stories that disagree",
       kHeadline + kText +
           "<ul><li><time datetime='2024-01-02'></time>Gold</li><li><time datetime='2024-01-03'></time>Tin</li></ul>",
       ""},
      {"an update beside it",
       std::string(kHeadline) + "<p>Updated January 18, 2024</p><p>Published January 15, 2024</p>" + kText,
       "January 15, 2024"},
      {"a wrapper named after a part", "<div class='page with-sidebar'>" + (kHeadline + byline) + kText + "</div>",
       "January 15, 2024"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      CHECK(date_of_page(page_of("", row.body)) == row.date);
    }
  }
}

TEST_CASE("The date of the article is found among the parts of a page", "[readers][html][dates]") {
  const std::string date = "January 15, 2024";
  struct Row {
    const char* name;
    std::string body;
    const char* date;
  };
  const Row rows[] = {
      {"a line below the article", kHeadline + kText + kText + "<div class='submitted'>By A. Reed, " + date + "</div>",
       "January 15, 2024"},
      {"the foot of the article",
       kHeadline + kText + "<div class='entry-footer'><b class='date'>" + date + "</b></div>", "January 15, 2024"},
      {"an aside of the article", std::string(kHeadline) + "<aside class='post-info'>" + date + "</aside>" + kText,
       "January 15, 2024"},
      {"a byline made of a menu", std::string(kHeadline) + "<ul class='nav meta'><li>" + date + "</li></ul>" + kText,
       "January 15, 2024"},
      {"beside the number of comments",
       std::string(kHeadline) + "<p><span class='comments-link'><b>" + date + "</b> 3</span></p>" + kText,
       "January 15, 2024"},
      {"widgets of a page builder",
       std::string(kHeadline) + "<div class='elementor-element elementor-widget'>" + date + "</div>" + kText,
       "January 15, 2024"},
      {"elements without a blank between",
       std::string(kHeadline) + "<p><b>15 January 2024</b><span>10:43</span></p>" + kText, "15 January 2024 10:43"},
      {"a custom element",
       std::string(kHeadline) + "<time-ago data-timestamp='2024-01-15T10:00:00Z'>a year ago</time-ago>" + kText,
       "2024-01-15T10:00:00Z"},
      {"behind a number of something that is updated",
       std::string(kHeadline) + "<p>Orders, updated: 413</p><p>" + date + "</p>" + kText, "January 15, 2024"},
      {"a headline that is not the title",
       "<h2>Quotes</h2><h2>Pumps sell well</h2><p>" + date + "</p>" + kText + kText + "<h1>Partners</h1>",
       "January 15, 2024"},
      {"today's date above the menu", "<p>November 27, 2025</p><nav><a href='/'>News</a></nav>" + (kHeadline + kText),
       ""},
      {"the date of a review",
       kHeadline + kText + "<div itemprop='review'><meta itemprop='datePublished' content='2024-02-20'></div>", ""},
      {"microdata of the story and of another",
       "<ul><li><meta itemprop='datePublished' content='2024-02-20'>Gold</li></ul><div>" + kText + kText + "</div>" +
           kHeadline + "<meta itemprop='datePublished' content='2024-01-15'>" + kText,
       "2024-01-15"},
  };
  const std::string title = "<meta property='og:title' content='Acme doubles its profit'>";
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      CHECK(date_of_page(page_of(title, row.body)) == row.date);
    }
  }
}

TEST_CASE("Of several articles in JSON-LD the one with the address or title of the page is taken",
          "[readers][html][dates]") {
  const std::string other = R"({"@type":"NewsArticle","headline":"Gold rises","url":"https://x.example/gold",)"
                            R"("datePublished":"2024-02-20"})";
  struct Row {
    const char* head;
    const char* article;
  };
  const Row rows[] = {
      {"", R"("headline":"Acme doubles its profit")"},
      {"<link rel='canonical' href='https://x.example/acme'>", R"("url":"https://x.example/acme")"},
      {"<link rel='canonical' href='https://x.example/acme'>",
       R"("mainEntityOfPage":{"@id":"https://x.example/acme"})"},
  };
  for (const Row& row : rows) {
    INFO(row.article);
    const std::string article =
        std::string(R"({"@type":"NewsArticle","datePublished":"2024-01-15",)") + row.article + "}";
    CHECK(date_of_page(page_of(row.head + json_ld("[" + other + "," + article + "]"), kHeadline + kText)) ==
          "2024-01-15");
  }
}

TEST_CASE("The date of a work that a page is about is not the date of the page", "[readers][html][dates]") {
  const std::string byline = "<p class='date'>March 5, 2024</p>";
  for (const char* type : {"Book", "Movie", "Product", "Review\",\"Product", "SoftwareApplication"}) {
    INFO(type);
    const std::string work = json_ld("{\"@type\":[\"" + std::string(type) + "\"],\"datePublished\":\"1999-01-01\"}");
    CHECK(date_of_page(page_of(work, kHeadline + byline + kText)) == "March 5, 2024");
  }
}

TEST_CASE("One stated date is overruled by the text and a script or the address that agree", "[readers][html][dates]") {
  const std::string meta = "<meta property='article:published_time' content='2024-01-05'>";
  const std::string ld = json_ld(R"({"@type":"NewsArticle","datePublished":"2024-01-05"})");
  const std::string script = "<script>var page = {\"publishDate\":\"2024-01-15\"}</script>";
  const std::string updated = "<meta property='article:modified_time' content='2024-01-15'>";
  const std::string shown = "<p class='date'>January 15, 2024</p>";
  struct Row {
    const char* name;
    std::string head;
    const char* date;
  };
  const Row rows[] = {
      {"both agree", meta + script, "January 15, 2024"},
      {"the text alone", meta, "2024-01-05"},
      {"two stated dates", meta + ld + script, "2024-01-05"},
      {"the day of the update", meta + script + updated, "2024-01-05"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      CHECK(date_of_page(page_of(row.head, kHeadline + shown + kText)) == row.date);
    }
  }
}

TEST_CASE("A visible date must agree with the address and precede the update", "[readers][html][dates]") {
  const std::string byline = "<p class='date'>March 5, 2024</p>";
  struct Row {
    const char* head;
    const char* date;
  };
  const Row rows[] = {
      {"<link rel='canonical' href='https://x.example/2024/03/05/acme'>", "March 5, 2024"},
      {"<link rel='canonical' href='https://x.example/2024/03/acme'>", "March 5, 2024"},
      {"<link rel='canonical' href='https://x.example/2023/11/28/acme'>", "2023-11-28"},
      {"<link rel='canonical' href='https://x.example/2023/11/acme'>", ""},
      {"<meta property='article:modified_time' content='2024-01-10T09:00:00Z'>", "2024-01-10T09:00:00Z"},
  };
  for (const Row& row : rows) {
    INFO(row.head);
    CHECK(date_of_page(page_of(row.head, kHeadline + byline + kText)) == row.date);
  }
}

TEST_CASE("Ages near the headline count from the time of capture, if there is no other date",
          "[readers][html][dates]") {
  constexpr std::int64_t kCaptured = 1'706'607'000;  // 2024-01-30T09:30:00Z
  struct Row {
    const char* before;  // the text
    const char* date;
    const char* day;
  };
  const Row rows[] = {
      {"<p class='byline'>By Jane Roe | 2 hours ago</p>", "2 hours ago", "2024-01-30"},
      {"<div>Published 3 days ago</div>", "3 days ago", "2024-01-27"},
      {"<div>Von A. Reed, vor 3 Stunden</div>", "vor 3 Stunden", "2024-01-30"},
      {"<span>il y a 2 jours</span>", "il y a 2 jours", "2024-01-28"},
      {"<span>hace 5 horas</span>", "hace 5 horas", "2024-01-30"},
      {"<span>3\xE6\x97\xA5\xE5\x89\x8D</span>", "3\xE6\x97\xA5\xE5\x89\x8D", "2024-01-27"},
      {"<time>an hour ago</time>", "an hour ago", "2024-01-30"},
      {"<div>yesterday at 14:30</div>", "yesterday at 14:30", "2024-01-29"},
      {"<div>Posted yesterday by Jane Roe</div>", "yesterday", "2024-01-29"},
      {"<time>Gestern</time>", "Gestern", "2024-01-29"},
      {"<div>Hier</div>", "", ""},  // here, in German
      {"<div>Updated 2 hours ago</div><div>3 days ago</div>", "3 days ago", "2024-01-27"},
      {"<div>Updated 2 hours ago</div>", "2 hours ago", "2024-01-30"},
      {"<div>Jan 5, 2024</div><div>2 hours ago</div>", "Jan 5, 2024", "2024-01-05"},
      {"<div>5 years ago</div>", "", ""},
      {"<div class='comments'><p>2 hours ago</p></div>", "", ""},
      {"<p>Acme began to sell its pumps 3 days ago.</p>", "", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.before);
    const HtmlDocument document(page_of("", kHeadline + std::string(row.before) + kText));
    const PageMetadata page = page_metadata(document.root(), {}, kCaptured);
    CHECK(page.date_text == row.date);
    DateHints hints;
    hints.captured_s = kCaptured;
    if (*row.day) CHECK(format_day(day_of(parse_date(page.date_text, hints).date->instant.utc_s)) == row.day);
    if (may_be_age(row.date)) CHECK(page_metadata(document.root()).date_text.empty());
  }
}

TEST_CASE("The program that saved a page may have written when", "[readers][html][dates]") {
  const std::string age = kHeadline + std::string("<div>2 hours ago</div>") + kText;
  struct Row {
    const char* comment;
    const char* captured;
  };
  const Row rows[] = {
      {"<!--\n Page saved with SingleFile\n url: https://pier.example/a\n saved date: Tue Jan 30 2024 09:30:00 "
       "GMT-0500 "
       "(Eastern Standard Time)\n-->",
       "2024-01-30T14:30:00Z"},
      {"<!-- Mirrored from pier.example/a by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 30 Jan 2024 09:30:00 GMT "
       "-->",
       "2024-01-30T09:30:00Z"},
      {"<!--\n FILE ARCHIVED ON 09:30:00 Jan 30, 2024 AND RETRIEVED FROM THE\n INTERNET ARCHIVE -->",
       "2024-01-30T09:30:00Z"},
      {"<!-- a comment --><p>saved date: 20240130093000</p>", ""},
      {"<!-- saved date: soon -->", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.comment);
    for (const bool first : {true, false}) {
      const Collected got = collect(page_of("", first ? row.comment + age : age + row.comment));
      REQUIRE(got.articles.size() == 1);
      CHECK(got.articles[0].captured_text == row.captured);
      CHECK(got.articles[0].date_text == (*row.captured ? "2 hours ago" : ""));
    }
  }
}

TEST_CASE("The text of a time element is preferred to another day in its attribute", "[readers][html][dates]") {
  CHECK(date_of_page(page_of(
            "", std::string(kHeadline) + "<time datetime='2024-01-20T08:00:00Z'>January 15, 2024</time>" + kText)) ==
        "January 15, 2024");
}

TEST_CASE("The dates of the stories in a list are not that of the page", "[readers][html][dates]") {
  const auto page = [](int stories, const std::string& byline) {
    std::string html = "<html><head><title>Oil news</title></head><body><h1>Oil news</h1>" + byline;
    for (int i = 1; i <= stories; ++i)
      html += "<div><h3><a href=/" + std::to_string(i) + ">Oil rises for day " + std::to_string(i) +
              "</a></h3><p>Teaser.</p><time datetime=2025-01-0" + std::to_string(i) + ">x</time></div>";
    return only_article(collect(html + "</body></html>")).date_text;
  };
  CHECK(page(6, "").empty());
  CHECK(page(6, "<p>By Ann Reed, January 30, 2025</p>") == "January 30, 2025");
  CHECK(page(3, "") == "2025-01-01");
}

TEST_CASE("Numeric dates are read by the language of the page", "[readers][html][dates]") {
  struct Row {
    const char* lang;
    const char* written;
    const char* date;  // of the page
  };
  const Row rows[] = {
      {"en-US", "03/04/2024", "2024-03-04"}, {"en-GB", "03/04/2024", "2024-04-03"},
      {"fr", "03/04/2024", "2024-04-03"},    {"en", "03/04/2024", ""},
      {"ja", "2024/3/4", "2024/3/4"},        {"de", "26 | 01 | 2022", "2022-01-26"},
  };
  for (const Row& row : rows) {
    INFO(row.lang << ' ' << row.written);
    const std::string body = std::string(kHeadline) + "<div class='date'>" + row.written + "</div>" + kText;
    CHECK(date_of_page(page_of("", body, row.lang)) == row.date);
  }
}

TEST_CASE("Pages in English have the order of the country of their host", "[readers][html][dates]") {
  struct Row {
    const char* host;
    const char* lang;
    const char* date;
  };
  const Row rows[] = {
      {"harborwire.co.uk", "en-US", "2024-04-03"},
      {"harborwire.com.au", "en", "2024-04-03"},
      {"harborwire.us", "en", "2024-03-04"},
      {"harborwire.example", "en-US", "2024-03-04"},
      {"harborwire.io", "en", ""},
      {"harborwire.ca", "en", ""},
      {"harborwire.us", "en-GB", "2024-04-03"},
  };
  for (const Row& row : rows) {
    INFO(row.host << ' ' << row.lang);
    const std::string head = "<link rel='canonical' href='https://" + std::string(row.host) + "/acme'>";
    const std::string body = std::string(kHeadline) + "<div class='date'>03/04/2024</div>" + kText;
    CHECK(date_of_page(page_of(head, body, row.lang)) == row.date);
  }
}

TEST_CASE("Dates are found in lines", "[readers][html][dates]") {
  struct Row {
    const char* line;
    const char* instant;  // empty: no date
    const char* day;
  };
  const Row rows[] = {
      {"By Jane Roe | January 15, 2024", "2024-01-15", "2024-01-15"},
      {"Published: Sept. 7th, 2019 at 9:05 p.m. EDT", "2019-09-08T01:05:00Z", "2019-09-07"},
      {"Posted on 5th of May, 2014", "2014-05-05", "2014-05-05"},
      {"On\xc2\xa0January\xc2\xa0"
       "15, 2024",
       "2024-01-15", "2024-01-15"},
      {"Thu Apr 02 12:30:00 CEST 2020", "2020-04-02T10:30:00Z", "2020-04-02"},
      {"Thu Apr 02 2020 12:30:00 GMT+0200 (CEST)", "2020-04-02T10:30:00Z", "2020-04-02"},
      {"2024-01-15T10:20:30+01:00 Acme", "2024-01-15T09:20:30Z", "2024-01-15"},
      {"15.01.2024, 10:20 Uhr", "2024-01-15T10:20:00Z", "2024-01-15"},
      {"\xe5\xb9\xb3\xe6\x88\x90 2024\xe5\xb9\xb4 1\xe6\x9c\x88 15\xe6\x97\xa5", "2024-01-15", "2024-01-15"},
      {"version 10.12.2 of 2024", "", ""},
      {"from 5 to 2024", "", ""},
      {"31.02.2024", "", ""},
      {"1970-01-01", "", ""},
      {"9999-12-31", "", ""},
  };
  for (const Row& row : rows) {
    INFO(row.line);
    const auto dates = written_dates(row.line, DayOrder::kUnknown);
    REQUIRE(dates.size() == (*row.instant ? 1u : 0u));
    if (dates.empty()) continue;
    const DateResult read = parse_date(dates[0].text);
    REQUIRE(read);
    CHECK(format_instant(read.date->instant) == row.instant);
    CHECK(format_day(dates[0].day) == row.day);
  }
}

TEST_CASE("The day in an address has to be whole", "[readers][html][dates]") {
  struct Row {
    const char* url;
    const char* day;
    const char* month;
  };
  const Row rows[] = {
      {"https://x.example/2024/01/15/acme-rises", "2024-01-15", "2024-01-01"},
      {"https://x.example/2024/1/5", "2024-01-05", "2024-01-01"},
      {"https://x.example/world/2024/jan/15/acme", "2024-01-15", "2024-01-01"},
      {"https://x.example/2024-01-15-acme.html", "2024-01-15", ""},
      {"https://x.example/acme_2024_01_15", "2024-01-15", ""},
      {"https://x.example/20240115/acme", "2024-01-15", ""},
      {"https://x.example/2024/0115/acme", "2024-01-15", ""},
      {"https://x.example/2024/10/3-questions", "", "2024-10-01"},
      {"https://x.example/2024/01/acme", "", "2024-01-01"},
      {"https://x.example/2024/13/45/acme", "", ""},
      {"https://x.example/20240115001/acme", "", ""},
      {"https://x.example/acme?d=2024/01/15", "", ""},
      {"https://2024-01-15.example/acme", "", ""},
  };
  const auto text_of = [](const std::optional<Day>& day) { return day ? format_day(*day) : std::string(); };
  for (const Row& row : rows) {
    INFO(row.url);
    CHECK(text_of(day_in_address(row.url)) == row.day);
    CHECK(text_of(month_in_address(row.url)) == row.month);
  }
}
