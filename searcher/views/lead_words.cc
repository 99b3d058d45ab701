#include "searcher/views/lead_words.h"

#include <algorithm>

#include "common/archive/word_positions.h"

namespace broadtape {

std::vector<bool> stand_in_leads(const Archive& archive, const std::vector<DocumentNumber>& documents,
                                 const std::vector<std::string>& terms) {
  struct Word {
    std::size_t question;
    std::size_t looks = 0, in_lead = 0;
  };
  WordPositions positions(archive.words());
  std::vector<Word> words;
  for (const std::string& term : terms) words.push_back({positions.look_for(Field::kText, term)});
  const auto is_examined = [](const Word& word) { return word.looks == kMostLeadLooks; };
  for (const DocumentNumber document : documents) {
    if (std::all_of(words.begin(), words.end(), is_examined)) break;
    positions.move_to(document);
    for (Word& word : words) {
      if (is_examined(word)) continue;
      const WordPositions::Positions& found = positions.positions(word.question);
      if (found.empty()) continue;
      ++word.looks;
      word.in_lead += found.front() < positions.end_of_lead();
    }
  }
  std::vector<bool> result;
  for (const Word& word : words) {
    result.push_back(static_cast<double>(word.in_lead) >= kLeastLeadShare * static_cast<double>(word.looks));
  }
  return result;
}

}  // namespace broadtape
