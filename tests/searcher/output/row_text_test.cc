#include "searcher/output/row_text.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "common/text/export_form.h"
#include "tests/support/csv_cells.h"

namespace broadtape {
namespace {

const std::vector<std::string> kTexts = {
    "",
    "plain",
    "a, b",
    "\"",
    "\"\"",
    "say \"so\"",
    "two\nlines",
    "CR LF\r\nhere",
    " blanks ",
    "tab\there",
    "Nestlé 中文 🚀 \u2028",
    std::string("NUL \0 and \x01\x1f\x7f", 12),
    "back\\slash",
    "ends with a quote\"",
    ";'`",
    std::string(100'000, '"'),
};

std::string cell(const std::string& text, bool raw) {
  std::string out;
  append_csv_cell(text, raw, out);
  return out;
}

TEST_CASE("A CSV parser reads back the cells as written", "[output]") {
  for (const std::string& text : kTexts) {
    INFO(text.substr(0, 40));
    std::string row = "first,";
    append_csv_cell(text, true, row);
    row += ",";
    append_csv_cell("last", true, row);
    row += "\r\n";
    // libcsv trims blanks and tabs around unquoted cells, which are part of the cell by RFC 4180.
    const std::string kept = text == " blanks " ? "blanks" : text;
    CHECK(csv_cells(row) == std::vector<std::vector<std::string>>{{"first", kept, "last"}});
  }
}

TEST_CASE("A JSON string gives back its text", "[output]") {
  for (const std::string& text : kTexts) {
    std::string json;
    append_json_string(text, json);
    CHECK(json == nlohmann::json(text).dump());
  }
}

TEST_CASE("A cell that a spreadsheet would compute gets an apostrophe", "[output]") {
  struct Case {
    const char* text;
    bool formula;
  };
  const Case cases[] = {
      {"=1+1", true},        {"=HYPERLINK(\"https://news.example\",\"A\")", true},
      {"+1", true},          {"-1", true},
      {"-5% for oil", true}, {"@SUM(A1)", true},
      {"\t=1", true},        {"\r=1", true},
      {"\n=1", true},        {"＝1", true},
      {"＋1", true},         {"－1", true},
      {"＠A", true},         {" =1", true},
      {"\u00a0=1", true},    {"\ufeff\u200b =1", true},
      {"", false},           {"   ", false},
      {"a=1", false},        {"'=1", false},
      {"$5 - 3", false},     {"– dash", false},
      {"Nvidia -5%", false},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(looks_like_formula(c.text) == c.formula);
    const std::string read = csv_cells("x," + cell(c.text, false) + ",x\n")[0][1];
    CHECK((read.substr(0, 1) == "'") == (c.formula || c.text[0] == '\''));
    CHECK(cell(c.text, true).find(c.formula ? "'" : "\x01") == std::string::npos);
  }
}

}  // namespace
}  // namespace broadtape
