// A program that answers each line of its input by one line.
#pragma once

#include <sys/types.h>

#include <cstdio>
#include <string>
#include <vector>

namespace broadtape::bench {

class LineProcess {
 public:
  // `command[0]` is a path. Throws std::runtime_error if it cannot be started.
  explicit LineProcess(const std::vector<std::string>& command);
  ~LineProcess();  // closes its input and waits for it
  LineProcess(const LineProcess&) = delete;
  LineProcess& operator=(const LineProcess&) = delete;

  // Without the line end. Throws std::runtime_error if the program has ended.
  std::string ask(const std::string& line);

 private:
  std::string program_;
  pid_t child_ = 0;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
};

}  // namespace broadtape::bench
