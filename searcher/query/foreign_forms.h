// Forms of other search engines in a query's text.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadtape {

// The length of `|`, `||` or `&&` at text[at]; 0 if something else is there.
std::size_t joining_symbol_at(std::string_view text, std::size_t at);

// The length of a boost at the end of `word`, or of a word that is one: 2 for `oil^2` and `^2`. 0 for other words, such
// as `10^6` and `^GSPC`.
std::size_t boost_length(std::string_view word);

// `words>=200` at the start of `text`: a field, a sign and a value without spaces between them. With `any_tool`, fields
// of other search tools count, too: `hlp=opec`.
struct FieldComparison {
  std::string_view field, sign;  // both empty if there is none
};
FieldComparison read_field_comparison(std::string_view text, bool any_tool = false);

// The length of `[2024 TO 2025]` or `{a TO b]` at the start of `value`; 0 if something else is there.
std::size_t range_end(std::string_view value);

// The position of a field that is joined to the text before it by punctuation, as in `'ticker:NVDA'`; 0 if there is
// none in `word`.
std::size_t joined_field(std::string_view word);

}  // namespace broadtape
