#include "common/archive/index_reader.h"

namespace broadtape {

std::uint64_t IndexReader::wdf(DocumentNumber document, const std::string& term) const {
  std::uint64_t found = 0;
  each_term_of(document, term, [&](const std::string& first, std::uint64_t wdf) {
    if (first == term) found = wdf;
    return false;
  });
  return found;
}

bool IndexReader::has_term(DocumentNumber document, const std::string& term) const {
  bool found = false;
  each_term_of(document, term, [&](const std::string& first, std::uint64_t) {
    found = first == term;
    return false;
  });
  return found;
}

}  // namespace broadtape
