// Writes one table of a glass database, a B-tree, from entries in ascending order of their keys: leaf blocks as they
// fill, and above them the branch blocks that lead there. Nothing is read back or moved.
//
// docs/glass-format.md has the bytes of blocks and items.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/glass/format.h"

namespace broadtape::glass {

// A file that is written once, front to back.
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

// Throws Error(kUnwritable) with the system's reason, errno of the last call, for `path`.
[[noreturn]] void throw_unwritable(const std::string& path);

// Likewise of a file that cannot be read.
[[noreturn]] void throw_unreadable(const std::string& path);

// What the version file says of a table.
struct TableRoot {
  std::uint32_t block = 0;
  unsigned level = 0;
  std::uint64_t entries = 0;
  std::uint32_t blocks = 0;  // 0: there is no file
};

class TableWriter {
 public:
  // Replaces the file. Throws Error(kUnwritable).
  explicit TableWriter(const std::string& path);

  // `key` is greater than those before it and not empty. `compressed`: `tag` is a raw deflate stream of the entry's
  // bytes. Throws Error(kTooLarge) for a key past kMaxKeyBytes or a tag past about 500 MB, Error(kUnwritable).
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
