#include "searcher/views/lead_words.h"

#include "common/archive/word_positions.h"

namespace broadtape {

bool stands_in_leads(const Archive& archive, const std::vector<DocumentNumber>& documents, const std::string& term) {
  WordPositions words(archive.words());
  const std::size_t question = words.look_for(Field::kText, term);
  std::size_t looks = 0, in_lead = 0;
  for (const DocumentNumber document : documents) {
    if (looks == kMostLeadLooks) break;
    words.move_to(document);
    const WordPositions::Positions& positions = words.positions(question);
    if (positions.empty()) continue;
    ++looks;
    if (positions.front() < words.end_of_lead()) ++in_lead;
  }
  return static_cast<double>(in_lead) >= kLeastLeadShare * static_cast<double>(looks);
}

}  // namespace broadtape
