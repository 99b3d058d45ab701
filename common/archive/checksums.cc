#include "common/archive/checksums.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <sstream>
#include <vector>

#include "common/archive/columns_format.h"
#include "common/error/error.h"

namespace broadtape {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kBufferBytes = 1u << 20;
constexpr std::string_view kUnlistedNames[] = {kChecksumsName, kColumnsName, kColumnsDraftName,
                                               "flintlock"};  // the last: Xapian's lock

struct FileSum {
  std::string checksum;
  std::uint64_t bytes = 0;

  friend bool operator==(const FileSum&, const FileSum&) = default;
};

[[noreturn]] void fail(const std::string& path, int reason) {
  throw Error(ErrorKind::kUnwritable, fmt::format("cannot read {}: {}", path, std::strerror(reason)),
              "nothing was changed; check the disk and the permissions of the file, then try again");
}

std::string digits_of(XXH64_hash_t hash) {
  return fmt::format("{:016x}", hash);
}

class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~OpenFile() {
    if (file_ >= 0) close(file_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int get() const { return file_; }

 private:
  int file_;
};

// nullopt if the file does not exist.
std::optional<FileSum> sum_of_file(const std::string& path) {
  const OpenFile file(path);
  if (file.get() < 0) {
    if (errno == ENOENT) return std::nullopt;
    fail(path, errno);
  }
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), XXH3_freeState);
  XXH3_64bits_reset(state.get());
  const auto buffer = std::make_unique_for_overwrite<char[]>(kBufferBytes);  // most files fill little of it
  FileSum sum;
  while (true) {
    const ssize_t size = read(file.get(), buffer.get(), kBufferBytes);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) fail(path, errno);
    if (size == 0) break;
    XXH3_64bits_update(state.get(), buffer.get(), static_cast<std::size_t>(size));
    sum.bytes += static_cast<std::uint64_t>(size);
  }
  sum.checksum = digits_of(XXH3_64bits_digest(state.get()));
  return sum;
}

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code status;
  for (auto entry = fs::directory_iterator(folder, status); !status && entry != fs::directory_iterator();
       entry.increment(status)) {
    const std::string name = entry->path().filename().string();
    const bool unlisted =
        std::find(std::begin(kUnlistedNames), std::end(kUnlistedNames), name) != std::end(kUnlistedNames);
    if (!unlisted) names.push_back(name);
  }
  if (status) fail(folder, status.value());
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::string> whole_text(const std::string& path) {
  const OpenFile file(path);
  if (file.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    fail(path, errno);
  }
  std::string text;
  char piece[4096];
  while (text.size() < kBufferBytes) {  // far larger than any list of files
    const ssize_t size = read(file.get(), piece, sizeof piece);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) fail(path, errno);
    if (size == 0) break;
    text.append(piece, static_cast<std::size_t>(size));
  }
  return text;
}

std::string line_of(const FileSum& sum, const std::string& name) {
  return fmt::format("{} {} {}\n", sum.checksum, sum.bytes, name);
}

// Removes the last line of `text`, the checksum of the lines above it; false if that does not match.
bool take_own_line(std::string& text) {
  if (text.size() < 2 || text.back() != '\n') return false;
  const std::size_t last = text.rfind('\n', text.size() - 2) + 1;
  const std::string above = text.substr(0, last);
  if (text.substr(last) != line_of({checksum_of(above), above.size()}, kChecksumsName)) return false;
  text = above;
  return true;
}

}  // namespace

std::string checksum_of(std::string_view bytes) {
  return digits_of(XXH3_64bits(bytes.data(), bytes.size()));
}

std::uint64_t checksum64(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::string checksums_text(const std::string& folder) {
  std::string text;
  for (const std::string& name : files_in(folder)) {
    const std::string path = folder + "/" + name;
    const std::optional<FileSum> sum = sum_of_file(path);
    if (!sum) fail(path, ENOENT);
    text += line_of(*sum, name);
  }
  return text + line_of({checksum_of(text), text.size()}, kChecksumsName);
}

ChecksumReport check_checksums(const std::string& folder, std::string_view only) {
  std::optional<std::string> text = whole_text(folder + "/" + kChecksumsName);
  if (!text) return {};
  if (!take_own_line(*text)) return {ChecksumVerdict::kWrong, fmt::format("its file {} is damaged", kChecksumsName)};
  std::istringstream lines(*text);
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    FileSum published;
    std::string name;
    words >> published.checksum >> published.bytes >> name;
    if (!only.empty() && name != only) continue;
    const std::optional<FileSum> found = sum_of_file(folder + "/" + name);
    if (!found) return {ChecksumVerdict::kWrong, fmt::format("its file {} is missing", name)};
    if (*found != published)
      return {ChecksumVerdict::kWrong, fmt::format("its file {} has changed since it was published", name)};
  }
  return {ChecksumVerdict::kRight, {}};
}

}  // namespace broadtape
