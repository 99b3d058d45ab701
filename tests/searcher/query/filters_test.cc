#include "searcher/query/filters.h"

#include <catch2/catch.hpp>

#include "common/archive/schema.h"

using namespace broadtape;

namespace {

// The values in a filter, separated by bars.
std::string asked(const std::vector<std::string>& lists, Field field = Field::kSource) {
  const Node filter = field_filter(field, lists);
  if (filter.kind == NodeKind::kTerm) return filter.terms[0];
  std::string all;
  for (const Node& child : filter.children) all += (all.empty() ? "" : "|") + child.terms[0];
  return all;
}

}  // namespace

TEST_CASE("A list of values is cut at its commas, those in quotes apart", "[query]") {
  struct Case {
    std::vector<std::string> lists;
    const char* values;
  };
  const Case cases[] = {
      {{"Harbor Wire"}, "harbor wire"},
      {{"Harbor Wire,Tide Post"}, "harbor wire|tide post"},
      {{"Harbor Wire", "Tide Post"}, "harbor wire|tide post"},
      {{",,Tide Post,"}, "tide post"},
      {{R"("Dow, Jones & Co")"}, "dow, jones & co"},
      {{R"("Dow, Jones & Co",Tide Post)"}, "dow, jones & co|tide post"},
      {{R"(Tide Post,"Dow, Jones & Co")"}, "tide post|dow, jones & co"},
      {{R"("The ""Wire"", Ltd")"}, R"(the "wire", ltd)"},
      {{R"("The Wire")"}, "the wire"},
      {{R"("The Wire" Daily)"}, R"("the wire" daily)"},
      {{R"("Unclosed, Ltd)"}, R"("unclosed|ltd)"},
      {{R"("")"}, ""},
      {{"\""}, "\""},
      {{""}, ""},
  };
  for (const Case& c : cases) {
    INFO(c.lists[0]);
    CHECK(asked(c.lists) == c.values);
  }
}

TEST_CASE("A value that no article can have stays in the filter and finds nothing", "[query]") {
  struct Case {
    Field field;
    const char* list;
    const char* values;
  };
  const Case cases[] = {
      {Field::kLanguage, "und", "und"},
      {Field::kLanguage, "MUL", "mul"},
      {Field::kLanguage, "en,und", "en|und"},
      {Field::kLanguage, "zxx-Latn", "zxx-latn"},
      {Field::kSource, "\u0301", "\u0301"},
      {Field::kId, "\u0301", "\u0301"},
      {Field::kLanguage, "English,de", "en|de"},
      {Field::kLanguage, "", ""},
      {Field::kSource, " ", ""},
  };
  for (const Case& c : cases) {
    INFO(c.list);
    CHECK(asked({c.list}, c.field) == c.values);
  }
}

TEST_CASE("A name in quotation marks of any form stays in the byline", "[query]") {
  struct Case {
    const char* list;
    const char* parsed;
  };
  const Case cases[] = {
      {"Ann Lee", R"(author:"Ann Lee")"},
      {R"("Ann Lee")", R"(author:"Ann Lee")"},
      {"\u201cAnn Lee\u201d", R"(author:"Ann Lee")"},
      {"Ann \u201cBo\u201d Lee", R"(author:"Ann  Bo  Lee")"},
      {"\u201eAnn Lee\u201c,Bo Ek", R"(author:"Ann Lee" OR author:"Bo Ek")"},
      {"\u201d", ""},
      {"", ""},
  };
  Analyser analyser;
  for (const Case& c : cases) {
    INFO(c.list);
    CHECK(to_text(author_filter({c.list}, analyser)) == c.parsed);
  }
}
