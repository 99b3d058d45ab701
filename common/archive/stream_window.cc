#include "common/archive/stream_window.h"

#include <algorithm>

#include "common/archive/mapped_file.h"

namespace broadtape {
namespace {

constexpr std::size_t kLeastBytes = 4096, kMostBytes = 128 * 1024;  // to copy at once, unless a stream is longer
constexpr std::size_t kNear = 16 * 1024;  // streams so near to what was copied before are copied in larger pieces

}  // namespace

bool StreamWindow::copy_from(std::size_t begin, std::size_t least) {
  const bool is_next = begin >= end_ && begin - end_ < kNear;
  const std::size_t file_bytes = columns_.file().bytes().size();
  std::size_t bytes = is_next ? std::min(2 * (end_ - begin_), kMostBytes) : 0;
  bytes = std::min(std::max({bytes, least, kLeastBytes}), file_bytes - begin);
  copied_.resize(std::max(copied_.size(), bytes));
  if (!columns_.file().copy(begin, std::span(copied_).first(bytes))) return false;
  begin_ = begin;
  end_ = begin + bytes;
  columns_.count_copied(bytes);
  return true;
}

std::string_view StreamWindow::stream(std::uint32_t document) {
  const std::string_view mapped = columns_.word_stream(document);
  if (mapped.empty() || columns_.uses_mapped_streams()) return mapped;
  const auto begin = static_cast<std::size_t>(mapped.data() - columns_.file().bytes().data());
  const bool is_copied = begin >= begin_ && begin + mapped.size() <= end_;
  if (!is_copied && !copy_from(begin, mapped.size())) return mapped;
  return {copied_.data() + (begin - begin_), mapped.size()};
}

void StreamWindow::prepare(std::uint32_t document) const {
  constexpr std::size_t kLine = 64, kMostLines = 8;
  if (!columns_.uses_mapped_streams()) return;
  const std::string_view stream = columns_.word_stream(document);
  for (std::size_t line = 0; line < std::min(stream.size() / kLine + 1, kMostLines); ++line)
    __builtin_prefetch(stream.data() + line * kLine);
}

}  // namespace broadtape
