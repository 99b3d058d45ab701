// Finds the end of words that are more than a run of letters and digits: apostrophes, acronyms, ampersands, joined
// forms and numbers. Each function recognises one form at one position; the analyser decides which to try.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

struct WordForm {
  std::size_t end;       // of the word in the text
  std::size_t next;      // where to continue: after a possessive `'s`, otherwise `end`
  std::string spelling;  // for TermCache::word(); empty if the bytes of the text serve as they are

  // The places of the first and the last apostrophe that plain_word() joined; 0 for none.
  std::size_t first_apostrophe = 0;
  std::size_t last_apostrophe = 0;
};

// The offset after a possessive `'s` at `at`; `at` if there is none.
std::size_t after_possessive(std::string_view text, std::size_t at);

// The word that begins with the letter, digit or mark at `begin`, including apostrophes between letters: `don't`,
// `O’Reilly`.
WordForm plain_word(std::string_view text, std::size_t begin);

// The part of a word with an apostrophe that is a word by itself: what follows an elided article or preposition of
// French, Italian or Catalan before a vowel or h (`l'inflation`, `dell’economia`), or what precedes a suffix of Turkish
// (`Bankası'nın`, `Fed'in`). The form decides, whatever the language of the text.
struct WordPart {
  std::size_t begin;
  std::size_t end;
  std::string spelling;
};
std::optional<WordPart> word_part(std::string_view text, std::size_t begin, const WordForm& form);

// `U.S.`, `u.k`, `J.P.` at their first letter: at least two single letters, and an optional final dot.
std::optional<WordForm> acronym(std::string_view text, std::size_t begin);

// `AT&T`, `S & P`: `end` is the end of the first run of letters.
std::optional<WordForm> ampersand_word(std::string_view text, std::size_t begin, std::size_t end);

// `10-K`, `BRK.B`, `401(k)`: `end` is the end of the left part.
std::optional<WordForm> joined_form(std::string_view text, std::size_t begin, std::size_t end);

// The rest of `per cent` after `per`.
std::optional<WordForm> per_cent(std::string_view text, std::size_t per_end);

// The number at `begin`, with thousands separators and decimals: `3,900`, `2.5`. A space that does not break lines
// (U+00A0, U+202F, U+2009) separates thousands like a comma.
struct NumberForm {
  std::size_t end;
  std::string digits;  // without separators
  bool is_plain;       // only digits in the text
};
NumberForm number(std::string_view text, std::size_t begin);

// The bytes of the one space at `at` that may stand between a number and its unit: a blank or one of those above. 0 for
// anything else.
std::size_t space_length(std::string_view text, std::size_t at);

// Whether a currency sign directly precedes `at`.
bool is_behind_currency(std::string_view text, std::size_t at);

// Whether the `s` at `at` belongs to a possessive after punctuation: `Yahoo!'s`, `(IBM)'s`.
bool is_detached_possessive(std::string_view text, std::size_t at);

}  // namespace broadtape
