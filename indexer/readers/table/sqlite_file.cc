#include "indexer/readers/table/sqlite_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/readers/table/sqlite_connection.h"
#include "indexer/readers/table/sqlite_schema.h"

namespace broadtape {

struct SqliteFile::Impl {
  explicit Impl(ByteSource& bytes) : db(bytes) {}

  SqliteTable described(const std::string& table) const;
  Table table_of(const SqliteTable& described, const SqliteTables& all, const FieldNames& names);

  SqliteConnection db;
  std::vector<std::string> unread;
  bool has_binary_values = false;
};

SqliteTable SqliteFile::Impl::described(const std::string& table) const {
  constexpr std::size_t kMostReferences = 100;
  SqliteTable described{table, {}, {}};
  db.each_row(fmt::format("PRAGMA table_info({})", quoted_name(table)), [&](sqlite3_stmt* row) {
    described.columns.push_back({text_of_column(row, 1), sqlite3_column_int(row, 5) > 0});
  });
  db.each_row(fmt::format("PRAGMA foreign_key_list({})", quoted_name(table)), [&](sqlite3_stmt* row) {
    if (described.references.size() < kMostReferences)
      described.references.emplace_back(text_of_column(row, 3), text_of_column(row, 2));
  });
  return described;
}

namespace {

// The rows of one table.
class SqliteRows final : public TableRows {
 public:
  // `db` must outlive this. The first `own_columns` are of the table itself.
  SqliteRows(const SqliteConnection& db, const std::string& sql, int own_columns, bool& has_binary_values)
      : db_(db), statement_(db.prepare(sql)), own_columns_(own_columns), has_binary_values_(has_binary_values) {}

  bool next(TableRow& row) override {
    while (db_.step(statement_.get())) {
      row = {{}, ++number_, {}};
      take(row);
      if (!row.fault.empty()) return true;
      if (std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); })) return true;
    }
    return false;
  }

 private:
  void take(TableRow& row) {
    constexpr std::uint64_t kRowBytes = 4, kMostExpansion = 4, kLeast = 1u << 20;  // text may grow from UTF-16
    constexpr std::size_t kUsualName = 128;  // of another table, which many rows may refer to
    std::size_t bytes = 0, counted = 0;
    for (int i = 0; i < sqlite3_column_count(statement_.get()); ++i) {
      const int type = sqlite3_column_type(statement_.get(), i);
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), i));
      bytes += size;
      counted += i < own_columns_ ? size : size - std::min(size, kUsualName);
      if (bytes > kMaxRecordBytes) row.fault = fmt::format("is larger than {} bytes", kMaxRecordBytes);
      if (!row.fault.empty()) break;
      std::string text = text_of_column(statement_.get(), i);
      if (type == SQLITE_BLOB && (!is_valid_utf8(text) || text.find('\0') != std::string::npos)) {
        has_binary_values_ = true;
        text.clear();
      }
      row.cells.push_back(std::move(text));
    }
    read_bytes_ += counted + kRowBytes;
    if (read_bytes_ > kMostExpansion * db_.file().size() + kLeast)
      throw Error(ErrorKind::kInput, "damaged SQLite database: its rows have more bytes than the file");
  }

  const SqliteConnection& db_;
  SqliteStatement statement_;
  int own_columns_;
  bool& has_binary_values_;
  std::uint64_t number_ = 0;
  std::uint64_t read_bytes_ = 0;
};

}  // namespace

Table SqliteFile::Impl::table_of(const SqliteTable& described, const SqliteTables& all, const FieldNames& names) {
  Table table{described.name, {}, {}};
  std::string columns;
  const auto add = [&](const std::string& name, const std::string& sql) {
    table.columns.push_back(name);
    columns += (columns.empty() ? "" : ",") + sql;
  };
  for (const SqliteColumn& column : described.columns) add(column.name, "t." + quoted_name(column.name));
  for (const JoinedColumn& join : joined_columns(described, all, names)) add(join.name, join.sql);
  const std::string sql = fmt::format("SELECT {} FROM {} AS t NOT INDEXED", columns, quoted_name(described.name));
  table.open = [this, sql, own = static_cast<int>(described.columns.size())] {
    return std::make_unique<SqliteRows>(db, sql, own, has_binary_values);
  };
  return table;
}

SqliteFile::SqliteFile(ByteSource& bytes) : impl_(std::make_unique<Impl>(bytes)) {}
SqliteFile::~SqliteFile() = default;

std::vector<Table> SqliteFile::tables(const FieldNames& names_of_fields) {
  constexpr std::size_t kMaxTables = 1'000, kMaxColumns = 100'000;
  std::unordered_map<std::string, std::string> types;
  impl_->db.each_row("PRAGMA main.table_list", [&](sqlite3_stmt* row) {
    if (types.size() > kMaxTables)
      throw Error(ErrorKind::kTooLarge, fmt::format("has more than {} tables", kMaxTables));
    types.emplace(text_of_column(row, 1), text_of_column(row, 2));
  });
  std::vector<std::string> names, virtual_tables;
  impl_->db.each_row("SELECT name FROM sqlite_schema", [&](sqlite3_stmt* row) {  // in the order of the file
    const std::string name = text_of_column(row, 0);
    const auto type = types.find(name);
    if (type == types.end()) return;
    if (type->second == "virtual") virtual_tables.push_back(name);
    if (type->second == "virtual" || type->second == "view") impl_->unread.push_back(name);
    if (type->second == "table" && !name.starts_with("sqlite_")) names.push_back(name);
    types.erase(type);
  });
  std::vector<SqliteTable> described;
  std::size_t columns = 0;
  for (const std::string& name : names) {
    if (is_shadow_table(name, virtual_tables)) continue;
    described.push_back(impl_->described(name));
    columns += described.back().columns.size();
    if (columns > kMaxColumns) throw Error(ErrorKind::kTooLarge, fmt::format("has more than {} columns", kMaxColumns));
  }
  SqliteTables by_name;
  for (const SqliteTable& table : described) by_name.emplace(ascii_lowered(table.name), &table);
  std::vector<Table> tables;
  for (const SqliteTable& table : described) {
    if (!table.columns.empty()) tables.push_back(impl_->table_of(table, by_name, names_of_fields));
  }
  return tables;
}

const std::vector<std::string>& SqliteFile::unread() const {
  return impl_->unread;
}

bool SqliteFile::has_log() const {
  constexpr std::uint64_t kReadVersionAt = 19;  // 2: write-ahead log; https://www.sqlite.org/fileformat2.html, 1.3
  char version = 0;
  return impl_->db.file().read_at(kReadVersionAt, &version, 1) == 1 && version == 2;
}

bool SqliteFile::has_binary_values() const {
  return impl_->has_binary_values;
}

}  // namespace broadtape
