#include "indexer/readers/html/html.h"

#include <catch2/catch.hpp>
#include <iterator>
#include <random>
#include <string>

#include "tests/indexer/readers/collected.h"

using namespace broadtape;

namespace {

const std::string kParagraphs =
    "<p>Acme Corp (NYSE: ACM) rose on Thursday after it said that profit had doubled.</p>"
    "<p>Analysts had expected less, and the shares had fallen in the week before.</p>";
const std::string kBody =
    "Acme Corp (NYSE: ACM) rose on Thursday after it said that profit had doubled.\n\n"
    "Analysts had expected less, and the shares had fallen in the week before.";

std::string page(const std::string& head, const std::string& body) {
  return "<!DOCTYPE html><html lang=\"en-US\"><head>" + head + "</head><body>" + body + "</body></html>";
}

}  // namespace

TEST_CASE("A page's metadata comes from JSON-LD, then OpenGraph, then its elements", "[readers][html]") {
  const std::string json_ld =
      R"(<script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"no"},{"@type":["ReportageNewsArticle"],)"
      R"("headline":"Acme &amp; Co","datePublished":"2025-01-30","author":[{"name":"A. Reed"},{"name":"B. Moss"}],)"
      R"("publisher":{"@type":"Organization","name":"Harbor Wire"}}]}</script>)";
  const std::string meta =
      "<meta property='og:title' content='Acme from og'><meta property='og:site_name' content='Og Wire'>"
      "<meta property='article:published_time' content='2025-01-31T10:00:00Z'><meta name='author' content='C. Hale'>"
      "<link rel='canonical' href='https://x.example/acme'><meta property='article:tag' content='Chips'>";
  struct Case {
    const char* name;
    std::string html;
    std::string title, date, author, source, url;
  };
  const Case cases[] = {
      {"both", page(json_ld + meta, kParagraphs), "Acme & Co", "2025-01-30", "A. Reed, B. Moss", "Harbor Wire",
       "https://x.example/acme"},
      {"OpenGraph", page(meta, kParagraphs), "Acme from og", "2025-01-31T10:00:00Z", "C. Hale", "Og Wire",
       "https://x.example/acme"},
      {"elements",
       page("<title>Acme rises | Pier News</title>",
            "<h1>Acme rises</h1><time datetime='2025-01-29'>x</time><a rel='author'>D. Poe</a>" + kParagraphs),
       "Acme rises", "2025-01-29", "D. Poe", "Pier News", ""},
      {"broken JSON-LD", page("<script type='application/ld+json'>{\"@type\":</script>" + meta, kParagraphs),
       "Acme from og", "2025-01-31T10:00:00Z", "C. Hale", "Og Wire", "https://x.example/acme"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected got = collect(c.html);
      REQUIRE(got.articles.size() == 1);
      const RawArticle& raw = got.articles[0];
      CHECK(raw.title == c.title);
      CHECK(raw.date_text == c.date);
      CHECK(raw.author == c.author);
      CHECK(raw.source == c.source);
      CHECK(raw.url == c.url);
      CHECK(raw.language == "en");
      CHECK(raw.body == kBody);
    }
  }
}

TEST_CASE("Of several level-one headings the one in the title element is the title", "[readers][html]") {
  struct Row {
    const char* title_element;
    const char* title;
  };
  const Row rows[] = {
      {"Acme doubles its profit - Harbor Wire", "Acme doubles its profit"},
      {"Harbor Wire", "Quick links"},
      {"Quick links to what Acme, Beta and Gamma said in January", "Quick links"},
      {"All of the news about Acme doubles, comments included", "Quick links"},
  };
  for (const Row& row : rows) {
    INFO(row.title_element);
    const Collected got = collect("<html><head><title>" + std::string(row.title_element) +
                                  "</title></head><body><h1>Quick links</h1><h1>Acme doubles its profit</h1>"
                                  "<h1>Comments</h1>" +
                                  kParagraphs + "</body></html>");
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].title == row.title);
  }
}

TEST_CASE("The body of a page is its main text only", "[readers][html]") {
  const std::string links = "<ul><li><a href='/a'>Gold rose again yesterday evening</a></li></ul>";
  struct Case {
    const char* name;
    std::string body;
  };
  const Case cases[] = {
      {"bare", kParagraphs},
      {"menu and footer", "<nav><p>Home, and a long way to go from here</p></nav><div>" + kParagraphs +
                              "</div><footer><p>Copyright of everything belongs to us all</p></footer>"},
      {"share buttons", "<article><div class='shareButtons'><p>Share this on all of your networks</p></div>" +
                            kParagraphs + "</article>"},
      {"side column", "<div class='content with-sidebar'><div>" + kParagraphs + "</div></div><div class='sidebar'>" +
                          links + "<p>Read our newsletter, it is good for you and yours</p></div>"},
      {"link lists inside", "<div>" + kParagraphs + links + "</div>"},
      {"captions and forms", "<div><figure><img><figcaption>A picture of the headquarters</figcaption></figure>" +
                                 kParagraphs + "<form><p>Your e-mail address please, thank you</p></form></div>"},
      {"cookies", "<div id='cookie-banner'><p>We and our 312 partners use cookies on you</p></div><main>" +
                      kParagraphs + "</main>"},
      {"sections", "<article><section>" + kParagraphs.substr(0, kParagraphs.find("<p>", 1)) + "</section><section>" +
                       kParagraphs.substr(kParagraphs.find("<p>", 1)) + "</section></article>"},
      {"unclosed tags",
       "<div><p>Acme Corp (NYSE: ACM) rose on Thursday after it said that profit had doubled."
       "<p>Analysts had expected less, and the shares had fallen in the week before.</div>"},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected got = collect(page("<title>Acme</title>", c.body));
      REQUIRE(got.articles.size() == 1);
      CHECK(got.articles[0].body == kBody);
    }
  }
}

TEST_CASE("Elements that wrap the whole page are not skipped", "[readers][html]") {
  for (const char* start : {"<form id='aspnetForm'>", "<div style='display:none'>", "<div class='has-social-menu'>",
                            "<div hidden>", "<aside>"}) {
    INFO(start);
    const Collected got = collect(page("<title>Acme</title>", start + kParagraphs));
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].body == kBody);
  }
}

TEST_CASE("The text of every widget of a page builder is kept", "[readers][html]") {
  std::string widgets;
  for (const char* pump : {"first", "second", "third"}) {
    widgets += "<div class='elementor-element elementor-widget elementor-widget-text-editor'><p>Acme said that the " +
               std::string(pump) + " pump had been sold in every region of the country.</p></div>";
  }
  const Collected got = collect("<html><body><h1>Acme</h1><div>" + widgets + "</div></body></html>");
  REQUIRE(got.articles.size() == 1);
  for (const char* pump : {"first", "second", "third"}) {
    CHECK(got.articles[0].body.find(pump) != std::string::npos);
  }
}

TEST_CASE("Date, byline, captions and invitations around an article are not part of it", "[readers][html]") {
  struct Row {
    const char* name;
    std::string before, after;
  };
  const Row rows[] = {
      {"a date line", "<div>Jan 15, 2024 @17:19 PM</div>", ""},
      {"credits and a counter", "<p>Image 1 of 5</p><p>Photo: A. Reed</p>", ""},
      {"the author", "",
       "<h3>About the author</h3><p>Jane Roe has written about pumps and other things for years.</p>"},
      {"other stories", "", "<h2>Related articles:</h2><p>Gold rose to another record on Wednesday afternoon.</p>"},
      {"an invitation", "", "<p>Have a tip? Jane Roe may be reached at jane@harborwire.example.</p>"},
      {"a footer with more text than the article", "",
       "</article><div class='footer-text'><p>" + std::string(300, 'x') +
           " the terms of this site apply to all.</p></div>"},
      {"a popup inside a paragraph", "",
       "<div class='rollover-block'><p>Acme Corp: all of our reports, in one place.</p></div>"},
  };
  for (const Row& row : rows) {
    DYNAMIC_SECTION(row.name) {
      const Collected got =
          collect(page("<title>Acme</title>", "<article>" + row.before + kParagraphs + row.after + "</article>"));
      REQUIRE(got.articles.size() == 1);
      CHECK(got.articles[0].body == kBody);
    }
  }
}

TEST_CASE("Quotations of posts in an article are kept", "[readers][html]") {
  const Collected got = collect(
      page("<title>Acme</title>", "<article>" + kParagraphs +
                                      "<div class='social-embed'><blockquote><p>We are on it, says the company.</p>"
                                      "</blockquote></div><p>The post was deleted later.</p></article>"));
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].body == kBody + "\n\nWe are on it, says the company.\n\nThe post was deleted later.");
}

TEST_CASE("A page is decoded by its declaration, or by its bytes if that is wrong", "[readers][html]") {
  const std::string latin = "<p>Nestl\xE9 rose in Z\xFCrich, said the company on Thursday.</p>";
  const std::string utf8 = "<p>Nestl\xC3\xA9 rose in Z\xC3\xBCrich, said the company on Thursday.</p>";
  struct Case {
    const char* name;
    std::string html;
    const char* http_charset;
  };
  const Case cases[] = {
      {"UTF-8", page("<meta charset='utf-8'>", utf8), ""},
      {"Latin-1 by meta", page("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>", latin), ""},
      {"Latin-1 by header", page("", latin), "iso-8859-1"},
      {"UTF-8 that says Latin-1", page("<meta charset='iso-8859-1'>", utf8), "iso-8859-1"},
      {"Latin-1 that says UTF-8", page("<meta charset='utf-8'>", latin), "utf-8"},
      {"nothing said", page("", latin), ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      InputName name;
      name.charset = c.http_charset;
      const Collected got = collect(c.html, {}, name);
      REQUIRE(got.articles.size() == 1);
      CHECK(got.articles[0].body == "Nestl\xC3\xA9 rose in Z\xC3\xBCrich, said the company on Thursday.");
    }
  }
}

TEST_CASE("Missing metadata comes from the address of the page", "[readers][html]") {
  InputName name;
  name.url = "https://www.harborwire.example/acme?x=1";
  const Collected got = collect(page("<title>Acme</title>", kParagraphs), {}, name);
  REQUIRE(got.articles.size() == 1);
  CHECK(got.articles[0].url == "https://www.harborwire.example/acme?x=1");
  CHECK(got.articles[0].source == "harborwire.example");
}

TEST_CASE("External entities and references are not loaded", "[readers][html]") {
  const Collected got = collect(
      "<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY a "
      "\"aaaaaaaaaa\">]><html><title>T</title><body>"
      "<p>Before &x; and &a; after it, there is some more text.</p></body></html>");
  REQUIRE(got.articles.size() == 1);
  CHECK_THAT(got.articles[0].body, Catch::EndsWith("Before &x; and &a; after it, there is some more text."));
}

TEST_CASE("A page nested 100,000 levels deep is read", "[readers][html]") {
  std::string deep = "<html><title>Deep</title><body>";
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  const Collected got = collect(deep + "<p>bottom</p>");
  CHECK(got.titles() == std::vector<std::string>{"Deep"});
}

TEST_CASE("HTML tags are distinguished from tickers and comparisons", "[readers][html]") {
  struct Case {
    const char* text;
    bool is_html;
    const char* stripped;
  };
  const Case cases[] = {
      {"<p>One</p><p>Two</p>", true, "One\n\nTwo"},
      {"One<br/>Two <a href=\"x\">link</a>", true, "One\nTwo link"},
      {"<div>AT&amp;T &lt;T.N&gt;, <IBM.N> and <O/R></div>", true, "AT&T <T.N>, <IBM.N> and <O/R>"},
      {"<p>a < b</p>", true, "a < b"},
      {"<ul><li>One</li><li>Two</li></ul>", true, "One\nTwo"},
      {"<table><tr><td>EPS</td><td>1.20</td></tr><tr><td>P/E</td><td>15</td></tr></table>", true, "EPS  1.20\nP/E  15"},
      {"Oil <O/R> and <EIA/S> rose", false, nullptr},
      {"IBM <IBM> and <A> rose, 3 < 4", false, nullptr},
      {"plain", false, nullptr},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.text) {
      CHECK(looks_like_html(c.text) == c.is_html);
      if (c.is_html) CHECK(html_fragment_text(c.text) == c.stripped);
    }
  }
}

TEST_CASE("Paragraphs are read without a parse as they are with one", "[readers][html]") {
  constexpr const char* kParts[] = {
      "<p>", "</p>", "<br>",   "<br/>", "<br />", "<P>",  "</P>",   "<BR>",        "Acme",         "beats",       " ",
      "  ",  "\n",   "\t",     "&amp;", "&lt;",   "&gt;", "&quot;", "caf\xC3\xA9", "\xE2\x80\x9C", "\xC2\xA0",    "a;b",
      "]]>", "\"",   "&nbsp;", "<b>",   "<A>",    "& ",   "\r\n",   "\x01",        "\xff",         "\xef\xbf\xbf"};
  constexpr std::size_t kUsual = 24;  // parts before those that need a parse
  std::minstd_rand random(7);
  int read = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::size_t kinds = round % 8 == 0 ? std::size(kParts) : kUsual;
    std::string html;
    bool open = false;
    for (int part = 0; part < 16; ++part) {
      const std::string next = kParts[random() % kinds];
      const bool closes = next == "</p>" || next == "</P>";
      if (closes && !open && round % 8 != 0) continue;
      if (next == "<p>" || next == "<P>" || closes) open = !closes;
      html += next;
    }
    const auto text = plain_paragraphs(html);
    if (!text) continue;
    ++read;
    CAPTURE(html);
    REQUIRE(*text == parsed_fragment_text(html));
  }
  CHECK(read > 2000);
  // A long text is passed on by libxml2 in parts.
  for (const std::size_t size : {298, 299, 300, 301, 999, 1000, 1001, 40'000}) {
    const std::string html = "<p>" + std::string(size, 'x') + " <br> " + std::string(size, ' ') + "y</p> z";
    CHECK(plain_paragraphs(html) == parsed_fragment_text(html));
  }
  for (const char* html : {"<p>a</p><b>c</b>", "&nbsp;", "<p class=\"x\">a", "</p>", "a\r\n", "a & b", "<A>"}) {
    CAPTURE(html);
    CHECK(!plain_paragraphs(html));
  }
}

TEST_CASE("The canonical link, relative or not, is the address of a page", "[readers][html]") {
  struct Row {
    const char* head;
    const char* url;
  };
  const std::string og = "<meta property='og:url' content='https://x.example/og?ref=1'>";
  const Row rows[] = {
      {"<link rel='canonical' href='https://x.example/a'>", "https://x.example/a"},
      {"<link rel='Canonical nofollow' href='//x.example/a'>", "https://x.example/a"},
      {"<link rel='canonical' href='/a'>", "https://x.example/a"},
      {"<base href='https://b.example/d/'><link rel='canonical' href='a'>", "https://b.example/d/a"},
      {"<link rel='canonical' href='https://x.example/'>", "https://x.example/og?ref=1"},
      {"<link rel='canonical' href='mailto:a@x.example'>", "https://x.example/og?ref=1"},
      {"<link rel='canonical' href=''>", "https://x.example/og?ref=1"},
      {"<link rel='alternate' href='/a'>", "https://x.example/og?ref=1"},
  };
  for (const Row& row : rows) {
    INFO(row.head);
    const Collected got = collect(page(og + row.head, kParagraphs));
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].url == row.url);
  }
}

TEST_CASE("The author of a page without metadata is in the byline near the headline", "[readers][html]") {
  struct Row {
    const char* byline;
    const char* author;
  };
  const Row rows[] = {
      {"<p>By Jane Roe</p>", "Jane Roe"},
      {"<div>By JANE ROE and Tom Low | January 30, 2025</div>", "JANE ROE and Tom Low"},
      {"<p>Published on January 30, 2025 by Jane O'Roe</p>", "Jane O'Roe"},
      {"<p>By Jane Roe, Business Writer</p>", "Jane Roe"},
      {"<p>By Jane Roe, Tom Low and Ann Reed</p>", "Jane Roe, Tom Low and Ann Reed"},
      {"<p>By Jane Roe Jan 30, 2025</p>", "Jane Roe"},
      {"<p>By Jane van der Roe in London</p>", "Jane van der Roe"},
      {"<p><span>Von Jana Roth</span> <span>30. Januar 2025, 9:30 Uhr</span></p>", "Jana Roth"},
      {"<p>Par Éloïse Roux, le 30 janvier 2025</p>", "Éloïse Roux"},
      {"<p>Author: Jane Roe</p>", "Jane Roe"},
      {"<span class='post-author'><a href='/x'>Jane Roe</a></span>", "Jane Roe"},
      {"<div class='byline'>by <a href='/x'>Newsdesk</a></div>", "Newsdesk"},
      {"<p>By Jane Roe, Photographs by Tom Hall</p>", "Jane Roe"},
      {"<p>By Jane Roe | Illustrations by Tom Hall for Harbor Wire</p>", "Jane Roe"},
      {"<p>By Jane Roe Graphics by Tom Hall</p>", "Jane Roe"},
      {"<p>By Jane Roe. Translated by Tom Hall</p>", "Jane Roe"},
      {"<p>Photographs by Tom Hall | By Jane Roe</p>", "Jane Roe"},
      {"<p>Story and photos by Jane Roe</p>", "Jane Roe"},
      {"<p>Photos and text by Jane Roe</p>", "Jane Roe"},
      {"<p>Par Jeanne Roux, Photos de Tom Hall</p>", "Jeanne Roux"},
      {"<div class='author'>Words by Jane Roe; photography by Tom Hall</div>", "Jane Roe"},
      {"<div class='author'>Photo by Tom Hall</div>", ""},
      {"<p>Photograph: Tom Hall/Harbor Wire</p>", ""},
      {"<p>By Friday the shares had risen</p>", ""},
      {"<p>By January 30, 2025</p>", ""},
      {"<p>Von Berlin nach Paris</p>", ""},
      {"<div class='author'>Follow Jane Roe</div>", ""},
      {"<aside><p>By Jane Roe</p></aside>", ""},
      {"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.byline);
    const RawArticle raw = only_article(collect(
        page("<title>Acme doubles its profit</title>",
             "<article><h1>Acme doubles its profit</h1>" + std::string(row.byline) + kParagraphs + "</article>")));
    CHECK(raw.author == row.author);
    CHECK(raw.body == kBody);
  }
  // Far below the headline it may be that of another story.
  std::string many;
  for (int i = 0; i < 10; ++i) many += kParagraphs;
  const RawArticle below =
      only_article(collect(page("<title>Acme doubles its profit</title>",
                                "<article><h1>Acme doubles its profit</h1>" + many + "</article><p>By Jane Roe</p>")));
  CHECK(below.author.empty());
}

TEST_CASE("The address of a saved page is in the comment of the program that saved it", "[readers][html]") {
  const char* const comments[] = {
      "<!--\n Page saved with SingleFile \n url: https://x.example/a \n saved date: Fri Jan 31 2025 10:00:00 "
      "GMT+0000\n-->",
      "<!-- saved from url=(0021)https://x.example/a -->",
  };
  for (const char* comment : comments) {
    CAPTURE(comment);
    CHECK(only_article(collect("<!DOCTYPE html><html>" + std::string(comment) +
                               "<head><title>Acme</title></head><body>" + kParagraphs + "</body></html>"))
              .url == "https://x.example/a");
  }
  CHECK(only_article(
            collect(page("<title>Acme</title>", "<p>saved from url=(0021)https://x.example/a</p>" + kParagraphs)))
            .url.empty());
}

TEST_CASE("A page that is a table of articles is read row by row", "[readers][html]") {
  const std::string rows =
      "<tr><td>2025-01-30</td><td><a href='https://x.example/1'>Oil rises</a></td><td>Reed</td><td><p>Oil rose.</p>"
      "<p>It fell later.</p></td></tr>"
      "<tr><td></td><td></td><td></td><td></td></tr>"
      "<tr><td>2025-01-31</td><td>Gold falls</td><td>Moss</td><td class='caption'>Gold fell.</td></tr>";
  const std::string names = "<tr><th>Date</th><th>Headline</th><th>Author</th><th>Story</th></tr>";
  for (const std::string& table :
       {"<table>" + names + rows + "</table>",
        "<h1>Export</h1><table><thead>" + names + "</thead><tbody>" + rows +
            "</tbody></table><script>var a = 'a long script that is no text at all';</script>",
        "<table><tr><td><table>" + names + rows + "</table></td></tr></table>"}) {
    CAPTURE(table);
    const Collected got = collect(page("<title>Export</title>", table));
    REQUIRE(got.titles() == std::vector<std::string>{"Oil rises", "Gold falls"});
    CHECK(got.articles[0].date_text == "2025-01-30");
    CHECK(got.articles[0].url == "https://x.example/1");
    CHECK(got.articles[0].author == "Reed");
    CHECK(got.articles[0].body == "Oil rose.\n\nIt fell later.");
    CHECK(got.articles[0].record == "table 1, row 2");
    CHECK(got.articles[1].url.empty());
    CHECK(got.articles[1].body == "Gold fell.");
  }
}

TEST_CASE("A table in an article, or one of other things, is part of the article", "[readers][html]") {
  const std::string quotes =
      "<table><tr><th>Symbol</th><th>Price</th></tr><tr><td>ACM</td><td>10.5</td></tr><tr><td>BTA</td><td>7</td></tr></"
      "table>";
  const std::string others =
      "<table><tr><th>Date</th><th>Headline</th></tr><tr><td>2025-01-29</td><td>Oil</td></tr>"
      "<tr><td>2025-01-28</td><td>Gold</td></tr></table>";
  for (const std::string& table : {quotes, others}) {
    CAPTURE(table);
    const RawArticle article =
        only_article(collect(page("<title>Acme rises</title>", "<h1>Acme rises</h1>" + kParagraphs + table)));
    CHECK(article.title == "Acme rises");
    CHECK_THAT(article.body, Catch::StartsWith("Acme Corp (NYSE: ACM) rose"));
  }
}

namespace {

// Several sentences, as the text of an article.
std::string sentences() {
  std::string text;
  for (int i = 0; i < 4; ++i)
    text += "Crude oil futures rose for a third day as traders weighed supply against demand. ";
  return text;
}

std::string page_of_script(const std::string& script, const std::string& type = "") {
  return "<!DOCTYPE html><html><head><title>Oil rises again | Harbor</title></head><body><div id=app></div><script" +
         type + ">" + script + "</script></body></html>";
}

}  // namespace

TEST_CASE("The text of a page that is only in a script is read", "[readers][html]") {
  const std::string article = R"({"headline": "Oil rises again", "publishedAt": "2025-01-30T09:30:00Z",
      "author": {"name": "Ann Reed"}, "body": "<p>)" +
                              sentences() + R"(</p>"})";
  struct Case {
    const char* name;
    std::string page;
  };
  std::string escaped;
  for (const char c : article) escaped += c == '"' ? "\\\"" : c == '\n' ? std::string(" ") : std::string(1, c);
  const Case cases[] = {
      {"JSON", page_of_script(R"({"props": {"pageProps": {"article": )" + article +
                                  R"(, "related": [{"title": "Gas falls", "publishedAt": "2025-01-29"}]}}})",
                              " id=__NEXT_DATA__ type=\"application/json\"")},
      {"an assignment", page_of_script("window.x = 1; window.__STATE__ = {\"story\": " + article + "}; run();")},
      {"JSON in a string", page_of_script("window.__STATE__ = JSON.parse(\"" + escaped + "\");")},
      {"beside a longer one with another title",
       page_of_script(R"({"list": [)" + article + R"(, {"title": "Gas falls", "date": "2025-01-29", "body": ")" +
                          sentences() + sentences() + R"("}]})",
                      " type=\"application/json\"")},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const RawArticle raw = only_article(collect(c.page));
    CHECK(raw.title == "Oil rises again");
    CHECK(raw.date_text == "2025-01-30T09:30:00Z");
    CHECK(raw.author == "Ann Reed");
    CHECK(raw.body.starts_with("Crude oil futures rose"));
  }
}

TEST_CASE("Of several articles in the scripts of a page none is taken unless it is clear which", "[readers][html]") {
  const auto other = [](const char* title) {
    return R"({"title": ")" + std::string(title) + R"(", "date": "2025-01-29", "body": ")" + title + sentences() +
           R"("})";
  };
  const RawArticle raw = only_article(collect(page_of_script(
      "[" + other("Gas falls today") + "," + other("Coal falls today") + "]", " type=\"application/json\"")));
  CHECK(raw.title == "Oil rises again | Harbor");
  CHECK(raw.body.empty());
}

TEST_CASE("A page whose title is the name of a file has the headline above its text", "[readers][html]") {
  const std::string text = "<p>" + sentences() + "</p><p>" + sentences() + "</p>";
  struct Case {
    const char* page;
    const char* title;
  };
  const Case cases[] = {
      {"<html><head><title>ex99-1</title></head><body><p>Exhibit 99.1</p><p><b>ACME DOUBLES ITS PROFIT</b></p>"
       "<p>January 30, 2025</p>",
       "ACME DOUBLES ITS PROFIT"},
      {"<html><head><title>Untitled Document</title></head><body><div>Acme doubles its profit</div>",
       "Acme doubles its profit"},
      {"<html><head><title>release_v2.htm</title></head><body>", "release_v2.htm"},
      {"<html><head><title>Acme rises</title></head><body><p>Markets in the morning</p>", "Acme rises"},
  };
  for (const Case& c : cases) CHECK(only_article(collect(c.page + text)).title == c.title);
}
