#include "indexer/readers/table/sqlite_file.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/input/spooled_source.h"
#include "indexer/readers/table/sqlite_schema.h"
#include "indexer/readers/table/sqlite_system.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

int permit(void*, int action, const char* first, const char*, const char*, const char*) {
  if (action == SQLITE_SELECT || action == SQLITE_READ) return SQLITE_OK;
  constexpr std::string_view kPragmas[] = {"table_list", "table_info", "foreign_key_list"};
  return action == SQLITE_PRAGMA && is_among(first, kPragmas) ? SQLITE_OK : SQLITE_DENY;
}

}  // namespace

struct SqliteFile::Impl {
  explicit Impl(ByteSource& bytes);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[noreturn]] void fail() const;
  static int on_steps(void* self);
  void configure();
  sqlite3_stmt* prepare(const std::string& sql) const;
  template <class Take>
  void each_row(const std::string& sql, Take&& take) const;
  SqliteTable described(const std::string& table) const;
  Table table_of(const SqliteTable& described, const SqliteTables& all);

  SpooledSource file;
  SqliteSystem system{file};
  sqlite3* db = nullptr;
  std::vector<std::string> unread;
  std::uint64_t steps_left = 0;
  bool has_binary_values = false;
};

namespace {

std::string text_of_column(sqlite3_stmt* statement, int column) {
  const unsigned char* const text = sqlite3_column_text(statement, column);
  if (!text) return {};
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

}  // namespace

void SqliteFile::Impl::fail() const {
  if (sqlite3_errcode(db) == SQLITE_INTERRUPT)
    throw Error(ErrorKind::kTooLarge, "is a SQLite database that takes far more steps to read than its size explains",
                "export the table as CSV");
  throw Error(ErrorKind::kInput, fmt::format("damaged SQLite database: {}", sqlite3_errmsg(db)),
              "recover it with: sqlite3 FILE .recover | sqlite3 NEW");
}

SqliteFile::Impl::Impl(ByteSource& bytes) : file(bytes) {
  const int status = sqlite3_open_v2("input", &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_PRIVATECACHE, system.name());
  if (status != SQLITE_OK) {
    sqlite3_close(db);
    throw Error(ErrorKind::kInput, fmt::format("cannot be opened as a SQLite database: {}", sqlite3_errstr(status)));
  }
  configure();
}

SqliteFile::Impl::~Impl() {
  sqlite3_close(db);
}

namespace {

constexpr int kStepsAtOnce = 10'000;  // of the virtual machine of SQLite

}  // namespace

int SqliteFile::Impl::on_steps(void* self) {
  std::uint64_t& left = static_cast<Impl*>(self)->steps_left;
  left -= std::min<std::uint64_t>(left, kStepsAtOnce);
  return left == 0 ? 1 : 0;
}

// What https://www.sqlite.org/security.html recommends for untrusted databases. The steps are in proportion to the
// file: a few for each value of a row, tens for a row that is looked up by its key.
void SqliteFile::Impl::configure() {
  constexpr sqlite3_int64 kMaxHeapBytes = 160 << 20;
  constexpr int kMaxValueBytes = 96 << 20;
  constexpr std::uint64_t kStepsPerByte = 32, kLeastSteps = 20'000'000;
  sqlite3_hard_heap_limit64(kMaxHeapBytes);
  for (const int off : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
                        SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_WRITABLE_SCHEMA})
    sqlite3_db_config(db, off, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_exec(db, "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8192", nullptr, nullptr,
               nullptr);
  sqlite3_set_authorizer(db, permit, nullptr);
  sqlite3_drop_modules(db, nullptr);
  steps_left = kLeastSteps + kStepsPerByte * file.size();
  sqlite3_progress_handler(db, kStepsAtOnce, on_steps, this);
}

sqlite3_stmt* SqliteFile::Impl::prepare(const std::string& sql) const {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, sql.c_str(), static_cast<int>(sql.size()), &statement, nullptr) != SQLITE_OK) fail();
  return statement;
}

namespace {

using SqliteStatement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

}  // namespace

template <class Take>
void SqliteFile::Impl::each_row(const std::string& sql, Take&& take) const {
  const SqliteStatement statement(prepare(sql), sqlite3_finalize);
  int status = SQLITE_ROW;
  while ((status = sqlite3_step(statement.get())) == SQLITE_ROW) take(statement.get());
  if (status != SQLITE_DONE) fail();
}

SqliteTable SqliteFile::Impl::described(const std::string& table) const {
  constexpr std::size_t kMostReferences = 100;
  SqliteTable described{table, {}, {}};
  each_row(fmt::format("PRAGMA table_info({})", quoted_name(table)), [&](sqlite3_stmt* row) {
    described.columns.push_back({text_of_column(row, 1), sqlite3_column_int(row, 5) > 0});
  });
  each_row(fmt::format("PRAGMA foreign_key_list({})", quoted_name(table)), [&](sqlite3_stmt* row) {
    if (described.references.size() < kMostReferences)
      described.references.emplace_back(text_of_column(row, 3), text_of_column(row, 2));
  });
  return described;
}

namespace {

// The rows of one table.
class SqliteRows final : public TableRows {
 public:
  using Fail = std::function<void()>;

  // The first `own_columns` are of the table itself.
  SqliteRows(sqlite3_stmt* statement, int own_columns, std::uint64_t file_bytes, bool& has_binary_values, Fail fail)
      : statement_(statement, sqlite3_finalize),
        own_columns_(own_columns),
        file_bytes_(file_bytes),
        has_binary_values_(has_binary_values),
        fail_(std::move(fail)) {}

  bool next(TableRow& row) override {
    for (;;) {
      const int status = sqlite3_step(statement_.get());
      if (status == SQLITE_DONE) return false;
      if (status != SQLITE_ROW) fail_();
      row = {{}, ++number_, {}};
      take(row);
      if (!row.fault.empty()) return true;
      if (std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return !cell.empty(); })) return true;
    }
  }

 private:
  void take(TableRow& row) {
    constexpr std::uint64_t kRowBytes = 4, kMostExpansion = 4, kLeast = 1u << 20;  // text may grow from UTF-16
    constexpr std::size_t kUsualName = 128;                                        // a name in another table may repeat
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
    if (read_bytes_ > kMostExpansion * file_bytes_ + kLeast)
      throw Error(ErrorKind::kInput, "damaged SQLite database: its rows have more bytes than the file");
  }

  SqliteStatement statement_;
  int own_columns_;
  std::uint64_t file_bytes_;
  bool& has_binary_values_;
  Fail fail_;
  std::uint64_t number_ = 0;
  std::uint64_t read_bytes_ = 0;
};

}  // namespace

Table SqliteFile::Impl::table_of(const SqliteTable& described, const SqliteTables& all) {
  Table table{described.name, {}, {}};
  std::string columns;
  const auto add = [&](const std::string& name, const std::string& sql) {
    table.columns.push_back(name);
    columns += (columns.empty() ? "" : ",") + sql;
  };
  for (const SqliteColumn& column : described.columns) add(column.name, "t." + quoted_name(column.name));
  for (const JoinedColumn& join : joined_columns(described, all)) add(join.name, join.sql);
  const std::string sql = fmt::format("SELECT {} FROM {} AS t NOT INDEXED", columns, quoted_name(described.name));
  table.open = [this, sql, own = static_cast<int>(described.columns.size())] {
    return std::make_unique<SqliteRows>(prepare(sql), own, file.size(), has_binary_values, [this] { fail(); });
  };
  return table;
}

SqliteFile::SqliteFile(ByteSource& bytes) : impl_(std::make_unique<Impl>(bytes)) {}
SqliteFile::~SqliteFile() = default;

std::vector<Table> SqliteFile::tables() {
  constexpr std::size_t kMaxTables = 1'000, kMaxColumns = 100'000;
  std::unordered_map<std::string, std::string> types;
  impl_->each_row("PRAGMA main.table_list", [&](sqlite3_stmt* row) {
    if (types.size() > kMaxTables)
      throw Error(ErrorKind::kTooLarge, fmt::format("has more than {} tables", kMaxTables));
    types.emplace(text_of_column(row, 1), text_of_column(row, 2));
  });
  std::vector<std::string> names, virtual_tables;
  impl_->each_row("SELECT name FROM sqlite_schema", [&](sqlite3_stmt* row) {  // in the order of the file
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
    if (!table.columns.empty()) tables.push_back(impl_->table_of(table, by_name));
  }
  return tables;
}

const std::vector<std::string>& SqliteFile::unread() const {
  return impl_->unread;
}

bool SqliteFile::has_log() const {
  constexpr std::uint64_t kReadVersionAt = 19;  // 2: write-ahead log; https://www.sqlite.org/fileformat2.html, 1.3
  char version = 0;
  return impl_->file.read_at(kReadVersionAt, &version, 1) == 1 && version == 2;
}

bool SqliteFile::has_binary_values() const {
  return impl_->has_binary_values;
}

}  // namespace broadtape
