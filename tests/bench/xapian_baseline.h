// Xapian as its own documentation teaches it: one writer, TermGenerator, QueryParser, MSet::snippet; the record stored
// as it is, dates and facets in value slots.
#pragma once

#include <memory>
#include <string>

#include "tests/bench/engine.h"

namespace broadtape::bench {

// Indexes a corpus file into a database at `path`.
void index_with_xapian(const std::string& corpus, const std::string& path);

std::unique_ptr<Engine> open_xapian(const std::string& path);

}  // namespace broadtape::bench
