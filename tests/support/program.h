// Runs a program with arguments, standard input, signals and limits, and captures its output and status.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace broadtape {

struct Finished {
  int status = 0;  // exit status, or the negative number of the signal that ended it
  std::string out, err;
};

struct ProgramSetup {
  std::string input = {};         // the whole of standard input
  bool keeps_input_open = false;  // instead, input comes from write_input() until close_input()
  rlim_t max_file_bytes = RLIM_INFINITY;
  std::vector<std::string> environment = {};  // NAME=VALUE each, added to the environment of this process
  unsigned max_seconds = 0;                   // until SIGALRM ends it; 0: no limit
};

class Program {
 public:
  Program(const std::string& path, const std::vector<std::string>& arguments, const ProgramSetup& setup = {})
      : out_(memory_file("out")), err_(memory_file("err")) {
    int ends[2] = {-1, -1};
    if (setup.keeps_input_open) {
      if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
      input_ = ends[1];
    } else {
      ends[0] = memory_file("in");
      if (write(ends[0], setup.input.data(), setup.input.size()) < 0) throw std::runtime_error("no input");
      lseek(ends[0], 0, SEEK_SET);
    }
    std::vector<char*> words{const_cast<char*>(path.c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    child_ = fork();
    if (child_ == 0) {
      dup2(ends[0], STDIN_FILENO);
      dup2(out_, STDOUT_FILENO);
      dup2(err_, STDERR_FILENO);
      if (setup.max_file_bytes != RLIM_INFINITY) {
        const rlimit limit{setup.max_file_bytes, setup.max_file_bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
      }
      setenv("BROADTAPE_CONFIG", "/dev/null", 1);  // rather than that of the user who runs the tests
      for (const std::string& variable : setup.environment) putenv(const_cast<char*>(variable.c_str()));
      alarm(setup.max_seconds);
      execv(words[0], words.data());
      _exit(127);
    }
    close(ends[0]);
  }

  ~Program() {
    close_input();
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
    close(out_);
    close(err_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  pid_t pid() const { return child_; }
  void send(int signal) const { kill(child_, signal); }

  void write_input(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t size = write(input_, text.data(), text.size());
      if (size < 0) throw std::runtime_error("the program reads no more");
      text.remove_prefix(static_cast<std::size_t>(size));
    }
  }
  void close_input() {
    if (input_ >= 0) close(input_);
    input_ = -1;
  }

  // Its standard error so far.
  std::string errors() const { return text_of(err_); }

  // Waits until standard error contains `text`; false after ten seconds.
  bool says(const std::string& text) const {
    return within_ten_seconds([&] { return errors().find(text) != std::string::npos; });
  }

  template <class Condition>
  static bool within_ten_seconds(Condition&& condition) {
    for (int i = 0; i < 2000; ++i) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
  }

  Finished wait() {
    int status = 0;
    while (waitpid(child_, &status, 0) < 0 && errno == EINTR) {
    }
    child_ = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), text_of(out_), text_of(err_)};
  }

 private:
  static int memory_file(const char* name) {
    const int file = memfd_create(name, MFD_CLOEXEC);
    if (file < 0) throw std::runtime_error("no memory file");
    return file;
  }

  static std::string text_of(int file) {
    std::string text;
    char buffer[4096];
    for (ssize_t size; (size = pread(file, buffer, sizeof buffer, static_cast<off_t>(text.size()))) > 0;) {
      text.append(buffer, static_cast<std::size_t>(size));
    }
    return text;
  }

  pid_t child_ = -1;
  int out_, err_, input_ = -1;
};

inline Finished run_program(const std::string& path, const std::vector<std::string>& arguments,
                            const ProgramSetup& setup = {}) {
  return Program(path, arguments, setup).wait();
}

}  // namespace broadtape
