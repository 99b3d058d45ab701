// Forms of other search engines in a query's text.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "searcher/query/lexer.h"

namespace broadtape {

// The length of `|`, `||` or `&&` at text[at]; 0 if something else is there.
std::size_t joining_symbol_at(std::string_view text, std::size_t at);

// The length of a boost at the end of `word`, or of a word that is one: 2 for `oil^2` and `^2`. 0 for other words, such
// as `10^6` and `^GSPC`.
std::size_t boost_length(std::string_view word);

// `words>=200` at the start of `text`: a field, a sign and a value.
struct FieldComparison {
  std::string_view field, sign;  // both empty if there is none
  std::size_t value = 0;         // its position
};
// Of a field of this language, in lower case and without spaces.
FieldComparison read_field_comparison(std::string_view text);
// Also of one of another tool, in any case, and with spaces around the sign: `hlp=opec`, `LENGTH > 500`.
FieldComparison read_any_comparison(std::string_view text);

// The length of `[2024 TO 2025]` or `{a TO b]` at the start of `value`; 0 if something else is there.
std::size_t range_end(std::string_view value);

// A form of another engine that has no meaning here, at the start of a word: `/tari.*/`, `wom?n`, `oil/F10/`,
// `headline(oil)`, `[2024 TO 2025]`.
struct ForeignForm {
  RefusedForm form;
  std::size_t bytes;
};
// `text` is a query from the first character of a word on, `word` its first word.
std::optional<ForeignForm> read_foreign_form(std::string_view text, std::string_view word);

// The length of `/F10/`, Factiva's first ten words, at the end of `word`; 0 if something else is there.
std::size_t first_words_length(std::string_view word);

// The field of this language that `name`, in any case, is: its name, or ForeignField::written of another tool's. Empty
// if there is none.
std::string_view written_field(std::string_view name);

// The position of a field that is joined to the text before it by punctuation, as in `'ticker:NVDA'`; 0 if there is
// none in `word`.
std::size_t joined_field(std::string_view word);

}  // namespace broadtape
