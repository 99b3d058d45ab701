#include "searcher/http/access_log.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>

#include "common/error/error.h"
#include "common/time/instant.h"

namespace broadtape {
namespace {

constexpr mode_t kLogMode = 0640;

int open_log(const std::string& path) {
  if (path.empty()) return -1;
  if (path == "-") return ::dup(STDOUT_FILENO);
  return ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, kLogMode);
}

}  // namespace

std::string log_line(const AccessRecord& record, std::int64_t when_s) {
  const nlohmann::ordered_json line = {{"time", format_rfc3339(when_s)},  {"address", record.address},
                                       {"method", record.method},         {"target", record.target},
                                       {"status", record.status},         {"bytes", record.bytes},
                                       {"took_us", record.took_us},       {"route", record.route},
                                       {"user_agent", record.user_agent}, {"whole", record.whole}};
  // Escapes everything outside printable ASCII except DEL, which JSON allows.
  std::string text = line.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
  for (std::size_t at = text.find('\x7f'); at != std::string::npos; at = text.find('\x7f', at))
    text.replace(at, 1, "\\u007f");
  return text + "\n";
}

AccessLog::AccessLog(const std::string& path) : path_(path), file_(open_log(path)) {
  if (file_ < 0 && !path.empty())
    throw Error(ErrorKind::kUnwritable, "the access log " + path + " cannot be opened: " + std::strerror(errno),
                "name another file with --access-log");
}

AccessLog::~AccessLog() {
  if (file_ >= 0) ::close(file_);
}

void AccessLog::write(const AccessRecord& record) {
  if (file_ < 0) return;
  const std::string line = log_line(record, now_s());
  const ssize_t written = ::write(file_, line.data(), line.size());
  if (written == static_cast<ssize_t>(line.size())) return;
  if (lost_++ == 0)
    std::cerr << "tape-search: the access log " << path_ << " takes no more: " << std::strerror(errno) << '\n';
}

void AccessLog::reopen() {
  const int file = open_log(path_);
  if (file < 0) {
    if (!path_.empty())
      std::cerr << "tape-search: the access log " << path_ << " cannot be reopened: " << std::strerror(errno)
                << std::endl;
    return;
  }
  if (file_ >= 0) ::close(file_);
  file_ = file;
}

}  // namespace broadtape
