// Reads the word streams of a segment's columns (columns.h) with little cost for pages that are not in use yet.
//
// The first use of a mapped page can cost more than a copy of all its bytes. So streams are copied through a window,
// until as many bytes have been copied as several readings of all streams; from then on they are read where they are
// mapped, which costs nothing once the pages are in use.
//
// Threads: not shared.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "common/archive/columns.h"

namespace broadtape {

class StreamWindow {
 public:
  // Keeps a reference to `columns`.
  explicit StreamWindow(const Columns& columns) : columns_(columns) {}

  // The stream of a document; valid until the next call. Cheapest in ascending order.
  std::string_view stream(std::uint32_t document);

  // Says that stream(document) follows soon.
  void prepare(std::uint32_t document) const;

 private:
  bool copy_from(std::size_t begin, std::size_t least);

  const Columns& columns_;
  std::vector<char> copied_;
  std::size_t begin_ = 0, end_ = 0;  // of what is copied, in the file
};

}  // namespace broadtape
