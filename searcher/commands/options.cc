#include "searcher/commands/options.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <limits>

#include "common/error/error.h"

namespace broadtape {
namespace {

namespace po = boost::program_options;

constexpr const char* kOperands = "operands";

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_query_word(const std::string& argument) {
  if (argument.size() < 2 || argument[0] != '-') return false;
  const std::size_t space = argument.find(' ');
  if (space != std::string::npos && argument.find('=') > space) return true;
  return argument[1] != '-' && !is_letter(argument[1]);
}

// Takes the first of `arguments` as an operand when it is one in spite of its minus.
std::vector<po::option> take_query_word(std::vector<std::string>& arguments) {
  if (arguments.empty() || !is_query_word(arguments.front())) return {};
  po::option operand;
  operand.value.push_back(arguments.front());
  operand.original_tokens = operand.value;
  arguments.erase(arguments.begin());
  return {operand};
}

po::options_description describe(VerbBit verb) {
  po::options_description description;
  for (const OptionRow& row : kOptions) {
    if (!(row.verbs & verb)) continue;
    const std::string name(row.name);
    const std::string name_and_letter = name == "help" ? "help,h" : name;
    if (row.value_name.empty()) {
      description.add_options()(name_and_letter.c_str(), "");
    } else {
      description.add_options()(name_and_letter.c_str(), po::value<std::vector<std::string>>(), "");
    }
  }
  description.add_options()(kOperands, po::value<std::vector<std::string>>(), "");
  return description;
}

std::string hint_for(const std::string& argument) {
  const bool single = argument.size() > 1 && argument[0] == '-' && argument[1] != '-';
  if (single)
    return "to exclude a word, put the query in quotes with another word first, or after --: tape-search -- apple " +
           argument;
  return "tape-search --help lists the options";
}

bool is_repeatable(std::string_view name) {
  return std::any_of(kOptions.begin(), kOptions.end(),
                     [&](const OptionRow& row) { return row.name == name && row.repeatable; });
}

void keep(const po::parsed_options& parsed, Options& options) {
  for (const po::option& option : parsed.options) {
    if (option.string_key.empty() || option.string_key == kOperands) {
      options.operands.insert(options.operands.end(), option.value.begin(), option.value.end());
      continue;
    }
    if (options.has(option.string_key) && !option.value.empty() && !is_repeatable(option.string_key)) {
      throw Error(ErrorKind::kUsage, "--" + option.string_key + " is given twice");
    }
    std::vector<std::string>& values = options.values[option.string_key];
    values.insert(values.end(), option.value.begin(), option.value.end());
  }
}

}  // namespace

std::string Options::text(std::string_view name, std::string_view otherwise) const {
  const auto found = values.find(name);
  return std::string(found == values.end() || found->second.empty() ? otherwise
                                                                    : std::string_view(found->second.front()));
}

std::vector<std::string> Options::texts(std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::vector<std::string>{} : found->second;
}

std::uint64_t Options::number(std::string_view name, std::uint64_t otherwise, std::uint64_t most) const {
  if (!has(name)) return otherwise;
  const std::string written = text(name);
  std::uint64_t value = 0;
  const auto [stop, error] = std::from_chars(written.data(), written.data() + written.size(), value);
  if (error != std::errc{} || stop != written.data() + written.size() || value > most) {
    throw Error(ErrorKind::kUsage, "--" + std::string(name) + " takes a number from 0 to " + std::to_string(most) +
                                       ", not '" + written + "'");
  }
  return value;
}

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
  std::vector<std::string> rest = arguments;
  options.verb = rest.empty() ? nullptr : find_verb(rest.front());
  options.verb_named = options.verb != nullptr;
  if (options.verb_named) {
    rest.erase(rest.begin());
  } else {
    options.verb = find_verb("find");
  }
  const auto separator = std::find(rest.begin(), rest.end(), "--");
  const std::vector<std::string> after(separator == rest.end() ? rest.end() : separator + 1, rest.end());
  rest.erase(separator, rest.end());
  try {
    namespace style = po::command_line_style;
    const po::options_description description = describe(options.verb->bit);
    po::positional_options_description positional;
    positional.add(kOperands, -1);
    keep(po::command_line_parser(rest)
             .options(description)
             .positional(positional)
             .style(style::unix_style & ~style::allow_guessing)
             .extra_style_parser(take_query_word)
             .run(),
         options);
  } catch (const po::error_with_option_name& error) {
    const std::string name = error.get_option_name();
    throw Error(ErrorKind::kUsage, error.what(), hint_for(name));
  } catch (const po::error& error) {
    throw Error(ErrorKind::kUsage, error.what(), "tape-search --help lists the options");
  }
  options.operands.insert(options.operands.end(), after.begin(), after.end());
  return options;
}

}  // namespace broadtape
