// Finds companies by names in queries. Reads the compiled-in text of the directory, because loading the directory takes
// longer than most searches.
//
// Threads: may be called by several.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace broadtape {

struct NamedCompanies {
  std::size_t words = 0;          // of the longest name; 0 if there is none
  std::vector<std::string> keys;  // of the companies that have or had that name
};

// The longest name, former name or other name of a company (not of a fund, currency etc.) that `words` begin with. The
// first word is compared with case, the others without. One scan of the text: about 50 us.
NamedCompanies named_companies(const std::vector<std::string>& words);

}  // namespace broadtape
