// A file mapped into memory, read-only. It stays open.
//
// Threads: const calls may run in parallel.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace broadtape {

class MappedFile {
 public:
  // nullopt, with errno set, if the file cannot be opened or mapped. An empty file has no bytes.
  static std::optional<MappedFile> open(const std::string& path);

  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  // Begin at a page, and stay where they are when the object moves.
  std::string_view bytes() const { return bytes_; }

  // Copies bytes() from `begin` on to `to`, which costs less than the first use of mapped pages. False if it cannot.
  // Requires that they are inside the file.
  bool copy(std::size_t begin, std::span<char> to) const;

  // Says that `part` of bytes() is not used soon, so that it needs no memory.
  void release(std::string_view part) const;

  // Prepares the use of a part of bytes().
  void populate(std::string_view part) const;

 private:
  MappedFile(int file, std::string_view bytes) : file_(file), bytes_(bytes) {}

  int file_;
  std::string_view bytes_;
};

}  // namespace broadtape
