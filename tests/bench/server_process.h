// A running `tape-search serve`, as a process with workers below it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace broadtape::bench {

class ServerProcess {
 public:
  // Returns when the server listens. Throws std::runtime_error when it does not come to that.
  explicit ServerProcess(const std::vector<std::string>& command);
  ~ServerProcess();  // stops it
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  const std::string& url() const { return url_; }  // "http://127.0.0.1:40123/"

  // The most that the server and each of its workers held resident, added up; what they share counts for each.
  std::uint64_t peak_bytes() const;

 private:
  pid_t pid_ = -1;
  int messages_ = -1;  // its standard error
  std::string url_;
};

}  // namespace broadtape::bench
