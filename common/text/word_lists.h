// The lists under data/words that the analyser goes by, and its few built-in words.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace broadtape {

struct WordLists {
  std::unordered_map<std::string_view, std::string_view> stems;  // stem-exceptions.tsv: folded word -> its term
  std::unordered_set<std::string> joined;                        // joined-forms.txt: "10k", "brkb"
  std::unordered_set<std::string_view> joined_left;              // their left parts: "10", "brk"
};

// Read once from the compiled-in files; lives for ever, and threads may share it.
const WordLists& word_lists();

// The word for an amount that `folded` abbreviates (`bn` -> `billion`, `pct` -> `percent`); empty when it is none.
// `mn` and `tn`, which are also states of the US, are left to amount_after_number().
std::string_view amount_anywhere(std::string_view folded);

// As amount_anywhere, and also `mn` and `tn`: for a word that stands right behind a number.
std::string_view amount_after_number(std::string_view folded);

// As amount_after_number, and also `m`, `b` and `t`: for letters attached to a number behind a currency sign.
std::string_view amount_after_price(std::string_view folded);

}  // namespace broadtape
