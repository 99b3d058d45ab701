#include "indexer/glass/position_coder.h"

#include <bit>

#include "indexer/glass/packing.h"

namespace broadtape::glass {
namespace {

// Bits, lowest first.
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}

  ~BitWriter() {
    if (bits_ > 0) out_ += static_cast<char>(pending_);
  }

  // `value` is below `range`. Ranges that are no power of two leave some codes unused: the values in the middle take a
  // bit less for that.
  void write(std::uint32_t value, std::uint64_t range) {
    auto bits = static_cast<int>(std::bit_width(range - 1));
    const std::uint64_t spare = (std::uint64_t{1} << bits) - range;
    std::uint64_t code = value;
    if (spare > 0) {
      const std::uint64_t middle = (range - spare) / 2;
      if (value >= middle + spare) {
        code = (value - middle - spare) | std::uint64_t{1} << (bits - 1);
      } else if (value >= middle) {
        --bits;
      }
    }
    pending_ |= code << bits_;
    for (bits_ += bits; bits_ >= 8; bits_ -= 8, pending_ >>= 8) out_ += static_cast<char>(pending_);
  }

 private:
  std::string& out_;
  std::uint64_t pending_ = 0;
  int bits_ = 0;  // of `pending_`, fewer than 8 between calls
};

// All between the first and the last of `positions`, which are known.
void write_between(BitWriter& bits, std::span<const std::uint32_t> positions) {
  while (positions.size() > 2) {
    const std::size_t middle = (positions.size() - 1) / 2;
    const std::uint64_t slack = positions.back() - positions.front() - (positions.size() - 1);
    bits.write(static_cast<std::uint32_t>(positions[middle] - positions.front() - middle), slack + 1);
    write_between(bits, positions.first(middle + 1));
    positions = positions.subspan(middle);
  }
}

}  // namespace

void append_positions(std::string& out, std::span<const std::uint32_t> positions) {
  const std::uint32_t first = positions.front();
  const std::uint32_t last = positions.back();
  append_uint(out, last);
  if (positions.size() == 1) return;
  BitWriter bits(out);
  bits.write(first, last);
  bits.write(static_cast<std::uint32_t>(positions.size() - 2), last - first);
  write_between(bits, positions);
}

}  // namespace broadtape::glass
