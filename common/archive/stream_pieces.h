// Where the word streams of a segment lie in the file of its table of postings, which is mapped. The values of
// kWordStreamSlot are the same bytes; to find one of them through Xapian costs several times as much.
//
// Threads: const calls may run in parallel.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "common/archive/mapped_file.h"

namespace broadtape {

// A part of a stream: where it begins in the file, and in the lowest 16 bits its number of bytes.
class StreamPiece {
 public:
  static constexpr std::uint64_t kMostBytes = 0xffff;
  static constexpr int kOffsetShift = 16;

  constexpr StreamPiece(std::uint64_t offset, std::uint64_t bytes) : packed_(offset << kOffsetShift | bytes) {}

  constexpr std::uint64_t offset() const { return packed_ >> kOffsetShift; }
  constexpr std::uint64_t bytes() const { return packed_ & kMostBytes; }
  constexpr std::uint64_t end() const { return offset() + bytes(); }

 private:
  std::uint64_t packed_;
};

class StreamPieces {
 public:
  // `ends` has for each document the number of pieces up to its last one; both stay valid as long as the object. Null
  // if they do not fit each other or the table of the segment in the folder `segment`.
  static std::unique_ptr<const StreamPieces> of(const std::string& segment, std::span<const StreamPiece> pieces,
                                                std::span<const std::uint32_t> ends);

  // Those of a document; none if it has no words.
  std::span<const StreamPiece> pieces(std::uint32_t document) const {
    const std::uint32_t begin = document == 1 ? 0 : ends_[document - 2];
    return pieces_.subspan(begin, ends_[document - 1] - begin);
  }
  std::string_view mapped(const StreamPiece& piece) const {
    return file_.bytes().substr(piece.offset(), piece.bytes());
  }
  const MappedFile& file() const { return file_; }

  // Counts what has been copied of the file. After kMostReadings times the size of all streams they are to be used
  // where they are mapped (stream_window.h).
  void count_copied(std::size_t bytes) const;
  bool are_used_mapped() const { return are_used_mapped_; }
  static constexpr std::uint64_t kMostReadings = 4;

 private:
  StreamPieces(MappedFile file, std::span<const StreamPiece> pieces, std::span<const std::uint32_t> ends)
      : file_(std::move(file)), pieces_(pieces), ends_(ends) {}

  MappedFile file_;
  std::span<const StreamPiece> pieces_;
  std::span<const std::uint32_t> ends_;
  std::uint64_t begin_ = 0, end_ = 0;  // of all of them, in the file
  mutable std::atomic<std::uint64_t> copied_ = 0;
  mutable std::atomic<bool> are_used_mapped_ = false;
};

}  // namespace broadtape
