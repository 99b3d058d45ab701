#include "indexer/glass/packing.h"

#include <libdeflate.h>

#include <algorithm>
#include <new>

namespace broadtape::glass {
namespace {

// Lists of terms have their repetitions removed already, so what remains is to code their bytes by frequency, which
// every level does: the highest level saves 0.1 % more; zlib at level 6 saves no more and takes three times as long.
constexpr int kDeflateLevel = 1;

// Bits, lowest first.
class BitWriter {
 public:
  explicit BitWriter(std::string& out) : out_(out) {}

  ~BitWriter() {
    if (bits_ > 0) out_ += static_cast<char>(pending_);
  }

  // `value` is below `range`. A range that is not a power of two leaves some codes unused: values in the middle take
  // one bit less.
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

// All between the first and the last of `positions`, which the reader knows.
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

void TermlistPacker::start(std::uint32_t length, std::size_t terms) {
  packed_.clear();
  previous_ = {};
  if (terms == 0) return;
  append_uint(packed_, length);
  append_uint(packed_, terms);
}

void TermlistPacker::add(std::string_view term, std::uint32_t wdf) {
  const auto differs = std::mismatch(term.begin(), term.end(), previous_.begin(), previous_.end()).first;
  const auto shared = static_cast<std::size_t>(differs - term.begin());
  bool wdf_is_in_shared = false;
  if (!previous_.empty()) {
    // A small frequency shares the byte: a value above the size of the previous term cannot be a number of shared
    // bytes.
    const std::uint64_t both = (std::uint64_t{wdf} + 1) * (previous_.size() + 1) + shared;
    wdf_is_in_shared = both < 256;
    packed_ += static_cast<char>(wdf_is_in_shared ? both : shared);
  }
  packed_ += static_cast<char>(term.size() - shared);
  packed_ += term.substr(shared);
  if (!wdf_is_in_shared) append_uint(packed_, wdf);
  previous_ = term;
}

void Deflater::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

Deflater::Deflater() : compressor_(libdeflate_alloc_compressor(kDeflateLevel)) {
  if (!compressor_) throw std::bad_alloc();
}

std::string_view Deflater::deflate(std::string_view bytes) {
  if (out_.size() < bytes.size()) out_.resize(bytes.size());
  const std::size_t size =
      libdeflate_deflate_compress(compressor_.get(), bytes.data(), bytes.size(), out_.data(), bytes.size());
  return size < bytes.size() ? std::string_view(out_.data(), size) : std::string_view();
}

void append_stored(std::string& out, std::string_view bytes) {
  constexpr std::size_t kMaxBlockBytes = 0xffff;
  do {
    const std::string_view block = bytes.substr(0, kMaxBlockBytes);
    bytes.remove_prefix(block.size());
    const auto size = static_cast<unsigned>(block.size());
    out += bytes.empty() ? '\1' : '\0';
    for (const unsigned field : {size, ~size}) {
      out += static_cast<char>(field);
      out += static_cast<char>(field >> 8);
    }
    out += block;
  } while (!bytes.empty());
}

}  // namespace broadtape::glass
