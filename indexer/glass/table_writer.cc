#include "indexer/glass/table_writer.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "common/error/error.h"

namespace broadtape::glass {
namespace {

void put2(char* at, std::size_t value) {
  at[0] = static_cast<char>(value >> 8);
  at[1] = static_cast<char>(value);
}

void put4(char* at, std::uint32_t value) {
  put2(at, value >> 16);
  put2(at + 2, value & 0xffff);
}

}  // namespace

void throw_unwritable(const std::string& path) {
  throw Error(ErrorKind::kUnwritable, fmt::format("cannot write {}: {}", path, std::strerror(errno)),
              "nothing that was published before is touched; make room or correct the permissions, then run it again");
}

void throw_unreadable(const std::string& path) {
  throw Error(ErrorKind::kUnwritable, fmt::format("cannot read {}: {}", path, std::strerror(errno)),
              "nothing was changed; check the disk and the permissions of the file, then try again");
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

TableWriter::TableWriter(const std::string& path) : file_(path) {
  start(leaf_, 0);
  add_item("", "", 1, kItemIsFirst | kItemIsLast);
}

void TableWriter::start(Block& block, unsigned level) {
  block.bytes.assign(kBlockBytes, '\0');
  put4(&block.bytes[kBlockRevision], kRevision);
  block.bytes[kBlockLevel] = static_cast<char>(level);
  block.directory_end = kBlockDirectory;
  block.items_begin = kBlockBytes;
}

bool TableWriter::has_room(const Block& block, std::size_t item_bytes) const {
  return block.items_begin - block.directory_end >= item_bytes + kOffsetBytes;
}

char* TableWriter::place(Block& block, std::size_t item_bytes) {
  block.items_begin -= item_bytes;
  put2(block.bytes.data() + block.directory_end, block.items_begin);
  block.directory_end += kOffsetBytes;
  return block.bytes.data() + block.items_begin;
}

// Writes `block` after the previous ones and returns its number.
std::uint32_t TableWriter::write(Block& block) {
  const std::size_t free = block.items_begin - block.directory_end;
  put2(&block.bytes[kBlockMaxFree], free);
  put2(&block.bytes[kBlockTotalFree], free);
  put2(&block.bytes[kBlockDirectoryEnd], block.directory_end);
  file_.write(block.bytes);
  return root_.blocks++;
}

void TableWriter::add(std::string_view key, std::string_view tag, bool compressed) {
  if (key.size() > kMaxKeyBytes) {
    throw Error(ErrorKind::kTooLarge, fmt::format("a term of {} bytes is too long for the index", key.size()));
  }
  const std::size_t head = kItemHeadBytes + key.size();
  const unsigned flags = compressed ? kItemIsCompressed : 0;
  std::size_t room = kMaxItemBytes - head;
  const std::size_t components = tag.size() <= room ? 1 : 1 + (tag.size() - room - 1) / (room - kComponentBytes) + 1;
  if (components > kMaxComponents) throw Error(ErrorKind::kTooLarge, "an entry is too large for the index");
  for (unsigned component = 1;; ++component) {
    const std::string_view part = tag.substr(0, room);
    tag.remove_prefix(part.size());
    add_item(key, part, component, flags | (component == 1 ? kItemIsFirst : 0) | (tag.empty() ? kItemIsLast : 0));
    if (tag.empty()) break;
    room = kMaxItemBytes - head - kComponentBytes;
  }
  ++root_.entries;
}

void TableWriter::add_item(std::string_view key, std::string_view tag_part, unsigned component, unsigned flags) {
  const std::size_t component_bytes = component == 1 ? 0 : kComponentBytes;
  const std::size_t size = kItemHeadBytes + key.size() + component_bytes + tag_part.size();
  if (!has_room(leaf_, size)) {
    flush_leaf();
    const auto differs = std::mismatch(key.begin(), key.end(), last_key_.begin(), last_key_.end()).first;
    const auto cut = std::min<std::size_t>(differs - key.begin() + 1, key.size());
    leaf_.first_key.assign(key.substr(0, cut));
    leaf_.first_key += {static_cast<char>(component >> 8), static_cast<char>(component)};
  }
  char* item = place(leaf_, size);
  put2(item, flags | (size - kItemHeadBytes));
  item[kItemSizeBytes] = static_cast<char>(key.size());
  item = std::copy(key.begin(), key.end(), item + kItemHeadBytes);
  if (component != 1) put2(item, component);
  std::copy(tag_part.begin(), tag_part.end(), item + component_bytes);
  last_key_ = key;
}

void TableWriter::flush_leaf() {
  const std::uint32_t number = write(leaf_);
  add_branch(0, leaf_.first_key, number);
  start(leaf_, 0);
}

// Adds the block `child`, whose keys begin with `key`, to the branch block of `level` + 1.
void TableWriter::add_branch(std::size_t level, std::string key, std::uint32_t child) {
  constexpr std::size_t kHead = kChildBytes + kKeyLengthBytes;
  if (level == branches_.size()) start(branches_.emplace_back(), static_cast<unsigned>(level) + 1);
  if (!has_room(branches_[level], kHead + key.size())) {
    const std::uint32_t number = write(branches_[level]);
    add_branch(level + 1, branches_[level].first_key, number);
    start(branches_[level], static_cast<unsigned>(level) + 1);
  }
  Block& branch = branches_[level];
  const bool first = branch.directory_end == kBlockDirectory;
  const std::string_view kept = first ? std::string_view("\0\0", kComponentBytes) : std::string_view(key);
  char* item = place(branch, kHead + kept.size());
  put4(item, child);
  item[kChildBytes] = static_cast<char>(kept.size() - kComponentBytes);
  std::copy(kept.begin(), kept.end(), item + kHead);
  if (first) branch.first_key = std::move(key);
}

TableRoot TableWriter::finish() {
  root_.block = write(leaf_);
  // The last block of each level is added to the level above, until a level has only one block.
  for (std::string key = leaf_.first_key; root_.level < branches_.size(); ++root_.level) {
    add_branch(root_.level, key, root_.block);
    root_.block = write(branches_[root_.level]);
    key = branches_[root_.level].first_key;
  }
  file_.close();
  return root_;
}

}  // namespace broadtape::glass
