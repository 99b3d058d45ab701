#include "indexer/glass/termlists.h"

#include <algorithm>

#include "indexer/glass/packing.h"

namespace broadtape::glass {

void TermlistPacker::start(std::uint32_t length, std::size_t terms) {
  packed_.clear();
  previous_ = {};
  if (terms == 0) return;
  append_uint(packed_, length);
  append_uint(packed_, terms);
}

void TermlistPacker::add(std::string_view term, std::uint32_t wdf) {
  const auto differs = std::mismatch(term.begin(), term.end(), previous_.begin(), previous_.end()).first;
  const auto shared = static_cast<std::size_t>(differs - term.begin());
  bool wdf_is_in_shared = false;
  if (!previous_.empty()) {
    // A small frequency shares the byte: what exceeds the previous term's size cannot be a number of shared bytes.
    const std::uint64_t both = (std::uint64_t{wdf} + 1) * (previous_.size() + 1) + shared;
    wdf_is_in_shared = both < 256;
    packed_ += static_cast<char>(wdf_is_in_shared ? both : shared);
  }
  packed_ += static_cast<char>(term.size() - shared);
  packed_ += term.substr(shared);
  if (!wdf_is_in_shared) append_uint(packed_, wdf);
  previous_ = term;
}

}  // namespace broadtape::glass
