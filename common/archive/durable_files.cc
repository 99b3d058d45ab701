#include "common/archive/durable_files.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "common/error/error.h"

namespace broadtape {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(const char* what, const std::string& path, const std::string& reason) {
  throw Error(ErrorKind::kUnwritable, fmt::format("{} {}: {}", what, path, reason),
              "nothing that was published before is touched; make room or correct the permissions, then run it again");
}

void check(const std::error_code& status, const char* what, const std::string& path) {
  if (status) fail(what, path, status.message());
}

void sync_path(const std::string& path, int flags) {
  const int file = open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) fail("cannot open", path, std::strerror(errno));
  const int failed = fsync(file);
  const int reason = errno;
  close(file);
  if (failed) fail("cannot sync", path, std::strerror(reason));
}

}  // namespace

void sync_folder(const std::string& folder) {
  sync_path(folder, O_RDONLY | O_DIRECTORY);
}

void sync_tree(const std::string& folder) {
  std::error_code status;
  for (auto entry = fs::recursive_directory_iterator(folder, status);
       !status && entry != fs::recursive_directory_iterator(); entry.increment(status)) {
    sync_path(entry->path().string(), entry->is_directory() ? O_RDONLY | O_DIRECTORY : O_RDONLY);
  }
  check(status, "cannot read the folder", folder);
  sync_folder(folder);
}

void write_durably(const std::string& path, std::string_view text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) fail("cannot write", path, std::strerror(errno));
  int reason = 0;
  while (!text.empty() && reason == 0) {
    const ssize_t size = write(file, text.data(), text.size());
    if (size >= 0) {
      text.remove_prefix(static_cast<std::size_t>(size));
    } else if (errno != EINTR) {
      reason = errno;
    }
  }
  if (reason == 0 && fsync(file) != 0) reason = errno;
  if (close(file) != 0 && reason == 0) reason = errno;
  if (reason != 0) fail("cannot write", path, std::strerror(reason));
}

void make_folder(const std::string& folder) {
  // A relative path such as "news" has no parents to sync.
  std::error_code status;
  const fs::path whole = fs::absolute(folder, status);
  check(status, "cannot make the folder", folder);
  std::vector<fs::path> missing;
  for (fs::path path = whole; !path.empty() && !fs::exists(path, status) && !status; path = path.parent_path()) {
    missing.push_back(path);
  }
  check(status, "cannot make the folder", folder);
  fs::create_directories(whole, status);
  check(status, "cannot make the folder", folder);
  for (auto path = missing.rbegin(); path != missing.rend(); ++path) sync_folder(path->parent_path().string());
}

void move_path(const std::string& from, const std::string& to) {
  std::error_code status;
  fs::rename(from, to, status);
  check(status, "cannot rename to", to);
}

void replace_durably(const std::string& path, std::string_view text) {
  const std::string draft = path + ".new";
  write_durably(draft, text);
  move_path(draft, path);
  sync_folder(fs::path(path).parent_path().string());
}

void remove_tree(const std::string& path) {
  std::error_code status;
  fs::remove_all(path, status);
  check(status, "cannot remove", path);
}

void copy_tree(const std::string& from, const std::string& to) {
  std::error_code status;
  fs::copy(from, to, fs::copy_options::recursive, status);
  check(status, "cannot copy to", to);
}

int lock_file(int file, const std::function<void()>& wait) {
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return 0;
  if (errno == EWOULDBLOCK && wait) wait();
  while (::flock(file, LOCK_EX) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

}  // namespace broadtape
