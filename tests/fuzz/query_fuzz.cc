// Any text is a query: it parses or is refused with an Error, printing and parsing again gives the same tree, and the
// query that it becomes runs.
#include <xapian.h>

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/error/error.h"
#include "searcher/plan/planner.h"
#include "searcher/plan/wildcards.h"
#include "searcher/query/parser.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

const Archive& archive() {
  static const TestArchive files({make_article("Apple", "gpu rate cut"), make_article("Rates", "a rate cut and a rise"),
                                  make_article("Oil", "oil and gas; NVDA")},
                                 2);
  static const Archive opened = files.open();
  return opened;
}

void check(std::string_view text) {
  static Analyser analyser;
  const Xapian::Database& database = archive().database();
  const QueryClock clock{1'738'245'900, {}};
  ParsedQuery query = parse_query(text, clock, analyser);
  const ParsedQuery again = parse_query(to_text(query.tree), clock, analyser);
  if (!(again.tree == query.tree)) std::abort();
  PreparingBudget budget;
  expand_wildcards(query.tree, query.text, database, analyser, budget);
  Xapian::Enquire enquire(database);
  Planner planner(archive());
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
