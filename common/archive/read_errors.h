// Xapian's exceptions, while reading an archive, as ours. Xapian finds damage late: any call that reads may meet it.
#pragma once

#include <fmt/core.h>
#include <xapian.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>

#include "common/error/error.h"

namespace broadtape {

// The system's reason when `error` reports a system call that failed: "Input/output error", "Too many open files".
// Empty for damage, of which a file that is missing or an offset that makes no sense are signs too.
inline std::string system_failure(const Xapian::Error& error) {
  const char* reason = error.get_error_string();
  if (!reason) return {};
  for (const int damage : {ENOENT, EINVAL}) {
    if (std::string_view(reason) == std::strerror(damage)) return {};
  }
  return reason;
}

inline constexpr const char* kSystemFailureHint =
    "this is not damage: nothing was changed; check the disk, the permissions and the limit on open files, then try "
    "again";

// For a database in a format that the running release of Xapian does not read.
inline Error unknown_format(const std::string& place, const Xapian::DatabaseVersionError& error) {
  return Error(ErrorKind::kTooNew,
               fmt::format("{} has a database format that Xapian {} does not read: {}", place, Xapian::version_string(),
                           error.get_msg()),
               "use the release of Xapian that wrote it, or a later one");
}

// Runs `work`, which reads `place`: "the archive /srv/news", "document 7".
// Throws Error(kNetwork) when a remote shard fails, Error(kUnwritable) when a system call fails, Error(kTooNew) for a
// format that this release of Xapian does not read, Error(kCorrupt) for anything else that Xapian throws.
template <class Work>
decltype(auto) with_read_errors(const std::string& place, Work&& work) {
  try {
    return work();
  } catch (const Xapian::NetworkError& error) {
    throw Error(ErrorKind::kNetwork, fmt::format("{}: a remote shard failed: {}", place, error.get_msg()),
                "see whether its xapian-tcpsrv runs");
  } catch (const Xapian::DatabaseVersionError& error) {
    throw unknown_format(place, error);
  } catch (const Xapian::Error& error) {
    if (const std::string reason = system_failure(error); !reason.empty()) {
      throw Error(ErrorKind::kUnwritable, fmt::format("{} cannot be read: {}: {}", place, error.get_msg(), reason),
                  kSystemFailureHint);
    }
    throw Error(ErrorKind::kCorrupt, fmt::format("{} is damaged: {}", place, error.get_description()),
                "find the damage with: tape-index verify");
  }
}

}  // namespace broadtape
