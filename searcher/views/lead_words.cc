#include "searcher/views/lead_words.h"

#include "common/archive/schema.h"

namespace broadtape {
namespace {

// The mark stands behind each word of the lead.
bool is_in_lead(const Xapian::Database& database, Xapian::docid document, Xapian::termpos position) {
  const std::string mark = make_term(Field::kLead, "");
  auto at = database.positionlist_begin(document, mark);
  const auto end = database.positionlist_end(document, mark);
  if (at != end) at.skip_to(position + 1);
  return at != end && *at == position + 1;
}

}  // namespace

bool stands_in_leads(const Xapian::Database& database, const std::vector<Xapian::docid>& documents,
                     const std::string& term) {
  std::size_t looks = 0, in_lead = 0;
  for (const Xapian::docid document : documents) {
    if (looks == kMostLeadLooks) break;
    const auto first = database.positionlist_begin(document, term);
    if (first == database.positionlist_end(document, term)) continue;
    ++looks;
    if (is_in_lead(database, document, *first)) ++in_lead;
  }
  return static_cast<double>(in_lead) >= kLeastLeadShare * static_cast<double>(looks);
}

}  // namespace broadtape
