// The access log: a JSON object a line, in ASCII without control characters, whatever clients send.
//
// Threads: belongs to the server's one thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape {

struct AccessRecord {
  std::string address;  // the client's
  std::string method;
  std::string target;  // as sent
  std::string user_agent;
  std::string_view route;
  int status = 0;
  std::uint64_t bytes = 0;  // of the body sent
  std::int64_t took_us = 0;
  bool whole = true;  // otherwise the client went away, or the answer broke off
};

// {"time", "address", "method", "target", "status", "bytes", "took_us", "route", "user_agent", "whole"} and a line
// feed.
std::string log_line(const AccessRecord& record, std::int64_t when_s);

class AccessLog {
 public:
  // Appends to the file at `path`, made when it is not there; "-" is standard output, empty no log at all.
  // Throws Error(kUnwritable).
  explicit AccessLog(const std::string& path);
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  // A line that cannot be written is counted, and told of on standard error the first time.
  void write(const AccessRecord& record);

  // Opens the file anew, as after a log was rotated away. Says so on standard error and keeps the old one when that
  // fails.
  void reopen();

 private:
  const std::string path_;
  int file_ = -1;
  std::uint64_t lost_ = 0;
};

}  // namespace broadtape
