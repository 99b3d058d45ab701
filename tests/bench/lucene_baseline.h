// Lucene, as Debian's liblucene8-java has it, by LuceneBench.java. It needs a JDK.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/bench/engine.h"

namespace broadtape::bench {

// Empty if Lucene or a JDK is missing.
std::string lucene_version();

// The lines that Lucene indexes, so that the time has no JSON in it, and the compiled program, in `folder`. Throws
// std::runtime_error.
void prepare_lucene(const std::string& corpus, const std::string& folder);

// Indexes what prepare_lucene() left in `folder` into a database at `path`.
std::vector<std::string> lucene_index_command(const std::string& folder, const std::string& path);

std::unique_ptr<Engine> open_lucene(const std::string& folder, const std::string& path);

}  // namespace broadtape::bench
