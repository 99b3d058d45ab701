#include "common/text/char_class.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>

#include "common/text/utf8.h"

namespace broadtape {
namespace {

struct CharRange {
  char32_t first, last;
};

// Letters and numbers of Han, Hiragana, Katakana and Hangul, from Scripts.txt of Unicode 15; sorted. Hangul letters
// that follow another one in a syllable are marks here.
constexpr CharRange kCjkRanges[] = {
    {0x1100, 0x115F}, {0x3005, 0x3007}, {0x3021, 0x3029},   {0x3031, 0x3035},   {0x3038, 0x303B},
    {0x3041, 0x3096}, {0x309D, 0x309F}, {0x30A1, 0x30FA},   {0x30FC, 0x30FF},   {0x3131, 0x318E},
    {0x31F0, 0x31FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},   {0xA960, 0xA97C},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF}, {0xFF66, 0xFF9D}, {0x1AFF0, 0x1B16F}, {0x20000, 0x3FFFD},
};

bool is_cjk(char32_t c) {
  if (c < 0x1100) return false;
  const auto* const range = std::upper_bound(std::begin(kCjkRanges), std::end(kCjkRanges), c,
                                             [](char32_t value, const CharRange& r) { return value < r.first; });
  return range != std::begin(kCjkRanges) && c <= std::prev(range)->last;
}

}  // namespace

CharKind char_kind(char32_t c) {
  switch (c) {
    case 0x27:
    case 0x2019:
    case 0x02BC:
      return CharKind::kApostrophe;
    case 0xAD:
    case 0x200C:
    case 0x200D:
    case 0x2060:
    case 0xFEFF:
      return CharKind::kIgnorable;
    case 0xFF9E:
    case 0xFF9F:  // half-width Katakana voicing marks
      return CharKind::kMark;
    default:
      break;
  }
  if (c >= 0x2000 && c < 0x2070) return CharKind::kOther;
  if (is_cjk(c)) return CharKind::kCjk;
  if ((c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FB)) return CharKind::kMark;  // inside a Hangul syllable
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME) return CharKind::kMark;
  if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) return CharKind::kWord;
  return CharKind::kOther;
}

CharKind char_kind_at(std::string_view text, std::size_t at, std::size_t& next) {
  next = at;
  return char_kind(decode_utf8(text, next));
}

bool is_capital_at(std::string_view text, std::size_t at) {
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(decode_utf8(text, at)));
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool is_word_at(std::string_view text, std::size_t at) {
  const std::uint8_t byte = byte_class(text, at);
  if (byte != kNonAsciiByte) return (byte & kAlnumByte) != 0;
  std::size_t next;
  const CharKind kind = char_kind_at(text, at, next);
  return kind == CharKind::kWord || kind == CharKind::kMark;
}

}  // namespace broadtape
