// SQLite's full-text table with the text stored in it, as its documentation teaches: porter stemming, bm25 by `rank`,
// snippet().
#pragma once

#include <memory>
#include <string>

#include "tests/bench/engine.h"

namespace broadtape::bench {

// Indexes a corpus file into a database at `path`, in one transaction.
void index_with_sqlite(const std::string& corpus, const std::string& path);

std::unique_ptr<Engine> open_sqlite(const std::string& path);

std::string sqlite_version();

}  // namespace broadtape::bench
