// How the glass format packs numbers, strings, lists of terms and compressed entries into bytes. Callers
// append to a string. docs/glass-format.md describes each form.
#pragma once

#include <bit>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/glass/format.h"

struct libdeflate_compressor;

namespace broadtape::glass {

// Seven bits to a byte, lowest first; the top bit says that more follow.
inline void append_uint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

// The last number of a key: whole bytes, lowest first, none for zero.
inline void append_last_uint(std::string& out, std::uint64_t value) {
  for (; value > 0; value >>= 8) out += static_cast<char>(value);
}

inline void append_string(std::string& out, std::string_view value) {
  append_uint(out, value.size());
  out += value;
}

// Sorts as bytes like the numbers do: big-endian, two bytes below 2^15; above, each leading one bit of the first byte
// adds a byte. Never starts with 0xff.
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

// The bytes of `term` with kZeroEscape after each zero byte, so that kTermEnd and any other byte can end it.
inline void append_escaped(std::string& out, std::string_view term) {
  if (term.find('\0') == std::string_view::npos) {
    out += term;
    return;
  }
  for (const char c : term) {
    out += c;
    if (c == '\0') out += kZeroEscape;
  }
}

// Packs one document's terms, which come in byte order: each as what it adds to the start of the previous one.
class TermlistPacker {
 public:
  // For a document of `terms` terms, with `length` the sum of their frequencies.
  void start(std::uint32_t length, std::size_t terms);
  void add(std::string_view term, std::uint32_t wdf);

  const std::string& packed() const { return packed_; }

 private:
  std::string packed_;
  std::string_view previous_;
};

// Makes raw deflate streams (RFC 1951). Threads: not shared.
class Deflater {
 public:
  Deflater();

  // Valid until the next call; empty when deflate makes `bytes` no smaller.
  std::string_view deflate(std::string_view bytes);

 private:
  struct Free {
    void operator()(libdeflate_compressor* compressor) const;
  };
  std::unique_ptr<libdeflate_compressor, Free> compressor_;
  std::string out_;
};

// Appends `bytes` as a deflate stream of stored blocks, 5 bytes more for each 64 KiB. An entry in this form is marked
// as compressed, so that Xapian does not try to compress it again.
void append_stored(std::string& out, std::string_view bytes);

}  // namespace broadtape::glass
