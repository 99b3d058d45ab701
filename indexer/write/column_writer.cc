#include "indexer/write/column_writer.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <numeric>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/checksums.h"
#include "common/archive/columns.h"
#include "common/archive/columns_format.h"
#include "common/archive/document_set.h"
#include "common/archive/durable_files.h"
#include "common/archive/index_errors.h"
#include "common/archive/mapped_file.h"
#include "common/archive/stream_pieces.h"
#include "common/archive/word_dictionary.h"
#include "common/error/error.h"
#include "indexer/glass/value_pieces.h"
#include "indexer/write/amender.h"

namespace broadtape {
namespace {

MappedFile mapped(const std::string& path) {
  std::optional<MappedFile> file = MappedFile::open(path);
  if (file) return std::move(*file);
  if (errno == ENOENT)
    throw Error(ErrorKind::kCorrupt, fmt::format("the file {} is missing", path),
                "find the damage with: tape-index verify");
  throw Error(ErrorKind::kUnwritable, fmt::format("cannot read {}: {}", path, std::strerror(errno)),
              kSystemFailureHint);
}

template <class Row>
std::string_view bytes_of(const std::vector<Row>& rows) {
  return {reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(Row)};
}

std::string table_of(const std::vector<std::string>& texts) {
  std::vector<std::uint32_t> numbers{static_cast<std::uint32_t>(texts.size())};
  std::uint64_t end = 0;
  for (const std::string& text : texts) numbers.push_back(static_cast<std::uint32_t>(end += text.size()));
  if (end > std::numeric_limits<std::uint32_t>::max())
    throw Error(ErrorKind::kTooLarge, "the values of a segment are too long for its columns");
  std::string table(bytes_of(numbers));
  for (const std::string& text : texts) table += text;
  return table;
}

// Receives the bytes of the file.
class Output {
 public:
  virtual ~Output() = default;
  virtual void write(std::uint64_t offset, std::string_view bytes) = 0;
};

// Writes a draft in the folder of a segment, and renames it at the end.
class FileOutput final : public Output {
 public:
  explicit FileOutput(const std::string& segment)
      : path_(segment + "/" + kColumnsName),
        draft_(segment + "/" + kColumnsDraftName),
        file_(open(draft_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
    if (file_ < 0) fail();
  }
  ~FileOutput() override {
    if (file_ < 0) return;
    close(file_);
    unlink(draft_.c_str());
  }
  FileOutput(const FileOutput&) = delete;
  FileOutput& operator=(const FileOutput&) = delete;

  void write(std::uint64_t offset, std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t size = pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (size < 0 && errno == EINTR) continue;
      if (size < 0) fail();
      bytes.remove_prefix(static_cast<std::size_t>(size));
      offset += static_cast<std::uint64_t>(size);
    }
  }

  void finish() {
    if (fsync(file_) != 0) fail();
    if (close(std::exchange(file_, -1)) != 0) fail();
    move_path(draft_, path_);
  }

 private:
  [[noreturn]] void fail() const {
    throw Error(
        ErrorKind::kUnwritable, fmt::format("cannot write {}: {}", draft_, std::strerror(errno)),
        "nothing that was published before is touched; make room or correct the permissions, then run it again");
  }

  std::string path_;
  std::string draft_;
  int file_;
};

// Compares the bytes with those of a file.
class ComparedOutput final : public Output {
 public:
  explicit ComparedOutput(std::string_view file) : file_(file) {}

  void write(std::uint64_t offset, std::string_view bytes) override {
    end_ = std::max(end_, offset + bytes.size());
    same_ = same_ && offset <= file_.size() && file_.substr(offset, bytes.size()) == bytes;
  }
  bool is_same() const { return same_ && end_ == file_.size(); }

 private:
  std::string_view file_;
  std::uint64_t end_ = 0;
  bool same_ = true;
};

class ColumnWriter {
 public:
  ColumnWriter(const std::string& folder, const Xapian::Database& segment, std::uint64_t database, Output& output)
      : folder_(folder), segment_(segment), documents_(segment.get_doccount()), output_(output) {
    std::memcpy(header_.magic, columns::kMagic, sizeof header_.magic);
    header_.version = columns::kVersion;
    header_.documents = documents_;
    header_.database = database;
  }

  void write() {
    for (const Slot slot : columns::kColumnSlots) {
      if (const std::optional<Field> field = slot_field(slot))
        add_column_of_terms(slot, *field);
      else
        add_column(slot);
    }
    add_bitmaps();
    add_streams();
    add_dictionaries();
    write_header();
  }

 private:
  void add_section(columns::Section section, Slot slot, std::string_view bytes) {
    const std::uint64_t offset = end_;
    rows_.push_back({section, slot, offset, bytes.size(), append(bytes)});
  }

  // Writes `bytes` and zero bytes up to the next multiple of kAlignment; returns the checksum of both.
  std::uint64_t append(std::string_view bytes) {
    std::string padded(bytes);
    padded.resize(columns::aligned(bytes.size()), '\0');
    output_.write(end_, padded);
    end_ += padded.size();
    return checksum64(padded);
  }

  void add_column(Slot slot) {
    std::unordered_map<std::string, std::uint32_t> numbers;  // of texts, in the order of their first documents
    std::vector<std::uint32_t> ordinals(is_list(slot) ? 0 : documents_);
    std::vector<std::uint32_t> ends(is_list(slot) ? documents_ : 0);
    const auto number_of = [&](const std::string& text) {
      return numbers.try_emplace(text, static_cast<std::uint32_t>(numbers.size() + 1)).first->second;
    };
    const auto end = segment_.valuestream_end(slot);
    for (auto value = segment_.valuestream_begin(slot); value != end; ++value) {
      const std::uint32_t place = value.get_docid() - 1;
      if (!is_list(slot)) {
        ordinals.at(place) = number_of(*value);
        continue;
      }
      each_item(*value, [&](std::string_view item) { ordinals.push_back(number_of(std::string(item))); });
      ends.at(place) = static_cast<std::uint32_t>(ordinals.size());
    }
    const std::vector<std::string> texts = put_in_order(numbers, ordinals);
    for (std::size_t place = 1; place < ends.size(); ++place) ends[place] = std::max(ends[place], ends[place - 1]);
    add_section(is_list(slot) ? columns::kItems : columns::kOrdinals, slot, bytes_of(ordinals));
    if (is_list(slot)) add_section(columns::kItemEnds, slot, bytes_of(ends));
    add_section(columns::kValues, slot, table_of(texts));
  }

  void add_column_of_terms(Slot slot, Field field) {
    const std::string prefix = make_term(field, "");
    std::vector<std::string> texts;
    std::vector<std::vector<std::uint32_t>> lists;  // of documents, parallel to texts
    const auto end = segment_.allterms_end(prefix);
    for (auto term = segment_.allterms_begin(prefix); term != end; ++term) {
      texts.emplace_back(term_value(field, *term));
      lists.emplace_back(segment_.postlist_begin(*term), segment_.postlist_end(*term));
    }
    std::vector<std::uint32_t> ends(documents_);
    for (const auto& list : lists)
      for (const std::uint32_t document : list) ++ends.at(document - 1);
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
    std::vector<std::uint32_t> items(ends.empty() ? 0 : ends.back());
    std::vector<std::uint32_t> places(ends);  // after the items that are still to be put
    for (std::size_t text = texts.size(); text > 0; --text)
      for (const std::uint32_t document : lists[text - 1])
        items[--places[document - 1]] = static_cast<std::uint32_t>(text);
    add_section(columns::kItems, slot, bytes_of(items));
    add_section(columns::kItemEnds, slot, bytes_of(ends));
    add_section(columns::kValues, slot, table_of(texts));
  }

  // Returns the texts in order, and makes their numbers in `ordinals` those of this order.
  static std::vector<std::string> put_in_order(const std::unordered_map<std::string, std::uint32_t>& numbers,
                                               std::vector<std::uint32_t>& ordinals) {
    std::vector<std::string> texts;
    texts.reserve(numbers.size());
    for (const auto& [text, number] : numbers) texts.push_back(text);
    std::sort(texts.begin(), texts.end());
    std::vector<std::uint32_t> in_order(numbers.size() + 1);
    for (std::size_t place = 0; place < texts.size(); ++place)
      in_order[numbers.find(texts[place])->second] = static_cast<std::uint32_t>(place + 1);
    for (std::uint32_t& ordinal : ordinals) ordinal = in_order[ordinal];
    return texts;
  }

  // Where the word streams lie in the segment's table, compared with what Xapian reads.
  void add_streams() {
    std::vector<StreamPiece> pieces;
    std::vector<std::uint32_t> ends(documents_);
    if (!find_streams(pieces, ends)) {
      pieces.clear();
      ends.clear();
    }
    for (std::size_t i = 1; i < ends.size(); ++i) ends[i] = std::max(ends[i], ends[i - 1]);
    add_section(columns::kPieces, Slot{}, bytes_of(pieces));
    add_section(columns::kPieceEnds, Slot{}, bytes_of(ends));
  }

  // False if the table does not have the streams as Xapian reads them.
  bool find_streams(std::vector<StreamPiece>& pieces, std::vector<std::uint32_t>& ends) const {
    auto value = segment_.valuestream_begin(kWordStreamSlot);
    const auto end = segment_.valuestream_end(kWordStreamSlot);
    bool same = true;
    const auto take = [&](std::uint32_t document, const std::vector<glass::Piece>& of_document,
                          std::string_view stream) {
      same = same && value != end && value.get_docid() == document && *value == stream;
      if (!same) return;
      for (const glass::Piece& piece : of_document) pieces.emplace_back(piece.offset, piece.bytes);
      ends.at(document - 1) = static_cast<std::uint32_t>(pieces.size());
      ++value;
    };
    return glass::find_values(folder_, kWordStreamSlot, take) && same && value == end;
  }

  void add_dictionaries() {
    if (documents_ < columns::kFewestForDictionaries) return;
    add_section(columns::kRecordDictionary, Slot{}, first_metadata(kDictionaryKeyPrefix));
    const std::string words = first_metadata(kWordsKeyPrefix);
    add_section(columns::kWordDictionary, Slot{}, words);
    add_word_documents(WordDictionary(words));
  }

  void add_word_documents(const WordDictionary& words) {
    std::vector<std::uint32_t> documents;
    const auto end = segment_.allterms_end();
    auto at = segment_.allterms_begin();
    words.each_term([&](std::uint32_t number, std::string_view term) {
      const std::string indexed = make_term(Field::kText, term);
      if (at != end && *at < indexed) at.skip_to(indexed);
      documents.resize(std::max<std::size_t>(documents.size(), number + 1));
      documents[number] = at != end && *at == indexed ? at.get_termfreq() : 0;
    });
    add_section(columns::kWordDocuments, Slot{}, bytes_of(documents));
  }

  // Of the keys that begin so; a segment mostly has one.
  std::string first_metadata(std::string_view prefix) const {
    const std::string begin(prefix);
    const auto key = segment_.metadata_keys_begin(begin);
    return key == segment_.metadata_keys_end(begin) ? "" : segment_.get_metadata(*key);
  }

  bool has_bitmap(std::uint64_t documents) const {
    return documents >= columns::kFewestDocuments && documents * columns::kTermShare >= documents_;
  }

  void add_bitmaps() {
    std::vector<std::string> terms;
    std::vector<columns::BitmapRow> bitmaps;
    std::vector<std::uint32_t> documents;
    const std::uint64_t begin = end_;
    const auto end = segment_.allterms_end();
    for (auto term = segment_.allterms_begin(); term != end; ++term) {
      if (!has_bitmap(term.get_termfreq())) continue;
      terms.push_back(*term);
      documents.assign(segment_.postlist_begin(terms.back()), segment_.postlist_end(terms.back()));
      const std::string bitmap = DocumentSet::of(documents).frozen();
      const std::uint64_t offset = end_ - begin;
      bitmaps.push_back({offset, bitmap.size(), append(bitmap)});
    }
    rows_.push_back({columns::kBitmaps, 0, begin, end_ - begin, 0});
    add_section(columns::kTerms, Slot{}, table_of(terms));
    add_section(columns::kBitmapRows, Slot{}, bytes_of(bitmaps));
  }

  void write_header() {
    header_.sections = static_cast<std::uint32_t>(rows_.size());
    std::string bytes(reinterpret_cast<const char*>(&header_), sizeof header_);
    bytes += bytes_of(rows_);
    bytes.resize(columns::kHeaderBytes - sizeof(std::uint64_t), '\0');
    const std::uint64_t checksum = checksum64(bytes);
    bytes.append(reinterpret_cast<const char*>(&checksum), sizeof checksum);
    output_.write(0, bytes);
  }

  const std::string& folder_;
  const Xapian::Database& segment_;
  const std::uint32_t documents_;
  Output& output_;
  columns::Header header_{};
  std::vector<columns::SectionRow> rows_;
  std::uint64_t end_ = columns::kHeaderBytes;
};

bool may_have_columns(const Xapian::Database& segment) {
  return segment.get_metadata(std::string(kSchemaKey)) == std::to_string(kSchemaVersion) && !has_gaps(segment);
}

std::uint64_t state_of(const std::string& segment) {
  return checksum64(mapped(segment + "/iamglass").bytes());
}

}  // namespace

void write_columns(const std::string& segment) {
  const std::string path = segment + "/" + kColumnsName;
  remove_tree(path);
  remove_tree(segment + "/" + kColumnsDraftName);
  with_write_errors(path, [&] {
    const Xapian::Database database = open_database(segment);
    if (!may_have_columns(database)) return;
    FileOutput file(segment);
    ColumnWriter(segment, database, state_of(segment), file).write();
    file.finish();
  });
}

std::string columns_problem(const std::string& segment) {
  return with_read_errors("the segment " + segment, [&]() -> std::string {
    const Xapian::Database database = open_database(segment);
    if (!may_have_columns(database)) return {};
    if (std::string problem = Columns::problem(segment); !problem.empty()) return problem;
    const MappedFile file = mapped(segment + "/" + kColumnsName);
    ComparedOutput output(file.bytes());
    ColumnWriter(segment, database, state_of(segment), output).write();
    return output.is_same() ? "" : "its file columns is not what its index gives";
  });
}

}  // namespace broadtape
