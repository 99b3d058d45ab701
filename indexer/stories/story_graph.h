// Which articles make up a story, from the relations between them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/time/instant.h"
#include "indexer/stories/relation.h"

namespace broadtape {

struct StoryArticle {
  std::string id;
  std::int64_t published_s = kUndated;  // the earliest of its versions; the end of the day if only the day is known
};

struct StoryLink {
  std::uint32_t one;  // numbers of articles
  std::uint32_t other;
  Relation relation;
};

// The values of kStorySlot and kCopySlot of an article; empty if it is alone.
struct StoryPlace {
  std::string story;
  std::string copies;

  friend bool operator==(const StoryPlace&, const StoryPlace&) = default;
};

// The place of each article. The earliest article that is in no story yet, of equal times the least id, is the first
// report of one: of all others that links reach from it over articles published at most kStoryDays later. So a chain of
// reports of which each is like the one of the day before does not become one story. The result does not depend on the
// order of articles or links.
std::vector<StoryPlace> places_in_stories(const std::vector<StoryArticle>& articles,
                                          const std::vector<StoryLink>& links);

}  // namespace broadtape
