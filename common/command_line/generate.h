// Output of --generate, for packagers: the man page and shell completion scripts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/command_line/tables.h"

namespace broadtape {

struct GeneratorRow {
  std::string_view name;  // value of --generate
  std::string (*make)(const ProgramRow& program);
};
extern const std::vector<GeneratorRow> kGenerators;

// The names, separated by spaces, for the row of the option.
inline constexpr std::string_view kGeneratorNames = "man complete-bash complete-zsh";

// Throws Error(kUsage) for an unknown name.
std::string generate(const ProgramRow& program, std::string_view name);

// A manual page in man(7) macros: verbs, options, examples, exit statuses, environment, files.
std::string man_page(const ProgramRow& program);

// A script for share/bash-completion/completions; requires bash 4.2 only.
std::string bash_completion(const ProgramRow& program);

// A function for share/zsh/site-functions.
std::string zsh_completion(const ProgramRow& program);

}  // namespace broadtape
