#include "tests/bench/engines.h"

#include "tests/bench/broadtape_engine.h"
#include "tests/bench/lucene_baseline.h"
#include "tests/bench/sqlite_baseline.h"
#include "tests/bench/xapian_baseline.h"

namespace broadtape::bench {

const std::vector<std::size_t>& present_engines() {
  static const std::vector<std::size_t> present = [] {
    std::vector<std::size_t> engines = {kBroadtape, kXapian, kSqlite};
    if (!lucene_version().empty()) engines.push_back(kLucene);
    return engines;
  }();
  return present;
}

Engines open_engines(const Workspace& workspace) {
  Engines engines;
  engines[kBroadtape] = open_broadtape(workspace.database(kBroadtape));
  engines[kXapian] = open_xapian(workspace.database(kXapian));
  engines[kSqlite] = open_sqlite(workspace.database(kSqlite));
  if (present_engines().back() == kLucene)
    engines[kLucene] = open_lucene(workspace.folder(), workspace.database(kLucene));
  return engines;
}

}  // namespace broadtape::bench
