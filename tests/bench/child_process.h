// Runs a program and measures it whole.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace broadtape::bench {

struct ProcessCost {
  double wall_s = 0;
  double cpu_s = 0;              // user and system, all threads
  std::uint64_t peak_bytes = 0;  // resident; never below what this process has when it starts the other
  int status = 0;                // exit status; 128 + N when signal N ended it
};

// `command[0]` is a path. Standard output goes to the file `output`. Throws std::runtime_error when it cannot be
// started.
ProcessCost run_process(const std::vector<std::string>& command, const std::string& output = "/dev/null");

// Runs `work` in a process of its own, so that this one stays small; an exception there is printed and makes this throw
// std::runtime_error.
void run_apart(const std::function<void()>& work);

// This program's own path.
std::string own_path();

}  // namespace broadtape::bench
