#include "indexer/commands/alert_process.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace broadtape {
namespace {

constexpr int kCannotRun = 127;  // as of a shell
constexpr int kSomeWait = 1;     // deliveries are to be tried again, which the program says

std::string searcher_path() {
  std::error_code status;
  const std::filesystem::path own = std::filesystem::read_symlink("/proc/self/exe", status);
  const std::filesystem::path beside = own.parent_path() / "tape-search";
  return !status && ::access(beside.c_str(), X_OK) == 0 ? beside.string() : "tape-search";
}

}  // namespace

AlertRun run_alerts(const std::string& archive) {
  const std::string program = searcher_path();
  const pid_t child = ::fork();
  if (child < 0) return {std::strerror(errno), true};
  if (child == 0) {
    ::dup2(STDERR_FILENO, STDOUT_FILENO);
    ::execlp(program.c_str(), "tape-search", "alert", "--archive", archive.c_str(), static_cast<char*>(nullptr));
    ::_exit(kCannotRun);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == kCannotRun) return {program + " cannot be run", false};
  if (WIFEXITED(status) && WEXITSTATUS(status) <= kSomeWait) return {{}, WEXITSTATUS(status) == kSomeWait};
  return {fmt::format("tape-search alert ended with {} {}", WIFEXITED(status) ? "status" : "signal",
                      WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status)),
          true};
}

}  // namespace broadtape
