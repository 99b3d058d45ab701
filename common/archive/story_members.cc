#include "common/archive/story_members.h"

#include <algorithm>
#include <set>

#include "common/archive/schema.h"

namespace broadtape {

std::vector<DocumentNumber> story_members(const IndexReader& index, const std::string& story) {
  const std::string prefix = make_term(Field::kBand, "");
  std::set<DocumentNumber> seen;
  std::set<std::string> followed;
  std::vector<DocumentNumber> waiting, members;
  const auto visit_all = [&](const std::string& term) {
    for (const DocumentNumber document : index.first_documents_with(term)) {
      if (!seen.insert(document).second || index.value(document, kStorySlot) != story) continue;
      members.push_back(document);
      waiting.push_back(document);
    }
  };
  visit_all(make_term(Field::kId, story));
  while (!waiting.empty()) {
    std::vector<std::string> terms;
    index.each_listed_term(waiting.back(), prefix, [&](const std::string& term) {
      if (!term.starts_with(prefix)) return false;
      if (followed.insert(term).second) terms.push_back(term);
      return true;
    });
    waiting.pop_back();
    for (const std::string& term : terms) visit_all(term);
  }
  std::sort(members.begin(), members.end());
  return members;
}

}  // namespace broadtape
