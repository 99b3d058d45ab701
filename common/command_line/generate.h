// What --generate prints for those who package the program: its man page, and completion for shells.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/command_line/tables.h"

namespace broadtape {

struct GeneratorRow {
  std::string_view name;  // as --generate takes it
  std::string (*make)(const ProgramRow& program);
};
extern const std::vector<GeneratorRow> kGenerators;

// The names, with spaces between, for the option's row.
inline constexpr std::string_view kGeneratorNames = "man complete-bash complete-zsh";

// Throws Error(kUsage) for a name that is no row of kGenerators.
std::string generate(const ProgramRow& program, std::string_view name);

// A page for man(1) in man(7) macros: every verb, every option once, examples, exit statuses, environment, files.
std::string man_page(const ProgramRow& program);

// A script for share/bash-completion/completions; it needs bash 4.2 and nothing else.
std::string bash_completion(const ProgramRow& program);

// A function for share/zsh/site-functions.
std::string zsh_completion(const ProgramRow& program);

}  // namespace broadtape
