#include "tests/bench/server_process.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <stdexcept>

namespace broadtape::bench {
namespace {

// VmHWM of proc(5).
std::uint64_t peak_of(pid_t pid) {
  constexpr std::string_view kName = "VmHWM:";
  std::ifstream status(fmt::format("/proc/{}/status", pid));
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(kName)) return std::stoull(line.substr(kName.size())) * 1024;
  }
  return 0;
}

// With its standard error at `messages`.
pid_t spawn(const std::vector<std::string>& command, int messages) {
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, messages, STDERR_FILENO);
  pid_t child = -1;
  const int failure = posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) throw std::runtime_error(fmt::format("cannot run {}: {}", command[0], std::strerror(failure)));
  return child;
}

// The address in the first line that comes from `messages`; empty when there is none.
std::string announced_url(int messages) {
  std::string line;
  for (char byte = 0; ::read(messages, &byte, 1) == 1 && byte != '\n';) line += byte;
  const std::size_t begin = line.find("http://");
  return begin == std::string::npos ? "" : line.substr(begin, line.find(' ', begin) - begin);
}

void stop(pid_t pid) {
  ::kill(pid, SIGTERM);
  ::waitpid(pid, nullptr, 0);
}

}  // namespace

ServerProcess::ServerProcess(const std::vector<std::string>& command) {
  int messages[2];
  if (::pipe2(messages, O_CLOEXEC) != 0) throw std::runtime_error("there are no pipes left");
  pid_ = spawn(command, messages[1]);
  ::close(messages[1]);
  messages_ = messages[0];
  url_ = announced_url(messages_);
  if (!url_.empty()) return;
  stop(pid_);
  ::close(messages_);
  throw std::runtime_error("tape-search serve did not start");
}

ServerProcess::~ServerProcess() {
  stop(pid_);
  ::close(messages_);
}

std::uint64_t ServerProcess::peak_bytes() const {
  std::uint64_t bytes = peak_of(pid_);
  std::ifstream workers(fmt::format("/proc/{}/task/{}/children", pid_, pid_));
  for (pid_t worker = 0; workers >> worker;) bytes += peak_of(worker);
  return bytes;
}

}  // namespace broadtape::bench
