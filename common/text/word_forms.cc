#include "common/text/word_forms.h"

#include <algorithm>
#include <iterator>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "common/text/fold.h"
#include "common/text/word_lists.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxAmpersandLetters = 3;  // of a part of `AT&T`
constexpr std::size_t kMaxSpacedLetters = 2;     // of a part of `AT & T`
constexpr std::size_t kLeastIndexDigits = 3;     // directly after `S&P`

bool is_letter(std::string_view text, std::size_t at) {
  return (byte_class(text, at) & kLetterByte) != 0;
}
bool is_digit(std::string_view text, std::size_t at) {
  return (byte_class(text, at) & kDigitByte) != 0;
}
bool is_char(std::string_view text, std::size_t at, char c) {
  return at < text.size() && text[at] == c;
}

bool is_space(std::string_view text, std::size_t at) {
  return is_char(text, at, ' ') || is_char(text, at, '\n') || is_char(text, at, '\t') || is_char(text, at, '\r');
}

// The length of the apostrophe at `at`, or 0.
std::size_t apostrophe_length(std::string_view text, std::size_t at) {
  if (is_char(text, at, '\'')) return 1;
  if (byte_class(text, at) != kNonAsciiByte) return 0;
  std::size_t next;
  return char_kind_at(text, at, next) == CharKind::kApostrophe ? next - at : 0;
}

bool is_letter_or_mark(std::string_view text, std::size_t at) {
  return is_word_at(text, at) && !is_digit(text, at);
}

// Whether the word that ends at `at` continues there, directly or with an apostrophe and a letter.
bool goes_on(std::string_view text, std::size_t at) {
  if (is_word_at(text, at)) return true;
  const std::size_t apostrophe = apostrophe_length(text, at);
  return apostrophe != 0 && after_possessive(text, at) == at && is_letter_or_mark(text, at + apostrophe);
}

// Spaces that do not break lines, which separate digits in many languages.
constexpr std::string_view kDigitSpaces[] = {"\u00A0", "\u202F", "\u2009"};

std::size_t digit_space(std::string_view text, std::size_t at) {
  if (byte_class(text, at) != kNonAsciiByte) return 0;
  for (const std::string_view space : kDigitSpaces) {
    if (text.substr(at).starts_with(space)) return space.size();
  }
  return 0;
}

// Articles, prepositions and pronouns of French, Italian and Catalan that lose their vowel before another one; sorted.
constexpr std::string_view kElided[] = {
    "all", "c",    "ch",     "coll",   "d",  "dall",  "dell",   "entr",  "gl",     "j", "jusqu", "l", "lorsqu", "m",
    "n",   "nell", "presqu", "puisqu", "qu", "quell", "quelqu", "quest", "quoiqu", "s", "sull",  "t", "un"};

// Suffixes of Turkish names, folded (`ı` to `i`, `ü` to `u`), for cases, plural and copula; sorted.
constexpr std::string_view kTurkishSuffixes[] = {
    "a",     "ca",  "ce",    "da",    "daki",   "dan",   "de",   "deki",  "den",    "dir",   "dur",   "e",
    "i",     "in",  "ken",   "ki",    "la",     "lar",   "lara", "larda", "lardan", "lari",  "larin", "larini",
    "larla", "le",  "ler",   "lerde", "lerden", "lere",  "leri", "lerin", "lerini", "lerle", "li",    "lu",
    "na",    "nda", "ndaki", "ndan",  "nde",    "ndeki", "nden", "ne",    "ni",     "nin",   "nu",    "nun",
    "si",    "su",  "ta",    "taki",  "tan",    "te",    "teki", "ten",   "tir",    "tur",   "u",     "un",
    "ya",    "ydi", "ye",    "yi",    "yken",   "yla",   "yle",  "yu"};

bool is_listed(std::string_view word, const auto& sorted) {
  return std::binary_search(std::begin(sorted), std::end(sorted), word);
}

bool is_before_vowel(std::string_view text, std::size_t at) {
  std::size_t next = at;
  if (at < text.size()) char_kind_at(text, at, next);
  const std::string folded = fold(text.substr(at, next - at));
  return !folded.empty() && std::string_view("aeiouyh").find(folded.front()) != std::string_view::npos;
}

WordForm form(std::string_view text, std::size_t end, std::string spelling) {
  return {end, after_possessive(text, end), std::move(spelling)};
}

// The end of the part after the ampersand, which begins at `at`; nullopt if there is none.
std::optional<std::size_t> ampersand_part(std::string_view text, std::size_t at, std::size_t max_letters) {
  const std::size_t end = run_end(text, at, kLetterByte);
  const std::size_t number_end = run_end(text, end, kDigitByte);  // of `S&P500`
  const bool before_number = number_end >= end + kLeastIndexDigits && !goes_on(text, number_end);
  if (end == at || end - at > max_letters || (goes_on(text, end) && !before_number)) return std::nullopt;
  return end;
}

std::optional<WordForm> spaced_ampersand(std::string_view text, std::size_t begin, std::size_t end) {
  if (end - begin > kMaxSpacedLetters || !is_space(text, end) || !is_space(text, end + 2)) return std::nullopt;
  const auto right = ampersand_part(text, end + 3, kMaxSpacedLetters);
  if (!right || is_char(text, *right, '&') || acronym(text, end + 3)) return std::nullopt;
  if (end - begin > 1 && *right - end - 3 > 1) return std::nullopt;
  return form(
      text, *right,
      ascii_lowered(text.substr(begin, end - begin)) + '&' + ascii_lowered(text.substr(end + 3, *right - end - 3)));
}

}  // namespace

std::size_t after_possessive(std::string_view text, std::size_t at) {
  const std::size_t apostrophe = apostrophe_length(text, at);
  if (apostrophe == 0) return at;
  const std::size_t s = at + apostrophe;
  const bool ends_here = (is_char(text, s, 's') || is_char(text, s, 'S')) && !is_word_at(text, s + 1);
  return ends_here ? s + 1 : at;
}

WordForm plain_word(std::string_view text, std::size_t begin) {
  std::string spelling;
  std::size_t at = begin;
  std::size_t piece = begin;  // start of the text not yet copied to `spelling`
  std::size_t first_apostrophe = 0, last_apostrophe = 0;
  bool after_letter = false;
  while (at < text.size()) {
    std::size_t next;
    if (const std::uint8_t byte = byte_class(text, at); (byte & kAlnumByte) != 0) {
      after_letter = byte == kLetterByte;
      ++at;
      continue;
    }
    const CharKind kind = char_kind_at(text, at, next);
    if (kind == CharKind::kWord || kind == CharKind::kMark) {
      after_letter = true;
    } else if (kind == CharKind::kApostrophe && after_letter && after_possessive(text, at) == at &&
               is_letter_or_mark(text, next)) {
      spelling += text.substr(piece, at - piece);
      piece = next;
      last_apostrophe = at;
      if (first_apostrophe == 0) first_apostrophe = at;
    } else if (kind != CharKind::kIgnorable) {
      break;
    }
    at = next;
  }
  if (piece != begin || is_ascii(text.substr(begin, at - begin))) spelling += text.substr(piece, at - piece);
  if (is_ascii(spelling)) spelling = ascii_lowered(spelling);
  WordForm word = form(text, at, std::move(spelling));
  word.first_apostrophe = first_apostrophe;
  word.last_apostrophe = last_apostrophe;
  return word;
}

std::optional<WordPart> word_part(std::string_view text, std::size_t begin, const WordForm& form) {
  constexpr std::size_t kLongestArticle = 6;
  constexpr std::size_t kLongestSuffix = 10;  // bytes
  constexpr std::size_t kShortestPart = 2;
  const auto part = [&](std::size_t from, std::size_t to) -> std::optional<WordPart> {
    if (to - from < kShortestPart) return std::nullopt;
    WordForm inner = plain_word(text.substr(0, to), from);
    if (inner.spelling.empty()) inner.spelling = text.substr(from, to - from);
    return WordPart{from, to, std::move(inner.spelling)};
  };
  const std::size_t after_first = form.first_apostrophe + apostrophe_length(text, form.first_apostrophe);
  const std::string_view article = text.substr(begin, form.first_apostrophe - begin);
  if (article.size() <= kLongestArticle && is_listed(ascii_lowered(article), kElided) &&
      is_before_vowel(text, after_first))
    return part(after_first, form.end);
  const std::string_view suffix = text.substr(after_first, form.end - after_first);
  if (form.first_apostrophe != form.last_apostrophe || suffix.size() > kLongestSuffix) return std::nullopt;
  return is_listed(fold(suffix), kTurkishSuffixes) ? part(begin, form.first_apostrophe) : std::nullopt;
}

std::size_t space_length(std::string_view text, std::size_t at) {
  return is_char(text, at, ' ') ? 1 : digit_space(text, at);
}

std::optional<WordForm> acronym(std::string_view text, std::size_t begin) {
  std::string letters(1, lower_ascii(text[begin]));
  std::size_t at = begin + 1;
  while (is_char(text, at, '.') && is_letter(text, at + 1) && !goes_on(text, at + 2)) {
    letters += lower_ascii(text[at + 1]);
    at += 2;
  }
  if (letters.size() < 2) return std::nullopt;
  if (is_char(text, at, '.')) ++at;
  return form(text, at, std::move(letters));
}

std::optional<WordForm> ampersand_word(std::string_view text, std::size_t begin, std::size_t end) {
  if (is_char(text, end + 1, '&')) return spaced_ampersand(text, begin, end);
  if (end - begin > kMaxAmpersandLetters) return std::nullopt;
  bool has_single_letter = end - begin == 1;
  std::size_t at = end;
  while (is_char(text, at, '&')) {
    const auto part = ampersand_part(text, at + 1, kMaxAmpersandLetters);
    if (!part) break;
    has_single_letter |= *part - at == 2;
    at = *part;
  }
  if (at == end || !has_single_letter) return std::nullopt;
  return form(text, at, ascii_lowered(text.substr(begin, at - begin)));
}

std::optional<WordForm> joined_form(std::string_view text, std::size_t begin, std::size_t end) {
  if (end >= text.size() || std::string_view("-./(").find(text[end]) == std::string_view::npos) return std::nullopt;
  const std::size_t right = end + 1;
  std::size_t right_end = run_end(text, right, kAlnumByte);
  if (right_end == right || goes_on(text, right_end)) return std::nullopt;
  if (is_char(text, right_end, '.') && is_digit(text, right) && is_digit(text, right_end + 1)) return std::nullopt;
  std::string spelling =
      ascii_lowered(text.substr(begin, end - begin)) + ascii_lowered(text.substr(right, right_end - right));
  if (word_lists().joined.count(spelling) == 0) {
    if (spelling.back() != 's') return std::nullopt;  // 10-Ks
    spelling.pop_back();
    if (word_lists().joined.count(spelling) == 0) return std::nullopt;
  }
  if (text[end] == '(') {
    if (!is_char(text, right_end, ')')) return std::nullopt;
    ++right_end;
    if ((is_char(text, right_end, 's') || is_char(text, right_end, 'S')) && !is_word_at(text, right_end + 1)) {
      ++right_end;  // 401(k)s
    }
  }
  return form(text, right_end, std::move(spelling));
}

std::optional<WordForm> per_cent(std::string_view text, std::size_t per_end) {
  std::size_t at = per_end;
  while (is_space(text, at)) ++at;
  const std::size_t end = run_end(text, at, kAlnumByte);
  if (at == per_end || goes_on(text, end) || ascii_lowered(text.substr(at, end - at)) != "cent") return std::nullopt;
  return WordForm{end, end, "percent"};
}

NumberForm number(std::string_view text, std::size_t begin) {
  std::size_t at = run_end(text, begin, kDigitByte);
  std::string digits(text.substr(begin, at - begin));
  bool is_plain = true;
  const bool may_be_grouped = digits.size() <= 3 && digits.front() != '0';
  const std::size_t gap = !may_be_grouped ? 0 : is_char(text, at, ',') ? 1 : digit_space(text, at);
  const std::string_view separator = text.substr(std::min(at, text.size()), gap);
  while (gap > 0 && text.substr(at, gap) == separator && run_end(text, at + gap, kDigitByte) == at + gap + 3) {
    digits += text.substr(at + gap, 3);
    at += gap + 3;
    is_plain = false;
  }
  if (is_char(text, at, '.') && is_digit(text, at + 1)) {
    const std::size_t decimals_end = run_end(text, at + 1, kDigitByte);
    digits += text.substr(at, decimals_end - at);
    at = decimals_end;
    is_plain = false;
  }
  return {at, std::move(digits), is_plain};
}

bool is_behind_currency(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  if (before.ends_with('$')) return true;
  constexpr std::string_view kSigns[] = {"€", "£", "¥", "₹", "₩",  "₽", "₺",  "₪", "₫",
                                         "₱", "฿", "₦", "₴", "＄", "￡",  "￥", "￦"};
  for (const std::string_view sign : kSigns) {
    if (before.ends_with(sign)) return true;
  }
  return false;
}

bool is_detached_possessive(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  constexpr std::string_view kApostrophes[] = {"'", "’", "ʼ"};
  constexpr std::string_view kClosings[] = {"!", "?", ")", "]", ".", "%", "+", "*", "”", "»", "®", "™"};
  for (const std::string_view apostrophe : kApostrophes) {
    if (!before.ends_with(apostrophe)) continue;
    for (const std::string_view closing : kClosings) {
      if (before.substr(0, before.size() - apostrophe.size()).ends_with(closing)) {
        return after_possessive(text, at - apostrophe.size()) == at + 1 && apostrophe_length(text, at + 1) == 0;
      }
    }
  }
  return false;
}

}  // namespace broadtape
