#include "tests/bench/line_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace broadtape::bench {

LineProcess::LineProcess(const std::vector<std::string>& command) : program_(command[0]) {
  int requests[2], answers[2];
  if (pipe2(requests, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0)
    throw std::runtime_error("cannot make a pipe to " + program_);
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, requests[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, answers[1], STDOUT_FILENO);
  const int failure = posix_spawn(&child_, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(requests[0]);
  close(answers[1]);
  to_ = fdopen(requests[1], "w");
  from_ = fdopen(answers[0], "r");
  if (failure != 0) child_ = 0;
  if (failure != 0 || !to_ || !from_) throw std::runtime_error("cannot run " + program_);
}

LineProcess::~LineProcess() {
  if (to_) std::fclose(to_);
  if (from_) std::fclose(from_);
  if (child_ > 0) waitpid(child_, nullptr, 0);
}

std::string LineProcess::ask(const std::string& line) {
  char* answer = nullptr;
  std::size_t room = 0;
  ssize_t size = -1;
  if (std::fputs((line + "\n").c_str(), to_) >= 0 && std::fflush(to_) == 0) size = getline(&answer, &room, from_);
  const std::string text(answer ? answer : "", size > 0 ? static_cast<std::size_t>(size) : 0);
  std::free(answer);
  if (!text.ends_with('\n')) throw std::runtime_error(program_ + " has ended; the request was: " + line);
  return text.substr(0, text.size() - 1);
}

}  // namespace broadtape::bench
