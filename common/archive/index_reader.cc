#include "common/archive/index_reader.h"

namespace broadtape {

// The lists of documents' terms lack words (schema.h).
std::optional<std::uint64_t> IndexReader::frequency(DocumentNumber document, const std::string& term) const {
  auto at = database_.postlist_begin(term);
  const auto end = database_.postlist_end(term);
  if (at != end) at.skip_to(document);
  if (at == end || *at != document) return std::nullopt;
  return at.get_wdf();
}

}  // namespace broadtape
