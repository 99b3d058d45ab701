// Runs a command with text on its input.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace broadtape {

struct DeliveryResult {
  std::string failure = {};        // empty on success
  std::int64_t retry_after_s = 0;  // the receiver asks not to try again before
};

// Runs `command` by sh with `environment` in addition to this process's, and standard output as standard error. It
// fails with another exit status than 0, or if it takes longer than `limit_s`; its process group is then killed. A
// command that does not read all of its input can succeed.
DeliveryResult run_shell(const std::string& command, const std::string& input,
                         const std::map<std::string, std::string>& environment, std::int64_t limit_s);

}  // namespace broadtape
