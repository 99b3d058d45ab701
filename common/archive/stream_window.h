// Reads the word streams of a segment (stream_pieces.h) with little cost for pages that are not in use yet.
//
// The first use of a mapped page can cost more than a copy of all its bytes. So streams are copied through a window,
// until as many bytes have been copied as several readings of all streams; from then on they are read where they are
// mapped, which costs nothing once the pages are in use. A stream in several pieces is put together.
//
// Threads: not shared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/stream_pieces.h"

namespace broadtape {

class StreamWindow {
 public:
  // Keeps a reference to `streams`.
  explicit StreamWindow(const StreamPieces& streams) : streams_(streams) {}

  // The stream of a document; valid until the next call. Cheapest in ascending order.
  std::string_view stream(std::uint32_t document);

  // Says that stream(document) follows soon.
  void prepare(std::uint32_t document) const;

 private:
  std::string_view bytes_of(const StreamPiece& piece);
  bool copy_around(const StreamPiece& piece);

  const StreamPieces& streams_;
  std::vector<char> copied_;
  std::size_t begin_ = 0, end_ = 0;  // of what is copied, in the file
  std::string joined_;
};

}  // namespace broadtape
