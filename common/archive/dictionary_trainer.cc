#define ZDICT_STATIC_LINKING_ONLY  // fastCover: a trainer in linear time
#include <zdict.h>
#include <zstd.h>

#include <algorithm>

#include "common/archive/codec.h"

namespace broadtape {
namespace {

constexpr std::size_t kMinDictionaryBytes = 4096;

}  // namespace

std::string train_dictionary(const std::vector<std::string>& samples, std::size_t max_bytes) {
  std::string all;
  std::vector<std::size_t> sizes;
  for (const std::string& sample : samples) {
    all += sample;
    sizes.push_back(sample.size());
  }
  // Every segment stores the dictionary, so it must save more than its own size: an eighth of the sample does.
  std::string dictionary(std::min(max_bytes, all.size() / 8), '\0');
  if (dictionary.size() < kMinDictionaryBytes) return {};
  ZDICT_fastCover_params_t parameters{};
  parameters.k = 1024;  // bytes of a copied segment; d: bytes of the counted pieces
  parameters.d = 8;
  parameters.f = 20;
  parameters.accel = 4;
  parameters.zParams.compressionLevel = Codec::kDefaultLevel;
  const std::size_t size = ZDICT_trainFromBuffer_fastCover(
      dictionary.data(), dictionary.size(), all.data(), sizes.data(), static_cast<unsigned>(sizes.size()), parameters);
  if (ZDICT_isError(size)) return {};
  dictionary.resize(size);
  return dictionary;
}

}  // namespace broadtape
