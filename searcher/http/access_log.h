// The access log: one JSON object per line, in ASCII without control characters, whatever clients send.
//
// Threads: used only by the server's thread.
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
  std::uint64_t bytes = 0;  // of the body as sent
  std::int64_t took_us = 0;
  bool whole = true;  // false: the client disconnected, or the answer failed midway
};

// {"time", "address", "method", "target", "status", "bytes", "took_us", "route", "user_agent", "whole"} and a line
// feed.
std::string log_line(const AccessRecord& record, std::int64_t when_s);

class AccessLog {
 public:
  // Appends to the file at `path` and creates it if it does not exist. "-" is standard output; empty disables the log.
  // Throws Error(kUnwritable).
  explicit AccessLog(const std::string& path);
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  // A line that cannot be written is counted; the first failure is reported on standard error.
  void write(const AccessRecord& record);

  // Reopens the file after log rotation. If that fails, reports it on standard error and keeps the old file.
  void reopen();

 private:
  const std::string path_;
  int file_ = -1;
  std::uint64_t lost_ = 0;
};

}  // namespace broadtape
