#include "common/archive/index_errors.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <string_view>

namespace broadtape {
namespace {

constexpr const char* kDamageHint = "find the damage with: tape-index verify";

Error damage(const Xapian::Error& error, const std::string& place) {
  return {ErrorKind::kCorrupt, fmt::format("{} is damaged: {}", place, error.get_description()), kDamageHint};
}

Error unknown_format(const Xapian::DatabaseVersionError& error, const std::string& place) {
  return {ErrorKind::kTooNew,
          fmt::format("{} has a database format that Xapian {} does not read: {}", place, Xapian::version_string(),
                      error.get_msg()),
          "use the release of Xapian that wrote it, or a later one"};
}

[[noreturn]] void throw_read_error(const std::string& place) {
  try {
    throw;
  } catch (const Xapian::NetworkError& error) {
    throw Error(ErrorKind::kNetwork, fmt::format("{}: a remote shard failed: {}", place, error.get_msg()),
                "see whether its xapian-tcpsrv runs");
  } catch (const Xapian::DatabaseVersionError& error) {
    throw unknown_format(error, place);
  } catch (const Xapian::Error& error) {
    const std::string reason = system_failure(error);
    if (reason.empty()) throw damage(error, place);
    throw Error(ErrorKind::kUnwritable, fmt::format("{} cannot be read: {}: {}", place, error.get_msg(), reason),
                kSystemFailureHint);
  }
}

[[noreturn]] void throw_write_error(const std::string& place) {
  const int last_failure = errno;
  try {
    throw;
  } catch (const Xapian::DatabaseVersionError& error) {
    throw unknown_format(error, place);
  } catch (const Xapian::DatabaseCorruptError& error) {
    throw damage(error, place);
  } catch (const Xapian::Error& error) {
    std::string reason = system_failure(error);
    // Xapian leaves the reason out if it cannot rename the version file of a new database.
    const bool lacks_reason = !error.get_error_string() && std::string_view(error.get_type()) == "DatabaseCreateError";
    if (lacks_reason && last_failure != 0) reason = std::strerror(last_failure);
    throw Error(ErrorKind::kUnwritable,
                fmt::format("cannot write {}: {}", place,
                            reason.empty() ? error.get_description() : error.get_msg() + ": " + reason),
                "nothing that was published before is touched; make room and run it again");
  }
}

}  // namespace

std::string system_failure(const Xapian::Error& error) {
  const char* reason = error.get_error_string();
  if (!reason) return {};
  for (const int damage : {ENOENT, ENOTDIR, EINVAL}) {
    if (std::string_view(reason) == std::strerror(damage)) return {};
  }
  return reason;
}

void throw_index_error(const std::string& place, IndexAccess access) {
  if (access == IndexAccess::kRead) throw_read_error(place);
  throw_write_error(place);
}

}  // namespace broadtape
