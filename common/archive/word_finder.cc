#include "common/archive/word_finder.h"

#include <algorithm>

namespace broadtape {
namespace {

using Word = WordDictionary::Word;

constexpr std::size_t kSlots = std::size_t{1} << 14;  // 256 KiB, of which frequent words use the beginning

// Numbers in slots: those of terms and forms from 2.
constexpr std::uint32_t kNotAsked = 0;
constexpr std::uint32_t kNotFound = 1;
constexpr std::uint32_t kFirst = 2;

std::uint32_t number_of(const std::optional<Word>& word) {
  return word ? (word->term << 8 | word->form) + kFirst : kNotFound;
}

std::optional<Word> word_of(std::uint32_t number) {
  if (number == kNotFound) return std::nullopt;
  return Word{(number - kFirst) >> 8, static_cast<std::uint8_t>((number - kFirst) & 0xff)};
}

enum Case : std::size_t { kLower, kTitle, kUpper, kMixed };

// The case of ASCII letters and digits. Digits are in lower case.
Case case_of(std::string_view form) {
  const auto is_upper = [](char c) { return (c & 0x20) == 0; };
  std::size_t upper = 0;
  for (const char c : form) upper += is_upper(c) ? 1 : 0;
  if (upper == 0) return kLower;
  if (upper == 1 && is_upper(form.front())) return kTitle;
  return upper == form.size() ? kUpper : kMixed;
}

}  // namespace

WordFinder::WordFinder() : slots_(kSlots) {}

std::optional<Word> WordFinder::word(const WordDictionary& dictionary, const Token& token, std::string_view form) {
  const Case casing = token.word == 0 ? kMixed : case_of(form);
  if (casing == kMixed) return dictionary.word(token.term, form);
  if (dictionary.id() != dictionary_id_) {
    std::fill(slots_.begin(), slots_.end(), Slot());
    dictionary_id_ = dictionary.id();
  }
  Slot& slot = slots_[token.word % kSlots];
  if (slot.word != token.word) slot = {token.word, {}};
  std::uint32_t& number = slot.numbers[casing];
  if (number == kNotAsked) number = number_of(dictionary.word(token.term, form));
  return word_of(number);
}

}  // namespace broadtape
