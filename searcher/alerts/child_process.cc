#include "searcher/alerts/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <string_view>
#include <vector>

namespace broadtape {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kPollMs = 20;  // how often it is looked whether the command has ended, where the system cannot say so

// Readable once the process has ended; -1 where the system has no such descriptors.
class ProcessEnd {
 public:
  explicit ProcessEnd(pid_t process) : file_(static_cast<int>(::syscall(SYS_pidfd_open, process, 0))) {}
  ~ProcessEnd() {
    if (file_ >= 0) ::close(file_);
  }
  ProcessEnd(const ProcessEnd&) = delete;
  ProcessEnd& operator=(const ProcessEnd&) = delete;

  int file() const { return file_; }

 private:
  int file_;
};

// A write to a pipe without a reader is an error and not a signal.
class IgnoredPipeSignal {
 public:
  IgnoredPipeSignal() { ::sigaction(SIGPIPE, &ignore_, &before_); }
  ~IgnoredPipeSignal() { ::sigaction(SIGPIPE, &before_, nullptr); }
  IgnoredPipeSignal(const IgnoredPipeSignal&) = delete;
  IgnoredPipeSignal& operator=(const IgnoredPipeSignal&) = delete;

 private:
  struct sigaction ignore_ = [] {
    struct sigaction action {};
    action.sa_handler = SIG_IGN;
    return action;
  }();
  struct sigaction before_ {};
};

// Those of this process, but `changed` in place of those with the same name: `NAME=VALUE`.
std::vector<std::string> variables(const std::map<std::string, std::string>& changed) {
  std::vector<std::string> all;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (!changed.contains(std::string(text.substr(0, text.find('='))))) all.emplace_back(text);
  }
  for (const auto& [name, value] : changed) all.push_back(name + '=' + value);
  return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Starts a command as the leader of its process group. Returns an errno, 0 if it runs. A fork would copy the page
// tables of the archive, which takes longer than most commands.
int start(const std::string& command, int input, const std::map<std::string, std::string>& environment, pid_t& child) {
  std::vector<std::string> arguments{"sh", "-c", command}, changed = variables(environment);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup(&attributes, 0);
  sigset_t restored;
  sigemptyset(&restored);
  sigaddset(&restored, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &restored);
  const int error =
      posix_spawn(&child, "/bin/sh", &files, &attributes, pointers_to(arguments).data(), pointers_to(changed).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  return error;
}

std::string failure_of(int status) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (WIFEXITED(status)) return fmt::format("exit status {}", WEXITSTATUS(status));
  return fmt::format("ended by signal {}", WTERMSIG(status));
}

}  // namespace

DeliveryResult run_shell(const std::string& command, const std::string& input,
                         const std::map<std::string, std::string>& environment, std::int64_t limit_s) {
  const IgnoredPipeSignal ignored;
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return {.failure = std::strerror(errno)};
  pid_t child = -1;
  const int error = start(command, ends[0], environment, child);
  ::close(ends[0]);
  if (error != 0) {
    ::close(ends[1]);
    return {.failure = std::strerror(error)};
  }
  const ProcessEnd ended(child);
  ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
  int writer = ends[1], status = 0;
  std::size_t written = 0;
  const auto end = Clock::now() + std::chrono::seconds(limit_s);
  const auto close_input = [&] {
    if (writer >= 0) ::close(writer);
    writer = -1;
  };
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (Clock::now() > end) {
      ::kill(-child, SIGKILL);
      ::waitpid(child, &status, 0);
      close_input();
      return {.failure = fmt::format("took longer than {} seconds", limit_s)};
    }
    pollfd ready[] = {{writer, POLLOUT, 0}, {ended.file(), POLLIN, 0}};
    ::poll(ready, std::size(ready), kPollMs);
    if (writer < 0 || ready[0].revents == 0) continue;
    const ssize_t count = ::write(writer, input.data() + written, input.size() - written);
    if (count > 0) written += static_cast<std::size_t>(count);
    if (written == input.size() || (count < 0 && errno != EAGAIN && errno != EINTR)) close_input();
  }
  close_input();
  return {.failure = failure_of(status)};
}

}  // namespace broadtape
