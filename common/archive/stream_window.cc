#include "common/archive/stream_window.h"

#include <algorithm>

namespace broadtape {
namespace {

// Documents follow each other in the blocks of the table, but within a block from its end to its beginning. So whole
// blocks are copied: those of glass/merge, or two of Xapian's. With half a block, a scan would copy most bytes thrice.
constexpr std::size_t kBlockBytes = 16 * 1024, kMostBytes = 128 * 1024;
constexpr std::size_t kNear = 16 * 1024;  // what is so near to what was copied before is copied in larger pieces

}  // namespace

// A stream far from the last one is copied alone, because the next one may be far, too.
bool StreamWindow::copy_around(const StreamPiece& piece) {
  const bool is_near = piece.offset() + kNear >= begin_ && piece.offset() < end_ + kNear;
  std::size_t begin = piece.offset(), bytes = piece.bytes();
  if (is_near) {
    begin = begin / kBlockBytes * kBlockBytes;
    bytes = begin >= end_ ? std::min(2 * (end_ - begin_), kMostBytes) : kBlockBytes;
    bytes = std::max<std::size_t>(bytes, piece.end() - begin);
    bytes = std::min((bytes + kBlockBytes - 1) / kBlockBytes * kBlockBytes, streams_.file().bytes().size() - begin);
  }
  copied_.resize(std::max(copied_.size(), bytes));
  if (!streams_.file().copy(begin, std::span(copied_).first(bytes))) return false;
  begin_ = begin;
  end_ = begin + bytes;
  streams_.count_copied(std::max(bytes, kBlockBytes));  // a call costs as much as a block
  return true;
}

std::string_view StreamWindow::bytes_of(const StreamPiece& piece) {
  if (streams_.are_used_mapped()) return streams_.mapped(piece);
  const bool is_copied = piece.offset() >= begin_ && piece.end() <= end_;
  if (!is_copied && !copy_around(piece)) return streams_.mapped(piece);
  return {copied_.data() + (piece.offset() - begin_), piece.bytes()};
}

std::string_view StreamWindow::stream(std::uint32_t document) {
  const std::span<const StreamPiece> pieces = streams_.pieces(document);
  if (pieces.empty()) return {};
  if (pieces.size() == 1) return bytes_of(pieces.front());
  joined_.clear();
  for (const StreamPiece& piece : pieces) joined_ += bytes_of(piece);
  return joined_;
}

void StreamWindow::prepare(std::uint32_t document) const {
  constexpr std::size_t kLine = 64, kMostLines = 8;
  if (!streams_.are_used_mapped()) return;
  const std::span<const StreamPiece> pieces = streams_.pieces(document);
  if (pieces.empty()) return;
  const std::string_view stream = streams_.mapped(pieces.front());
  for (std::size_t line = 0; line < std::min(stream.size() / kLine + 1, kMostLines); ++line)
    __builtin_prefetch(stream.data() + line * kLine);
}

}  // namespace broadtape
