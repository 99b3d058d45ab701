#include "indexer/glass/packing.h"

#include <libdeflate.h>

#include <algorithm>
#include <new>

namespace broadtape::glass {
namespace {

// Lists of terms have their repetitions removed already, so what remains is to code their bytes by frequency, which
// every level does: the highest level saves 0.1 % more; zlib at level 6 saves no more and takes three times as long.
constexpr int kDeflateLevel = 1;

}  // namespace

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
