// Reads the entries of a table in the order of their keys, also of tables that Xapian wrote.
//
// Threads: not shared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/glass/unpacking.h"
#include "indexer/glass/version_file.h"

namespace broadtape::glass {

// Bytes of the file of a table.
struct Piece {
  std::uint64_t offset;
  std::uint32_t bytes;  // more than 0, less than 65,536
};

class TableReader {
 public:
  // Reads the entries whose keys begin with `prefix`. `file` has the bytes of the table and stays valid. All functions
  // throw NotUnderstood.
  TableReader(std::string_view file, const StoredTable& table, std::string_view prefix = {});

  // Goes to the next entry, at first to the first one; false at the end.
  bool next();

  // Of the present entry, valid until the next call of next().
  std::string_view key() const { return key_; }
  std::string_view tag() const {
    return pieces_.size() == 1 ? part_of(file_, pieces_[0].offset, pieces_[0].bytes) : tag_;
  }
  bool is_compressed() const { return is_compressed_; }
  const std::vector<Piece>& pieces() const { return pieces_; }  // that the tag consists of

  // The block that has it, or its last piece.
  std::string_view leaf() const { return bytes_; }

 private:
  std::string_view block(std::uint32_t number, unsigned level) const;
  void find_leaves(std::uint32_t number, unsigned level);
  bool next_item();
  void add_piece(std::size_t head, std::size_t size);

  std::string_view file_;
  std::size_t block_bytes_;
  std::string prefix_;
  std::vector<std::uint32_t> leaves_;  // that may have such entries, in the order of their keys
  std::size_t leaf_ = 0;               // in leaves_
  std::size_t place_ = 0;              // in its directory; 0 before it was opened
  std::string_view bytes_;             // of the leaf
  std::size_t directory_end_ = 0;
  std::size_t item_ = 0;  // in the leaf

  std::string_view key_;
  std::string tag_;  // if it is in several pieces
  bool is_compressed_ = false;
  std::vector<Piece> pieces_;
};

}  // namespace broadtape::glass
