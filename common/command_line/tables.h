// The command line of a program as tables: its verbs, their options, and what a reader is told besides. Parser, help,
// man page and completion are made from them, so that none can differ from the others.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

struct Options;

// What a value or an operand may be completed to.
enum class Completes : std::uint8_t {
  kNothing,
  kFile,
  kFolder,
  kWord,     // one of the words beside it
  kWords,    // a list of them with commas
  kTickers,  // symbols of the archive, a list with commas
  kSources,  // outlets of the archive, a list with commas
  kQuery,    // words, and fields such as ticker: with what they take
};

struct Example {
  std::string_view command;
  std::string_view purpose = {};  // what it does, without a full stop

  Example(const char* command_line, const char* what_for = "") : command(command_line), purpose(what_for) {}
};

struct VerbRow {
  std::string_view name;
  std::uint32_t bit;          // its own, and those of verbs whose options it takes too
  std::string_view operands;  // "QUERY", as help shows them; empty for none
  std::string_view summary;   // one line for the list of verbs
  std::string_view details;   // paragraphs with an empty line between them; may be empty
  std::vector<Example> examples;
  int (*run)(const Options& options);       // returns the exit status
  Completes operand = Completes::kNothing;  // what completes an operand
  bool hidden = false;                      // for scripts of ours: in no help
};

inline constexpr std::uint32_t kEveryVerb = ~0u;

struct OptionRow {
  std::string_view name;        // without dashes
  std::string_view value_name;  // empty: a switch
  std::uint32_t verbs;          // bits of those that take it
  bool repeatable;
  std::string_view help;
  char letter = 0;  // short form, or 0
  Completes value = Completes::kNothing;
  std::string_view words = {};  // with spaces between, for kWord and kWords
};

// A field of the query language: `ticker:`.
struct QueryFieldRow {
  std::string_view name;  // without the colon
  Completes value = Completes::kNothing;
  std::string_view words = {};
};

// A name and what is to be known of it: an exit status, a variable of the environment, a file.
struct NamedText {
  std::string_view name;
  std::string_view text;
};

struct ProgramRow {
  std::string_view name;
  std::string_view version;
  std::string_view summary;  // one line, without the program's name
  std::string_view details;  // paragraphs with an empty line between them
  const std::vector<VerbRow>& verbs;
  const std::vector<OptionRow>& options;
  std::string_view default_verb;  // taken when the first word is no verb; empty: a verb must be named
  std::vector<NamedText> exit_statuses;
  std::vector<NamedText> environment;
  std::vector<NamedText> files;
  std::vector<std::string_view> see_also;  // "tape-index(1)"
  std::vector<QueryFieldRow> query_fields = {};
};

// The verb of that name, or null.
const VerbRow* find_verb(const ProgramRow& program, std::string_view name);

// The row of an option that the verb takes, or null.
const OptionRow* find_option(const ProgramRow& program, std::uint32_t verb_bit, std::string_view name);

// The words of a list with spaces between.
std::vector<std::string_view> words_of(std::string_view list);

}  // namespace broadtape
