// The columns of a segment: its documents' values as ordinals of sorted dictionaries, and bitmaps of its frequent
// terms. They let counts, facets and sorts read a few arrays where Xapian walks every match.
//
// They are an accelerator, made from the segment (indexer/write/column_writer.h). A file that is missing, damaged, of
// another version or of another state of the segment is not used, and everything works without it. The file is mapped;
// what is read of it is compared with its checksum when it is first used.
//
// Format: columns_format.h. Threads: not shared, except for Column and DocumentSet.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/archive/document_set.h"
#include "common/archive/schema.h"
#include "common/archive/stream_pieces.h"

namespace broadtape {

// The values of one slot, or their items if they are lists. Documents are numbered from 1, as in the segment. Valid as
// long as its Columns.
class Column {
 public:
  // The ordinals of a document's items, or of its value; none if it has no value. Ordinals are in the order of the
  // bytes of what they mean, from 1.
  std::span<const std::uint32_t> ordinals(std::uint32_t document) const {
    if (item_ends_ == nullptr) return {ordinals_ + document - 1, ordinals_[document - 1] == 0 ? 0u : 1u};
    const std::uint32_t begin = document == 1 ? 0 : item_ends_[document - 2];
    return {ordinals_ + begin, item_ends_[document - 1] - begin};
  }
  std::uint32_t value_count() const { return value_count_; }
  // Of an ordinal from 1 to value_count().
  std::string_view value(std::uint32_t ordinal) const {
    const std::uint32_t begin = ordinal == 1 ? 0 : ends_[ordinal - 2];
    return {texts_ + begin, ends_[ordinal - 1] - begin};
  }

  // Of a slot whose values are not lists:

  // 0 if the document has no value.
  std::uint32_t ordinal(std::uint32_t document) const { return ordinals_[document - 1]; }
  // Empty if the document has no value.
  std::string_view value_of(std::uint32_t document) const {
    const std::uint32_t at = ordinal(document);
    return at == 0 ? std::string_view{} : value(at);
  }
  // The first ordinal whose value is not less than `text`; value_count() + 1 if there is none.
  std::uint32_t first_from(std::string_view text) const;
  // The first ordinal whose value is greater than `text`; likewise.
  std::uint32_t first_after(std::string_view text) const;

 private:
  friend class ColumnsFile;
  const std::uint32_t* ordinals_ = nullptr;
  const std::uint32_t* item_ends_ = nullptr;  // of lists
  std::uint32_t value_count_ = 0;
  const std::uint32_t* ends_ = nullptr;
  const char* texts_ = nullptr;
};

class ColumnsFile;

class Columns {
 public:
  // Those of the segment in the folder `segment`; null if it has no usable ones.
  static std::shared_ptr<const Columns> open(const std::string& segment);

  // What is wrong with the file, a sentence without its full stop; empty if every byte is as it was written. Reads all
  // of it. Throws Error(kUnwritable) if a file exists but cannot be read.
  static std::string problem(const std::string& segment);

  ~Columns();
  Columns(const Columns&) = delete;
  Columns& operator=(const Columns&) = delete;

  std::uint32_t documents() const;

  // nullptr if the slot has no column or it is damaged.
  const Column* column(Slot slot) const;

  // Where the word streams lie; nullptr if that is not known: the values have them. The table that has them is not
  // compared with its checksum, which would read all of it where a search needs a little; `verify` does that.
  const StreamPieces* streams() const;

  // Copies of the segment's dictionaries (dictionaries.h): a program that searches once would spend a third of its time
  // on reading them from the index. Empty if there are none or they are damaged: the metadata has them.
  std::string_view record_dictionary() const;
  std::string_view word_dictionary() const;

  // How many documents have a term of kText that the word dictionary has; nullopt of others, and without that
  // dictionary. A look-up in the index costs ten times as much.
  std::optional<std::uint32_t> documents_with_word(std::string_view term) const;

  // nullopt if the term has no bitmap or it is damaged: its posting list has the documents.
  std::optional<DocumentSet> bitmap(std::string_view term) const;

 private:
  Columns(std::string segment, std::unique_ptr<const ColumnsFile> file);

  std::string segment_;  // its folder
  std::unique_ptr<const ColumnsFile> file_;
  mutable std::map<Slot, std::optional<Column>> columns_;               // those that were asked for
  mutable std::optional<std::unique_ptr<const StreamPieces>> streams_;  // once asked for
  struct Terms;
  mutable std::unique_ptr<Terms> terms_;
  struct Words;
  mutable std::unique_ptr<Words> words_;
};

}  // namespace broadtape
