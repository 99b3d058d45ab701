#include "common/archive/stream_pieces.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace broadtape {

std::unique_ptr<const StreamPieces> StreamPieces::of(const std::string& segment, std::span<const StreamPiece> pieces,
                                                     std::span<const std::uint32_t> ends) {
  if (pieces.empty() || ends.empty() || !std::is_sorted(ends.begin(), ends.end()) || ends.back() != pieces.size())
    return nullptr;
  std::optional<MappedFile> file = MappedFile::open(segment + "/postlist.glass");
  if (!file) return nullptr;
  const std::uint64_t size = file->bytes().size();
  std::unique_ptr<StreamPieces> made(new StreamPieces(std::move(*file), pieces, ends));
  made->begin_ = size;
  for (const StreamPiece& piece : pieces) {
    if (piece.end() > size) return nullptr;
    made->begin_ = std::min(made->begin_, piece.offset());
    made->end_ = std::max(made->end_, piece.end());
  }
  return made;
}

void StreamPieces::count_copied(std::size_t bytes) const {
  const std::uint64_t copied = copied_ += bytes;
  if (are_used_mapped_ || copied <= kMostReadings * (end_ - begin_)) return;
  file_.populate(file_.bytes().substr(begin_, end_ - begin_));
  are_used_mapped_ = true;
}

}  // namespace broadtape
