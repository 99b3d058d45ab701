#include "common/command_line/run_program.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <iostream>
#include <new>

#include "common/command_line/generate.h"
#include "common/command_line/options.h"
#include "common/error/error.h"
#include "common/terminal/display.h"
#include "common/terminal/output.h"
#include "common/terminal/terminal_text.h"

namespace broadtape {
namespace {

// Uses fputs, because a write failure on standard error must not throw.
void tell(const std::string& line) {
  std::fputs((line + "\n").c_str(), stderr);
}

void tell(const ProgramRow& program, const std::string& message, const std::string& hint) {
  tell(std::string(program.name) + ": " + harmless_lines(message));
  if (!hint.empty()) tell("  " + harmless_lines(hint));
}

HelpStyle help_style(int file) {
  const Screen screen = screen_of(file);
  return {text_width(screen, process_environment), wants_colour(When::kAuto, screen, process_environment)};
}

// If a standard stream is closed, the next opened file would get its descriptor and receive messages.
void open_standard_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (::fcntl(stream, F_GETFD) < 0) (void)!::open("/dev/null", O_RDWR);
  }
}

int dispatch(const ProgramRow& program, const std::vector<std::string>& arguments,
             const std::function<int(const Options&)>& run_verb) {
  if (arguments.empty()) {
    std::cerr << help_text(program, nullptr, help_style(STDERR_FILENO));
    return kExitBadUsage;
  }
  const Options options = parse_command_line(program, arguments);
  if (options.has("help")) {
    std::cout << help_text(program, options.verb_named ? options.verb : nullptr, help_style(STDOUT_FILENO));
    return 0;
  }
  if (options.has("version")) {
    std::cout << version_text(program);
    return 0;
  }
  if (options.has("generate")) {
    std::cout << generate(program, options.text("generate"));
    return 0;
  }
  const int status = run_verb(options);
  const std::string hint = status == 0 ? "" : verb_hint(program, options);
  if (!hint.empty()) tell(program, hint, "");
  return status;
}

void flush_output() {
  std::cout.flush();
  if (!std::cout || std::fflush(stdout) != 0) throw_output_failed();
}

}  // namespace

int run_program(const ProgramRow& program, const std::vector<std::string>& arguments,
                const std::function<int(const Options&)>& run_verb) {
  open_standard_streams();
  // Report a file size limit as an error instead of being killed by the signal.
  ::signal(SIGXFSZ, SIG_IGN);
  try {
    const int status = dispatch(program, arguments, run_verb);
    flush_output();
    return status;
  } catch (const Error& error) {
    tell(program, error.what(), error.hint());
    const bool usage = error.kind() == ErrorKind::kUsage || error.kind() == ErrorKind::kQuery;
    return usage ? kExitBadUsage : kExitNoWork;
  } catch (const OutputClosed&) {
    return kExitOutputClosed;
  } catch (const std::bad_alloc&) {
    tell(program, "out of memory", "");
  } catch (const std::exception& error) {
    tell(program, error.what(), "");
  }
  return kExitNoWork;
}

}  // namespace broadtape
