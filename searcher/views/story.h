// A story as it was reported: who had it when, and what changed from report to report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/word_diff.h"

namespace broadtape {

inline constexpr std::size_t kMaxStoryArticles = 200;

struct StoryRequest {
  std::string id;                         // of any of its articles, complete
  std::size_t limit = kMaxStoryArticles;  // articles shown, of those that are first in the archive
};

// A version of one of the articles.
struct StoryReport {
  Article article;
  std::vector<std::string> flags;  // names as in `is:`
  // The earlier report that it changes: the version before, or else the one with most words in common.
  std::optional<std::size_t> changes_from;  // index in StoryAnswer::reports; nullopt for the first report
  std::vector<DiffPiece> title_changes;     // both empty for the first report
  std::vector<DiffPiece> body_changes;

  bool is_same_text() const { return changes_from && !has_changes(title_changes) && !has_changes(body_changes); }
};

struct StoryAnswer {
  std::string id;                    // empty for an article that is alone
  std::uint64_t articles = 0;        // of the archive, without earlier versions
  std::uint64_t outlets = 0;         // of the reports
  std::vector<StoryReport> reports;  // in the order of HitStory::first; versions of an article by age
  std::int64_t took_us = 0;
};

// nullopt if the archive does not have the article. Throws as with_read_errors() and Archive::article() do. Costs the
// reading of all reports, and of word_diff() for each.
std::optional<StoryAnswer> tell_story(const Archive& archive, const StoryRequest& request);

}  // namespace broadtape
