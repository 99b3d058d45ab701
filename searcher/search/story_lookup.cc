#include "searcher/search/story_lookup.h"

#include <algorithm>
#include <tuple>

#include "common/archive/schema.h"
#include "common/archive/story_members.h"

namespace broadtape {

bool ReportTime::operator<(const ReportTime& other) const {
  return std::tuple(latest_s(published), document) < std::tuple(latest_s(other.published), other.document);
}

std::string story_with(const IndexReader& index, const std::string& article_id) {
  for (const DocumentNumber document : index.first_documents_with(make_term(Field::kId, article_id))) {
    if (std::string story = index.value(document, kStorySlot); !story.empty()) return story;
  }
  return {};
}

std::vector<DocumentNumber> story_articles(const IndexReader& index, const std::string& story) {
  const std::string superseded = make_term(Field::kFlag, kSupersededFlag);
  std::vector<DocumentNumber> documents = story_members(index, story);
  documents.erase(std::remove_if(documents.begin(), documents.end(),
                                 [&](DocumentNumber document) { return index.has_term(document, superseded); }),
                  documents.end());
  return documents;
}

bool is_withdrawn(const IndexReader& index, const std::string& story) {
  const std::string notice = make_term(Field::kFlag, kWithdrawalFlag);
  if (story.empty() || index.documents_with(notice) == 0) return false;
  const std::vector<DocumentNumber> articles = story_articles(index, story);
  return std::any_of(articles.begin(), articles.end(),
                     [&](DocumentNumber document) { return index.has_term(document, notice); });
}

HitStory read_story(const Archive& archive, const std::string& story) {
  const IndexReader index = archive.index();
  const std::string superseded = make_term(Field::kFlag, kSupersededFlag);
  const std::string notice = make_term(Field::kFlag, kWithdrawalFlag);
  const bool may_be_withdrawn = index.documents_with(notice) > 0;
  HitStory result;
  result.id = story;
  std::optional<ReportTime> first;
  for (const DocumentNumber document : story_members(index, story)) {
    if (!index.has_term(document, superseded)) {
      ++result.articles;
      result.withdrawn = result.withdrawn || (may_be_withdrawn && index.has_term(document, notice));
    }
    const ReportTime report{archive.articles().published(index.document(document)), document};
    if (!first || report < *first) first = report;
  }
  if (!first) return result;
  const Article article = archive.article(index.document(first->document), RecordScope::kWithoutBody);
  result.first = {article.id, article.source, article.published};
  return result;
}

}  // namespace broadtape
