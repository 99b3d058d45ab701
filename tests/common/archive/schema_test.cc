#include "common/archive/schema.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "common/text/utf8.h"

using namespace broadtape;

TEST_CASE("A term is prefix and value, with a colon if the boundary is ambiguous", "[archive][schema]") {
  struct Row {
    Field field;
    const char* value;
    const char* term;
  };
  const Row rows[] = {
      {Field::kText, "gpu", "gpu"},
      {Field::kTitle, "gpu", "Sgpu"},
      {Field::kLead, "", "XL"},
      {Field::kId, "k5f2zq7w3m4x6y2a", "Qk5f2zq7w3m4x6y2a"},
      {Field::kTicker, "NVDA", "XT:NVDA"},
      {Field::kTicker, "7203.T", "XT7203.T"},
      {Field::kTicker, ".SPX", "XT.SPX"},
      {Field::kAbout, "BRK.B", "XA:BRK.B"},
      {Field::kSource, "harbor wire", "XSharbor wire"},
      {Field::kSource, ":odd", "XS::odd"},
      {Field::kFlag, "superseded", "XFsuperseded"},
      {Field::kDay, "20250130", "D20250130"},
      {Field::kMonth, "202501", "M202501"},
      {Field::kYear, "2025", "Y2025"},
      {Field::kLanguage, "en", "Len"},
      {Field::kTicker, "", "XT"},
  };
  for (const Row& row : rows) {
    INFO(row.term);
    CHECK(make_term(row.field, row.value) == row.term);
  }
}

TEST_CASE("No two fields share a prefix or a query name", "[archive][schema]") {
  std::set<std::string_view> prefixes, names;
  std::size_t named = 0;
  for (const FieldRow& row : kFields) {
    prefixes.insert(row.prefix);
    if (row.query_name.empty()) continue;
    names.insert(row.query_name);
    ++named;
  }
  CHECK(prefixes.size() == std::size(kFields));
  CHECK(names.size() == named);
}

TEST_CASE("Words of text, title and byline are not listed", "[archive][schema]") {
  struct Row {
    std::string term;
    bool listed;
  };
  const Row rows[] = {
      {make_term(Field::kText, "gpu"), false},       {make_term(Field::kText, "株価"), false},
      {make_term(Field::kText, "5.5%"), false},      {make_term(Field::kTitle, "gpu"), false},
      {make_term(Field::kAuthor, "ana"), false},     {make_term(Field::kBand, "1f"), true},
      {make_term(Field::kRest, ""), false},          {make_term(Field::kId, "k5f2zq7w3m4x6y2a"), true},
      {make_term(Field::kTicker, "NVDA"), true},     {make_term(Field::kTicker, "7203.T"), true},
      {make_term(Field::kAbout, "BRK.B"), true},     {make_term(Field::kSource, "harbor wire"), true},
      {make_term(Field::kLanguage, "en"), true},     {make_term(Field::kDay, "20250130"), true},
      {make_term(Field::kFlag, "superseded"), true},
  };
  for (const Row& row : rows) {
    INFO(row.term);
    CHECK(is_listed(row.term) == row.listed);
  }
}

TEST_CASE("A source is compared by its folded name", "[archive][schema]") {
  struct Row {
    const char* source;
    const char* key;
  };
  const Row rows[] = {
      {"Harbor Wire", "harbor wire"},
      {"  HARBOR \t\n Wire ", "harbor wire"},
      {"Le Café", "le cafe"},
      {"Ｎews", "news"},
      {"   ", ""},
      {"", ""},
  };
  for (const Row& row : rows) {
    INFO(row.source);
    CHECK(source_key(row.source) == row.key);
  }
}

TEST_CASE("A long source is cut between characters", "[archive][schema]") {
  for (std::size_t lead = 0; lead < 4; ++lead) {
    std::string source(lead, 'a');
    for (int i = 0; i < 300; ++i) source += "中";
    const std::string key = source_key(source);
    INFO(lead);
    CHECK(key.size() <= 200);
    CHECK(key.size() > 196);
    CHECK(is_valid_utf8(key));
  }
}
