// A temporary folder that is removed with the test.
#pragma once

#include <stdlib.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace broadtape {

// Both throw if the file system reports an error, so that a test does not continue with an incomplete file.
inline void write_file(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file.exceptions(std::ios::failbit | std::ios::badbit);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
}

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// In memory if there is space, since archives are synced to disk file by file.
inline std::string folder_for_tests() {
  std::error_code status;
  const auto space = std::filesystem::space("/dev/shm", status);
  const bool roomy = !status && space.available > (std::uintmax_t{256} << 20) && ::access("/dev/shm", W_OK) == 0;
  return roomy ? "/dev/shm" : std::filesystem::temp_directory_path().string();
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    path_ = folder_for_tests() + "/broadtape-XXXXXX";
    if (!::mkdtemp(path_.data())) throw std::runtime_error("cannot make a temporary folder like " + path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

  // Writes the file, creates its parent folders, and returns its path.
  std::string write(const std::string& name, std::string_view text) const {
    const std::string path = *this / name;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    write_file(path, text);
    return path;
  }

 private:
  std::string path_;
};

}  // namespace broadtape
