#include "indexer/readers/table/sqlite_system.h"

#include <fmt/format.h>

#include <cstring>

#include "common/error/error.h"

namespace broadtape {
namespace {

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

}  // namespace

SqliteSystem::SqliteSystem(const SpooledSource& file)
    : name_(fmt::format("tape-index {}", static_cast<const void*>(this))),
      system_(*sqlite3_vfs_find(nullptr)) {  // for its clock and random numbers
  system_.iVersion = 1;
  system_.szOsFile = sizeof(OpenSpooled);
  system_.pNext = nullptr;
  system_.zName = name_.c_str();
  system_.pAppData = const_cast<SpooledSource*>(&file);
  system_.xOpen = open_spooled;
  system_.xDelete = [](sqlite3_vfs*, const char*, int) { return SQLITE_READONLY; };
  system_.xAccess = find_no_file;
  system_.xFullPathname = copy_path;
  system_.xDlOpen = [](sqlite3_vfs*, const char*) -> void* { return nullptr; };
  sqlite3_vfs_register(&system_, 0);
}

SqliteSystem::~SqliteSystem() {
  sqlite3_vfs_unregister(&system_);
}

}  // namespace broadtape
