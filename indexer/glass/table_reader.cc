#include "indexer/glass/table_reader.h"

namespace broadtape::glass {
namespace {

constexpr unsigned kMostLevels = 10;

std::size_t directory_end(std::string_view block) {
  const std::size_t end = number_at(block, kBlockDirectoryEnd, kOffsetBytes);
  if (end < kBlockDirectory || end > block.size()) throw NotUnderstood();
  return end;
}

std::string_view branch_key(std::string_view block, std::size_t item) {
  return part_of(block, item + kChildBytes + kKeyLengthBytes, number_at(block, item + kChildBytes, kKeyLengthBytes));
}

}  // namespace

TableReader::TableReader(std::string_view file, const StoredTable& table, std::string_view prefix)
    : file_(file), block_bytes_(table.block_bytes), prefix_(prefix) {
  if (!table.has_file) return;
  if (table.level > kMostLevels || block_bytes_ == 0) throw NotUnderstood();
  find_leaves(table.root, table.level);
}

std::string_view TableReader::block(std::uint32_t number, unsigned level) const {
  const std::string_view bytes = part_of(file_, std::uint64_t{number} * block_bytes_, block_bytes_);
  if (number_at(bytes, kBlockLevel, 1) != level) throw NotUnderstood();
  return bytes;
}

// The keys of a block below are from its own to the next one's.
void TableReader::find_leaves(std::uint32_t number, unsigned level) {
  if (level == 0) {
    leaves_.push_back(number);
    return;
  }
  const std::string_view bytes = block(number, level);
  const std::size_t end = directory_end(bytes);
  for (std::size_t at = kBlockDirectory; at + kOffsetBytes <= end; at += kOffsetBytes) {
    const std::size_t item = number_at(bytes, at, kOffsetBytes), next = at + kOffsetBytes;
    const std::string_view from = branch_key(bytes, item);
    if (from > prefix_ && !from.starts_with(prefix_)) break;
    const bool is_before =
        next + kOffsetBytes <= end && branch_key(bytes, number_at(bytes, next, kOffsetBytes)) < prefix_;
    if (!is_before) find_leaves(number_at(bytes, item, kChildBytes), level - 1);
  }
}

// Goes to the next item of a leaf; false after the last one.
bool TableReader::next_item() {
  while (place_ == 0 || place_ + kOffsetBytes > directory_end_) {
    if (place_ != 0) ++leaf_;
    if (leaf_ >= leaves_.size()) return false;
    bytes_ = block(leaves_[leaf_], 0);
    directory_end_ = directory_end(bytes_);
    place_ = kBlockDirectory;
  }
  item_ = number_at(bytes_, place_, kOffsetBytes);
  place_ += kOffsetBytes;
  return true;
}

void TableReader::add_piece(std::size_t head, std::size_t size) {
  const std::string_view part = part_of(bytes_, item_ + head, size - head);
  pieces_.push_back({static_cast<std::uint64_t>(part.data() - file_.data()), static_cast<std::uint32_t>(part.size())});
  if (pieces_.size() == 2) tag_.assign(part_of(file_, pieces_[0].offset, pieces_[0].bytes));
  if (pieces_.size() > 1) tag_ += part;
}

bool TableReader::next() {
  pieces_.clear();
  tag_.clear();
  while (next_item()) {
    const std::uint32_t flags = number_at(bytes_, item_, kItemSizeBytes);
    const std::size_t size = (flags & kItemSizeMask) + kItemHeadBytes;
    const std::string_view key =
        part_of(bytes_, item_ + kItemHeadBytes, number_at(bytes_, item_ + kItemSizeBytes, kKeyLengthBytes));
    if (key.empty()) continue;  // the first item of a table
    if (!key.starts_with(prefix_)) {
      if (key > prefix_) return false;
      continue;
    }
    const bool is_first = (flags & kItemIsFirst) != 0;
    if (is_first != pieces_.empty() || (!is_first && key != key_)) throw NotUnderstood();
    const std::size_t head = kItemHeadBytes + key.size() + (is_first ? 0 : kComponentBytes);
    if (head > size || (head == size && !is_first)) throw NotUnderstood();
    key_ = key;
    is_compressed_ = (flags & kItemIsCompressed) != 0;
    add_piece(head, size);
    if ((flags & kItemIsLast) != 0) return true;
  }
  if (!pieces_.empty()) throw NotUnderstood();
  return false;
}

}  // namespace broadtape::glass
