#include "searcher/commands/run.h"

#include "common/command_line/run_program.h"
#include "searcher/commands/display.h"
#include "searcher/commands/verbs.h"

namespace broadtape {

int run_tape_search(const std::vector<std::string>& arguments) {
  return run_program(kTapeSearch, arguments, [](const Options& options) {
    check_format_version(options);
    return options.verb->run(options);
  });
}

}  // namespace broadtape
