// A library to preload (LD_PRELOAD) that makes the N-th system call of a program fail, cuts it short, or kills the
// program there. It wraps the entry points of glibc that libstdc++, Xapian, libarchive and our own code use.
//
// BROADTAPE_FAULT_UNDER  counts only calls on paths that begin with this text; without it nothing is counted
// BROADTAPE_FAULT_KIND   what happens, a row of kKinds: ENOSPC, EIO, EIO-READ, EACCES, EMFILE, ENOMEM, KILL, TORN,
// SHORT BROADTAPE_FAULT_AT     the call that it happens to, from 1; without it calls are only counted
// BROADTAPE_FAULT_ON     if set, it happens to all calls from there on
// BROADTAPE_FAULT_LOG    a file that gets a line for each counted call: its number, name and path
//
// A kind counts only those calls that it can happen to: a full disk fails no unlink. Calls of forked processes are
// counted with those of their parent.
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>

namespace {

enum Family : unsigned {
  kWrite = 1u << 0,
  kCopy = 1u << 1,
  kSync = 1u << 2,
  kRename = 1u << 3,
  kUnlink = 1u << 4,
  kMakeFolder = 1u << 5,
  kTruncate = 1u << 6,
  kCreate = 1u << 7,  // open with O_CREAT
  kOpen = 1u << 8,
  kList = 1u << 9,
  kRead = 1u << 10,
  kStat = 1u << 11,
  kLock = 1u << 12,
  kMap = 1u << 13,
};

enum class Action { kFail, kKill, kWriteHalfAndKill, kWriteHalf };

struct Kind {
  const char* name;
  Action action;
  int error;
  unsigned families;
};

constexpr unsigned kChanges = kWrite | kCopy | kSync | kRename | kUnlink | kMakeFolder | kTruncate | kCreate;
constexpr Kind kKinds[] = {
    {"ENOSPC", Action::kFail, ENOSPC, kChanges & ~kUnlink},
    {"EIO", Action::kFail, EIO, kChanges | kOpen | kLock},
    {"EIO-READ", Action::kFail, EIO, kList | kRead | kStat},
    {"EACCES", Action::kFail, EACCES, kRename | kUnlink | kMakeFolder | kCreate | kOpen | kStat},
    {"EMFILE", Action::kFail, EMFILE, kCreate | kOpen},
    {"ENOMEM", Action::kFail, ENOMEM, kMap},
    {"KILL", Action::kKill, 0, kChanges},
    {"TORN", Action::kWriteHalfAndKill, 0, kWrite | kCopy},
    {"SHORT", Action::kWriteHalf, 0, kWrite | kCopy},
};

constexpr std::size_t kPathBytes = 4096;

const Kind* kind = nullptr;
const char* under = nullptr;
const char* log_path = nullptr;
long strike_at = 0;  // 0: never
bool strikes_on = false;
long* calls = nullptr;  // shared with forked processes

[[gnu::constructor]] void set_up() {
  under = getenv("BROADTAPE_FAULT_UNDER");
  const char* const name = getenv("BROADTAPE_FAULT_KIND");
  if (!under || !name) return;
  const char* const at = getenv("BROADTAPE_FAULT_AT");
  strike_at = at ? atol(at) : 0;
  strikes_on = getenv("BROADTAPE_FAULT_ON") != nullptr;
  log_path = getenv("BROADTAPE_FAULT_LOG");
  void* const page = mmap(nullptr, sizeof *calls, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) abort();
  calls = static_cast<long*>(page);
  for (const Kind& row : kKinds) {
    if (strcmp(row.name, name) == 0) kind = &row;
  }
  if (!kind) abort();
}

// By the kernel's own number, so that the library does not count itself.
void write_log(long number, const char* call, const char* path) {
  char line[kPathBytes + 100];
  const int size = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path);
  const long file = syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file < 0) return;
  syscall(SYS_write, file, line, std::min<std::size_t>(static_cast<std::size_t>(size), sizeof line - 1));
  syscall(SYS_close, file);
}

[[noreturn]] void die() {
  syscall(SYS_kill, getpid(), SIGKILL);
  while (true) pause();
}

// Counts a call; true when the fault happens to it. Dies at once where the fault is that.
bool strikes(Family family, const char* call, const char* path) {
  if (!kind || !(kind->families & family) || strncmp(path, under, strlen(under)) != 0) return false;
  const int before = errno;
  const long number = __atomic_add_fetch(calls, 1, __ATOMIC_SEQ_CST);
  if (log_path) write_log(number, call, path);
  errno = before;
  if (strike_at == 0 || number < strike_at || (number > strike_at && !strikes_on)) return false;
  if (kind->action == Action::kKill) die();
  return true;
}

struct Path {
  char text[kPathBytes];

  explicit Path(int file) { read_link(file); }
  Path(int folder, const char* name) {
    text[0] = '\0';
    if (name[0] != '/' && folder != AT_FDCWD) read_link(folder);
    const std::size_t size = strlen(text);
    snprintf(text + size, sizeof text - size, "%s%s", size > 0 ? "/" : "", name);
  }

 private:
  void read_link(int file) {
    const int before = errno;
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const long size = syscall(SYS_readlinkat, AT_FDCWD, link, text, sizeof text - 1);
    text[std::max(size, 0L)] = '\0';
    errno = before;
  }
};

// What a call answers when it fails.
template <class Result>
Result failed(Result result) {
  errno = kind->error;
  return result;
}

bool fails(Family family, const char* call, int file) {
  return kind && strikes(family, call, Path(file).text);
}
bool fails(Family family, const char* call, const char* path) {
  return strikes(family, call, path);
}
bool fails(Family family, const char* call, int folder, const char* name) {
  return kind && strikes(family, call, Path(folder, name).text);
}

// `transfer(bytes)` does the call's work; a struck one moves half, or nothing.
template <class Transfer>
ssize_t struck(std::size_t bytes, Transfer&& transfer) {
  if (kind->action == Action::kFail) return failed<ssize_t>(-1);
  const ssize_t moved = transfer(std::max<std::size_t>(bytes / 2, 1));
  if (kind->action == Action::kWriteHalfAndKill) die();
  return moved;
}

Family opening(int flags) {
  return flags & O_CREAT ? kCreate : kOpen;
}

}  // namespace

// The function of this name that the program would have called.
#define REAL(name) static auto* const real = reinterpret_cast<decltype(&name)>(dlsym(RTLD_NEXT, #name))

#pragma GCC diagnostic ignored "-Wnonnull-compare"

extern "C" {

ssize_t write(int file, const void* data, size_t size) {
  REAL(write);
  if (!fails(kWrite, "write", file)) return real(file, data, size);
  return struck(size, [&](size_t part) { return real(file, data, part); });
}

ssize_t writev(int file, const iovec* parts, int count) {
  REAL(writev);
  if (!fails(kWrite, "writev", file)) return real(file, parts, count);
  return struck(parts[0].iov_len, [&](size_t part) {
    const iovec first{parts[0].iov_base, part};
    return real(file, &first, 1);
  });
}

#define PWRITE(name, offset_type)                                                 \
  ssize_t name(int file, const void* data, size_t size, offset_type at) {         \
    REAL(name);                                                                   \
    if (!fails(kWrite, #name, file)) return real(file, data, size, at);           \
    return struck(size, [&](size_t part) { return real(file, data, part, at); }); \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define SENDFILE(name, offset_type)                                             \
  ssize_t name(int to, int from, offset_type* at, size_t size) noexcept {       \
    REAL(name);                                                                 \
    if (!fails(kCopy, #name, to)) return real(to, from, at, size);              \
    return struck(size, [&](size_t part) { return real(to, from, at, part); }); \
  }
SENDFILE(sendfile, off_t)
SENDFILE(sendfile64, off64_t)

ssize_t copy_file_range(int from, off64_t* from_at, int to, off64_t* to_at, size_t size, unsigned flags) {
  REAL(copy_file_range);
  if (!fails(kCopy, "copy_file_range", to)) return real(from, from_at, to, to_at, size, flags);
  return struck(size, [&](size_t part) { return real(from, from_at, to, to_at, part, flags); });
}

// WRAP(result, noexcept or nothing, name, parameters, arguments, failure, family, what it is counted by)
#define WRAP(Result, promise, name, parameters, arguments, failure, family, ...) \
  Result name parameters promise {                                               \
    REAL(name);                                                                  \
    if (fails(family, #name, __VA_ARGS__)) return failed<Result>(failure);       \
    return real arguments;                                                       \
  }

WRAP(int, , fsync, (int file), (file), -1, kSync, file)
WRAP(int, , fdatasync, (int file), (file), -1, kSync, file)
WRAP(int, , sync_file_range, (int file, off64_t at, off64_t size, unsigned flags), (file, at, size, flags), -1, kSync,
     file)
WRAP(int, noexcept, ftruncate, (int file, off_t size), (file, size), -1, kTruncate, file)
WRAP(int, noexcept, ftruncate64, (int file, off64_t size), (file, size), -1, kTruncate, file)
WRAP(int, noexcept, truncate, (const char* path, off_t size), (path, size), -1, kTruncate, path)
WRAP(int, noexcept, rename, (const char* from, const char* to), (from, to), -1, kRename, to)
WRAP(int, noexcept, renameat, (int from_folder, const char* from, int to_folder, const char* to),
     (from_folder, from, to_folder, to), -1, kRename, to_folder, to)
WRAP(int, noexcept, renameat2, (int from_folder, const char* from, int to_folder, const char* to, unsigned flags),
     (from_folder, from, to_folder, to, flags), -1, kRename, to_folder, to)
WRAP(int, noexcept, unlink, (const char* path), (path), -1, kUnlink, path)
WRAP(int, noexcept, unlinkat, (int folder, const char* name, int flags), (folder, name, flags), -1, kUnlink, folder,
     name)
WRAP(int, noexcept, rmdir, (const char* path), (path), -1, kUnlink, path)
WRAP(int, noexcept, remove, (const char* path), (path), -1, kUnlink, path)
WRAP(int, noexcept, mkdir, (const char* path, mode_t mode), (path, mode), -1, kMakeFolder, path)
WRAP(int, noexcept, mkdirat, (int folder, const char* name, mode_t mode), (folder, name, mode), -1, kMakeFolder, folder,
     name)
WRAP(int, noexcept, flock, (int file, int operation), (file, operation), -1, kLock, file)
WRAP(DIR*, , opendir, (const char* path), (path), nullptr, kOpen, path)
WRAP(DIR*, , fdopendir, (int folder), (folder), nullptr, kList, folder)
WRAP(dirent*, , readdir, (DIR * folder), (folder), nullptr, kList, dirfd(folder))
WRAP(dirent64*, , readdir64, (DIR * folder), (folder), nullptr, kList, dirfd(folder))
WRAP(ssize_t, , read, (int file, void* data, size_t size), (file, data, size), -1, kRead, file)
WRAP(ssize_t, , pread, (int file, void* data, size_t size, off_t at), (file, data, size, at), -1, kRead, file)
WRAP(ssize_t, , pread64, (int file, void* data, size_t size, off64_t at), (file, data, size, at), -1, kRead, file)
WRAP(int, noexcept, stat, (const char* path, struct stat* found), (path, found), -1, kStat, path)
WRAP(int, noexcept, lstat, (const char* path, struct stat* found), (path, found), -1, kStat, path)
WRAP(int, noexcept, fstatat, (int folder, const char* name, struct stat* found, int flags),
     (folder, name, found, flags), -1, kStat, folder, name)
WRAP(int, noexcept, access, (const char* path, int mode), (path, mode), -1, kStat, path)
WRAP(FILE*, , fopen, (const char* path, const char* mode), (path, mode), nullptr, mode[0] == 'r' ? kOpen : kCreate,
     path)
WRAP(FILE*, , fopen64, (const char* path, const char* mode), (path, mode), nullptr, mode[0] == 'r' ? kOpen : kCreate,
     path)

#define MAP(name, offset_type)                                                                         \
  void* name(void* place, size_t size, int protection, int flags, int file, offset_type at) noexcept { \
    REAL(name);                                                                                        \
    if (file >= 0 && fails(kMap, #name, file)) return failed(MAP_FAILED);                              \
    return real(place, size, protection, flags, file, at);                                             \
  }
MAP(mmap, off_t)
MAP(mmap64, off64_t)

// The mode is passed on whether it was given or not: the kernel reads it only with O_CREAT.
#define OPEN(name)                                             \
  int name(const char* path, int flags, ...) {                 \
    REAL(name);                                                \
    va_list more;                                              \
    va_start(more, flags);                                     \
    const mode_t mode = va_arg(more, mode_t);                  \
    va_end(more);                                              \
    if (fails(opening(flags), #name, path)) return failed(-1); \
    return real(path, flags, mode);                            \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                   \
  int name(int folder, const char* path, int flags, ...) {             \
    REAL(name);                                                        \
    va_list more;                                                      \
    va_start(more, flags);                                             \
    const mode_t mode = va_arg(more, mode_t);                          \
    va_end(more);                                                      \
    if (fails(opening(flags), #name, folder, path)) return failed(-1); \
    return real(folder, path, flags, mode);                            \
  }
OPENAT(openat)
OPENAT(openat64)

// What code compiled with _FORTIFY_SOURCE calls instead.
int __open_2(const char* path, int flags);
int __open64_2(const char* path, int flags);
int __openat_2(int folder, const char* path, int flags);
WRAP(int, , __open_2, (const char* path, int flags), (path, flags), -1, opening(flags), path)
WRAP(int, , __open64_2, (const char* path, int flags), (path, flags), -1, opening(flags), path)
WRAP(int, , __openat_2, (int folder, const char* path, int flags), (folder, path, flags), -1, opening(flags), folder,
     path)
}
