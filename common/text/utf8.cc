#include "common/text/utf8.h"

#include <array>
#include <cstring>

namespace broadtape {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::uint64_t kOnes = 0x0101010101010101;
constexpr std::uint64_t kHighBits = 0x8080808080808080;

// The range of the second byte for each lead byte, which excludes overlong forms, surrogates and values above U+10FFFF
// (the Unicode Standard, table 3-7).
struct Lead {
  std::uint8_t length, second_min, second_max;
};

constexpr std::array<Lead, 256> lead_table() {
  std::array<Lead, 256> table{};
  for (std::size_t b = 0x00; b <= 0x7F; ++b) table[b] = {1, 0, 0};
  for (std::size_t b = 0xC2; b <= 0xDF; ++b) table[b] = {2, 0x80, 0xBF};
  for (std::size_t b = 0xE0; b <= 0xEF; ++b) table[b] = {3, 0x80, 0xBF};
  for (std::size_t b = 0xF0; b <= 0xF4; ++b) table[b] = {4, 0x80, 0xBF};
  table[0xE0].second_min = 0xA0;
  table[0xED].second_max = 0x9F;
  table[0xF0].second_min = 0x90;
  table[0xF4].second_max = 0x8F;
  return table;
}
constexpr auto kLeads = lead_table();

std::uint8_t byte_at(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

struct Sequence {
  std::size_t length;  // of the character, or of the maximal invalid subpart
  bool valid;
};

Sequence sequence_at(std::string_view text, std::size_t at) {
  const Lead lead = kLeads[byte_at(text, at)];
  if (lead.length <= 1) return {1, lead.length == 1};
  for (std::size_t i = 1; i < lead.length; ++i) {
    const std::uint8_t low = i == 1 ? lead.second_min : 0x80;
    const std::uint8_t high = i == 1 ? lead.second_max : 0xBF;
    if (at + i >= text.size() || byte_at(text, at + i) < low || byte_at(text, at + i) > high) return {i, false};
  }
  return {lead.length, true};
}

std::uint64_t load8(std::string_view text, std::size_t at) {
  std::uint64_t word;
  std::memcpy(&word, text.data() + at, sizeof word);
  return word;
}

std::size_t skip_ascii(std::string_view text, std::size_t at) {
  while (at + 8 <= text.size() && (load8(text, at) & kHighBits) == 0) at += 8;
  while (at < text.size() && byte_at(text, at) < 0x80) ++at;
  return at;
}

bool is_plain(std::uint8_t b) {
  return (b >= 0x20 && b < 0x7F) || b == '\t' || b == '\n';
}

// Skips printable ASCII, tab and line feed, which repair_utf8 keeps.
std::size_t skip_plain(std::string_view text, std::size_t at) {
  while (at + 8 <= text.size()) {
    const std::uint64_t word = load8(text, at);
    const std::uint64_t below_space = word - kOnes * 0x20;
    const std::uint64_t delete_or_above = word + kOnes;
    if (((word | below_space | delete_or_above) & kHighBits) != 0) {
      const std::size_t stop = at + 8;
      while (at < stop && is_plain(byte_at(text, at))) ++at;
      if (at < stop) return at;
    } else {
      at += 8;
    }
  }
  while (at < text.size() && is_plain(byte_at(text, at))) ++at;
  return at;
}

// Skips everything that repair_utf8 keeps.
std::size_t skip_sound(std::string_view text, std::size_t at) {
  while ((at = skip_plain(text, at)) < text.size()) {
    const Sequence sequence = sequence_at(text, at);
    const bool is_c1 = byte_at(text, at) == 0xC2 && sequence.valid && byte_at(text, at + 1) < 0xA0;
    if (!sequence.valid || sequence.length == 1 || is_c1) break;
    at += sequence.length;
  }
  return at;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  std::size_t at = 0;
  while ((at = skip_ascii(text, at)) < text.size()) {
    const Sequence sequence = sequence_at(text, at);
    if (!sequence.valid) return false;
    at += sequence.length;
  }
  return true;
}

std::size_t repair_utf8(std::string& text) {
  std::size_t at = skip_sound(text, 0);
  if (at == text.size()) return 0;
  std::string sound(text, 0, at);
  sound.reserve(text.size());
  std::size_t invalid = 0;
  while (at < text.size()) {
    const Sequence sequence = sequence_at(text, at);
    if (!sequence.valid) {
      sound += kReplacement;
      ++invalid;
    } else if (text[at] != '\r') {
      sound += ' ';
    } else if (at + 1 == text.size() || text[at + 1] != '\n') {
      sound += '\n';
    }
    at += sequence.length;
    const std::size_t sound_end = skip_sound(text, at);
    sound.append(text, at, sound_end - at);
    at = sound_end;
  }
  text = std::move(sound);
  return invalid;
}

char32_t decode_utf8(std::string_view text, std::size_t& at) {
  const char32_t lead = byte_at(text, at);
  const std::size_t length = kLeads[lead].length;
  if (length <= 1) {
    ++at;
    return lead;
  }
  char32_t code_point = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) code_point = code_point << 6 | (byte_at(text, at + i) & 0x3Fu);
  at += length;
  return code_point;
}

void append_utf8(std::string& out, char32_t c) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && (byte_at(text, end) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

}  // namespace broadtape
