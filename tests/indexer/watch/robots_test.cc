#include "indexer/watch/robots.h"

#include <catch2/catch.hpp>
#include <string>

using namespace broadtape;

TEST_CASE("robots.txt allows and refuses as RFC 9309 says", "[watch][robots]") {
  struct Case {
    const char* name;
    const char* text;
    const char* url;
    bool allowed;
  };
  const Case cases[] = {
      {"empty", "", "https://a.example/x", true},
      {"refuses all", "User-agent: *\nDisallow: /", "https://a.example/x", false},
      {"an empty rule refuses nothing", "User-agent: *\nDisallow:", "https://a.example/x", true},
      {"another robot", "User-agent: other\nDisallow: /", "https://a.example/x", true},
      {"its own group instead of that of all", "User-agent: *\nDisallow: /\n\nUser-agent: Broadtape\nDisallow: /b",
       "https://a.example/x", true},
      {"its own group with a version", "User-agent: broadtape/2.0\nDisallow: /x", "https://a.example/x", false},
      {"a longer name is another robot", "User-agent: broadtapes\nDisallow: /x", "https://a.example/x", true},
      {"a group of several robots", "User-agent: other\nUser-agent: broadtape\nDisallow: /x", "https://a.example/x",
       false},
      {"two groups for it",
       "User-agent: broadtape\nDisallow: /x\nUser-agent: other\nDisallow: /\n"
       "User-agent: broadtape\nDisallow: /y",
       "https://a.example/y", false},
      {"the longest rule", "User-agent: *\nDisallow: /news\nAllow: /news/open", "https://a.example/news/open/1", true},
      {"the longest rule, in the other order", "User-agent: *\nAllow: /news/open\nDisallow: /news",
       "https://a.example/news/open/1", true},
      {"equal rules allow", "User-agent: *\nDisallow: /x\nAllow: /x", "https://a.example/x", true},
      {"upper case is another path", "User-agent: *\nDisallow: /X", "https://a.example/x", true},
      {"a query", "User-agent: *\nDisallow: /*?print=", "https://a.example/x?print=1", false},
      {"a star", "User-agent: *\nDisallow: /*/private/", "https://a.example/a/b/private/c", false},
      {"an end", "User-agent: *\nDisallow: /*.pdf$", "https://a.example/a.pdf", false},
      {"not at the end", "User-agent: *\nDisallow: /*.pdf$", "https://a.example/a.pdf?x", true},
      {"an end after several tries", "User-agent: *\nDisallow: /*ab$", "https://a.example/abcab", false},
      {"percent signs on one side", "User-agent: *\nDisallow: /%7Ejoe", "https://a.example/~joe/x", false},
      {"an encoded slash is not a slash", "User-agent: *\nDisallow: /a%2Fb", "https://a.example/a/b", true},
      {"the home page", "User-agent: *\nDisallow: /$", "https://a.example", false},
      {"a fragment does not count", "User-agent: *\nDisallow: /x$", "https://a.example/x#part", false},
      {"robots.txt itself", "User-agent: *\nDisallow: /", "https://a.example/robots.txt", true},
      {"comments, spaces and CR", "# all\r\n user-agent : *  # any\r\nDISALLOW:\t/x\r\n", "https://a.example/x", false},
      {"a byte order mark", "\xef\xbb\xbfUser-agent: *\nDisallow: /x", "https://a.example/x", false},
      {"other lines between", "User-agent: *\nSitemap: https://a.example/s.xml\nDisallow: /x", "https://a.example/x",
       false},
      {"rules before any robot", "Disallow: /x", "https://a.example/x", true},
      {"a page of HTML", "<!DOCTYPE html><html><body>Disallow: /</body></html>", "https://a.example/x", true},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(RobotsRules(c.text, "broadtape").allows(c.url) == c.allowed);
    }
  }
  CHECK(RobotsRules().allows("https://a.example/x"));
  CHECK(!RobotsRules::nothing().allows("https://a.example/x"));
}

TEST_CASE("Crawl-delay is read for the group of the robot", "[watch][robots]") {
  const auto delay = [](const char* text) { return RobotsRules(text, "broadtape").crawl_delay_s(); };
  CHECK(delay("User-agent: *\nCrawl-delay: 2.5") == 2.5);
  CHECK(delay("User-agent: *\nCrawl-delay: 9\nUser-agent: broadtape\nCrawl-delay: 1") == 1);
  CHECK(delay("User-agent: *\nCrawl-delay: 99999999999") == 86'400);
  for (const char* text : {"", "Crawl-delay: 3", "User-agent: *\nCrawl-delay: soon", "User-agent: *\nCrawl-delay: -1",
                           "User-agent: *\nCrawl-delay: nan", "User-agent: other\nCrawl-delay: 3"})
    CHECK(!delay(text));
}

TEST_CASE("Rules of many stars end in time", "[watch][robots]") {
  std::string text = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 2000; ++i) text += "*a";
  text += "b\n";
  CHECK(RobotsRules(text, "broadtape").allows("https://a.example/" + std::string(4000, 'a')));
}
