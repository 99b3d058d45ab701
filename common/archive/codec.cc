#include "common/archive/codec.h"

#define ZDICT_STATIC_LINKING_ONLY  // fastCover: a trainer in linear time
#define ZSTD_STATIC_LINKING_ONLY   // dictionaries that are not copied

#include <fmt/core.h>
#include <zdict.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <mutex>

#include "common/error/error.h"

namespace broadtape {
namespace {

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using CompressionContext = std::unique_ptr<ZSTD_CCtx, Deleter<ZSTD_freeCCtx>>;
using DecompressionContext = std::unique_ptr<ZSTD_DCtx, Deleter<ZSTD_freeDCtx>>;

// Contexts are large, slow to create and stateless between frames, so each thread keeps one of each kind.
ZSTD_CCtx* thread_compression_context() {
  thread_local CompressionContext context(ZSTD_createCCtx());
  return context.get();
}

ZSTD_DCtx* thread_decompression_context() {
  thread_local DecompressionContext context(ZSTD_createDCtx());
  return context.get();
}

std::size_t checked(std::size_t result) {
  if (!ZSTD_isError(result)) return result;
  const ErrorKind kind =
      ZSTD_getErrorCode(result) == ZSTD_error_dictionary_wrong ? ErrorKind::kWrongDictionary : ErrorKind::kCorrupt;
  throw Error(kind, fmt::format("a compressed record is damaged: {}", ZSTD_getErrorName(result)));
}

// The content size in the frame header, checked before allocating memory for it.
std::size_t claimed_size(std::string_view frame) {
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN) {
    throw Error(ErrorKind::kCorrupt, "a compressed record is damaged: its header has no size");
  }
  if (size > Codec::kMaxRecordBytes) {
    throw Error(ErrorKind::kTooLarge,
                fmt::format("a compressed record claims {} bytes; the limit is {}", size, Codec::kMaxRecordBytes));
  }
  return static_cast<std::size_t>(size);
}

}  // namespace

struct Codec::Impl {
  std::shared_ptr<const void> owner;  // of the dictionary
  std::string_view dictionary;
  int level;
  std::uint32_t id;
  std::unique_ptr<ZSTD_DDict, Deleter<ZSTD_freeDDict>> decompression;

  // Created on demand, because preparing a dictionary for compression takes a hundred milliseconds that readers do not
  // need.
  mutable std::once_flag compression_made;
  mutable std::unique_ptr<ZSTD_CDict, Deleter<ZSTD_freeCDict>> compression;

  const ZSTD_CDict* compression_dictionary() const {
    std::call_once(compression_made,
                   [this] { compression.reset(ZSTD_createCDict(dictionary.data(), dictionary.size(), level)); });
    return compression.get();
  }
};

std::unique_ptr<const Codec::Impl> Codec::made(std::string_view dictionary, std::shared_ptr<const void> owner,
                                               int level) {
  auto impl = std::make_unique<Impl>();
  impl->owner = std::move(owner);
  impl->dictionary = dictionary;
  impl->level = level;
  impl->id = ZDICT_getDictID(dictionary.data(), dictionary.size());
  if (!dictionary.empty()) {
    impl->decompression.reset(ZSTD_createDDict_byReference(dictionary.data(), dictionary.size()));
    if (impl->id == 0 || !impl->decompression) throw Error(ErrorKind::kCorrupt, "not a zstd dictionary");
  }
  return impl;
}

Codec::Codec(std::string_view dictionary, int level) {
  const auto copy = std::make_shared<const std::string>(dictionary);
  impl_ = made(*copy, copy, level);
}

Codec::Codec(std::string_view dictionary, std::shared_ptr<const void> owner)
    : impl_(made(dictionary, std::move(owner), kDefaultLevel)) {}

Codec::~Codec() = default;
Codec::Codec(Codec&&) noexcept = default;

std::string Codec::compress(std::string_view record) const {
  if (record.size() > kMaxRecordBytes) {
    throw Error(ErrorKind::kTooLarge,
                fmt::format("a record of {} bytes is too large; the limit is {}", record.size(), kMaxRecordBytes));
  }
  ZSTD_CCtx* context = thread_compression_context();
  ZSTD_CCtx_reset(context, ZSTD_reset_session_and_parameters);
  checked(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1));
  if (impl_->dictionary.empty()) {
    checked(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, impl_->level));
  } else {
    checked(ZSTD_CCtx_refCDict(context, impl_->compression_dictionary()));
  }
  std::string frame(ZSTD_compressBound(record.size()), '\0');
  frame.resize(checked(ZSTD_compress2(context, frame.data(), frame.size(), record.data(), record.size())));
  return frame;
}

std::string Codec::decompress(std::string_view frame) const {
  if (frame_dictionary_id(frame) != impl_->id) {
    throw Error(ErrorKind::kWrongDictionary,
                fmt::format("a compressed record needs dictionary {}", frame_dictionary_id(frame)));
  }
  std::string record(claimed_size(frame), '\0');
  if (checked(ZSTD_findFrameCompressedSize(frame.data(), frame.size())) != frame.size()) {
    throw Error(ErrorKind::kCorrupt, "a compressed record is damaged: there are bytes after its end");
  }
  ZSTD_DCtx* context = thread_decompression_context();
  const std::size_t size = impl_->dictionary.empty()
                               ? ZSTD_decompressDCtx(context, record.data(), record.size(), frame.data(), frame.size())
                               : ZSTD_decompress_usingDDict(context, record.data(), record.size(), frame.data(),
                                                            frame.size(), impl_->decompression.get());
  if (checked(size) != record.size()) {
    throw Error(ErrorKind::kCorrupt, "a compressed record is damaged: it is shorter than its header says");
  }
  return record;
}

std::uint32_t Codec::dictionary_id() const {
  return impl_->id;
}
std::string_view Codec::dictionary() const {
  return impl_->dictionary;
}

std::uint32_t frame_dictionary_id(std::string_view frame) {
  // The library would also accept skippable frames and the legacy formats of releases before 1.0.
  constexpr std::string_view kMagic("\x28\xb5\x2f\xfd", 4);
  const bool ours = frame.starts_with(kMagic);
  if (!ours || ZSTD_getFrameContentSize(frame.data(), frame.size()) == ZSTD_CONTENTSIZE_ERROR) {
    throw Error(ErrorKind::kCorrupt, "a compressed record is damaged: it is not a zstd frame");
  }
  return ZSTD_getDictID_fromFrame(frame.data(), frame.size());
}

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
