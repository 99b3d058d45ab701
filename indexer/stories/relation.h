// Whether two versions of articles report one story. docs/stories.md has the rules with measured figures.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article/article.h"
#include "common/text/analyser.h"
#include "indexer/stories/shingles.h"

namespace broadtape {

// Days between the first and the last report of a story. Longer, the same text is a recurring one.
inline constexpr std::int32_t kStoryDays = 14;

enum class Relation : std::uint8_t {
  kNone,
  kStory,  // one grew from the other, or corrects it
  kCopy,   // the texts are near-identical
};

// What the relation depends on.
struct Report {
  std::optional<std::int32_t> day;  // since 1970, UTC; empty if undated
  std::uint64_t headline = 0;       // hash without version marks; 0: too short to prove anything
  bool withdraws = false;           // a notice: `headline` is that of the report that it withdraws
  Shingles shingles;                // of the body
};

// Independent of the order of the two.
Relation relation_of(const Report& one, const Report& other);

// Reads reports, and the bands that the index keeps of them: hashes of which related reports share at least one, with
// the probability that docs/stories.md measures. Threads: not shared.
class ReportReader {
 public:
  Report report(const Article& article);

 private:
  Analyser analyser_;
  std::vector<Token> tokens_;
};

// Collects the bands of a report while its text is analysed.
class BandCollector {
 public:
  // `tokens` are those of `headline`: the title, or withdrawn_headline().
  void add_headline(std::string_view headline, const std::vector<Token>& tokens);
  void add_word(std::string_view term);

  // Values of Field::kBand, each once. A text without words and a short headline have none.
  std::vector<std::string> bands() const;

 private:
  static constexpr std::size_t kBands = 4;         // of the whole text
  static constexpr std::size_t kRows = 2;          // hashes in each
  static constexpr std::size_t kLeadBands = 2;     // of one hash
  static constexpr std::uint32_t kLeadWords = 50;  // a flash is mostly the lead of what it becomes

  ShingleStream stream_;
  MinHash<kBands * kRows> whole_;
  MinHash<kLeadBands> lead_;
  std::uint64_t headline_ = 0;
};

}  // namespace broadtape
