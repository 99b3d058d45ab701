// The word lists of the analyser: the files under data/words and a built-in table of amounts.
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

// Read once from the compiled-in files; static lifetime, may be shared by threads.
const WordLists& word_lists();

// The word for an abbreviated amount (`bn` -> `billion`, `pct` -> `percent`); empty for other words. `mn` and `tn` are
// also US states and are handled only by amount_after_number().
std::string_view amount_anywhere(std::string_view folded);

// As amount_anywhere(), and also `mn`, `tn`, `bp` and `yr`: for a word directly after a number.
std::string_view amount_after_number(std::string_view folded);

// Whether a word is a unit after a number: one of those abbreviations, or a word that they mean, also in the plural.
// `basis points` is two words.
bool is_unit(std::string_view folded);

// As amount_after_number(), and also `m`, `b` and `t`: for letters attached to a number with a currency sign.
std::string_view amount_after_price(std::string_view folded);

// The month for its abbreviation (`oct` -> `october`), empty for other words. Next to a number, they are equivalent.
std::string_view month_of(std::string_view folded);

}  // namespace broadtape
