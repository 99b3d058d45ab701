#include <fmt/format.h>
#include <lzma.h>

#include <new>
#include <string>

#include "common/error/error.h"
#include "indexer/input/container.h"
#include "indexer/input/limits.h"

namespace broadtape {
namespace {

constexpr std::size_t kXzBlockBytes = 64u << 10;

[[noreturn]] void fail(lzma_ret status) {
  switch (status) {
    case LZMA_MEM_ERROR:
      throw std::bad_alloc();
    case LZMA_MEMLIMIT_ERROR:
      throw Error(ErrorKind::kTooLarge,
                  fmt::format("decompression needs more than {} bytes of memory", kMaxDecoderBytes),
                  "compress it with level 9 or lower");
    case LZMA_BUF_ERROR:
      throw Error(ErrorKind::kInput, "damaged xz data: truncated");
    default:
      throw Error(ErrorKind::kInput, fmt::format("damaged xz data: liblzma error {}", static_cast<int>(status)));
  }
}

}  // namespace

struct XzSource::Impl {
  explicit Impl(ByteSource& source) : compressed(source), block(kXzBlockBytes, '\0') {
    const lzma_ret made = lzma_stream_decoder(&stream, kMaxDecoderBytes, LZMA_CONCATENATED);
    if (made != LZMA_OK) fail(made);
  }
  ~Impl() { lzma_end(&stream); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void refill() {
    stream.avail_in = compressed.read(block.data(), block.size());
    stream.next_in = reinterpret_cast<const std::uint8_t*>(block.data());
    input_ended = stream.avail_in == 0;
  }

  ByteSource& compressed;
  std::string block;
  lzma_stream stream = LZMA_STREAM_INIT;
  bool input_ended = false;
  lzma_ret status = LZMA_OK;  // of the last call; repeated by later calls
};

XzSource::XzSource(ByteSource& compressed) : impl_(std::make_unique<Impl>(compressed)) {}
XzSource::~XzSource() = default;

const InputName& XzSource::name() const {
  return impl_->compressed.name();
}

std::size_t XzSource::read(char* buffer, std::size_t size) {
  lzma_stream& stream = impl_->stream;
  stream.next_out = reinterpret_cast<std::uint8_t*>(buffer);
  stream.avail_out = size;
  while (impl_->status == LZMA_OK && stream.avail_out > 0) {
    if (stream.avail_in == 0 && !impl_->input_ended) impl_->refill();
    impl_->status = lzma_code(&stream, impl_->input_ended ? LZMA_FINISH : LZMA_RUN);
  }
  const std::size_t count = size - stream.avail_out;
  // Return the bytes before the damage first.
  if (count == 0 && impl_->status != LZMA_OK && impl_->status != LZMA_STREAM_END) fail(impl_->status);
  return count;
}

}  // namespace broadtape
