#include <fcntl.h>
#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "common/error/error.h"
#include "indexer/commands/commands.h"

namespace {

using namespace broadtape;

int exit_status(ErrorKind kind) {
  return kind == ErrorKind::kUsage || kind == ErrorKind::kQuery ? kExitUsage : kExitUnusable;
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") {
    fmt::print(arguments.empty() ? stderr : stdout, "{}", program_help(index_verbs()));
    return arguments.empty() ? kExitUsage : kExitDone;
  }
  if (arguments[0] == "--version") {
    fmt::print("tape-index {}\n", BROADTAPE_VERSION);
    return kExitDone;
  }
  for (const VerbRow& verb : index_verbs()) {
    if (arguments[0] != verb.name) continue;
    const CommandLine line = parse_command_line(verb, {arguments.begin() + 1, arguments.end()});
    if (!line.has("help")) return verb.run(line);
    fmt::print("{}", verb_help(verb));
    return kExitDone;
  }
  throw Error(ErrorKind::kUsage, fmt::format("there is no verb `{}`", arguments[0]), "see: tape-index --help");
}

// Not by fmt::print, which throws when standard error is full or closed.
void tell(const std::string& line) {
  std::fputs((line + "\n").c_str(), stderr);
}

// A closed standard stream would lend its number to the next file opened, and messages would be written into that.
void open_standard_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (fcntl(stream, F_GETFD) < 0) (void)!open("/dev/null", O_RDWR);
  }
}

}  // namespace

int main(int argc, char** argv) {
  open_standard_streams();
  // A file-size limit is to be met as an error that can be told, not as a signal.
  signal(SIGXFSZ, SIG_IGN);
  try {
    const int status = run({argv + 1, argv + argc});
    if (std::fflush(stdout) != 0)
      throw Error(ErrorKind::kUnwritable, "the output cannot be written", "see whether the disk is full");
    return status;
  } catch (const Error& error) {
    tell(fmt::format("tape-index: {}", error.what()));
    if (!error.hint().empty()) tell(error.hint());
    return exit_status(error.kind());
  } catch (const std::exception& error) {
    tell(fmt::format("tape-index: {}", error.what()));
    return kExitUnusable;
  }
}
