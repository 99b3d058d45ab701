#include "common/command_line/generate.h"

#include "common/error/error.h"

namespace broadtape {

const std::vector<GeneratorRow> kGenerators = {
    {"man", man_page}, {"complete-bash", bash_completion}, {"complete-zsh", zsh_completion}};

std::string generate(const ProgramRow& program, std::string_view name) {
  for (const GeneratorRow& row : kGenerators) {
    if (row.name == name) return row.make(program);
  }
  throw Error(ErrorKind::kUsage,
              "--generate takes one of " + std::string(kGeneratorNames) + ", not '" + std::string(name) + "'");
}

}  // namespace broadtape
