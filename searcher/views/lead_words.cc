#include "searcher/views/lead_words.h"

#include <optional>

#include "common/archive/schema.h"

namespace broadtape {

// The lead's mark has the position after each of its words.
bool stands_in_leads(const IndexReader& index, const std::vector<DocumentNumber>& documents, const std::string& term) {
  const std::string mark = make_term(Field::kLead, "");
  std::size_t looks = 0, in_lead = 0;
  for (const DocumentNumber document : documents) {
    if (looks == kMostLeadLooks) break;
    const std::optional<std::uint32_t> first = index.first_position(document, term);
    if (!first) continue;
    ++looks;
    if (index.has_position(document, mark, *first + 1)) ++in_lead;
  }
  return static_cast<double>(in_lead) >= kLeastLeadShare * static_cast<double>(looks);
}

}  // namespace broadtape
