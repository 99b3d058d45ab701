#include "common/article/canonical_url.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

using namespace broadtape;

TEST_CASE("Addresses of the same page have one canonical form", "[article][url]") {
  struct Row {
    const char* canonical;
    std::vector<const char*> urls;
  };
  const Row rows[] = {
      {"news.example/a/b",
       {"https://news.example/a/b",
        "http://news.example/a/b",
        "HTTPS://WWW.News.Example/a/b",
        "https://news.example/a/b/",
        "https://news.example//a///b",
        "https://news.example:443/a/b",
        "http://news.example:80/a/b",
        "https://news.example./a/b",
        "https://user:secret@news.example/a/b",
        "  https://news.example/a/b \n",
        "https://news.example/a/b?",
        "https://news.example/a/b?&&",
        "https://news.example/a/./c/../b",
        "https://news.example/%61/b",
        "https://m.news.example/a/b",
        "https://mobile.news.example/a/b",
        "https://amp.news.example/a/b",
        "https://www.m.news.example/a/b",
        "//news.example/a/b",
        "news.example/a/b",
        "www.news.example:443/a/b"}},
      {"news.example/a/b",
       {"https://news.example/a/b/amp", "https://news.example/a/b/amp/", "https://news.example/amp/a/b",
        "https://news.example/a/b.amp", "https://news.example/a/b?amp", "https://news.example/a/b?amp=1",
        "https://news.example/a/b?outputType=amp", "https://www.google.com/amp/s/news.example/a/b",
        "https://www.google.co.uk/amp/news.example/a/b?utm_source=x",
        "https://news-example.cdn.ampproject.org/c/s/news.example/a/b?usqp=mq331AQ",
        "https://news.example/a/b/amp.html", "https://cdn.ampproject.org/v/s/www.google.com/amp/s/news.example/a/b"}},
      {"news.example/a/b",
       {"https://news.example/a/b/index.html", "https://news.example/a/b/index.htm",
        "https://news.example/a/b/index.php", "https://news.example/a/b/Default.aspx",
        "https://news.example/a/b;jsessionid=0A1B"}},
      {"news.example/a/b.html", {"https://news.example/a/b.html", "https://news.example/a/b.amp.html"}},
      {"news.example/a/b",
       {"https://news.example/a/b?utm_source=x&utm_medium=y", "https://news.example/a/b?UTM_Source=x",
        "https://news.example/a/b?utm_source=x;utm_medium=y", "https://news.example/a/b?utm_source=x&amp;utm_medium=y",
        "https://news.example/a/b?utm%5Fsource=x", "https://news.example/a/b?fbclid=1&gclid=2&guccounter=3&_hsenc=4",
        "https://news.example/a/b?mc_cid=1&mc_eid=2&oly_enc_id=3&vero_id=4&mkt_tok=5&msclkid=6"}},
      {"news.example/a/b",
       {"https://news.example/a/b#top", "https://news.example/a/b#comments", "https://news.example/a/b#comment-12",
        "https://news.example/a/b#:~:text=oil", "https://news.example/a/b#xtor=RSS-1", "https://news.example/a/b#",
        "https://news.example/a/b#section-2", "https://news.example/a/b#!", "https://news.example/a/b#/"}},
      {"news.example/a?a=1&b=2",
       {"https://news.example/a?a=1&b=2", "https://news.example/a?b=2&a=1", "https://news.example/a?a=1&amp;b=2",
        "https://news.example/a?b=2&utm_source=x&a=1", "https://news.example/a?&a=1&&b=2&"}},
      {"news.example/%E2%82%AC~x", {"https://news.example/%e2%82%ac%7ex", "https://news.example/\u20ac~x"}},
      {"news.example/a%20b?q=c%20d", {"https://news.example/a b?q=c d", "https://news.example/a%20b?q=c+d"}},
      {"b\u00fccher.example/a",
       {"https://xn--bcher-kva.example/a", "https://b\u00fccher.example/a", "https://B\u00dcCHER.example/a",
        "https://bu\u0308cher.example/a"}},
      {"news.example",
       {"https://news.example/", "https://news.example", "https://news.example/index.html", "news.example",
        "https://news.example/?utm_source=x"}},
      {"news.example#!/story/1", {"https://news.example/#!/story/1", "https://news.example/#!/story/1/"}},
      {"news.example/live#post-12", {"https://news.example/live#post-12", "https://m.news.example/live/#post-12"}},
      {"example/a", {"https://www.example/a"}},
      {"",
       {"https://", "https:///path", "ftp://news.example/a", "/relative", "a/b.html", "mailto:a@news.example",
        "urn:x:1", "tag:news.example,2025:1", "javascript:void(0)", "story 12", "1.5/2", "", "   "}},
  };
  for (const Row& row : rows) {
    for (const char* url : row.urls) {
      INFO(url);
      CHECK(canonical_url(url) == row.canonical);
    }
  }
}

TEST_CASE("Addresses of different pages stay different", "[article][url]") {
  const char* const urls[] = {
      "https://news.example/Story",
      "https://news.example/story",
      "https://news.example:8080/story",
      "https://news.example/story?id=1",
      "https://news.example/story?id=2",
      "https://news.example/story?ID=1",
      "https://news.example/story?cmp=AAPL",
      "https://news.example/story?cmp=MSFT",
      "https://news.example/story?rpc=1",
      "https://news.example/story?utmost=1",
      "https://news.example/story?symbol=AMP",
      "https://news.example/story?format=pdf",
      "https://news.example/quote/AMP",
      "https://news.example/quote",
      "https://news.example/#!/story/1",
      "https://news.example/#!/story/2",
      "https://news.example/#/story/1",
      "https://news.example/live#post-1",
      "https://news.example/live#post-2",
      "https://news.example/live#block-5e0c21",
      "https://news.example/live",
      "https://news.example/a%2Fb",
      "https://news.example/a/b",
      "https://news.example/a?b=http://x.example/?utm_source=1",
      "https://blog.news.example/story",
      "https://m.example/story",
      "https://xn--bcher-kva.example/a",
      "https://bucher.example/a",
  };
  std::set<std::string> forms;
  for (const char* url : urls) {
    INFO(url);
    CHECK(forms.insert(canonical_url(url)).second);
  }
}

TEST_CASE("A home page does not identify an article, its query or route may", "[article][url]") {
  struct Row {
    const char* url;
    bool names_page;
  };
  const Row rows[] = {
      {"https://news.example/", false},
      {"https://news.example/index.php", false},
      {"https://news.example/?gclid=1#top", false},
      {"https://news.example/?p=12", true},
      {"https://news.example/#!/story/1", true},
      {"https://news.example/a", true},
  };
  for (const Row& row : rows) {
    INFO(row.url);
    const auto url = canonicalise_url(row.url);
    REQUIRE(url);
    CHECK(url->names_page() == row.names_page);
  }
}

TEST_CASE("A canonical form is its own canonical form", "[article][url]") {
  for (const char* url :
       {"https://www.m.news.example/amp/a%2fb/..//c.amp.html?b=%7e+1&A=2;utm_id=3#post-3", "https://[::1]:80/a",
        "http://www.google.com/amp/s/amp.news.example/a/amp", "https://xn--bcher-kva.example/%zz?%"}) {
    INFO(url);
    const std::string once = canonical_url(url);
    CHECK(!once.empty());
    CHECK(canonical_url("https://" + once) == once);
  }
}

TEST_CASE("A relative address is resolved against its page", "[article][url]") {
  struct Row {
    const char* reference;
    const char* absolute;
  };
  const Row rows[] = {
      {"https://b.example/x", "https://b.example/x"},
      {"//b.example/x", "https://b.example/x"},
      {"/x?y=1", "https://a.example/x?y=1"},
      {"x", "https://a.example/d/x"},
      {"../x", "https://a.example/d/../x"},
      {"?y=1", "https://a.example/d/p?y=1"},
      {" /x ", "https://a.example/x"},
      {"mailto:a@b.example", ""},
      {"", ""},
  };
  for (const Row& row : rows) {
    INFO(row.reference);
    CHECK(resolve_url("https://a.example/d/p?q=1#f", row.reference) == row.absolute);
  }
  CHECK(resolve_url("a.html", "/x").empty());
  CHECK(resolve_url("", "/x").empty());
}
