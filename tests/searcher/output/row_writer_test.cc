#include "searcher/output/row_writer.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

namespace broadtape {
namespace {

std::string csv(const Json& row, bool raw = false) {
  std::ostringstream out;
  RowWriter writer(RowForm::kCsv, {"title", "n"}, raw, out);
  writer.write(row);
  return out.str();
}

TEST_CASE("A CSV cell is quoted where RFC 4180 asks for it", "[output]") {
  CHECK(csv({{"title", "plain"}, {"n", 3}}) == "title,n\r\nplain,3\r\n");
  CHECK(csv({{"title", "a, \"b\"\nc"}, {"n", nullptr}}) == "title,n\r\n\"a, \"\"b\"\"\nc\",\r\n");
  CHECK(csv({{"n", -1.5}, {"other", 1}}) == "title,n\r\n,-1.5\r\n");
  CHECK(csv({{"title", {"NVDA", "AMD"}}}) == "title,n\r\nNVDA;AMD,\r\n");
}

TEST_CASE("Text that a spreadsheet would compute gets an apostrophe", "[output]") {
  for (const char* begin : {"=", "+", "-", "@", "\t", "＝"}) {
    const std::string text = begin + std::string("1");
    CHECK(without_formula(text) == "'" + text);
    CHECK(csv({{"title", text}}) == "title,n\r\n'" + text + ",\r\n");
    CHECK(csv({{"title", text}}, true) == "title,n\r\n" + text + ",\r\n");
  }
  CHECK(without_formula("a=1") == "a=1");
}

TEST_CASE("A row of JSON Lines is one line", "[output]") {
  std::ostringstream out;
  RowWriter writer(RowForm::kJsonl, {}, false, out);
  writer.write({{"title", "two\nlines"}, {"n", 1}});
  CHECK(out.str() == "{\"title\":\"two\\nlines\",\"n\":1}\n");
}

}  // namespace
}  // namespace broadtape
