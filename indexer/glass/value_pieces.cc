#include "indexer/glass/value_pieces.h"

#include <algorithm>
#include <optional>

#include "indexer/glass/format.h"
#include "indexer/glass/packing.h"
#include "indexer/glass/version_file.h"

namespace broadtape::glass {
namespace {

constexpr std::size_t kMostLevels = 10;

struct NotUnderstood {};

std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t count) {
  if (at > bytes.size() || count > bytes.size() - at) throw NotUnderstood();
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::string_view part_of(std::string_view bytes, std::size_t at, std::size_t count) {
  if (at > bytes.size() || count > bytes.size() - at) throw NotUnderstood();
  return bytes.substr(at, count);
}

std::uint64_t take_uint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (bytes.empty()) throw NotUnderstood();
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= std::uint64_t{byte & 0x7fu} << shift;
    if (byte < 0x80) return value;
  }
  throw NotUnderstood();
}

// As append_sorted_uint() writes it.
std::uint32_t sorted_uint(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(number_at(bytes, 0, 1));
  const std::size_t count = first < 0x80 ? 2 : 2 + static_cast<std::size_t>(std::countl_one(first));
  if (bytes.size() != count || count > kMaxSortedUintBytes) throw NotUnderstood();
  std::uint64_t value = count == 2 ? first : first & (0x7fu >> (count - 2));
  for (std::size_t i = 1; i < count; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return static_cast<std::uint32_t>(value);
}

class Walk {
 public:
  Walk(std::string_view table, std::size_t block_bytes, std::uint32_t slot, const TakeValue& take)
      : table_(table), block_bytes_(block_bytes), prefix_(kSlotValuesKey), take_(take) {
    append_uint(prefix_, slot);
  }

  void visit(std::uint32_t number, unsigned level) {
    const std::uint64_t begin = std::uint64_t{number} * block_bytes_;
    if (begin > table_.size() || block_bytes_ > table_.size() - begin || level > kMostLevels) throw NotUnderstood();
    const std::string_view block = table_.substr(begin, block_bytes_);
    if (number_at(block, kBlockLevel, 1) != level) throw NotUnderstood();
    const std::size_t end = number_at(block, kBlockDirectoryEnd, kOffsetBytes);
    if (end < kBlockDirectory || end > block.size()) throw NotUnderstood();
    for (std::size_t at = kBlockDirectory; at + kOffsetBytes <= end && !is_past_; at += kOffsetBytes) {
      const std::size_t item = number_at(block, at, kOffsetBytes);
      if (level == 0) {
        take_item(block, item, begin);
      } else {
        const std::size_t next = at + kOffsetBytes;
        const bool is_last = next + kOffsetBytes > end;
        if (is_last || !ends_before(branch_key(block, number_at(block, next, kOffsetBytes))))
          visit(number_at(block, item, kChildBytes), level - 1);
      }
    }
  }

  bool is_complete() const { return tag_.empty(); }

 private:
  static std::string_view branch_key(std::string_view block, std::size_t item) {
    return part_of(block, item + kChildBytes + kKeyLengthBytes, number_at(block, item + kChildBytes, kKeyLengthBytes));
  }

  // Whether what is less than `key` has no key with the prefix.
  bool ends_before(std::string_view key) const { return key <= prefix_; }

  void take_item(std::string_view block, std::size_t item, std::uint64_t block_begin) {
    const std::uint32_t flags = number_at(block, item, kItemSizeBytes);
    const std::size_t size = (flags & kItemSizeMask) + kItemHeadBytes;
    const std::string_view key =
        part_of(block, item + kItemHeadBytes, number_at(block, item + kItemSizeBytes, kKeyLengthBytes));
    if (!key.starts_with(prefix_)) {
      is_past_ = key > prefix_;
      return;
    }
    const bool is_first = (flags & kItemIsFirst) != 0;
    if ((flags & kItemIsCompressed) != 0 || is_first != tag_.empty()) throw NotUnderstood();
    const std::size_t head = kItemHeadBytes + key.size() + (is_first ? 0 : kComponentBytes);
    if (head >= size) throw NotUnderstood();
    const std::string_view part = part_of(block, item + head, size - head);
    if (is_first) first_ = sorted_uint(key.substr(prefix_.size()));
    parts_.push_back({block_begin + item + head, static_cast<std::uint32_t>(part.size())});
    tag_ += part;
    if ((flags & kItemIsLast) != 0) take_chunk();
  }

  // The values in tag_, whose bytes are in parts_.
  void take_chunk() {
    std::uint64_t document = first_;
    for (std::string_view rest = tag_;;) {
      const std::uint64_t bytes = take_uint(rest);
      if (bytes > rest.size()) throw NotUnderstood();
      cut(tag_.size() - rest.size(), bytes);
      take_(static_cast<std::uint32_t>(document), pieces_);
      rest.remove_prefix(bytes);
      if (rest.empty()) break;
      document += take_uint(rest) + 1;
    }
    tag_.clear();
    parts_.clear();
  }

  // Makes pieces_ the places of a part of tag_.
  void cut(std::uint64_t begin, std::uint64_t bytes) {
    pieces_.clear();
    for (const Piece& part : parts_) {
      if (bytes == 0) break;
      if (begin >= part.bytes) {
        begin -= part.bytes;
        continue;
      }
      const auto taken = static_cast<std::uint32_t>(std::min<std::uint64_t>(bytes, part.bytes - begin));
      pieces_.push_back({part.offset + begin, taken});
      bytes -= taken;
      begin = 0;
    }
  }

  std::string_view table_;
  std::size_t block_bytes_;
  std::string prefix_;  // of the keys
  const TakeValue& take_;
  bool is_past_ = false;

  // Of the entry that is being read.
  std::uint32_t first_ = 0;
  std::vector<Piece> parts_;
  std::string tag_;
  std::vector<Piece> pieces_;
};

}  // namespace

bool find_values(const std::string& folder, std::string_view postlist, std::uint32_t slot, const TakeValue& take) {
  const std::optional<StoredTables> tables = read_tables(folder);
  if (!tables) return false;
  const StoredTable& table = (*tables)[kPostlist];
  if (!table.has_file) return true;
  Walk walk(postlist, table.block_bytes, slot, take);
  try {
    walk.visit(table.root, table.level);
  } catch (const NotUnderstood&) {
    return false;
  }
  return walk.is_complete();
}

}  // namespace broadtape::glass
