// Any text is a query: it parses or is refused with an Error, printing and parsing again gives the same tree, and the
// query that it becomes runs.
#include <xapian.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/archive/article_store.h"
#include "common/error/error.h"
#include "searcher/plan/planner.h"
#include "searcher/plan/wildcards.h"
#include "searcher/query/parser.h"

namespace broadtape {
namespace {

Xapian::WritableDatabase make_database() {
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (const char* term : {"apple", "gpu", "rate", "cut", "Sapple", "XTNVDA", "Y2025", "XFundated", "XFsuperseded"}) {
    Xapian::Document document;
    document.add_posting(term, 1);
    document.add_posting("rate", 2);
    document.add_posting("cut", 3);
    database.add_document(document);
  }
  return database;
}

void check(std::string_view text) {
  static Analyser analyser;
  static const Xapian::WritableDatabase database = make_database();
  const QueryClock clock{1'738'245'900, {}};
  ParsedQuery query = parse_query(text, clock, analyser);
  const ParsedQuery again = parse_query(to_text(query.tree), clock, analyser);
  if (!(again.tree == query.tree)) std::abort();
  PreparingBudget budget;
  expand_wildcards(query.tree, query.text, database, analyser, budget);
  Xapian::Enquire enquire(database);
  static const ArticleStore articles({database});
  Planner planner(database);
  planner.read_texts_from(articles);  // of exact words; the documents have no records, which is an error
  enquire.set_query(planner.plan(query.tree, Match::kAny, false));
  enquire.get_mset(0, 10, 100);
}

}  // namespace
}  // namespace broadtape

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    broadtape::check({reinterpret_cast<const char*>(data), size});
  } catch (const broadtape::Error&) {
    return 0;
  }
  return 0;
}
