// Writes one table of a glass database, a B-tree, from entries in ascending order of their keys: leaf blocks as they
// fill, and above them the branch blocks that lead there. Nothing is read back or moved.
//
// A block, numbers big-endian:
//
//   0   4  revision of the database that wrote it
//   4   1  level: 0 for leaves, one more for each step up to the root
//   5   2  free bytes between the directory and the first item
//   7   2  free bytes in all
//   9   2  end of the directory
//   11     directory: for each item, in order of the keys, its offset in the block, 2 bytes; items fill the block from
//   its end
//
// A leaf's item: 2 bytes of flags (compressed, last, first component) and its size less 3; the key with a length byte;
// the component's number (2 bytes, absent in the first); this component of the entry's tag. The first item of a table
// has neither key nor tag. A branch's item: the number of a block (4 bytes), and the least key that leads there, with a
// length byte and component number, cut after the first byte that tells it from its predecessor. The key of a branch's
// first item is left empty.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/glass/output_file.h"

namespace broadtape::glass {

inline constexpr std::uint32_t kRevision = 1;  // of a database written at once
inline constexpr std::size_t kMaxKeyBytes = 255;
inline constexpr std::size_t kBlockBytes = 65536;  // the largest that the format has: the fewest levels

// What the version file tells of a table.
struct TableRoot {
  std::uint32_t block = 0;
  unsigned level = 0;
  std::uint64_t entries = 0;
  std::uint32_t blocks = 0;  // none: there is no file
};

class TableWriter {
 public:
  // Replaces the file. Throws Error(kUnwritable).
  explicit TableWriter(const std::string& path);

  // `key` is greater than those before it and not empty. `compressed`: `tag` is a raw deflate stream of the entry's
  // bytes. Throws Error(kTooLarge) for a key past kMaxKeyBytes or a tag past some 500 MB, Error(kUnwritable).
  void add(std::string_view key, std::string_view tag, bool compressed = false);

  // Writes what is left. Nothing may be added after it. Throws Error(kUnwritable).
  TableRoot finish();

 private:
  struct Block {
    std::string bytes;
    std::size_t directory_end = 0;
    std::size_t items_begin = 0;
    std::string first_key;  // with its component number: what leads to this block
  };

  void start(Block& block, unsigned level);
  bool has_room(const Block& block, std::size_t item_bytes) const;
  char* place(Block& block, std::size_t item_bytes);
  std::uint32_t write(Block& block);
  void add_item(std::string_view key, std::string_view tag_part, unsigned component, unsigned flags);
  void flush_leaf();
  void add_branch(std::size_t level, std::string key, std::uint32_t child);

  OutputFile file_;
  Block leaf_;
  std::string last_key_;         // of the leaf's last item
  std::vector<Block> branches_;  // the one being filled of level 1, 2, ...
  TableRoot root_;
};

}  // namespace broadtape::glass
