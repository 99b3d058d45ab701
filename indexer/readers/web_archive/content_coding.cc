#include <brotli/decode.h>
#include <fmt/format.h>
#include <zlib.h>

#include <memory>
#include <new>

#include "common/error/error.h"
#include "indexer/readers/web_archive/web_archive.h"

namespace broadtape {
namespace {

constexpr std::size_t kDecodedPiece = 64u << 10;

void check_decoded(const std::string& out, std::size_t limit) {
  if (out.size() > limit) throw Error(ErrorKind::kTooLarge, fmt::format("its content is larger than {} bytes", limit));
}

// `window` is that of inflateInit2().
std::optional<std::string> inflated(std::string_view bytes, int window, std::size_t limit) {
  z_stream stream{};
  if (inflateInit2(&stream, window) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, int (*)(z_stream*)> closer(&stream, inflateEnd);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out, piece(kDecodedPiece, '\0');
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    status = inflate(&stream, Z_NO_FLUSH);
    out.append(piece, 0, piece.size() - stream.avail_out);
    check_decoded(out, limit);
    if (status == Z_OK && stream.avail_in == 0 && stream.avail_out > 0) break;
  }
  if (out.empty() && status != Z_STREAM_END) return std::nullopt;
  return out;
}

std::optional<std::string> unbrotlied(std::string_view bytes, std::size_t limit) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  if (!state) throw std::bad_alloc();
  const auto* from = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  std::string out, piece(kDecodedPiece, '\0');
  BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  while (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
    auto* to = reinterpret_cast<std::uint8_t*>(piece.data());
    std::size_t room = piece.size();
    result = BrotliDecoderDecompressStream(state.get(), &left, &from, &room, &to, nullptr);
    out.append(piece, 0, piece.size() - room);
    check_decoded(out, limit);
  }
  if (out.empty() && result != BROTLI_DECODER_RESULT_SUCCESS) return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::string> decode_content(std::string_view bytes, std::string_view coding, std::size_t limit) {
  constexpr int kZlibOrGzip = 15 + 32, kRawDeflate = -15;
  if (coding == "gzip" || coding == "x-gzip") return inflated(bytes, kZlibOrGzip, limit);
  if (coding == "deflate") {
    // Many servers send raw deflate instead of the zlib format.
    std::optional<std::string> text = inflated(bytes, kZlibOrGzip, limit);
    return text ? text : inflated(bytes, kRawDeflate, limit);
  }
  if (coding == "br") return unbrotlied(bytes, limit);
  return std::nullopt;
}

}  // namespace broadtape
