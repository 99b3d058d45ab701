// Lists the articles of a story, or of one text, once: by the first of them in the order of the answer. Counts stories
// exactly.
//
// The collapsed list is the whole list without the later articles of each story, so a page of it shows no story twice
// and loses none, in every order.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_set>

#include "common/archive/archive.h"
#include "common/archive/matches.h"
#include "searcher/search/ranker.h"
#include "searcher/search/search_request.h"

namespace broadtape {

class Collapser {
 public:
  // Keeps a reference to `archive`. With `count_stories`, stories are counted even if nothing is collapsed.
  Collapser(const Archive& archive, Collapse collapse, bool count_stories);

  // The values that the search must collect; none if the archive has no stories or nothing asks for them.
  WatchedValues watched();

  // The requested page of the collapsed list. `rank` ranks the same matches for a request with other limits.
  using Rank = std::function<RankedPage(const SearchRequest& request, const WatchedValues& watched)>;
  RankedPage page(const SearchRequest& request, const WatchedValues& watched, const Rank& rank);

  // Reads the collected values, of a search without page().
  void finish();

  // After page() or finish():

  // Of `articles` matches, the number of stories, and of results.
  std::uint64_t stories(std::uint64_t articles) const { return articles - story_copies_; }
  std::uint64_t results(std::uint64_t articles) const { return articles - collapsed_; }
  // The further matches that a document of the page represents.
  std::uint64_t collapsed_into(DocumentNumber document) const;

  // Removes documents whose story one of `shown` has, and all but the first of each story.
  void keep_new(const std::vector<RankedDocument>& shown, std::vector<RankedDocument>& documents) const;

 private:
  using Keys = std::unordered_set<std::string>;

  // Empty for a document that is not collapsed with others.
  std::string key_of(DocumentNumber document) const { return archive_.value(document, slot_); }
  const ValueCounts& collapsed_values() const { return slot_ == kCopySlot ? texts_ : stories_; }
  void keep_firsts(Keys& seen, std::vector<RankedDocument>& documents) const;
  std::uint64_t most_collapsed(const std::vector<RankedDocument>& documents) const;

  const Archive& archive_;
  bool counts_;
  bool collapses_;
  Slot slot_;
  ValueCounts stories_{kStorySlot};
  ValueCounts texts_{kCopySlot};
  std::uint64_t story_copies_ = 0;  // matches less their stories
  std::uint64_t collapsed_ = 0;
};

}  // namespace broadtape
