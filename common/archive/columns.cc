#include "common/archive/columns.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "common/archive/checksums.h"
#include "common/archive/columns_format.h"
#include "common/archive/mapped_file.h"
#include "common/archive/word_dictionary.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of the file are used where they are");

template <class Row>
const Row* rows_at(std::string_view bytes) {
  return reinterpret_cast<const Row*>(bytes.data());
}

template <class Row>
std::span<const Row> rows_in(std::string_view bytes) {
  return {rows_at<Row>(bytes), bytes.size() / sizeof(Row)};
}

struct TextTable {
  std::uint32_t count = 0;
  const std::uint32_t* ends = nullptr;
  const char* texts = nullptr;

  std::string_view text(std::uint32_t place) const {
    const std::uint32_t begin = place == 0 ? 0 : ends[place - 1];
    return {texts + begin, ends[place] - begin};
  }
};

// nullopt if the ends are not ascending up to the end of `section`.
std::optional<TextTable> text_table(std::string_view section) {
  constexpr std::size_t kNumber = sizeof(std::uint32_t);
  if (section.size() < kNumber) return std::nullopt;
  TextTable table;
  table.count = *rows_at<std::uint32_t>(section);
  table.ends = rows_at<std::uint32_t>(section) + 1;
  const std::uint64_t head = (std::uint64_t{table.count} + 1) * kNumber;
  if (head > section.size()) return std::nullopt;
  table.texts = section.data() + head;
  const std::uint64_t bytes = section.size() - head;
  const bool ascending = std::is_sorted(table.ends, table.ends + table.count);
  if (!ascending || (table.count > 0 && table.ends[table.count - 1] != bytes)) return std::nullopt;
  return table;
}

// The place of the first text that is not less than `text`.
std::uint32_t lower_bound(const TextTable& table, std::string_view text) {
  std::uint32_t first = 0, count = table.count;
  while (count > 0) {
    const std::uint32_t half = count / 2;
    if (table.text(first + half) < text) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first;
}

std::string whole_name(const std::string& segment, const char* name) {
  return segment + "/" + name;
}

// Maps a file that must be readable if it exists. nullopt if it does not exist.
std::optional<MappedFile> mapped_if_there(const std::string& path) {
  std::optional<MappedFile> file = MappedFile::open(path);
  if (!file && errno != ENOENT)
    throw Error(ErrorKind::kUnwritable, fmt::format("cannot read {}: {}", path, std::strerror(errno)),
                "nothing was changed; check the disk and the permissions of the file, then try again");
  return file;
}

}  // namespace

// The sections of a mapped file whose header is right.
class ColumnsFile {
 public:
  // Sets `problem` and returns null if the header is not that of `database`, the file iamglass.
  static std::unique_ptr<const ColumnsFile> of(MappedFile file, std::string_view database, std::string& problem) {
    std::unique_ptr<ColumnsFile> made(new ColumnsFile(std::move(file)));
    problem = made->header_problem(checksum64(database));
    return problem.empty() ? std::move(made) : nullptr;
  }

  std::uint32_t documents() const { return header().documents; }

  // nullopt if it is missing or not as it was written.
  std::optional<std::string_view> section(columns::Section section, Slot slot = Slot{}) const {
    const columns::SectionRow* const row = find(section, slot);
    return row != nullptr && is_whole(*row) ? std::optional(bytes_of(*row)) : std::nullopt;
  }

  std::optional<Column> column(Slot slot) const {
    const bool lists = is_list(slot);
    const auto ordinals = numbers(lists ? columns::kItems : columns::kOrdinals, slot);
    const auto item_ends = lists ? numbers(columns::kItemEnds, slot) : ordinals;
    const std::optional<std::string_view> values = section(columns::kValues, slot);
    const std::optional<TextTable> table = values ? text_table(*values) : std::nullopt;
    if (!ordinals || !item_ends || !table || item_ends->size() != documents()) return std::nullopt;
    const std::uint32_t least = lists ? 1 : 0;
    const bool inside = std::all_of(ordinals->begin(), ordinals->end(),
                                    [&](std::uint32_t ordinal) { return least <= ordinal && ordinal <= table->count; });
    const bool ended = !lists || (std::is_sorted(item_ends->begin(), item_ends->end()) &&
                                  (item_ends->empty() ? 0 : item_ends->back()) == ordinals->size());
    if (!inside || !ended) return std::nullopt;
    Column column;
    column.ordinals_ = ordinals->data();
    column.item_ends_ = lists ? item_ends->data() : nullptr;
    column.value_count_ = table->count;
    column.ends_ = table->ends;
    column.texts_ = table->texts;
    return column;
  }

  // The bytes of a bitmap; nullopt if they are not as they were written.
  std::optional<std::string_view> bitmap(const columns::BitmapRow& row) const {
    const columns::SectionRow* const section = find(columns::kBitmaps, Slot{});
    if (section == nullptr || row.offset % columns::kAlignment != 0 || row.offset > section->bytes ||
        columns::aligned(row.bytes) > section->bytes - row.offset)
      return std::nullopt;
    const std::string_view bytes = file_.bytes().substr(section->offset + row.offset, columns::aligned(row.bytes));
    return checksum64(bytes) == row.checksum ? std::optional(bytes.substr(0, row.bytes)) : std::nullopt;
  }

  bool is_sound() const {
    const columns::SectionRow* const rows = section_rows();
    return std::all_of(rows, rows + header().sections, [&](const columns::SectionRow& row) {
      return row.section == columns::kBitmaps ? bitmaps_are_sound() : is_whole(row);
    });
  }

 private:
  explicit ColumnsFile(MappedFile file) : file_(std::move(file)) {}

  const columns::Header& header() const { return *rows_at<columns::Header>(file_.bytes()); }
  const columns::SectionRow* section_rows() const {
    return rows_at<columns::SectionRow>(file_.bytes().substr(sizeof(columns::Header)));
  }
  std::string_view bytes_of(const columns::SectionRow& row) const {
    return file_.bytes().substr(row.offset, row.bytes);
  }

  bool is_whole(const columns::SectionRow& row) const {
    return checksum64(file_.bytes().substr(row.offset, columns::aligned(row.bytes))) == row.checksum;
  }

  std::optional<std::span<const std::uint32_t>> numbers(columns::Section part, Slot slot) const {
    const std::optional<std::string_view> bytes = section(part, slot);
    if (!bytes) return std::nullopt;
    return rows_in<std::uint32_t>(*bytes);
  }

  bool bitmaps_are_sound() const {
    const std::optional<std::string_view> rows = section(columns::kBitmapRows);
    if (!rows) return false;
    const auto* const first = rows_at<columns::BitmapRow>(*rows);
    return std::all_of(first, first + rows->size() / sizeof(columns::BitmapRow),
                       [&](const columns::BitmapRow& row) { return bitmap(row).has_value(); });
  }

  const columns::SectionRow* find(columns::Section section, Slot slot) const {
    const columns::SectionRow* const end = section_rows() + header().sections;
    const columns::SectionRow* const row = std::find_if(section_rows(), end, [&](const columns::SectionRow& other) {
      return other.section == section && other.slot == slot;
    });
    return row == end ? nullptr : row;
  }

  std::string header_problem(std::uint64_t database) const {
    const std::string_view bytes = file_.bytes();
    constexpr std::size_t kChecked = columns::kHeaderBytes - sizeof(std::uint64_t);
    if (bytes.size() < columns::kHeaderBytes || std::memcmp(bytes.data(), columns::kMagic, sizeof columns::kMagic) != 0)
      return "its file columns is damaged";
    if (header().version != columns::kVersion) return "its file columns is that of another release";
    std::uint64_t checksum = 0;
    std::memcpy(&checksum, bytes.data() + kChecked, sizeof checksum);
    if (checksum64(bytes.substr(0, kChecked)) != checksum) return "its file columns is damaged";
    if (header().database != database) return "its file columns is that of another state of the segment";
    return sections_fill_file() ? "" : "its file columns is damaged";
  }

  bool sections_fill_file() const {
    constexpr std::size_t kMost = (columns::kHeaderBytes - sizeof(columns::Header)) / sizeof(columns::SectionRow);
    std::uint64_t end = columns::kHeaderBytes;
    for (std::size_t i = 0; i < std::min<std::size_t>(header().sections, kMost); ++i) {
      const columns::SectionRow& row = section_rows()[i];
      if (row.offset != end || row.bytes > file_.bytes().size()) return false;
      end += columns::aligned(row.bytes);
    }
    return end == file_.bytes().size();
  }

  MappedFile file_;
};

struct Columns::Terms {
  TextTable table;
  const columns::BitmapRow* rows = nullptr;

  static Terms of(const ColumnsFile& file) {
    const std::optional<std::string_view> terms = file.section(columns::kTerms);
    const std::optional<std::string_view> rows = file.section(columns::kBitmapRows);
    if (!terms || !rows) return {};
    const std::optional<TextTable> table = text_table(*terms);
    if (!table || rows->size() != std::uint64_t{table->count} * sizeof(columns::BitmapRow)) return {};
    return {*table, rows_at<columns::BitmapRow>(*rows)};
  }
};

struct Columns::Words {
  WordDictionary dictionary;
  std::span<const std::uint32_t> documents;

  explicit Words(const ColumnsFile& file)
      : dictionary(file.section(columns::kWordDictionary).value_or(std::string_view{}), nullptr),
        documents(rows_in<std::uint32_t>(file.section(columns::kWordDocuments).value_or(std::string_view{}))) {}
};

std::uint32_t Column::first_from(std::string_view text) const {
  return lower_bound({value_count_, ends_, texts_}, text) + 1;
}

std::uint32_t Column::first_after(std::string_view text) const {
  const std::uint32_t first = first_from(text);
  return first <= value_count_ && value(first) == text ? first + 1 : first;
}

Columns::Columns(std::string segment, std::unique_ptr<const ColumnsFile> file)
    : segment_(std::move(segment)), file_(std::move(file)) {}

Columns::~Columns() = default;

std::shared_ptr<const Columns> Columns::open(const std::string& segment) {
  std::optional<MappedFile> file = MappedFile::open(whole_name(segment, kColumnsName));
  if (!file) return nullptr;
  const std::optional<MappedFile> database = MappedFile::open(whole_name(segment, "iamglass"));
  if (!database) return nullptr;
  std::string problem;
  std::unique_ptr<const ColumnsFile> opened = ColumnsFile::of(std::move(*file), database->bytes(), problem);
  return opened ? std::shared_ptr<const Columns>(new Columns(segment, std::move(opened))) : nullptr;
}

std::string Columns::problem(const std::string& segment) {
  std::optional<MappedFile> file = mapped_if_there(whole_name(segment, kColumnsName));
  const std::optional<MappedFile> database = mapped_if_there(whole_name(segment, "iamglass"));
  if (!file) return "it has no file columns";
  std::string problem;
  const std::unique_ptr<const ColumnsFile> opened =
      ColumnsFile::of(std::move(*file), database ? database->bytes() : std::string_view{}, problem);
  return opened && !opened->is_sound() ? "its file columns is damaged" : problem;
}

std::uint32_t Columns::documents() const {
  return file_->documents();
}

const Column* Columns::column(Slot slot) const {
  auto known = columns_.find(slot);
  if (known == columns_.end()) known = columns_.emplace(slot, file_->column(slot)).first;
  return known->second ? &*known->second : nullptr;
}

const StreamPieces* Columns::streams() const {
  if (!streams_) {
    streams_.emplace();
    const std::optional<std::string_view> pieces = file_->section(columns::kPieces);
    const std::optional<std::string_view> ends = file_->section(columns::kPieceEnds);
    if (pieces && ends && ends->size() == std::size_t{documents()} * sizeof(std::uint32_t))
      *streams_ = StreamPieces::of(segment_, rows_in<StreamPiece>(*pieces), rows_in<std::uint32_t>(*ends));
  }
  return streams_->get();
}

std::string_view Columns::record_dictionary() const {
  return file_->section(columns::kRecordDictionary).value_or(std::string_view{});
}

std::string_view Columns::word_dictionary() const {
  return file_->section(columns::kWordDictionary).value_or(std::string_view{});
}

std::optional<std::uint32_t> Columns::documents_with_word(std::string_view term) const {
  if (!words_) words_ = std::make_unique<Words>(*file_);
  const std::optional<std::uint32_t> number = words_->dictionary.term(term);
  return number && *number < words_->documents.size() ? std::optional(words_->documents[*number]) : std::nullopt;
}

std::optional<DocumentSet> Columns::bitmap(std::string_view term) const {
  if (!terms_) terms_ = std::make_unique<Terms>(Terms::of(*file_));
  const std::uint32_t place = lower_bound(terms_->table, term);
  if (place == terms_->table.count || terms_->table.text(place) != term) return std::nullopt;
  const std::optional<std::string_view> bytes = file_->bitmap(terms_->rows[place]);
  return bytes ? DocumentSet::view(*bytes) : std::nullopt;
}

}  // namespace broadtape
