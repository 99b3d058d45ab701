#include "searcher/output/row_writer.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

namespace broadtape {
namespace {

std::string csv(const Json& row, bool raw = false) {
  std::ostringstream out;
  RowWriter writer(RowForm::kCsv, {"title", "n"}, {raw, false}, out);
  writer.write(row);
  return out.str();
}

TEST_CASE("A CSV cell is quoted where RFC 4180 asks for it", "[output]") {
  CHECK(csv({{"title", "plain"}, {"n", 3}}) == "title,n\r\nplain,3\r\n");
  CHECK(csv({{"title", "a, \"b\"\nc"}, {"n", nullptr}}) == "title,n\r\n\"a, \"\"b\"\"\nc\",\r\n");
  CHECK(csv({{"n", -1.5}, {"other", 1}}) == "title,n\r\n,-1.5\r\n");
  CHECK(csv({{"title", {"NVDA", "AMD"}}}) == "title,n\r\n\"NVDA;AMD\",\r\n");
}

TEST_CASE("Text that a spreadsheet would compute gets an apostrophe, a number does not", "[output]") {
  CHECK(csv({{"title", "=1"}, {"n", -1}}) == "title,n\r\n'=1,-1\r\n");
  CHECK(csv({{"title", "=1"}, {"n", -1}}, true) == "title,n\r\n=1,-1\r\n");
  CHECK(csv({{"title", {"=A", "B"}}}) == "title,n\r\n\"'=A;B\",\r\n");
  CHECK(csv({{"title", {"a", "=HYPERLINK(1)", "+1"}}}) == "title,n\r\n\"a;'=HYPERLINK(1);'+1\",\r\n");
  CHECK(csv({{"title", {"a", "=1"}}}, true) == "title,n\r\n\"a;=1\",\r\n");
  CHECK(csv({{"title", "a;=HYPERLINK(1)"}}) == "title,n\r\n\"a;=HYPERLINK(1)\",\r\n");
  CHECK(csv({{"title", "a\tb"}}) == "title,n\r\n\"a\tb\",\r\n");
}

TEST_CASE("A column that a query has named is no formula either", "[output]") {
  std::ostringstream out;
  RowWriter(RowForm::kCsv, {"=1+1", "a,b"}, {}, out);
  CHECK(out.str() == "'=1+1,\"a,b\"\r\n");
}

TEST_CASE("A row of one empty cell is a row, and a byte order mark comes first of all", "[output]") {
  std::ostringstream out;
  RowWriter writer(RowForm::kCsv, {"author"}, {false, true}, out);
  writer.write({{"author", ""}});
  CHECK(out.str() == "\ufeffauthor\r\n\"\"\r\n");
}

TEST_CASE("A row of JSON Lines is one line", "[output]") {
  std::ostringstream out;
  RowWriter writer(RowForm::kJsonl, {}, {}, out);
  writer.write({{"title", "two\nlines"}, {"n", 1}});
  CHECK(out.str() == "{\"title\":\"two\\nlines\",\"n\":1}\n");
}

}  // namespace
}  // namespace broadtape
