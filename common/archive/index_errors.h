// Xapian's exceptions as ours. Xapian finds damage late: any call that reads may meet it.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>

#include "common/archive/archive.h"
#include "common/error/error.h"

namespace broadtape {

// The system's reason when `error` reports a system call that failed: "Input/output error", "Too many open files".
// Empty for damage, of which a file that is missing or an offset that makes no sense are signs too.
std::string system_failure(const Xapian::Error& error);

inline constexpr const char* kSystemFailureHint =
    "this is not damage: nothing was changed; check the disk, the permissions and the limit on open files, then try "
    "again";

enum class IndexAccess : std::uint8_t { kRead, kWrite };

// Throws ours for the Xapian::Error that is being handled, met while accessing `place`, as with_index_errors() says.
[[noreturn]] void throw_index_error(const std::string& place, IndexAccess access);

// Runs `work`, which accesses `place` ("the archive /srv/news", "document 7", a path to write to), and gives what it
// gives.
// Throws for what Xapian throws while it reads: Error(kNetwork) when a remote shard fails, Error(kUnwritable) when a
// system call fails, Error(kTooNew) for a format that this release of Xapian does not read, Error(kCorrupt) for
// anything else. While it writes: Error(kTooNew) likewise, Error(kCorrupt) for damaged input, Error(kUnwritable) for
// anything else.
template <class Work>
decltype(auto) with_index_errors(const std::string& place, IndexAccess access, Work&& work) {
  try {
    return work();
  } catch (const Xapian::Error&) {
    throw_index_error(place, access);
  }
}

template <class Work>
decltype(auto) with_read_errors(const std::string& place, Work&& work) {
  return with_index_errors(place, IndexAccess::kRead, work);
}

template <class Work>
decltype(auto) with_read_errors(const Archive& archive, Work&& work) {
  return with_read_errors("the archive " + archive.path(), work);
}

template <class Work>
decltype(auto) with_write_errors(const std::string& place, Work&& work) {
  return with_index_errors(place, IndexAccess::kWrite, work);
}

}  // namespace broadtape
