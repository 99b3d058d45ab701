// The parts of a merge, and their tables in the order of the keys.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/archive/mapped_file.h"
#include "indexer/glass/table_reader.h"
#include "indexer/glass/version_file.h"

namespace broadtape::glass {

struct Part {
  std::string folder;
  StoredDatabase database;
  std::uint32_t documents_before;  // in the parts before it
};

// One table of a part. Threads: not shared.
class Source {
 public:
  // Throws NotUnderstood, Error(kUnwritable) if the file cannot be read.
  Source(const Part& part, Table table)
      : documents_before(part.documents_before),
        file_(mapped(part, table)),
        reader_(bytes(), part.database.tables[table]) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  // The present entry.
  const TableReader& entry() const { return reader_; }

  // Goes to the next one; false if there is none. Leaves that were read need no memory.
  bool next() {
    const std::string_view before = reader_.leaf();
    const bool is_there = reader_.next();
    if (!before.empty() && before.data() != reader_.leaf().data()) file_->release(before);
    return is_there;
  }

  const std::uint32_t documents_before;

 private:
  static std::optional<MappedFile> mapped(const Part& part, Table table);
  std::string_view bytes() const { return file_ ? file_->bytes() : std::string_view(); }

  std::optional<MappedFile> file_;
  TableReader reader_;
};

}  // namespace broadtape::glass
