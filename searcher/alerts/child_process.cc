#include "searcher/alerts/child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <iterator>

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

[[noreturn]] void become(const std::string& command, int input, const std::map<std::string, std::string>& environment) {
  ::setpgid(0, 0);
  ::signal(SIGPIPE, SIG_DFL);
  ::dup2(input, STDIN_FILENO);
  ::dup2(STDERR_FILENO, STDOUT_FILENO);
  for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
  ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
  ::_exit(127);
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
  const pid_t child = ::fork();
  if (child == 0) become(command, ends[0], environment);
  ::close(ends[0]);
  if (child < 0) {
    ::close(ends[1]);
    return {.failure = std::strerror(errno)};
  }
  ::setpgid(child, child);
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
