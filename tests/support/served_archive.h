// `tape-search serve` over an archive, on a free port.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/http_client.h"
#include "tests/support/processes.h"
#include "tests/support/programs.h"

namespace broadtape {

class ServedArchive {
 public:
  // On 127.0.0.1 unless `options` set another address.
  explicit ServedArchive(const std::string& archive, const std::vector<std::string>& options = {})
      : program_(kTapeSearch, arguments(archive, options)) {
    if (!program_.says("until Ctrl-C")) throw std::runtime_error("serve does not start: " + program_.errors());
    const std::string said = program_.errors();
    port_ = port_of(said.substr(0, said.find("/ until")));
  }

  std::uint16_t port() const { return port_; }
  pid_t pid() const { return program_.pid(); }
  std::string errors() const { return program_.errors(); }
  HttpReply get(const std::string& target, const std::string& headers = {}) const {
    return http_get(port_, target, headers);
  }
  nlohmann::json json(const std::string& target) const { return nlohmann::json::parse(get(target).body); }

  // A value from the server's metrics.
  long figure(const std::string& name) const {
    const std::string text = get("/metrics").body;
    const std::size_t at = text.find("\nbroadtape_" + name + " ");
    return at == std::string::npos ? -1 : std::stol(text.substr(at + name.size() + 12));
  }

  // Of the server and its workers, in bytes.
  std::size_t memory() const {
    std::size_t bytes = memory_of(pid());
    for (const ProcessState& worker : children_of(pid())) bytes += memory_of(worker.pid);
    return bytes;
  }

  Finished stop(int signal = SIGTERM) {
    program_.send(signal);
    return program_.wait();
  }

 private:
  static std::vector<std::string> arguments(const std::string& archive, const std::vector<std::string>& options) {
    std::vector<std::string> all{"serve", "--archive", archive};
    if (std::find(options.begin(), options.end(), "--listen") == options.end())
      all.insert(all.end(), {"--listen", "127.0.0.1:0"});
    all.insert(all.end(), options.begin(), options.end());
    return all;
  }

  Program program_;
  std::uint16_t port_ = 0;
};

}  // namespace broadtape
