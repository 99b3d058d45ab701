#include "indexer/glass/deflater.h"

#include <libdeflate.h>

#include <new>

namespace broadtape::glass {
namespace {

// Lists of terms have their repetitions taken out already; what is left is to code their bytes by frequency, which
// every level does: the highest saves one part in a thousand, zlib at its level 6 saves no more and takes three times
// as long.
constexpr int kLevel = 1;

}  // namespace

void Deflater::Free::operator()(libdeflate_compressor* compressor) const {
  libdeflate_free_compressor(compressor);
}

Deflater::Deflater() : compressor_(libdeflate_alloc_compressor(kLevel)) {
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
