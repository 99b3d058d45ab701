#include <catch2/catch.hpp>

#include "common/terminal/terminal_text.h"

namespace broadtape {
namespace {

TEST_CASE("Only http(s) addresses become links", "[terminal]") {
  struct Case {
    std::string url;
    std::string target;  // empty: no link
  };
  const Case cases[] = {
      {"https://news.example/1", "https://news.example/1"},
      {"http://news.example/1?a=b;c", "http://news.example/1?a=b;c"},
      {"https://news.example/\xc3\xa9", "https://news.example/%C3%A9"},
      {"", ""},
      {"javascript:alert(1)", ""},
      {"file:///etc/passwd", ""},
      {"HTTPS://news.example/", ""},
      {"https://news.example/a b", ""},
      {"https://news.example/\x1b\\x", ""},
      {"https://news.example/\x7f", ""},
      {"https://" + std::string(2'075, 'a'), "https://" + std::string(2'075, 'a')},
      {"https://" + std::string(2'076, 'a'), ""},
      {"https://" + std::string(700, '\xc3'), ""},  // three bytes each when escaped
  };
  for (const Case& c : cases) {
    INFO(c.url.substr(0, 60));
    const std::string link = c.target.empty() ? "Title" : "\x1b]8;;" + c.target + "\x1b\\Title\x1b]8;;\x1b\\";
    CHECK(hyperlinked("Title", c.url) == link);
  }
}

}  // namespace
}  // namespace broadtape
