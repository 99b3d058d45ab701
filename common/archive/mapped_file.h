// A file mapped into memory, read-only.
#pragma once

#include <optional>
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

 private:
  explicit MappedFile(std::string_view bytes) : bytes_(bytes) {}

  std::string_view bytes_;
};

}  // namespace broadtape
