#include "indexer/readers/table/sqlite_file.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/input/spooled_source.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// The file system that SQLite sees: one file that never changes.
struct OpenSpooled {
  sqlite3_file base;  // must be first
  const SpooledSource* file;
};

const SpooledSource& spooled_of(sqlite3_file* file) {
  return *reinterpret_cast<OpenSpooled*>(file)->file;
}

int read_spooled(sqlite3_file* file, void* buffer, int size, sqlite3_int64 offset) {
  const auto wanted = static_cast<std::size_t>(size);
  try {
    const std::size_t count =
        spooled_of(file).read_at(static_cast<std::uint64_t>(offset), static_cast<char*>(buffer), wanted);
    if (count == wanted) return SQLITE_OK;
    std::memset(static_cast<char*>(buffer) + count, 0, wanted - count);
    return SQLITE_IOERR_SHORT_READ;
  } catch (const Error&) {
    return SQLITE_IOERR_READ;  // becomes an Error again where SQLite reports it
  }
}

int size_of_spooled(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(spooled_of(file).size());
  return SQLITE_OK;
}

constexpr sqlite3_io_methods kSpooledMethods = {
    .iVersion = 1,
    .xClose = [](sqlite3_file*) { return SQLITE_OK; },
    .xRead = read_spooled,
    .xWrite = [](sqlite3_file*, const void*, int, sqlite3_int64) { return SQLITE_READONLY; },
    .xTruncate = [](sqlite3_file*, sqlite3_int64) { return SQLITE_READONLY; },
    .xSync = [](sqlite3_file*, int) { return SQLITE_OK; },
    .xFileSize = size_of_spooled,
    .xLock = [](sqlite3_file*, int) { return SQLITE_OK; },
    .xUnlock = [](sqlite3_file*, int) { return SQLITE_OK; },
    .xCheckReservedLock =
        [](sqlite3_file*, int* reserved) {
          *reserved = 0;
          return SQLITE_OK;
        },
    .xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; },
    .xSectorSize = [](sqlite3_file*) { return 4096; },
    .xDeviceCharacteristics = [](sqlite3_file*) { return SQLITE_IOCAP_IMMUTABLE; },
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open_spooled(sqlite3_vfs* system, const char*, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  if (!(flags & SQLITE_OPEN_MAIN_DB)) return SQLITE_CANTOPEN;
  reinterpret_cast<OpenSpooled*>(file)->file = static_cast<const SpooledSource*>(system->pAppData);
  file->pMethods = &kSpooledMethods;
  if (out_flags) *out_flags = SQLITE_OPEN_READONLY;
  return SQLITE_OK;
}

int find_no_file(sqlite3_vfs*, const char*, int, int* found) {
  *found = 0;
  return SQLITE_OK;
}

int copy_path(sqlite3_vfs*, const char* path, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", path);
  return SQLITE_OK;
}

sqlite3_vfs spooled_system(SpooledSource& file, const char* name) {
  sqlite3_vfs system = *sqlite3_vfs_find(nullptr);  // for its clock and random numbers
  system.iVersion = 1;
  system.szOsFile = sizeof(OpenSpooled);
  system.pNext = nullptr;
  system.zName = name;
  system.pAppData = &file;
  system.xOpen = open_spooled;
  system.xDelete = [](sqlite3_vfs*, const char*, int) { return SQLITE_READONLY; };
  system.xAccess = find_no_file;
  system.xFullPathname = copy_path;
  system.xDlOpen = [](sqlite3_vfs*, const char*) -> void* { return nullptr; };
  return system;
}

int permit(void*, int action, const char* first, const char*, const char*, const char*) {
  if (action == SQLITE_SELECT || action == SQLITE_READ) return SQLITE_OK;
  constexpr std::string_view kPragmas[] = {"table_info", "foreign_key_list"};
  return action == SQLITE_PRAGMA && is_among(first, kPragmas) ? SQLITE_OK : SQLITE_DENY;
}

std::string quoted_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

// Tables that a virtual table keeps its data in: `NAME_content`.
bool is_shadow(std::string_view name, const std::vector<std::string>& virtual_tables) {
  constexpr std::string_view kShadows[] = {"content", "data", "idx",  "docsize", "config", "segments",
                                           "segdir",  "stat", "node", "parent",  "rowid"};
  return std::any_of(virtual_tables.begin(), virtual_tables.end(), [&](const std::string& table) {
    return name.starts_with(table + "_") && is_among(name.substr(table.size() + 1), kShadows);
  });
}

struct SqliteColumn {
  std::string name;
  bool is_key = false;  // of the primary key
};

struct SqliteTable {
  std::string name;
  std::vector<SqliteColumn> columns;
  std::vector<std::pair<std::string, std::string>> references;  // of a column to a table, as declared

  // The only column of the primary key; null if there are several or none.
  const SqliteColumn* key() const {
    const auto is_key = [](const SqliteColumn& column) { return column.is_key; };
    if (std::count_if(columns.begin(), columns.end(), is_key) != 1) return nullptr;
    return &*std::find_if(columns.begin(), columns.end(), is_key);
  }
  bool has(std::string_view column) const {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const SqliteColumn& c) { return ascii_lowered(c.name) == column; });
  }
};

// A column that `source_id` stands for: the name in the row of another table.
struct JoinedColumn {
  std::string name;  // "source"
  std::string sql;
};

// The table that a column such as `source_id` refers to, as declared or by its name; null if there is none.
const SqliteTable* referred_table(const SqliteTable& table, const std::string& column, const std::string& stem,
                                  const std::vector<SqliteTable>& all) {
  std::string declared;
  for (const auto& [from, to] : table.references) {
    if (from == column) declared = ascii_lowered(to);
  }
  const auto found = std::find_if(all.begin(), all.end(), [&](const SqliteTable& other) {
    const std::string name = ascii_lowered(other.name);
    const bool plural = stem.ends_with('y') && name == stem.substr(0, stem.size() - 1) + "ies";
    return declared.empty() ? name == stem || name == stem + "s" || name == stem + "es" || plural : name == declared;
  });
  return found == all.end() || found->name == table.name ? nullptr : &*found;
}

std::vector<JoinedColumn> joined_columns(const SqliteTable& table, const std::vector<SqliteTable>& all) {
  constexpr std::size_t kMostJoined = 16;
  constexpr std::string_view kEnd = "_id";
  constexpr std::string_view kNames[] = {"name", "title", "display_name", "label", "symbol", "ticker"};
  std::vector<JoinedColumn> joins;
  for (const SqliteColumn& column : table.columns) {
    const std::string lower = ascii_lowered(column.name);
    if (!lower.ends_with(kEnd) || column.is_key || joins.size() == kMostJoined) continue;
    const std::string stem = lower.substr(0, lower.size() - kEnd.size());
    const SqliteTable* const other = table.has(stem) ? nullptr : referred_table(table, column.name, stem, all);
    const SqliteColumn* const key = other ? other->key() : nullptr;  // looked up by an index
    if (!key) continue;
    const auto name =
        std::find_if(std::begin(kNames), std::end(kNames), [&](std::string_view n) { return other->has(n); });
    if (name == std::end(kNames)) continue;
    joins.push_back({stem, fmt::format("(SELECT r.{} FROM {} AS r WHERE r.{} = t.{})", quoted_name(*name),
                                       quoted_name(other->name), quoted_name(key->name), quoted_name(column.name))});
  }
  return joins;
}

}  // namespace

struct SqliteFile::Impl {
  explicit Impl(ByteSource& bytes);
  ~Impl();
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[noreturn]] void fail() const;
  void configure();
  sqlite3_stmt* prepare(const std::string& sql) const;
  SqliteTable described(const std::string& table) const;
  Table table_of(const SqliteTable& described, const std::vector<SqliteTable>& all);

  SpooledSource file;
  std::string system_name = fmt::format("tape-index {}", static_cast<const void*>(this));
  sqlite3_vfs system = spooled_system(file, system_name.c_str());
  sqlite3* db = nullptr;
  std::vector<std::string> unread;
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
  throw Error(ErrorKind::kInput, fmt::format("damaged SQLite database: {}", db ? sqlite3_errmsg(db) : "out of memory"),
              "recover it with: sqlite3 FILE .recover | sqlite3 NEW");
}

SqliteFile::Impl::Impl(ByteSource& bytes) : file(bytes) {
  sqlite3_vfs_register(&system, 0);
  if (sqlite3_open_v2("input", &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_PRIVATECACHE, system.zName) != SQLITE_OK) fail();
  configure();
}

SqliteFile::Impl::~Impl() {
  sqlite3_close(db);
  sqlite3_vfs_unregister(&system);
}

// What https://www.sqlite.org/security.html recommends for untrusted databases.
void SqliteFile::Impl::configure() {
  constexpr sqlite3_int64 kMaxHeapBytes = 160 << 20;
  constexpr int kMaxValueBytes = 96 << 20;
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
}

sqlite3_stmt* SqliteFile::Impl::prepare(const std::string& sql) const {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, sql.c_str(), static_cast<int>(sql.size()), &statement, nullptr) != SQLITE_OK) fail();
  return statement;
}

namespace {

using SqliteStatement = std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)>;

}  // namespace

SqliteTable SqliteFile::Impl::described(const std::string& table) const {
  SqliteTable described{table, {}, {}};
  const auto each_row = [&](const char* pragma, const auto& take) {
    const SqliteStatement statement(prepare(fmt::format("PRAGMA {}({})", pragma, quoted_name(table))),
                                    sqlite3_finalize);
    int status = SQLITE_ROW;
    while ((status = sqlite3_step(statement.get())) == SQLITE_ROW) take(statement.get());
    if (status != SQLITE_DONE) fail();
  };
  each_row("table_info", [&](sqlite3_stmt* row) {
    described.columns.push_back({text_of_column(row, 1), sqlite3_column_int(row, 5) > 0});
  });
  each_row("foreign_key_list", [&](sqlite3_stmt* row) {
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
    std::size_t bytes = 0, own_bytes = 0;
    for (int i = 0; i < sqlite3_column_count(statement_.get()); ++i) {
      const int type = sqlite3_column_type(statement_.get(), i);
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), i));
      bytes += size;
      if (i < own_columns_) own_bytes += size;
      if (bytes > kMaxRecordBytes) row.fault = fmt::format("is larger than {} bytes", kMaxRecordBytes);
      if (!row.fault.empty()) break;
      std::string text = text_of_column(statement_.get(), i);
      if (type == SQLITE_BLOB && (!is_valid_utf8(text) || text.find('\0') != std::string::npos)) {
        has_binary_values_ = true;
        text.clear();
      }
      row.cells.push_back(std::move(text));
    }
    read_bytes_ += own_bytes + kRowBytes;
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

Table SqliteFile::Impl::table_of(const SqliteTable& described, const std::vector<SqliteTable>& all) {
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
  constexpr std::size_t kMaxTables = 10'000;
  std::vector<std::string> names, virtual_tables;
  {
    const SqliteStatement statement(impl_->prepare("SELECT type, name, sql FROM sqlite_schema"), sqlite3_finalize);
    int status = SQLITE_ROW;
    while (names.size() < kMaxTables && (status = sqlite3_step(statement.get())) == SQLITE_ROW) {
      const std::string type = text_of_column(statement.get(), 0), name = text_of_column(statement.get(), 1);
      const bool is_virtual = text_of_column(statement.get(), 2).starts_with("CREATE VIRTUAL TABLE");
      if (is_virtual) virtual_tables.push_back(name);
      if (is_virtual || type == "view") impl_->unread.push_back(name);
      if (type == "table" && !is_virtual && !name.starts_with("sqlite_")) names.push_back(name);
    }
    if (status != SQLITE_DONE && status != SQLITE_ROW) impl_->fail();
  }
  std::vector<SqliteTable> described;
  for (const std::string& name : names) {
    if (!is_shadow(name, virtual_tables)) described.push_back(impl_->described(name));
  }
  std::vector<Table> tables;
  for (const SqliteTable& table : described) {
    if (!table.columns.empty()) tables.push_back(impl_->table_of(table, described));
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
