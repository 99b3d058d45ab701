// The command line of a program as tables of verbs, options and texts. Parser, help, man page and completion are
// generated from them, so that they always agree.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

struct Options;

// How to complete a value or an operand.
enum class Completes : std::uint8_t {
  kNothing,
  kFile,
  kFolder,
  kWord,       // one of the words of the row
  kWords,      // a comma-separated list of them
  kTickers,    // comma-separated symbols in the archive
  kCompanies,  // comma-separated keys of companies in the archive
  kSources,    // comma-separated outlets in the archive
  kQuery,      // words, and fields such as ticker: with their values
};

struct Example {
  std::string_view command;
  std::string_view purpose = {};  // without a full stop

  Example(const char* command_line, const char* what_for = "") : command(command_line), purpose(what_for) {}
};

struct VerbRow {
  std::string_view name;
  std::uint32_t bit;          // its own bit, and those of verbs whose options it shares
  std::string_view operands;  // "QUERY", as in the help; may be empty
  std::string_view summary;   // one line for the list of verbs
  std::string_view details;   // paragraphs separated by empty lines; may be empty
  std::vector<Example> examples;
  int (*run)(const Options& options);       // returns the exit status
  Completes operand = Completes::kNothing;  // completion of operands
  bool hidden = false;                      // for internal scripts; not in the help
  bool in_parts = false;                    // `--next` divides its operands into parts with options of their own
};

inline constexpr std::uint32_t kEveryVerb = ~0u;

struct OptionRow {
  std::string_view name;        // without dashes
  std::string_view value_name;  // empty: a switch
  std::uint32_t verbs;          // bits of the verbs that take it
  bool repeatable;
  std::string_view help;
  char letter = 0;  // short form, or 0
  Completes value = Completes::kNothing;
  std::string_view words = {};  // separated by spaces, for kWord and kWords
};

// A field of the query language: `ticker:`.
struct QueryFieldRow {
  std::string_view name;  // without the colon
  Completes value = Completes::kNothing;
  std::string_view words = {};
};

// A name with a description: an exit status, an environment variable, a file.
struct NamedText {
  std::string_view name;
  std::string_view text;
};

struct ProgramRow {
  std::string_view name;
  std::string_view version;
  std::string_view summary;  // one line, without the name of the program
  std::string_view details;  // paragraphs separated by empty lines
  const std::vector<VerbRow>& verbs;
  const std::vector<OptionRow>& options;
  std::string_view default_verb;  // used if the first word is not a verb; empty: a verb is required
  std::vector<NamedText> exit_statuses;
  std::vector<NamedText> environment;
  std::vector<NamedText> files;
  std::vector<std::string_view> see_also;  // "tape-index(1)"
  std::vector<QueryFieldRow> query_fields = {};
};

// The verb of that name, or null.
const VerbRow* find_verb(const ProgramRow& program, std::string_view name);

// The row of the option if the verb takes it, otherwise null.
const OptionRow* find_option(const ProgramRow& program, std::uint32_t verb_bit, std::string_view name);

// Splits a list at spaces.
std::vector<std::string_view> words_of(std::string_view list);

}  // namespace broadtape
