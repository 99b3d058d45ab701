#include "indexer/input/gzip_check.h"

#include <algorithm>
#include <array>

namespace broadtape {
namespace {

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value & 1 ? 0xedb88320u ^ (value >> 1) : value >> 1;  // RFC 1952 8
    table[i] = value;
  }
  return table;
}

constexpr auto kCrcTable = make_crc_table();

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

}  // namespace

void GzipCheck::compressed(std::string_view bytes) {
  trailer_ += bytes.substr(bytes.size() - std::min(bytes.size(), kTrailerBytes));
  if (trailer_.size() > kTrailerBytes) trailer_.erase(0, trailer_.size() - kTrailerBytes);
}

void GzipCheck::expanded(std::string_view bytes) {
  length_ += bytes.size();
  for (const char c : bytes) crc_ = kCrcTable[(crc_ ^ static_cast<unsigned char>(c)) & 0xff] ^ (crc_ >> 8);
}

bool GzipCheck::contradicted() const {
  if (trailer_.size() < kTrailerBytes) return false;
  const std::string_view trailer = trailer_;
  return little_endian(trailer.substr(4)) == static_cast<std::uint32_t>(length_) &&
         little_endian(trailer) != (crc_ ^ 0xffffffffu);
}

}  // namespace broadtape
