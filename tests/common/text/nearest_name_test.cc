#include "common/text/nearest_name.h"

#include <catch2/catch.hpp>

namespace broadtape {
namespace {

TEST_CASE("The edits between two words are counted", "[text]") {
  struct Case {
    const char* a;
    const char* b;
    std::size_t edits;
  };
  const Case cases[] = {{"", "", 0},           {"", "abc", 3},       {"title", "title", 0},
                        {"titel", "title", 1}, {"tile", "title", 1}, {"titles", "title", 1},
                        {"bidy", "body", 1},   {"abcd", "badc", 2},  {"kitten", "sitting", 3}};
  for (const Case& c : cases) {
    CHECK(edit_distance(c.a, c.b) == c.edits);
    CHECK(edit_distance(c.b, c.a) == c.edits);
  }
}

TEST_CASE("The nearest name is found if it is near enough", "[text]") {
  struct Case {
    const char* written;
    const char* nearest;
  };
  const Case cases[] = {{"titel", "title"},
                        {"Title", "title"},
                        {"tikers", "tickers"},
                        {"pub", "published"},
                        {"publishd", "published"},
                        {"bdy", "body"},
                        {"x", ""},
                        {"", ""},
                        {"weather", ""},
                        {"id", "id"},
                        {"ib", "id"}};
  const std::vector<std::string_view> names = {"rank", "id", "title", "published", "published_text", "tickers", "body"};
  for (const Case& c : cases) {
    INFO(c.written);
    CHECK(nearest_name(c.written, names) == c.nearest);
  }
  CHECK(nearest_name(std::string(100'000, 'x'), names) == "");
}

}  // namespace
}  // namespace broadtape
