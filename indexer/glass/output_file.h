// A file that is written once, front to back.
#pragma once

#include <string>
#include <string_view>

namespace broadtape::glass {

class OutputFile {
 public:
  // Replaces the file. Throws Error(kUnwritable), as do the others.
  explicit OutputFile(std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view bytes);
  void close();

 private:
  std::string path_;
  int file_;
};

// What the system says in errno of the last call, for `path`.
[[noreturn]] void throw_unwritable(const std::string& path);

}  // namespace broadtape::glass
