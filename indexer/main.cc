#include <fmt/core.h>
#include <signal.h>

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

}  // namespace

int main(int argc, char** argv) {
  // A file-size limit is to be met as an error that can be told, not as a signal.
  signal(SIGXFSZ, SIG_IGN);
  try {
    return run({argv + 1, argv + argc});
  } catch (const Error& error) {
    fmt::print(stderr, "tape-index: {}\n", error.what());
    if (!error.hint().empty()) fmt::print(stderr, "{}\n", error.hint());
    return exit_status(error.kind());
  } catch (const std::exception& error) {
    fmt::print(stderr, "tape-index: {}\n", error.what());
    return kExitUnusable;
  }
}
