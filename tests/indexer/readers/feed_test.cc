#include <catch2/catch.hpp>
#include <string>

#include "common/error/error.h"
#include "indexer/readers/xml/feed_text.h"
#include "tests/indexer/readers/collected.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;

namespace {

const std::string kRss =
    "<?xml version=\"1.0\"?>\n"
    "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel>"
    "<title>Harbor Wire</title><link>https://harbor.example/</link><language>en-us</language>"
    "<image><title>A logo</title></image><lastBuildDate>Thu, 30 Jan 2025 10:00:00 GMT</lastBuildDate>";

std::string rss(const std::string& item) {
  return kRss + "<item>" + item + "</item></channel></rss>";
}

}  // namespace

TEST_CASE("An item of RSS is an article with the feed's title as source", "[readers][feed]") {
  const RawArticle raw = only_article(
      collect(rss("<title>Acme &amp;amp; Co rises</title><link>https://harbor.example/acme?a=1&amp;b=2</link>"
                  "<guid isPermaLink=\"false\">h-17</guid><pubDate>Thu, 30 Jan 2025 09:30:00 +0000</pubDate>"
                  "<author>desk@harbor.example (Ann Reed)</author><description>Short.</description>"
                  "<content:encoded><![CDATA[<p>Acme rose.</p><p>Others fell.</p>]]></content:encoded>"
                  "<media:title>A picture</media:title><category>Chips</category><category>Markets</category>"
                  "<category domain=\"https://harbor.example/rss/stock\">NYSE:ACM</category>"
                  "<category domain=\"https://harbor.example/rss/ISIN\">US0000000001</category>")));
  CHECK(raw.title == "Acme & Co rises");
  CHECK(raw.url == "https://harbor.example/acme?a=1&b=2");
  CHECK(raw.external_id == "h-17");
  CHECK(raw.date_text == "Thu, 30 Jan 2025 09:30:00 +0000");
  CHECK(raw.author == "Ann Reed");
  CHECK(raw.body == "Acme rose.\n\nOthers fell.");
  CHECK(raw.source == "Harbor Wire");
  CHECK(raw.language == "en");
  CHECK(raw.labels == std::vector<std::string>{"Chips", "Markets"});
  CHECK(raw.tickers == std::vector<std::string>{"NYSE:ACM"});
  CHECK(raw.date_near_s == 1738231200);
  CHECK(raw.record == "item 1");
}

TEST_CASE("The fields of an item come from the best of its elements", "[readers][feed]") {
  struct Case {
    const char* name;
    const char* item;
    std::string RawArticle::*field;
    const char* value;
  };
  const Case cases[] = {
      {"dc:date", "<dc:date>2025-01-30</dc:date>", &RawArticle::date_text, "2025-01-30"},
      {"published before updated",
       "<updated xmlns=\"http://www.w3.org/2005/Atom\">2025-02-02</updated>"
       "<published xmlns=\"http://www.w3.org/2005/Atom\">2025-01-30</published>",
       &RawArticle::date_text, "2025-01-30"},
      {"several creators", "<dc:creator>A. Reed</dc:creator><dc:creator>B. Moss</dc:creator>", &RawArticle::author,
       "A. Reed, B. Moss"},
      {"source of the item", "<source url=\"https://pier.example/rss\">Pier News</source>", &RawArticle::source,
       "Pier News"},
      {"publisher in an unknown namespace", "<w:publisher xmlns:w=\"urn:w\">Pier News</w:publisher>",
       &RawArticle::source, "Pier News"},
      {"publisher with an undeclared prefix", "<w:publisher>Pier News</w:publisher>", &RawArticle::source, "Pier News"},
      {"address in the guid", "<guid>https://harbor.example/a</guid>", &RawArticle::url, "https://harbor.example/a"},
      {"relative address", "<link>/a</link>", &RawArticle::url, "https://harbor.example/a"},
      {"description as text", "<description>&lt;b&gt;Oil&lt;/b&gt; rose</description>", &RawArticle::body, "Oil rose"},
      {"markup that is not escaped", "<description>Oil <b>rose</b><br/>again</description>", &RawArticle::body,
       "Oil rose\nagain"},
      {"outlet in the title", "<title>Oil rises - Pier News</title><source>Pier News</source>", &RawArticle::title,
       "Oil rises"},
      {"outlet's domain in the title", "<title>Oil rises - pier.com</title><source>Pier</source>", &RawArticle::title,
       "Oil rises"},
      {"text of an aggregator, the title once more",
       "<title>Oil rises - Pier News</title><source>Pier News</source><description>Oil rises Pier News</description>",
       &RawArticle::body, ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const std::string title = std::string(c.item).starts_with("<title>") ? "" : "<title>T</title>";
      const Collected got = collect(rss(title + c.item));
      CHECK(only_article(got).*c.field == c.value);
    }
  }
}

TEST_CASE("An age in a feed counts from the date of the feed", "[readers][feed]") {
  struct Row {
    const char* feed;
    const char* item;
    const char* captured;
  };
  const Row rows[] = {
      {"<lastBuildDate>Thu, 30 Jan 2025 10:00:00 GMT</lastBuildDate>", "2 hours ago", "2025-01-30T10:00:00Z"},
      {"<lastBuildDate>Thu, 30 Jan 2025 10:00:00 GMT</lastBuildDate>", "Thu, 30 Jan 2025 09:00:00 GMT", ""},
      {"", "2 hours ago", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.feed, row.item);
    const Collected got =
        collect(std::string("<rss version='2.0'><channel><title>Pier</title>") + row.feed +
                "<item><title>Oil rises</title><pubDate>" + row.item + "</pubDate></item></channel></rss>");
    REQUIRE(got.articles.size() == 1);
    CHECK(got.articles[0].captured_text == row.captured);
  }
}

TEST_CASE("Atom and RSS 1.0 are read as feeds", "[readers][feed]") {
  const RawArticle atom = only_article(collect(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\" xml:base=\"https://pier.example/\"><title>Pier "
      "News</title>"
      "<author><name>The Desk</name></author><updated>2025-02-01T00:00:00Z</updated><entry><title type=\"html\">Oil "
      "&amp;amp; gas"
      "</title><link rel=\"self\" href=\"feed/1\"/><link rel=\"alternate\" href=\"oil\"/><id>urn:1</id>"
      "<updated>2025-01-31T00:00:00Z</updated><published>2025-01-30T00:00:00Z</published><summary>Short</summary>"
      "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Oil <em>rose</em>.</p><p>Gas "
      "fell.</p></div>"
      "</content><category term=\"energy\" label=\"Energy\"/></entry></feed>"));
  CHECK(atom.title == "Oil & gas");
  CHECK(atom.url == "https://pier.example/oil");
  CHECK(atom.external_id == "urn:1");
  CHECK(atom.date_text == "2025-01-30T00:00:00Z");
  CHECK(atom.body == "Oil rose.\n\nGas fell.");
  CHECK(atom.source == "Pier News");
  CHECK(atom.author == "The Desk");
  CHECK(atom.language == "de");
  CHECK(atom.labels == std::vector<std::string>{"Energy"});

  const RawArticle rdf = only_article(collect(
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"https://pier.example/\"><title>Pier "
      "News</title>"
      "</channel><item rdf:about=\"https://pier.example/oil\"><title>Oil rises</title><dc:date>2025-01-30</dc:date>"
      "<description>Oil rose.</description></item></rdf:RDF>"));
  CHECK(rdf.title == "Oil rises");
  CHECK(rdf.url == "https://pier.example/oil");
  CHECK(rdf.date_text == "2025-01-30");
  CHECK(rdf.source == "Pier News");
}

TEST_CASE("Of a WordPress export only published posts are articles", "[readers][feed]") {
  const auto item = [](const std::string& title, const std::string& type, const std::string& status) {
    return "<item><title>" + title +
           "</title><dc:creator>areed</dc:creator><pubDate>Thu, 30 Jan 2025 01:00:00 +0000"
           "</pubDate><content:encoded><![CDATA[First [b]paragraph[/b].\n\nSecond &amp; last. [gallery ids=\"1\"]]]>"
           "</content:encoded><wp:post_date_gmt>2025-01-29 23:00:00</wp:post_date_gmt><wp:status>" +
           status + "</wp:status><wp:post_type>" + type + "</wp:post_type></item>";
  };
  const Collected got = collect(
      "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>Pier</title><wp:author><wp:author_login>areed"
      "</wp:author_login><wp:author_display_name>Ann Reed</wp:author_display_name></wp:author>" +
      item("Oil rises", "post", "publish") + item("A draft", "post", "draft") + item("About", "page", "publish") +
      item("picture", "attachment", "inherit") + "</channel></rss>");
  const RawArticle raw = only_article(got);
  CHECK(raw.title == "Oil rises");
  CHECK(raw.author == "Ann Reed");
  CHECK(raw.date_text == "2025-01-29 23:00:00Z");
  CHECK(raw.body == "First paragraph.\n\nSecond & last.");
  REQUIRE(got.notes.size() == 1);
  CHECK(got.notes[0] == "left out, because only published posts are articles: 1 attachment, 1 page, 1 post (draft)");
}

TEST_CASE("Faults in a feed cost no articles but those that they hit, and are noted", "[readers][feed]") {
  const std::string one = "<item><title>One</title><description>Text</description></item>";
  const std::string two = "<item><title>Two</title><description>Text</description></item>";
  const std::string end = "</channel></rss>";
  struct Case {
    const char* name;
    std::string feed;
    std::vector<std::string> titles;
    std::size_t rejects;
    const char* says;
  };
  const Case cases[] = {
      {"undefined entity",
       kRss + "<item><title>Oil&nbsp;&eacute;&foo; up</title></item>" + two + end,
       {"Oil \xC3\xA9&foo; up", "Two"},
       0,
       "line 2: &nbsp; is not defined, and 2 more faults"},
      {"raw ampersand",
       kRss + "<item><title>AT&T and S&P 500</title></item>" + two + end,
       {"AT&T and S&P 500", "Two"},
       0,
       "line 2: a & that is no reference"},
      {"raw less-than",
       kRss + "<item><title>3 < 4</title></item>" + two + end,
       {"3 < 4", "Two"},
       0,
       "a < that begins no tag"},
      {"bytes before the declaration",
       "Warning: no <b>cache</b>\n" + kRss + one + end,
       {"One"},
       0,
       "bytes before the XML"},
      {"cut off between items", kRss + one + two, {"One", "Two"}, 0, "the text ends inside <channel>"},
      {"cut off in an item", kRss + one + "<item><title>Two</title><descr", {"One"}, 1, "the text ends inside <item>"},
      {"cut off in CDATA", kRss + one + "<item><title>Two</title><description><![CDATA[<p>", {"One"}, 1, "]]>"},
      {"element that is not closed",
       kRss + "<item><title>One<link>x</link></item>" + two + end,
       {"Onex", "Two"},
       0,
       "<title> is not closed"},
      {"item that is not closed",
       kRss + "<item><title>One</title>" + two + end,
       {"One", "Two"},
       0,
       "<item> is not closed"},
      {"tag that closes nothing",
       kRss + "<item></p><title>One</title></item>" + two + end,
       {"One", "Two"},
       0,
       "</p> closes nothing"},
      {"attribute without quotes",
       kRss + "<item><guid isPermaLink=false>1</guid><title>One</title></item>" + end,
       {"One"},
       0,
       "has no quotes"},
      {"attribute twice", kRss + "<item a=\"1\" a=\"2\"><title>One</title></item>" + end, {"One"}, 0, ""},
      {"undeclared prefix",
       "<rss><channel>"
       "<item><x:y>1</x:y><title>One</title></item>" +
           end,
       {"One"},
       0,
       ""},
      {"two documents", kRss + one + end + kRss + two + end, {"One", "Two"}, 0, ""},
      {"control character",
       kRss + "<item><title>O\x0Bil \xC3\xA9\xFF</title></item>" + end,
       {"O il \xC3\xA9\xEF\xBF\xBD"},
       0,
       ""},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const Collected got = collect(c.feed);
      CHECK(got.titles() == c.titles);
      CHECK(got.rejects.size() == c.rejects);
      const std::string notes = got.notes.empty() ? "" : got.notes[0];
      CHECK(notes.empty() == (std::string(c.says).empty()));
      CHECK_THAT(notes, Catch::Contains(c.says));
    }
  }
}

TEST_CASE("A CDATA section of any length is one text", "[readers][feed]") {
  for (const std::size_t kilobytes : {60, 70, 200, 1000}) {
    INFO(kilobytes);
    std::string body = "Acme rose.";
    while (body.size() < kilobytes << 10)
      body += "\n\nAcme & others rose by " + std::to_string(body.size()) + " points.";
    std::string html = "<p>";
    for (const char c : body) html += c == '\n' ? std::string("<br>") : std::string(1, c);
    const Collected read = collect(rss("<title>One</title><description><![CDATA[" + html + "]]></description>"));
    CHECK(read.notes.empty());
    const std::string text = only_article(read).body;
    CHECK(text.size() == body.size());
    CHECK(text == body);
  }
}

TEST_CASE("Entities of the document type are not expanded and nothing is loaded", "[readers][feed]") {
  const Collected got = collect(
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">"
      "<!ENTITY x SYSTEM \"file:///etc/passwd\"> ]><rss><channel><item><title>1 &b; 2 &x; "
      "3</title></item></channel></rss>");
  CHECK(got.titles() == std::vector<std::string>{"1 &b; 2 &x; 3"});
}

TEST_CASE("Huge and deep feeds are read in bounded time", "[readers][feed]") {
  SECTION("elements nested 100,000 levels deep") {
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<x>";
    CHECK(collect(kRss + "<item><title>One</title></item><item>" + deep).titles() == std::vector<std::string>{"One"});
  }
  SECTION("many elements in one item") {
    std::string many;
    for (int i = 0; i < 300'000; ++i) many += "<x y=\"\"/>";
    const Collected got = collect(kRss + "<item>" + many + "</item><item><title>Two</title></item></channel></rss>");
    CHECK(got.titles() == std::vector<std::string>{"Two"});
    REQUIRE(got.rejects.size() == 1);
    CHECK_THAT(got.rejects[0].reason, Catch::Contains("has more than 500000 elements and attributes"));
  }
  SECTION("many attributes and unclosed quotes") {
    std::string attributes;
    for (int i = 0; i < 200'000; ++i) attributes += " a" + std::to_string(i) + "='";
    CHECK(collect(kRss + "<item><title>One</title></item><item" + attributes).titles() ==
          std::vector<std::string>{"One"});
  }
}

TEST_CASE("A news sitemap gives its news, and another sitemap is refused", "[readers][feed]") {
  const std::string open =
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\">";
  const std::string plain = "<url><loc>https://pier.example/about</loc></url>";
  const Collected got = collect(
      open +
      "<url><loc> https://pier.example/oil </loc><n:news><n:publication><n:name>Pier News</n:name><n:language>en"
      "</n:language></n:publication><n:publication_date>2025-01-30</n:publication_date><n:title>Oil &amp; gas</n:title>"
      "<n:keywords>oil, gas</n:keywords><n:stock_tickers>NYSE:ACM, NASDAQ:XYZ</n:stock_tickers></n:news></url>" +
      plain + "</urlset>");
  const RawArticle raw = only_article(got);
  CHECK(raw.title == "Oil & gas");
  CHECK(raw.url == "https://pier.example/oil");
  CHECK(raw.source == "Pier News");
  CHECK(raw.date_text == "2025-01-30");
  CHECK(raw.language == "en");
  CHECK(raw.labels == std::vector<std::string>{"oil", "gas"});
  CHECK(raw.tickers == std::vector<std::string>{"NYSE:ACM", "NASDAQ:XYZ"});
  CHECK(got.notes == std::vector<std::string>{"left out 1 addresses that have no news"});
  CHECK_THROWS_MATCHES(collect(open + plain + "</urlset>"), Error,
                       HasKind(ErrorKind::kInput) && Says("a sitemap of 1 addresses without news"));
  CHECK_THROWS_MATCHES(collect("<sitemapindex><sitemap><loc>https://pier.example/1.xml</loc></sitemap></sitemapindex>"),
                       Error, HasKind(ErrorKind::kInput) && Says("an index of 1 sitemaps"));
}

TEST_CASE("RDF that is not a feed is refused", "[readers][feed]") {
  const std::string start = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" ";
  CHECK_THROWS_MATCHES(
      collect(start + "xmlns:owl=\"http://www.w3.org/2002/07/owl#\"><owl:Class rdf:about=\"#News\"/></rdf:RDF>"), Error,
      HasKind(ErrorKind::kInput) && Says("is RDF that is not a feed"));
  const Collected empty = collect(start +
                                  "xmlns=\"http://purl.org/rss/1.0/\"><channel rdf:about=\"#c\">"
                                  "<title>Harbor</title></channel></rdf:RDF>");
  CHECK(empty.notes == std::vector<std::string>{"is a feed without articles"});
}

TEST_CASE("Brackets in a text of WordPress are read in linear time", "[readers][feed]") {
  const auto repeated = [](const std::string& text) {
    constexpr std::size_t kBytes = 4u << 20;  // more than can be compared with each other
    std::string many;
    while (many.size() < kBytes) many += text;
    return many;
  };
  CHECK(wordpress_html(repeated("[a]")).size() == repeated("[a]").size());
  CHECK(wordpress_html(repeated("[")).size() == repeated("[").size());
  CHECK(wordpress_html(repeated("[/a]")).size() < 8);
  CHECK(wordpress_html("[b]bold[/b] [x] [gallery ids=\"1\"]") == "bold [x] ");
  CHECK(wordpress_html("[b]" + std::string(100'000, 'x') + "[/b]").starts_with("[b]x"));
}
