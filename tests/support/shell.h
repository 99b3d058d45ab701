// Runs a command line in a shell and captures its output.
#pragma once

#include <stdio.h>
#include <sys/wait.h>

#include <stdexcept>
#include <string>

#include "tests/support/temp_folder.h"

namespace broadtape {

struct ShellResult {
  int status = 0;  // as reported by the shell: 128 plus the number of the signal that ended it
  std::string out;
  std::string err;
};

// Runs `command` with /bin/sh.
inline ShellResult shell(const std::string& command) {
  const TemporaryFolder folder;
  const std::string err_path = folder / "err";
  FILE* const pipe = ::popen(("{ " + command + "\n} 2>" + err_path).c_str(), "r");
  if (!pipe) throw std::runtime_error("cannot run " + command);
  ShellResult result;
  char buffer[4096];
  for (std::size_t got = 0; (got = ::fread(buffer, 1, sizeof buffer, pipe)) > 0;) result.out.append(buffer, got);
  const int ended = ::pclose(pipe);
  result.status = WIFEXITED(ended) ? WEXITSTATUS(ended) : 128 + WTERMSIG(ended);
  result.err = read_file(err_path);
  return result;
}

// In single quotes, escaped for the shell.
inline std::string shell_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace broadtape
