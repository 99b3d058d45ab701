// Xapian's exceptions, while reading an archive, as ours. Xapian finds damage late: any call that reads may meet it.
#pragma once

#include <fmt/core.h>
#include <xapian.h>

#include <string>

#include "common/error/error.h"

namespace broadtape {

// Runs `work`, which reads `place`: "the archive /srv/news", "document 7".
// Throws Error(kNetwork) when a remote shard fails, Error(kCorrupt) for anything else that Xapian throws.
template <class Work>
decltype(auto) with_read_errors(const std::string& place, Work&& work) {
  try {
    return work();
  } catch (const Xapian::NetworkError& error) {
    throw Error(ErrorKind::kNetwork, fmt::format("{}: a remote shard failed: {}", place, error.get_msg()),
                "see whether its xapian-tcpsrv runs");
  } catch (const Xapian::Error& error) {
    throw Error(ErrorKind::kCorrupt, fmt::format("{} is damaged: {}", place, error.get_description()),
                "find the damage with: tape-index verify");
  }
}

}  // namespace broadtape
