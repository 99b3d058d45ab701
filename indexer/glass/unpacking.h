// Takes apart what packing.h packs, of tables that may have been written by another program.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "indexer/glass/format.h"

namespace broadtape::glass {

// Thrown for a database that has another form than docs/glass-format.md describes.
struct NotUnderstood {};

inline std::string_view part_of(std::string_view bytes, std::size_t at, std::size_t count) {
  if (at > bytes.size() || count > bytes.size() - at) throw NotUnderstood();
  return bytes.substr(at, count);
}

// Big-endian.
inline std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (const char byte : part_of(bytes, at, count)) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

// Removes what append_uint() wrote from the front of `bytes`.
inline std::uint64_t take_uint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (bytes.empty()) throw NotUnderstood();
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return value;
  }
  throw NotUnderstood();
}

// What append_string() wrote.
inline std::string_view take_string(std::string_view& bytes) {
  const std::uint64_t size = take_uint(bytes);
  const std::string_view taken = part_of(bytes, 0, size);
  bytes.remove_prefix(size);
  return taken;
}

// What append_sorted_uint() wrote.
inline std::uint32_t take_sorted_uint(std::string_view& bytes) {
  const auto first = static_cast<unsigned char>(number_at(bytes, 0, 1));
  const std::size_t count = first < 0x80 ? 2 : 2 + static_cast<std::size_t>(std::countl_one(first));
  if (count > kMaxSortedUintBytes) throw NotUnderstood();
  std::uint64_t value = count == 2 ? first : first & (0x7fu >> (count - 2));
  for (const char byte : part_of(bytes, 1, count - 1)) value = value << 8 | static_cast<unsigned char>(byte);
  bytes.remove_prefix(count);
  return static_cast<std::uint32_t>(value);
}

}  // namespace broadtape::glass
