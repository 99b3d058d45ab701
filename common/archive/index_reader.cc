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

std::optional<std::uint32_t> IndexReader::first_position(DocumentNumber document, const std::string& term) const {
  const auto at = database_.positionlist_begin(document, term);
  return at == database_.positionlist_end(document, term) ? std::nullopt : std::optional<std::uint32_t>(*at);
}

bool IndexReader::has_position(DocumentNumber document, const std::string& term, std::uint32_t position) const {
  auto at = database_.positionlist_begin(document, term);
  const auto end = database_.positionlist_end(document, term);
  if (at != end) at.skip_to(position);
  return at != end && *at == position;
}

}  // namespace broadtape
