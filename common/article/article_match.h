// Decides whether two articles that share an identity key are the same one: from facts that take some hundred bytes of
// each, so that they can be kept for every article of a run.
//
// The thresholds are measured; docs/archive-format.md has the figures.
#pragma once

#include <cstdint>

#include "common/article/identity.h"
#include "common/article/text_sketch.h"

namespace broadtape {

// What is compared. Hashes are 0 where the article has nothing of the kind.
struct ArticleFacts {
  TextSketch sketch;             // of the body; of the title where there is no body
  std::uint64_t text_hash = 0;   // of title and body, white space aside
  std::uint32_t title_hash = 0;  // folded
  std::uint32_t url_hash = 0;
  std::uint32_t place_hash = 0;  // host and path of the address
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
inline constexpr std::uint32_t kNeutralMatch = 1;  // one has no text to compare

// How well `article` fits as a version of `known`, which has the same key of kind `found_by`: one of the two constants,
// or more, the more text they share. Symmetric.
std::uint32_t match_of(KeyKind found_by, const ArticleFacts& article, const ArticleFacts& known);

// Whether `known` says all that `article` does, addresses and identifiers aside.
bool says_all_of(const ArticleFacts& known, const ArticleFacts& article);

}  // namespace broadtape
