#include "common/text/fold.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <vector>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

struct MarkRange {
  char32_t first, last;
};

// Combining marks to remove: accents, Hebrew points, Arabic vowel signs. Marks of other scripts (Kana voicing, vowels
// of Devanagari and Thai) distinguish words and are kept.
constexpr MarkRange kDroppedMarks[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},
    {0x05C4, 0x05C5}, {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670},
    {0x06D6, 0x06DC}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0xFE20, 0xFE2F},
};

// Letters with a stroke and ligatures that Unicode does not decompose; sorted.
struct Replacement {
  char32_t letter;
  std::string_view ascii;
};
constexpr Replacement kReplacements[] = {
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},
    {0x0127, "h"},  {0x0131, "i"}, {0x0142, "l"}, {0x0153, "oe"}, {0x0167, "t"},
};

bool is_dropped(char32_t c) {
  if (c < 0x0300) return false;
  return std::any_of(std::begin(kDroppedMarks), std::end(kDroppedMarks),
                     [c](const MarkRange& r) { return c >= r.first && c <= r.last; });
}

const Replacement* replacement_of(char32_t c) {
  if (c < 0x00E6 || c > 0x0167) return nullptr;
  const auto* const row = std::lower_bound(std::begin(kReplacements), std::end(kReplacements), c,
                                           [](const Replacement& r, char32_t letter) { return r.letter < letter; });
  return row != std::end(kReplacements) && row->letter == c ? row : nullptr;
}

std::vector<utf8proc_int32_t> decompose(std::string_view text) {
  constexpr auto kOptions = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                                           UTF8PROC_IGNORE | UTF8PROC_STABLE);
  const auto* const bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto size = static_cast<utf8proc_ssize_t>(text.size());
  std::vector<utf8proc_int32_t> code_points(text.size() * 2);
  utf8proc_ssize_t count =
      utf8proc_decompose(bytes, size, code_points.data(), static_cast<utf8proc_ssize_t>(code_points.size()), kOptions);
  if (count > static_cast<utf8proc_ssize_t>(code_points.size())) {
    code_points.resize(static_cast<std::size_t>(count));
    count = utf8proc_decompose(bytes, size, code_points.data(), count, kOptions);
  }
  code_points.resize(static_cast<std::size_t>(std::max<utf8proc_ssize_t>(count, 0)));
  return code_points;
}

std::string fold_ascii(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = lower_ascii(c);
  }
  return folded;
}

}  // namespace

std::string fold(std::string_view text) {
  if (is_ascii(text)) return fold_ascii(text);
  std::vector<utf8proc_int32_t> kept;
  for (const utf8proc_int32_t c : decompose(text)) {
    const auto code_point = static_cast<char32_t>(c);
    if (is_dropped(code_point)) continue;
    if (const Replacement* r = replacement_of(code_point)) {
      kept.insert(kept.end(), r->ascii.begin(), r->ascii.end());
    } else {
      kept.push_back(c);
    }
  }
  const utf8proc_ssize_t count =
      utf8proc_normalize_utf32(kept.data(), static_cast<utf8proc_ssize_t>(kept.size()),
                               static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
  std::string folded;
  for (utf8proc_ssize_t i = 0; i < count; ++i) {
    append_utf8(folded, static_cast<char32_t>(kept[static_cast<std::size_t>(i)]));
  }
  return folded;
}

std::string composed(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  utf8proc_uint8_t* bytes = nullptr;
  const auto size = static_cast<utf8proc_ssize_t>(text.size());
  const utf8proc_ssize_t count = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), size, &bytes,
                                              static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(bytes, &std::free);
  if (count < 0) return std::string(text);  // not UTF-8, or out of memory
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count)};
}

std::string lowered(std::string_view text) {
  if (is_ascii(text)) return ascii_lowered(text);
  std::string lower;
  for (std::size_t at = 0; at < text.size();) {
    const auto code_point = static_cast<utf8proc_int32_t>(decode_utf8(text, at));
    append_utf8(lower, static_cast<char32_t>(utf8proc_tolower(code_point)));
  }
  return composed(lower);
}

namespace {

constexpr bool is_white_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

// Bytes that white space begins with.
constexpr std::array<bool, 256> kBeginsSpace = [] {
  std::array<bool, 256> begins{};
  for (int c = 0; c < 256; ++c) begins[static_cast<std::size_t>(c)] = is_white_space(static_cast<char>(c)) || c == 0xC2;
  return begins;
}();

}  // namespace

std::string single_spaced(std::string_view text) {
  const auto begins_space = [text](std::size_t at) { return kBeginsSpace[static_cast<unsigned char>(text[at])]; };
  const auto space_bytes = [text](std::size_t at) -> std::size_t {
    if (is_white_space(text[at])) return 1;
    return text.substr(at, 2) == "\xC2\xA0" ? 2 : 0;
  };
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (true) {
    while (at < text.size() && begins_space(at) && space_bytes(at) > 0) at += space_bytes(at);
    if (at >= text.size()) return out;
    const std::size_t begin = at;
    while (at < text.size() && (!begins_space(at) || space_bytes(at) == 0)) ++at;
    if (!out.empty()) out += ' ';
    out += text.substr(begin, at - begin);
  }
}

}  // namespace broadtape
