// The spellings that an archive has for words which it lacks: "did you mean". Walks the archive's own terms; there is
// no dictionary to keep in step.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/index_reader.h"
#include "common/archive/schema.h"

namespace broadtape {

struct Spelling {
  std::vector<std::string> terms;  // as indexed; two when the word was written without the space between them
  std::uint64_t articles = 0;      // with the term; of two terms, with the rarer one
};

inline constexpr std::size_t kLeastMisspelt = 3;          // letters; shorter words have no neighbours worth naming
inline constexpr std::size_t kMostTermsWalked = 400'000;  // of the archive's, for one word

// The archive's terms of `field` one or two edits from `term` (Damerau: a letter more, less, another, or two swapped;
// one edit up to five letters), most likely first: each edit costs a factor of a hundred in frequency, another first
// letter one of ten. Terms that begin like the word, or like it without its first letter, are looked at first, all
// others only when none of those will do. Time: about 0.2 us for each term looked at.
std::vector<Spelling> nearest_terms(const IndexReader& index, Field field, std::string_view term, std::size_t most);

// Two terms of `field` that make `term` when written together, those with the most frequent rarer one; articles is 0
// when there are none.
Spelling split_term(const IndexReader& index, Field field, std::string_view term);

}  // namespace broadtape
