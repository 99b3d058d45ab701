#include "searcher/plan/span_filter.h"

#include <catch2/catch.hpp>
#include <string>

#include "common/error/error.h"
#include "searcher/query/parser.h"

namespace broadtape {
namespace {

Node understood(const std::string& text) {
  Analyser analyser;
  return parse_query(text, {}, analyser).tree;
}

// Articles with "oil gas", and every second one with "oil rate".
Xapian::WritableDatabase articles(int count, bool with_ids) {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (int i = 0; i < count; ++i) {
    Xapian::Document document;
    const bool second = i % 2 == 0;
    document.add_posting(make_term(Field::kText, "oil"), 10);
    document.add_posting(make_term(Field::kText, second ? "rate" : "gas"), 11);
    if (with_ids) document.add_boolean_term(make_term(Field::kId, "id" + std::to_string(i)));
    database.add_document(document);
  }
  return database;
}

TEST_CASE("An article without id is reported as damage", "[query][near]") {
  const Xapian::WritableDatabase database = articles(6, false);
  PreparingBudget budget;
  SpanFilter span_filter(database, budget);
  try {
    span_filter.narrowed(understood("oil near/5 gas"), Xapian::Query(make_term(Field::kText, "oil")), {});
    FAIL("nothing was reported");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::kCorrupt);
  }
}

TEST_CASE("The nearnesses of one query share the looks at articles", "[query][near]") {
  const Xapian::WritableDatabase database = articles(6, true);
  const Xapian::Query all(make_term(Field::kText, "oil"));
  PreparingBudget budget;
  SpanFilter span_filter(database, budget, 13);
  CHECK_NOTHROW(span_filter.narrowed(understood("oil near/5 gas"), all, {}));
  CHECK_NOTHROW(span_filter.narrowed(understood("oil near/5 rate"), all, {}));
  CHECK_NOTHROW(span_filter.narrowed(understood("oil near/5 gas"), all, {}));  // known
  CHECK_THROWS_AS(span_filter.narrowed(understood("oil near/6 gas"), all, {}), Error);
  span_filter.begin_query();
  CHECK_NOTHROW(span_filter.narrowed(understood("oil near/6 gas"), all, {}));
}

TEST_CASE("One nearness may look at every article", "[query][near]") {
  const Xapian::WritableDatabase database = articles(6, true);
  PreparingBudget budget;
  SpanFilter span_filter(database, budget, 2);
  CHECK_NOTHROW(span_filter.narrowed(understood("oil near/5 gas"), Xapian::Query(make_term(Field::kText, "oil")), {}));
}

}  // namespace
}  // namespace broadtape
