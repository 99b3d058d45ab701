// Where words end that are more than a run of letters and digits: apostrophes, acronyms, ampersands, joined forms and
// numbers. Each function looks at one form at one place and knows nothing of tokens; the analyser decides which to try.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

struct WordForm {
  std::size_t end;       // of the word in the text
  std::size_t next;      // where to go on: past a possessive `'s`, otherwise `end`
  std::string spelling;  // as TermCache::word() wants it; empty when the text's own bytes are
};

// Past the possessive `'s` that ends a word at `at`, or `at` where there is none.
std::size_t after_possessive(std::string_view text, std::size_t at);

// The word at `begin`, where a letter, digit or mark stands, with apostrophes between letters: `don't`, `O’Reilly`.
WordForm plain_word(std::string_view text, std::size_t begin);

// `U.S.`, `u.k`, `J.P.` from their first letter on: at least two single letters, and the last one's dot.
std::optional<WordForm> acronym(std::string_view text, std::size_t begin);

// `AT&T`, `S & P`: `end` is where the first run of letters ends.
std::optional<WordForm> ampersand_word(std::string_view text, std::size_t begin, std::size_t end);

// `10-K`, `BRK.B`, `401(k)`: `end` is where the left part ends.
std::optional<WordForm> joined_form(std::string_view text, std::size_t begin, std::size_t end);

// The rest of `per cent` behind `per`.
std::optional<WordForm> per_cent(std::string_view text, std::size_t per_end);

// The digits at `begin` with their thousands separators and decimals: `3,900`, `2.5`.
struct NumberForm {
  std::size_t end;
  std::string digits;  // without separators
  bool is_plain;       // digits only in the text
};
NumberForm number(std::string_view text, std::size_t begin);

// Whether a currency sign stands directly before `at`.
bool is_behind_currency(std::string_view text, std::size_t at);

// Whether the `s` at `at` is what is left of a possessive behind punctuation: `Yahoo!'s`, `(IBM)'s`.
bool is_detached_possessive(std::string_view text, std::size_t at);

}  // namespace broadtape
