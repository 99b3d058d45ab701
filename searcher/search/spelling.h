// Spelling suggestions for words that an archive does not have. The candidates are the archive's own terms, so there is
// no dictionary to maintain.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/index_reader.h"
#include "common/archive/schema.h"

namespace broadtape {

struct Spelling {
  std::vector<std::string> terms;  // as indexed; two if the space between two words is missing
  std::uint64_t articles = 0;      // that have the term; for two terms, the rarer one
  double likelihood = 0;  // of nearest_terms(): the logarithm of `articles` to base 10, less the cost of the edits
};

inline constexpr std::size_t kLeastMisspelt = 3;          // letters; shorter words have no useful suggestions
inline constexpr std::size_t kMostTermsWalked = 400'000;  // of the archive, per word

// The archive's terms of `field` within one or two edits of `term`, most likely first. Edits are insertions, deletions,
// substitutions and transpositions (Damerau); words of up to five letters allow one edit. Each edit costs a factor of
// 100 in frequency, or of 10 if it is a slip: two letters transposed, a letter doubled or a double one dropped, a
// letter that sounds alike. A different first letter costs a factor of 10. Terms with the same beginning, or with the
// same beginning after `term` loses its first letter, are examined first; the others only if no such term qualifies.
// `written` is the folded word whose stem is `term`: it is compared, too, with each term alone and with its plural,
// because a slip near the end changes the stem (`chpis`, `opce`).
// Time: about 0.2 us per term examined.
std::vector<Spelling> nearest_terms(const IndexReader& index, Field field, std::string_view term,
                                    std::string_view written, std::size_t most);

// How many edits the word may be from what was meant.
std::size_t most_spelling_edits(std::string_view word);

// Two terms of `field` whose concatenation is `term`, chosen for the highest frequency of the rarer one; `articles` is
// 0 if there are no such terms.
Spelling split_term(const IndexReader& index, Field field, std::string_view term);

}  // namespace broadtape
