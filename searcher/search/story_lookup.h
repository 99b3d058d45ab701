// Finds the articles of a story.
#pragma once

#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

// The story of the article with that id; empty for an unknown article and for one that is alone.
std::string story_with(const IndexReader& index, const std::string& article_id);

// The current versions of the story's articles, in the order of their numbers. Costs as story_members().
std::vector<DocumentNumber> story_articles(const IndexReader& index, const std::string& story);

// Whether one of the story's articles is a notice that withdraws it. False for an empty `story`.
bool is_withdrawn(const IndexReader& index, const std::string& story);

// A story of at least one article. The first report is the version published first: of those of one day, one whose time
// is not known comes last; undated ones are last of all. Throws as Archive::article() does.
HitStory read_story(const Archive& archive, const std::string& story);

// The order of reports in a story: as above; equals in the order of their document numbers.
struct ReportTime {
  std::optional<Instant> published;
  DocumentNumber document = 0;

  bool operator<(const ReportTime& other) const;
};

}  // namespace broadtape
