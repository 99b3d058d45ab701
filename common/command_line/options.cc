#include "common/command_line/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/nearest_name.h"

namespace broadtape {

std::string Options::text(std::string_view name, std::string_view otherwise) const {
  const auto found = values.find(name);
  return std::string(found == values.end() || found->second.empty() ? otherwise
                                                                    : std::string_view(found->second.front()));
}

std::vector<std::string> Options::texts(std::string_view name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::vector<std::string>{} : found->second;
}

std::uint64_t Options::number(std::string_view name, std::uint64_t otherwise, std::uint64_t most,
                              std::uint64_t least) const {
  if (!has(name)) return otherwise;
  const std::string written = text(name);
  std::uint64_t value = 0;
  const auto [stop, error] = std::from_chars(written.data(), written.data() + written.size(), value);
  if (error != std::errc{} || stop != written.data() + written.size() || value < least || value > most) {
    throw Error(ErrorKind::kUsage,
                fmt::format("--{} takes a number from {} to {}, not '{}'", name, least, most, written));
  }
  return value;
}

namespace {

namespace po = boost::program_options;

constexpr const char* kOperands = "operands";
constexpr std::string_view kNextPart = "--next";
constexpr std::string_view kHelpWord = "help";

// Options that are valid without a verb.
constexpr std::string_view kProgramOptions[] = {"help", "version", "generate"};

bool is_query_word(const std::string& argument) {
  if (argument.size() < 2 || argument[0] != '-') return false;
  const std::size_t space = argument.find(' ');
  if (space != std::string::npos && argument.find('=') > space) return true;
  return argument[1] != '-' && !is_ascii_letter(argument[1]);
}

// Takes the first of `arguments` as an operand if it begins with a minus but cannot be an option.
std::vector<po::option> take_query_word(std::vector<std::string>& arguments) {
  if (arguments.empty() || !is_query_word(arguments.front())) return {};
  po::option operand;
  operand.value.push_back(arguments.front());
  operand.original_tokens = operand.value;
  arguments.erase(arguments.begin());
  return {operand};
}

po::options_description describe(const ProgramRow& program, std::uint32_t verb) {
  po::options_description description;
  for (const OptionRow& row : program.options) {
    if (!(row.verbs & verb)) continue;
    std::string name(row.name);
    if (row.letter) name += std::string(",") + row.letter;
    if (row.value_name.empty()) {
      description.add_options()(name.c_str(), "");
    } else {
      description.add_options()(name.c_str(), po::value<std::vector<std::string>>(), "");
    }
  }
  description.add_options()(kOperands, po::value<std::vector<std::string>>(), "");
  return description;
}

std::vector<std::string_view> option_names(const ProgramRow& program, std::uint32_t verb) {
  std::vector<std::string_view> names;
  for (const OptionRow& row : program.options) {
    if (row.verbs & verb) names.push_back(row.name);
  }
  return names;
}

std::vector<std::string_view> verb_names(const ProgramRow& program) {
  std::vector<std::string_view> names;
  for (const VerbRow& row : program.verbs) {
    if (!row.hidden) names.push_back(row.name);
  }
  return names;
}

// "find, again": the verbs that take an option of that name.
std::string verbs_with(const ProgramRow& program, std::string_view option) {
  std::string verbs;
  for (const VerbRow& verb : program.verbs) {
    if (verb.hidden || !find_option(program, verb.bit, option)) continue;
    verbs += (verbs.empty() ? "" : ", ") + std::string(verb.name);
  }
  return verbs;
}

std::string help_hint(const ProgramRow& program, const Options& options) {
  if (!options.verb_named) return fmt::format("{} --help lists the options", program.name);
  return fmt::format("{} {} --help lists the options", program.name, options.verb->name);
}

// A hint for an option that the verb does not take.
std::string hint_for(const ProgramRow& program, const Options& options, const std::string& argument) {
  const bool single = argument.size() > 1 && argument[0] == '-' && argument[1] != '-';
  if (single && options.verb->operand == Completes::kQuery) {
    const std::string verb = options.verb_named ? " " + std::string(options.verb->name) : "";
    return fmt::format(
        "to exclude a word, put the query in quotes with another word first, or after --: {}{} -- apple {}",
        program.name, verb, argument);
  }
  const std::size_t dashes = std::min(argument.find_first_not_of('-'), argument.size());
  const std::string name = argument.substr(dashes, argument.find('=') - dashes);
  if (const std::string_view near = nearest_name(name, option_names(program, options.verb->bit)); !near.empty())
    return fmt::format("did you mean --{}?", near);
  if (const std::string verbs = verbs_with(program, name); !verbs.empty())
    return fmt::format("--{} is an option of {}", name, verbs);
  return help_hint(program, options);
}

void keep(const ProgramRow& program, const po::parsed_options& parsed, Options& options) {
  for (const po::option& option : parsed.options) {
    if (option.string_key.empty() || option.string_key == kOperands) {
      options.operands.insert(options.operands.end(), option.value.begin(), option.value.end());
      continue;
    }
    const OptionRow* const row = find_option(program, options.verb->bit, option.string_key);
    if (options.has(option.string_key) && !option.value.empty() && !row->repeatable)
      throw Error(ErrorKind::kUsage, "--" + option.string_key + " is given twice");
    std::vector<std::string>& values = options.values[option.string_key];
    values.insert(values.end(), option.value.begin(), option.value.end());
  }
}

// In a query, `-apple` is a word to exclude that looks like an option, not `-a pple`.
void refuse_joined_letters(const ProgramRow& program, const std::vector<std::string>& words, const Options& options) {
  if (options.verb->operand != Completes::kQuery) return;
  for (const std::string& word : words) {
    if (word.size() > 2 && word[0] == '-' && is_ascii_letter(word[1]) && is_ascii_letter(word[2]) &&
        !is_query_word(word))
      throw Error(ErrorKind::kUsage, "unrecognised option '" + word + "'", hint_for(program, options, word));
  }
}

void parse_behind_verb(const ProgramRow& program, const std::vector<std::string>& words, Options& options) {
  namespace style = po::command_line_style;
  refuse_joined_letters(program, words, options);
  try {
    const po::options_description description = describe(program, options.verb->bit);
    po::positional_options_description positional;
    positional.add(kOperands, -1);
    keep(program,
         po::command_line_parser(words)
             .options(description)
             .positional(positional)
             .style(style::unix_style & ~style::allow_guessing)
             .extra_style_parser(take_query_word)
             .run(),
         options);
  } catch (const po::unknown_option& error) {
    throw Error(ErrorKind::kUsage, error.what(), hint_for(program, options, error.get_option_name()));
  } catch (const po::error& error) {
    throw Error(ErrorKind::kUsage, error.what(), help_hint(program, options));
  }
}

// Whether `argument` is an option whose value is the next argument. All verbs that have an option of a name agree.
bool takes_next(const ProgramRow& program, const std::string& argument) {
  const bool is_long = argument[1] == '-';
  if (!is_long && argument.size() != 2) return false;
  const std::string_view name = std::string_view(argument).substr(is_long ? 2 : 1);
  return std::any_of(program.options.begin(), program.options.end(), [&](const OptionRow& row) {
    const bool is_named = is_long ? row.name == name : row.letter == name[0];
    return is_named && !row.value_name.empty();
  });
}

// The position of the first argument that is neither an option nor the value of one; the number of arguments if there
// is none before `--`.
std::size_t first_word(const ProgramRow& program, const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const std::string& argument = arguments[i];
    if (argument.size() < 2 || argument[0] != '-' || is_query_word(argument)) return i;
    if (takes_next(program, argument)) ++i;
  }
  return arguments.size();
}

[[noreturn]] void refuse_verb(const ProgramRow& program, const std::string& word, const std::string& otherwise) {
  const std::string_view near = nearest_name(word, verb_names(program));
  throw Error(ErrorKind::kUsage, "unknown verb '" + word + "'",
              near.empty() ? otherwise : fmt::format("did you mean {} {}?", program.name, near));
}

// `help` and `help VERB`.
Options parse_help(const ProgramRow& program, const std::vector<std::string>& topics) {
  Options options;
  options.values["help"];
  if (topics.empty() || topics.front().starts_with("-")) return options;
  options.verb = find_verb(program, topics.front());
  options.verb_named = options.verb != nullptr;
  if (options.verb_named) return options;
  refuse_verb(program, topics.front(),
              program.default_verb.empty() ? fmt::format("{} help lists the verbs", program.name)
                                           : fmt::format("to search for these words: {} {} help {}", program.name,
                                                         program.default_verb, fmt::join(topics, " ")));
}

// Parses a command line without a verb for a program that requires one: `--help`, `--version`.
Options parse_without_verb(const ProgramRow& program, const std::vector<std::string>& arguments, std::size_t word) {
  const std::string list = fmt::format("{} --help lists the verbs", program.name);
  if (word < arguments.size()) refuse_verb(program, arguments[word], list);
  const std::string& first = arguments.front();
  Options options;
  for (const std::string_view name : kProgramOptions) {
    const OptionRow* const row = find_option(program, kEveryVerb, name);
    if (!row) continue;
    const std::string written = "--" + std::string(name);
    const bool with_letter = row->letter && first == std::string("-") + row->letter;
    if (first != written && !with_letter && !first.starts_with(written + "=")) continue;
    std::vector<std::string>& values = options.values[std::string(name)];
    if (first.starts_with(written + "=")) {
      values.push_back(first.substr(written.size() + 1));
    } else if (!row->value_name.empty() && arguments.size() > 1) {
      values.push_back(arguments[1]);
    }
    return options;
  }
  throw Error(ErrorKind::kUsage, "there is no verb after " + first, list);
}

// The options and operands of one part, which may have a `--`.
void parse_part(const ProgramRow& program, std::vector<std::string> words, Options& options) {
  const auto separator = std::find(words.begin(), words.end(), "--");
  const std::vector<std::string> after(separator == words.end() ? words.end() : separator + 1, words.end());
  words.erase(separator, words.end());
  parse_behind_verb(program, words, options);
  options.operands.insert(options.operands.end(), after.begin(), after.end());
}

}  // namespace

Options parse_command_line(const ProgramRow& program, const std::vector<std::string>& arguments) {
  Options options;
  std::vector<std::string> rest = arguments;
  const std::size_t word = first_word(program, rest);
  const bool has_word = word < rest.size();
  options.verb = has_word ? find_verb(program, rest[word]) : nullptr;
  options.verb_named = options.verb != nullptr;
  if (options.verb_named) {
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(word));
  } else if (has_word && rest[word] == kHelpWord) {
    return parse_help(program, {rest.begin() + static_cast<std::ptrdiff_t>(word) + 1, rest.end()});
  } else if (program.default_verb.empty()) {
    return parse_without_verb(program, arguments, word);
  } else {
    options.verb = find_verb(program, program.default_verb);
  }
  const auto part_end = [&](auto from) {
    return options.verb->in_parts ? std::find(from, rest.end(), kNextPart) : rest.end();
  };
  auto end = part_end(rest.begin());
  parse_part(program, {rest.begin(), end}, options);
  while (end != rest.end()) {
    const auto begin = end + 1;
    end = part_end(begin);
    Options part;
    part.verb = options.verb;
    part.verb_named = options.verb_named;
    parse_part(program, {begin, end}, part);
    options.next.push_back(std::move(part));
  }
  return options;
}

std::string verb_hint(const ProgramRow& program, const Options& options) {
  if (options.verb_named || options.operands.empty()) return {};
  const std::string& first = options.operands.front();
  for (const std::string_view verb : verb_names(program)) {
    if (first.size() > 2 && edit_distance(first, verb) == 1)
      return fmt::format("'{}' is not a verb and was searched for; did you mean {} {}?", first, program.name, verb);
  }
  return {};
}

}  // namespace broadtape
