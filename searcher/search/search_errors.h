// What Xapian reports while an archive is searched, as our errors.
#pragma once

#include <fmt/format.h>
#include <xapian.h>

#include "common/archive/archive.h"
#include "common/archive/read_errors.h"
#include "common/error/error.h"

namespace broadtape {

// Runs `work` and gives what it gives.
// Throws Error(kNetwork) when a remote shard fails, Error(kUnwritable) when a system call fails, Error(kCorrupt) when
// the archive is damaged.
template <class Work>
auto searching(const Archive& archive, const Work& work) {
  try {
    return work();
  } catch (const Xapian::NetworkError& error) {
    throw Error(ErrorKind::kNetwork, "a remote shard failed: " + error.get_msg(), "see whether its xapian-tcpsrv runs");
  } catch (const Xapian::Error& error) {
    if (const std::string reason = system_failure(error); !reason.empty()) {
      throw Error(ErrorKind::kUnwritable,
                  fmt::format("the archive {} cannot be read: {}: {}", archive.path(), error.get_msg(), reason),
                  kSystemFailureHint);
    }
    throw Error(ErrorKind::kCorrupt,
                fmt::format("the archive {} cannot be searched: {}", archive.path(), error.get_msg()),
                "run tape-index verify to find out what is damaged");
  }
}

}  // namespace broadtape
