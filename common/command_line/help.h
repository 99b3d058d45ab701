// The output of --help and --version.
#pragma once

#include <cstddef>
#include <string>

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

}  // namespace broadtape
