// Keeps the stories of an archive right while segments are built and articles removed.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "indexer/write/segment_builder.h"
#include "indexer/write/story_finder.h"

namespace broadtape {

// Gives the documents of `parts` their places in stories. `updated` are articles of which `parts` may have new
// versions. Returns what changes in each of `published`, the folders of the other segments. Throws Error(kUnwritable),
// Error(kCorrupt).
std::vector<StoryChanges> place_stories(const UnmergedParts& parts, const std::vector<std::string>& published,
                                        const std::set<std::string>& updated);

// What changes in each of `published`, the local segments, once the articles `ids` are removed. Throws
// Error(kCorrupt).
std::vector<StoryChanges> stories_without(const std::vector<std::string>& published, const std::set<std::string>& ids);

// What changes in each of `published` if all their stories are found anew. Throws Error(kCorrupt).
std::vector<StoryChanges> stories_anew(const std::vector<std::string>& published);

}  // namespace broadtape
