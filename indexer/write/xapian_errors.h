// How this room writes with Xapian: flags, and Xapian's exceptions as ours.
#pragma once

#include <fmt/core.h>
#include <xapian.h>

#include <string>

#include "common/archive/read_errors.h"
#include "common/error/error.h"

namespace broadtape {

// For databases in `incoming`. Nothing of them has to be on the disk before the run publishes, which syncs every file.
inline constexpr int kScratchFlags = Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS;

// Runs `work`, which writes to `path`. Throws Error(kUnwritable) for a failing write, Error(kCorrupt) for damaged
// input, Error(kTooNew) for input in a format that this release of Xapian does not read.
template <class Work>
decltype(auto) with_write_errors(const std::string& path, Work&& work) {
  try {
    return work();
  } catch (const Xapian::DatabaseVersionError& error) {
    throw unknown_format(path, error);
  } catch (const Xapian::DatabaseCorruptError& error) {
    throw Error(ErrorKind::kCorrupt, fmt::format("{} is damaged: {}", path, error.get_description()),
                "find the damage with: tape-index verify");
  } catch (const Xapian::Error& error) {
    const std::string reason = system_failure(error);
    throw Error(ErrorKind::kUnwritable,
                fmt::format("cannot write {}: {}", path,
                            reason.empty() ? error.get_description() : error.get_msg() + ": " + reason),
                "nothing that was published before is touched; make room and run it again");
  }
}

}  // namespace broadtape
