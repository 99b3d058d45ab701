// Adds the other spellings of the words of a query, so that each meaning is found in all of them.
//
// The analyser gives most spellings one term, or a second one (compound_words.h). Here are the others: forms that a
// table knows (data/words/variants.tsv), and compounds whose parts the query or the article writes separately.
// docs/query-language.md has the rules.
#pragma once

#include <string>
#include <vector>

#include "common/archive/index_reader.h"
#include "common/text/analyser.h"
#include "searcher/query/tree.h"

namespace broadtape {

inline constexpr std::size_t kMostVariants = 16;         // of a word or phrase
inline constexpr std::size_t kLongestWithVariants = 12;  // words of a phrase

// Sets `variants` of the words and phrases in `tree`, those of the thesaurus only for Reading::kWide; none for
// Reading::kExact. A variant of adjacent words belongs to each of them: `sell off` becomes (sell OR selloff) AND (off
// OR selloff). Only variants whose words `index` has. Cost: a hash table look-up per word, and look-ups in the index
// for words that may have variants.
void add_variants(Node& tree, const IndexReader& index, Analyser& analyser);

// As add_variants() with Reading::kWide for all words that are Reading::kUsual. The forms added, for messages.
std::vector<std::string> widen(Node& tree, const IndexReader& index, Analyser& analyser);

}  // namespace broadtape
