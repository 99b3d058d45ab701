#include "indexer/glass/output_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "common/error/error.h"

namespace broadtape::glass {

void throw_unwritable(const std::string& path) {
  throw Error(ErrorKind::kUnwritable, fmt::format("cannot write {}: {}", path, std::strerror(errno)),
              "nothing that was published before is touched; make room or mend the permissions and run it again");
}

OutputFile::OutputFile(std::string path)
    : path_(std::move(path)), file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (file_ < 0) throw_unwritable(path_);
}

OutputFile::~OutputFile() {
  if (file_ >= 0) ::close(file_);
}

void OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      throw_unwritable(path_);
    }
  }
}

void OutputFile::close() {
  if (::close(std::exchange(file_, -1)) != 0) throw_unwritable(path_);
}

}  // namespace broadtape::glass
