#include "indexer/readers/table/sqlite_connection.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/error/error.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr int kStepsAtOnce = 10'000;  // of the virtual machine of SQLite

int permit(void*, int action, const char* first, const char*, const char*, const char*) {
  if (action == SQLITE_SELECT || action == SQLITE_READ) return SQLITE_OK;
  constexpr std::string_view kPragmas[] = {"table_list", "table_info", "foreign_key_list"};
  return action == SQLITE_PRAGMA && is_among(first, kPragmas) ? SQLITE_OK : SQLITE_DENY;
}

}  // namespace

std::string text_of_column(sqlite3_stmt* statement, int column) {
  const unsigned char* const text = sqlite3_column_text(statement, column);
  if (!text) return {};
  return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

SqliteConnection::SqliteConnection(ByteSource& bytes) : file_(bytes) {
  const int status = sqlite3_open_v2("input", &db_, SQLITE_OPEN_READONLY | SQLITE_OPEN_PRIVATECACHE, system_.name());
  if (status != SQLITE_OK) {
    sqlite3_close(db_);
    throw Error(ErrorKind::kInput, fmt::format("cannot be opened as a SQLite database: {}", sqlite3_errstr(status)));
  }
  configure();
}

SqliteConnection::~SqliteConnection() {
  sqlite3_close(db_);
}

// What https://www.sqlite.org/security.html recommends for untrusted databases. The steps are in proportion to the
// file: a few for each value of a row, tens for a row that is looked up by its key.
void SqliteConnection::configure() {
  constexpr sqlite3_int64 kMaxHeapBytes = 160 << 20;
  constexpr int kMaxValueBytes = 96 << 20;
  constexpr std::uint64_t kStepsPerByte = 32, kLeastSteps = 20'000'000;
  sqlite3_hard_heap_limit64(kMaxHeapBytes);
  for (const int off : {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
                        SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_WRITABLE_SCHEMA})
    sqlite3_db_config(db_, off, 0, nullptr);
  sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_limit(db_, SQLITE_LIMIT_LENGTH, kMaxValueBytes);
  sqlite3_limit(db_, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_exec(db_, "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-8192", nullptr, nullptr,
               nullptr);
  sqlite3_set_authorizer(db_, permit, nullptr);
  sqlite3_drop_modules(db_, nullptr);
  steps_left_ = kLeastSteps + kStepsPerByte * file_.size();
  sqlite3_progress_handler(db_, kStepsAtOnce, on_steps, this);
}

int SqliteConnection::on_steps(void* self) {
  std::uint64_t& left = static_cast<SqliteConnection*>(self)->steps_left_;
  left -= std::min<std::uint64_t>(left, kStepsAtOnce);
  return left == 0 ? 1 : 0;
}

void SqliteConnection::fail() const {
  if (sqlite3_errcode(db_) == SQLITE_INTERRUPT)
    throw Error(ErrorKind::kTooLarge, "is a SQLite database that takes far more steps to read than its size explains",
                "export the table as CSV");
  throw Error(ErrorKind::kInput, fmt::format("damaged SQLite database: {}", sqlite3_errmsg(db_)),
              "recover it with: sqlite3 FILE .recover | sqlite3 NEW");
}

SqliteStatement SqliteConnection::prepare(const std::string& sql) const {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db_, sql.c_str(), static_cast<int>(sql.size()), &statement, nullptr) != SQLITE_OK) fail();
  return {statement, sqlite3_finalize};
}

bool SqliteConnection::step(sqlite3_stmt* statement) const {
  const int status = sqlite3_step(statement);
  if (status != SQLITE_ROW && status != SQLITE_DONE) fail();
  return status == SQLITE_ROW;
}

}  // namespace broadtape
