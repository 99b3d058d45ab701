#include "common/command_line/run_program.h"
#include "indexer/commands/commands.h"

int main(int count, char** arguments) {
  using namespace broadtape;
  return run_program(tape_index_program(), {arguments + (count > 0 ? 1 : 0), arguments + count},
                     [](const Options& options) { return options.verb->run(options); });
}
