// Texts generated from the tables of a program: help, and the output of --generate for packagers (man page and shell
// completion).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/command_line/tables.h"

namespace broadtape {

struct HelpStyle {
  std::size_t width = 100;  // columns, at least 60
  bool colour = false;      // bold headings
};

// The help of one verb, or of the program if `verb` is null.
std::string help_text(const ProgramRow& program, const VerbRow* verb, const HelpStyle& style);

std::string version_text(const ProgramRow& program);

// "-h, --help", "--limit N".
std::string option_form(const OptionRow& option);

// "[QUERY] [OPTION]..."
std::string operands_form(const VerbRow& verb);

// Splits text at empty lines.
std::vector<std::string_view> paragraphs_of(std::string_view text);

struct GeneratorRow {
  std::string_view name;  // value of --generate
  std::string (*make)(const ProgramRow& program);
};
extern const std::vector<GeneratorRow> kGenerators;

// The names, separated by spaces, for the row of the option.
inline constexpr std::string_view kGeneratorNames = "man complete-bash complete-zsh complete-fish";

// Throws Error(kUsage) for an unknown name.
std::string generate(const ProgramRow& program, std::string_view name);

// A manual page in man(7) macros: verbs, options, examples, exit statuses, environment, files.
std::string man_page(const ProgramRow& program);

// A script for share/bash-completion/completions; requires bash 4.2 only.
std::string bash_completion(const ProgramRow& program);

// A function for share/zsh/site-functions.
std::string zsh_completion(const ProgramRow& program);

// A script for share/fish/vendor_completions.d; requires fish 3.4.
std::string fish_completion(const ProgramRow& program);

}  // namespace broadtape
