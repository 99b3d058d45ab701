#include "searcher/commands/help.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/terminal/terminal_text.h"

namespace broadtape {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kLeftColumn = 26;

std::string row(const std::string& left, std::string_view right) {
  std::string text;
  const std::string indent(kLeftColumn, ' ');
  for (const std::string& line : wrap({{std::string(right), Ink::kPlain}}, kWidth, indent, false)) text += line + "\n";
  text.replace(0, std::min(left.size(), text.size()), left);
  return text;
}

std::string options_of(VerbBit verb) {
  std::string text = "\nOptions:\n";
  for (const OptionRow& option : kOptions) {
    if (!(option.verbs & verb)) continue;
    text += row(fmt::format("  --{} {}", option.name, option.value_name), option.help);
  }
  return text;
}

}  // namespace

std::string help_text(const VerbRow* verb) {
  std::string text;
  if (!verb) {
    text =
        "Usage: tape-search [VERB] ... [--archive DIR]\n\nSearches an archive of news that tape-index "
        "made.\n\nVerbs:\n";
    for (const VerbRow& known : kVerbs) text += row(fmt::format("  {} {}", known.name, known.operands), known.help);
    text += "\ntape-search VERB --help tells more.\n";
    verb = find_verb("find");
  } else {
    text = fmt::format("Usage: tape-search {} {} [OPTION]...\n\n", verb->name, verb->operands);
    for (const std::string& line : wrap({{std::string(verb->help), Ink::kPlain}}, kWidth, "", false))
      text += line + "\n";
    text += options_of(verb->bit);
  }
  text += "\nExamples:\n";
  for (const std::string_view example : verb->examples) text += fmt::format("  {}\n", example);
  return text +
         "\nExit status: 0 found, 1 nothing found, 2 bad usage or query, 3 archive missing, damaged or too new.\n";
}

std::string version_text() {
  return "tape-search " BROADTAPE_VERSION "\n";
}

}  // namespace broadtape
