#include "indexer/commands/options.h"

#include <fmt/core.h>

#include <boost/program_options.hpp>
#include <charconv>

#include "common/error/error.h"

namespace broadtape {
namespace po = boost::program_options;

const OptionRow kCommonOptions[] = {
    {"archive", 'a', "DIR", "the archive's folder; default $BROADTAPE_ARCHIVE, then the user's data folder"},
    {"help", 'h', nullptr, "show this help"},
    {"version", 0, nullptr, "show the version"},
};
const std::size_t kCommonOptionCount = std::size(kCommonOptions);

namespace {

void add_rows(po::options_description& description, std::span<const OptionRow> rows) {
  for (const OptionRow& row : rows) {
    const std::string name = row.letter ? fmt::format("{},{}", row.name, row.letter) : std::string(row.name);
    if (row.value) {
      description.add_options()(name.c_str(), po::value<std::vector<std::string>>(), row.help);
    } else {
      description.add_options()(name.c_str(), row.help);
    }
  }
}

std::string option_lines(std::span<const OptionRow> rows) {
  std::string text;
  for (const OptionRow& row : rows) {
    const std::string letter = row.letter ? fmt::format("-{}, ", row.letter) : std::string("    ");
    const std::string value = row.value ? fmt::format(" {}", row.value) : std::string();
    const std::string left = fmt::format("  {}--{}{}", letter, row.name, value);
    text += left.size() < 30 ? fmt::format("{:<30}{}\n", left, row.help)
                             : fmt::format("{}\n{:<30}{}\n", left, "", row.help);
  }
  return text;
}

}  // namespace

std::string CommandLine::value(const std::string& name, const std::string& otherwise) const {
  const auto it = options.find(name);
  return it == options.end() || it->second.empty() ? otherwise : it->second.back();
}

std::vector<std::string> CommandLine::values(const std::string& name) const {
  const auto it = options.find(name);
  return it == options.end() ? std::vector<std::string>() : it->second;
}

long CommandLine::number(const std::string& name, long otherwise, long least, long most) const {
  if (!has(name)) return otherwise;
  const std::string text = value(name);
  long number = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (status != std::errc{} || end != text.data() + text.size() || number < least || number > most) {
    throw Error(ErrorKind::kUsage,
                fmt::format("--{} takes a whole number from {} to {}, not `{}`", name, least, most, text));
  }
  return number;
}

CommandLine parse_command_line(const VerbRow& verb, const std::vector<std::string>& arguments) {
  po::options_description description;
  add_rows(description, verb.options);
  add_rows(description, {kCommonOptions, kCommonOptionCount});
  description.add_options()("operand", po::value<std::vector<std::string>>());
  po::positional_options_description positions;
  positions.add("operand", -1);
  try {
    const auto style = po::command_line_style::unix_style & ~po::command_line_style::allow_guessing;
    const auto parsed =
        po::command_line_parser(arguments).options(description).positional(positions).style(style).run();
    CommandLine line;
    for (const auto& option : parsed.options) {
      if (option.string_key == "operand") {
        line.operands.insert(line.operands.end(), option.value.begin(), option.value.end());
      } else {
        auto& values = line.options[option.string_key];
        values.insert(values.end(), option.value.begin(), option.value.end());
      }
    }
    return line;
  } catch (const po::error& error) {
    throw Error(ErrorKind::kUsage, error.what(), fmt::format("see: tape-index {} --help", verb.name));
  }
}

std::string verb_help(const VerbRow& verb) {
  std::string text =
      fmt::format("usage: tape-index {} {}[OPTION...]\n\n{}\n\n", verb.name, verb.operands, verb.details);
  text += "options:\n" + option_lines(verb.options) + option_lines({kCommonOptions, kCommonOptionCount});
  return text + "\nexamples:\n" + verb.examples;
}

std::string program_help(std::span<const VerbRow> verbs) {
  std::string text =
      "usage: tape-index VERB ... [--archive DIR]\n\nReads news articles into an archive that tape-search answers "
      "from.\n\n";
  for (const VerbRow& verb : verbs) text += fmt::format("  {:<10}{}\n", verb.name, verb.summary);
  return text +
         "\nHelp for a verb: tape-index VERB --help\n"
         "Exit status: 0 all done, 1 some records were rejected, 2 bad usage, 3 an input or the archive could not be "
         "read or\n"
         "written, 130 interrupted.\n";
}

}  // namespace broadtape
