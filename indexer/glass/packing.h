// The number and string encodings of Xapian's glass format.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape::glass {

// Seven bits to a byte, lowest first; the top bit says that more follow.
inline void append_uint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

// As above, for the last number of a key: whole bytes, lowest first, none for zero.
inline void append_last_uint(std::string& out, std::uint64_t value) {
  for (; value > 0; value >>= 8) out += static_cast<char>(value);
}

inline void append_string(std::string& out, std::string_view value) {
  append_uint(out, value.size());
  out += value;
}

// Sorts as bytes like the numbers do: big-endian, two bytes below 2^15; above, each leading one bit of the first byte
// stands for one byte more. Never starts with 0xff.
inline void append_sorted_uint(std::string& out, std::uint32_t value) {
  if (value < 0x8000) {
    out += static_cast<char>(value >> 8);
    out += static_cast<char>(value);
    return;
  }
  const int bytes = (std::bit_width(value) + 5) / 7;                // 3 to 5
  const std::uint64_t length_mark = 0xff00u >> (bytes - 2) & 0xff;  // 0x80 for 3, 0xc0 for 4, 0xe0 for 5
  const std::uint64_t packed = value | length_mark << (8 * (bytes - 1));
  for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(packed >> (8 * i));
}

// The bytes of `value` with each zero byte followed by 0xff, so that a zero byte and anything but 0xff may end it.
inline void append_escaped(std::string& out, std::string_view value) {
  if (value.find('\0') == std::string_view::npos) {
    out += value;
    return;
  }
  for (const char c : value) {
    out += c;
    if (c == '\0') out += '\xff';
  }
}

}  // namespace broadtape::glass
