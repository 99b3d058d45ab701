// Runs the verbs: crash reports, the pager, errors and exit statuses.
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <iostream>
#include <nlohmann/json.hpp>
#include <utility>

#include "common/command_line/run_program.h"
#include "common/error/error.h"
#include "common/terminal/display.h"
#include "common/terminal/output.h"
#include "common/terminal/pager.h"
#include "searcher/commands/commands.h"
#include "searcher/output/answer_writers.h"
#include "searcher/output/format.h"

namespace broadtape {
namespace {

// Calls only functions that POSIX allows in a signal handler.
extern "C" void on_crash(int) {
  constexpr char kMessage[] =
      "tape-search: reading the archive ended in a crash; it is probably damaged\n"
      "  find the damage with: tape-index verify\n";
  (void)!write(STDERR_FILENO, kMessage, sizeof kMessage - 1);
  _exit(kExitArchive);
}

// Ends the process with a message if it crashes while reading the archive.
void report_crashes() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  // A separate stack, because the crash may be a stack overflow.
  alignas(16) static char stack[64 << 10];
  stack_t alternative{};
  alternative.ss_sp = stack;
  alternative.ss_size = sizeof stack;
  sigaltstack(&alternative, nullptr);
  struct sigaction action;
  std::memset(&action, 0, sizeof action);
  action.sa_handler = on_crash;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND;
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE}) sigaction(signal, &action, nullptr);
#endif
}

// Installs a buffer for standard output, and restores the old one on destruction.
class OutputThrough {
 public:
  explicit OutputThrough(std::streambuf& buffer)
      : old_(std::cout.rdbuf(&buffer)), tied_(std::cerr.tie(nullptr)), exceptions_(std::cout.exceptions()) {
    std::cout.exceptions(std::ios::badbit);  // propagates exceptions of the buffer
  }
  ~OutputThrough() {
    std::cout.exceptions(exceptions_);
    std::cout.rdbuf(old_);
    std::cerr.tie(tied_);
  }
  OutputThrough(const OutputThrough&) = delete;
  OutputThrough& operator=(const OutputThrough&) = delete;

 private:
  std::streambuf* old_;
  std::ostream* tied_;
  std::ios::iostate exceptions_;
};

// See after_output().
std::function<void()> pending_work;

// Drops the work of a verb that failed.
class PendingWork {
 public:
  PendingWork() = default;
  ~PendingWork() { pending_work = nullptr; }
  PendingWork(const PendingWork&) = delete;
  PendingWork& operator=(const PendingWork&) = delete;
};

void finish_output() {
  std::cout.flush();
  if (!std::cout || std::fflush(stdout) != 0) throw_output_failed();
  if (const std::function<void()> work = std::exchange(pending_work, nullptr)) work();
}

bool takes_pager(const Options& options) {
  return find_option(tape_search_program(), options.verb->bit, "no-pager") && !options.has("no-pager");
}

// Runs `verb`. If standard output is a terminal and the output is longer than the screen, it goes through the user's
// pager. Quitting the pager early or a closed pipe ends the program without a message; Ctrl-C restores the terminal.
// Throws what `verb` throws, and Error(kUsage).
int run_paged(const Options& options, const std::function<int()>& verb) {
  ::signal(SIGPIPE, SIG_DFL);  // the parent may have ignored it
  const Screen screen = screen_of(STDOUT_FILENO);
  if (wants_colour(when_of("color", options.text("color", "auto")), screen, process_environment) ||
      wants_hyperlinks(when_of("hyperlinks", options.text("hyperlinks", "auto")), screen, process_environment))
    restore_terminal_when_interrupted();
  if (!screen.terminal || !takes_pager(options) || !controls_terminal()) return verb();
  PagedBuffer buffer({pager_command(process_environment), screen.rows, screen.columns});
  const OutputThrough output(buffer);
  try {
    const int status = verb();
    buffer.finish();
    return status;
  } catch (const PagerLeft&) {
    if (std::exchange(pending_work, nullptr))
      say("tape-search: the pager was left before the end; the next call lists the same again\n");
    return kExitFound;
  }
}

// Throws Error(kUsage) if --format-version requests a version other than that of this program.
void check_format_version(const Options& options) {
  if (!options.has("format-version")) return;
  const std::uint64_t wanted = options.number("format-version", 0, 1'000'000);
  if (wanted == kFormatVersion) return;
  throw Error(
      ErrorKind::kUsage,
      "this program writes format version " + std::to_string(kFormatVersion) + ", not " + std::to_string(wanted),
      "docs/CHANGELOG.md says what changed between the versions");
}

bool wants_json(const Options& options) {
  const std::string format = options.text("format");
  return format == "json" || format == "jsonl";
}

int status_of(const Error& error) {
  return error.kind() == ErrorKind::kUsage || error.kind() == ErrorKind::kQuery ? kExitUsage : kExitArchive;
}

}  // namespace

void after_output(std::function<void()> work) {
  pending_work = std::move(work);
}

Options parse_options(const std::vector<std::string>& arguments) {
  return parse_command_line(tape_search_program(), arguments);
}

int run_tape_search(const std::vector<std::string>& arguments) {
  return run_program(tape_search_program(), arguments, [](const Options& options) {
    const PendingWork pending;
    try {
      check_format_version(options);
      if (options.verb->bit != kServeVerb) report_crashes();  // the server reports the crashes of its workers
      const int status = run_paged(options, [&] { return options.verb->run(options); });
      finish_output();
      if (options.verb->bit == kFindVerb && screen_of(STDOUT_FILENO).terminal) remember_query(options);
      return status;
    } catch (const Error& error) {
      if (!wants_json(options)) throw;
      std::cerr << json_of(error).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
      return status_of(error);
    }
  });
}

}  // namespace broadtape
