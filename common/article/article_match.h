// Decides whether different articles that share an identity key are the same article. Compares about a hundred bytes of
// facts per article, which can be kept in memory for all articles of a run.
//
// The thresholds are measured; docs/archive-format.md has the statistics.
#pragma once

#include <cstdint>

#include "common/article/identity.h"
#include "common/article/text_sketch.h"

namespace broadtape {

// The compared facts. A hash is 0 if the article lacks the field.
struct ArticleFacts {
  TextSketch sketch;             // of the body, or of the title if there is no body
  std::uint64_t text_hash = 0;   // of title and body without white space
  std::uint32_t title_hash = 0;  // folded
  std::uint32_t url_hash = 0;
  std::uint32_t place_hash = 0;  // of host and path of the address
  std::uint32_t external_hash = 0;
  std::uint32_t input_hash = 0;
  std::uint32_t author_hash = 0;
  std::int64_t published_s = 0;
  bool dated = false;
  bool day_only = false;
  bool has_body = false;
};

ArticleFacts facts_of(const Article& article);

inline constexpr std::uint32_t kNoMatch = 0;       // two articles
inline constexpr std::uint32_t kNeutralMatch = 1;  // one of them has no text to compare

// How well `article` matches `known`, which has the same key of kind `found_by`: one of the two constants, or a larger
// score that grows with the shared text. Symmetric.
std::uint32_t match_of(KeyKind found_by, const ArticleFacts& article, const ArticleFacts& known);

// Whether `known` contains all information of `article` except addresses and identifiers.
bool says_all_of(const ArticleFacts& known, const ArticleFacts& article);

}  // namespace broadtape
