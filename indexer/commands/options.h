// The command line of tape-index: its verbs and options as tables, from which parser and help are made.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace broadtape {

struct OptionRow {
  const char* name;   // long form, without dashes
  char letter;        // short form, or 0
  const char* value;  // name of its value for the help, null for a flag
  const char* help;
};

// What was typed, checked for spelling only.
struct CommandLine {
  std::map<std::string, std::vector<std::string>> options;  // by long name; a flag has no values
  std::vector<std::string> operands;

  bool has(const std::string& name) const { return options.contains(name); }
  // The last value given, or `otherwise`.
  std::string value(const std::string& name, const std::string& otherwise = {}) const;
  std::vector<std::string> values(const std::string& name) const;
  // Throws Error(kUsage) when the value is no number in [least, most].
  long number(const std::string& name, long otherwise, long least, long most) const;
};

struct VerbRow {
  const char* name;
  const char* operands;  // as in the usage line
  const char* summary;   // one line, for the list of verbs
  const char* details;   // a paragraph or more
  std::span<const OptionRow> options;
  const char* examples;
  int (*run)(const CommandLine& line);  // returns the exit status
};

extern const OptionRow kCommonOptions[];
extern const std::size_t kCommonOptionCount;

// Throws Error(kUsage) for an option that the verb does not have, or a value missing.
CommandLine parse_command_line(const VerbRow& verb, const std::vector<std::string>& arguments);

std::string verb_help(const VerbRow& verb);
std::string program_help(std::span<const VerbRow> verbs);

}  // namespace broadtape
