#include "searcher/views/visible_frequencies.h"

#include "searcher/plan/visible_versions.h"

namespace broadtape {

VisibleFrequencies::VisibleFrequencies(const Archive& archive, std::optional<std::int64_t> as_of_s)
    : archive_(archive), index_(archive.index()) {
  if (!as_of_s) return;
  for (const DocumentNumber document : Matches(archive, hidden_versions(archive, as_of_s)).list())
    hidden_.add(document);
}

std::uint64_t VisibleFrequencies::documents_with(const std::string& term) const {
  if (hidden_.count() == 0) return index_.documents_with(term);
  std::uint64_t documents = 0;
  index_.each_document_with(term, [&](DocumentNumber document) { documents += hidden_.has(document) ? 0 : 1; });
  return documents;
}

}  // namespace broadtape
