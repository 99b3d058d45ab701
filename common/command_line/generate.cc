#include "common/command_line/generate.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <initializer_list>
#include <string>
#include <utility>

#include "common/embedded_data.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

// Fills a text template with placeholders "@name@": replaces every "@name@" of `values` in `text`. Values are inserted
// verbatim.
std::string filled(std::string_view text, std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    bool replaced = false;
    for (const auto& [name, value] : values) {
      if (text[at] != '@' || text.substr(at + 1, name.size()) != name) continue;
      if (at + 1 + name.size() >= text.size() || text[at + 1 + name.size()] != '@') continue;
      out += value;
      at += name.size() + 2;
      replaced = true;
      break;
    }
    if (!replaced) out += text[at++];
  }
  return out;
}

// The names of completion kinds in the script.
struct KindRow {
  Completes completes;
  std::string_view name;
};
constexpr KindRow kKinds[] = {
    {Completes::kNothing, "nothing"},     {Completes::kFile, "file"},       {Completes::kFolder, "folder"},
    {Completes::kWord, "word"},           {Completes::kWords, "words"},     {Completes::kTickers, "tickers"},
    {Completes::kCompanies, "companies"}, {Completes::kSources, "sources"}, {Completes::kQuery, "query"}};

std::string_view kind_name(Completes completes) {
  return kKinds[static_cast<std::size_t>(completes)].name;
}

// One case per option with a value: "    'find --limit'|'again --limit') kind=nothing ;;".
std::string value_cases(const ProgramRow& program) {
  std::string text;
  for (const OptionRow& option : program.options) {
    if (option.value_name.empty()) continue;
    std::string patterns;
    const auto add = [&](std::string_view verb) {
      patterns += fmt::format("{}{}' --{}'", patterns.empty() ? "" : "|", verb, option.name);
      if (option.letter) patterns += fmt::format("|{}' -{}'", verb, option.letter);
    };
    if (option.verbs == kEveryVerb) add("*");
    for (const VerbRow& verb : program.verbs) {
      if (option.verbs != kEveryVerb && (option.verbs & verb.bit)) add(verb.name);
    }
    text += fmt::format("    {}) kind={} words_of='{}' ;;\n", patterns, kind_name(option.value), option.words);
  }
  return text;
}

std::string option_cases(const ProgramRow& program) {
  std::string text;
  std::string common;
  for (const OptionRow& option : program.options) {
    if (option.verbs == kEveryVerb) common += fmt::format(" --{}", option.name);
  }
  for (const VerbRow& verb : program.verbs) {
    if (verb.hidden) continue;
    std::string names;
    for (const OptionRow& option : program.options) {
      if (option.verbs != kEveryVerb && (option.verbs & verb.bit)) names += fmt::format(" --{}", option.name);
    }
    text += fmt::format("    {}) echo{}{} ;;\n", verb.name, names, common);
  }
  return text + fmt::format("    *) echo{} ;;\n", common);
}

std::string operand_cases(const ProgramRow& program) {
  std::string text;
  for (const VerbRow& verb : program.verbs) {
    if (verb.operand != Completes::kNothing)
      text += fmt::format("    {}) kind={} ;;\n", verb.name, kind_name(verb.operand));
  }
  return text;
}

std::string bash_field_cases(const ProgramRow& program) {
  std::string text;
  for (const QueryFieldRow& field : program.query_fields) {
    if (field.value == Completes::kNothing) continue;
    text += fmt::format("    {}) kind={} words_of='{}' ;;\n", field.name, kind_name(field.value), field.words);
  }
  return text;
}

std::string verb_list(const ProgramRow& program, std::string_view separator, bool hidden) {
  std::string list;
  for (const VerbRow& verb : program.verbs) {
    if (hidden || !verb.hidden) list += (list.empty() ? "" : std::string(separator)) + std::string(verb.name);
  }
  return list;
}

// Escapes text for a single-quoted specification of _arguments, where colons and brackets have a meaning.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      if (c == ':' || c == '[' || c == ']' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out;
}

// The action of _arguments for each kind of value. _arguments inserts its own arguments after the first word unless the
// action begins with a blank.
struct ActionRow {
  Completes completes;
  std::string_view action;
};
constexpr ActionRow kActions[] = {{Completes::kNothing, " "},
                                  {Completes::kFile, "_files"},
                                  {Completes::kFolder, "_files -/"},
                                  {Completes::kWord, "(@words@)"},
                                  {Completes::kWords, "_sequence compadd - @words@"},
                                  {Completes::kTickers, " _@program@_values tickers"},
                                  {Completes::kCompanies, " _@program@_values companies"},
                                  {Completes::kSources, " _@program@_values sources"},
                                  {Completes::kQuery, " _@program@_query"}};

std::string action(const ProgramRow& program, Completes completes, std::string_view words) {
  return filled(kActions[static_cast<std::size_t>(completes)].action, {{"words", words}, {"program", program.name}});
}

std::string option_specification(const ProgramRow& program, const OptionRow& option) {
  const std::string help = escaped(option.help);
  const bool takes_value = !option.value_name.empty();
  std::string value;
  if (takes_value)
    value = fmt::format(":{}:{}", escaped(option.value_name), action(program, option.value, option.words));
  const std::string long_form = fmt::format("--{}{}", option.name, takes_value ? "=" : "");
  if (option.repeatable) return fmt::format("'*{}[{}]{}'", long_form, help, value);
  if (!option.letter) return fmt::format("'{}[{}]{}'", long_form, help, value);
  return fmt::format("'(-{0} --{1})'{{-{0}{2},{3}}}'[{4}]{5}'", option.letter, option.name, takes_value ? "+" : "",
                     long_form, help, value);
}

// Completion of the arguments of `verb`, or of those before any verb if null.
std::string verb_function(const ProgramRow& program, const VerbRow* verb) {
  std::string text = fmt::format("_{}_verb{}() {{\n  _arguments -s -S", program.name,
                                 verb ? "_" + std::string(verb->name) : std::string());
  for (const OptionRow& option : program.options) {
    if (verb ? (option.verbs & verb->bit) != 0 : option.verbs == kEveryVerb)
      text += " \\\n    " + option_specification(program, option);
  }
  if (verb && verb->operand != Completes::kNothing) {
    text += fmt::format(" \\\n    '*:{}:{}'", escaped(verb->operands), action(program, verb->operand, ""));
  }
  return text + "\n}\n\n";
}

std::string zsh_field_cases(const ProgramRow& program) {
  std::string text;
  for (const QueryFieldRow& field : program.query_fields) {
    if (field.value == Completes::kWord) {
      text += fmt::format("  compset -P '{}:' && {{ compadd -- {}; return }}\n", field.name, field.words);
    } else if (field.value != Completes::kNothing) {
      text +=
          fmt::format("  compset -P '{}:' && {{{} query; return }}\n", field.name, action(program, field.value, ""));
    }
  }
  return text;
}

// Completion of values after an open quotation mark, which may contain blanks.
std::string open_value_cases(const ProgramRow& program) {
  std::string text;
  for (const QueryFieldRow& field : program.query_fields) {
    if (field.value != Completes::kTickers && field.value != Completes::kCompanies &&
        field.value != Completes::kSources)
      continue;
    text += fmt::format(
        "  [[ ${{PREFIX##*{0}:(\\\\|)\\\"}} != *\\\"* ]] && compset -P '*{0}:(\\\\|)\"' && {{{1} open; return }}\n",
        field.name, action(program, field.value, ""));
  }
  return text;
}

// Quotes text for fish.
std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

// What `complete` takes for each kind of value. `-x` excludes files, `-F` offers them.
constexpr ActionRow kFishActions[] = {{Completes::kNothing, " -x"},
                                      {Completes::kFile, " -r -F"},
                                      {Completes::kFolder, " -x -a '(__fish_complete_directories)'"},
                                      {Completes::kWord, " -x -a '@words@'"},
                                      {Completes::kWords, " -x -a '(@f@_list words @words@)'"},
                                      {Completes::kTickers, " -x -a '(@f@_list tickers)'"},
                                      {Completes::kCompanies, " -x -a '(@f@_list companies)'"},
                                      {Completes::kSources, " -x -a '(@f@_list sources)'"},
                                      {Completes::kQuery, " -a '(@f@_query)'"}};

std::string fish_function(const ProgramRow& program) {
  std::string name = "__" + std::string(program.name);
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
}

std::string fish_action(const ProgramRow& program, Completes completes, std::string_view words) {
  return filled(kFishActions[static_cast<std::size_t>(completes)].action,
                {{"words", words}, {"f", fish_function(program)}});
}

// The condition that the line has one of `verbs`; the default verb need not be written.
std::string fish_condition(const ProgramRow& program, const std::vector<std::string_view>& verbs) {
  std::string names;
  bool is_default = false;
  for (const std::string_view verb : verbs) {
    names += " " + std::string(verb);
    is_default = is_default || verb == program.default_verb;
  }
  return fmt::format("{}__fish_seen_subcommand_from{}", is_default ? "__fish_use_subcommand; or " : "", names);
}

std::string fish_rows(const ProgramRow& program) {
  std::string text;
  for (const VerbRow& verb : program.verbs) {
    if (verb.hidden) continue;
    text += fmt::format("complete -c {} -n __fish_use_subcommand -a {} -d {}\n", program.name, verb.name,
                        fish_quoted(verb.summary));
    if (verb.operand != Completes::kNothing)
      text += fmt::format("complete -c {} -n {}{}\n", program.name, fish_quoted(fish_condition(program, {verb.name})),
                          verb.operand == Completes::kFile ? " -F" : fish_action(program, verb.operand, ""));
  }
  for (const OptionRow& option : program.options) {
    std::vector<std::string_view> verbs;
    for (const VerbRow& verb : program.verbs) {
      if (!verb.hidden && (option.verbs & verb.bit)) verbs.push_back(verb.name);
    }
    text += fmt::format("complete -c {}", program.name);
    if (option.verbs != kEveryVerb) text += " -n " + fish_quoted(fish_condition(program, verbs));
    text += fmt::format(" -l {}", option.name);
    if (option.letter) text += fmt::format(" -s {}", option.letter);
    if (!option.value_name.empty()) text += fish_action(program, option.value, option.words);
    text += " -d " + fish_quoted(option.help) + "\n";
  }
  return text;
}

std::string fish_field_cases(const ProgramRow& program) {
  std::string text;
  for (const QueryFieldRow& field : program.query_fields) {
    if (field.value == Completes::kNothing || field.value == Completes::kQuery) continue;
    text += fmt::format("        case {0}: -{0}:\n", field.name);
    if (field.value == Completes::kWord || field.value == Completes::kWords) {
      text +=
          fmt::format("            printf '%s\\n' \"$field$before\"{{{}}}\n", fmt::join(words_of(field.words), ","));
    } else {
      text += fmt::format(
          "            for value in ({} {} (string replace -r '^.*,' '' -- \"$text\"))\n"
          "                printf '%s\\n' \"$field$before$value\"\n            end\n",
          fish_function(program) + "_values", kind_name(field.value));
    }
  }
  return text;
}

}  // namespace

const std::vector<GeneratorRow> kGenerators = {{"man", man_page},
                                               {"complete-bash", bash_completion},
                                               {"complete-zsh", zsh_completion},
                                               {"complete-fish", fish_completion}};

std::string generate(const ProgramRow& program, std::string_view name) {
  for (const GeneratorRow& row : kGenerators) {
    if (row.name == name) return row.make(program);
  }
  throw Error(ErrorKind::kUsage,
              "--generate takes one of " + std::string(kGeneratorNames) + ", not '" + std::string(name) + "'");
}

std::string bash_completion(const ProgramRow& program) {
  std::string function = "_" + std::string(program.name);
  for (char& c : function) c = c == '-' ? '_' : c;
  std::string fields;
  for (const QueryFieldRow& field : program.query_fields) fields += fmt::format("{}: ", field.name);
  return filled(completion_script("completion.bash"), {{"program", program.name},
                                                       {"f", function},
                                                       {"fields", fields},
                                                       {"values", value_cases(program)},
                                                       {"field_values", bash_field_cases(program)},
                                                       {"options", option_cases(program)},
                                                       {"operands", operand_cases(program)},
                                                       {"verbs", verb_list(program, "|", true)},
                                                       {"verb_words", verb_list(program, " ", false)},
                                                       {"default", program.default_verb}});
}

std::string zsh_completion(const ProgramRow& program) {
  std::string functions, rows, names, fields;
  if (program.default_verb.empty()) functions += verb_function(program, nullptr);
  for (const VerbRow& verb : program.verbs) {
    if (verb.hidden) continue;
    functions += verb_function(program, &verb);
    rows += fmt::format("    '{}:{}'\n", verb.name, escaped(verb.summary));
    names += (names.empty() ? "" : "|") + std::string(verb.name);
  }
  for (const QueryFieldRow& field : program.query_fields) fields += fmt::format("{}: ", field.name);
  return filled(completion_script("completion.zsh"), {{"program", program.name},
                                                      {"functions", functions},
                                                      {"verb_rows", rows},
                                                      {"verbs", names},
                                                      {"field_values", zsh_field_cases(program)},
                                                      {"open_values", open_value_cases(program)},
                                                      {"fields", fields},
                                                      {"default", program.default_verb}});
}

std::string fish_completion(const ProgramRow& program) {
  std::string fields;
  for (const QueryFieldRow& field : program.query_fields) fields += fmt::format("{}: ", field.name);
  return filled(completion_script("completion.fish"), {{"program", program.name},
                                                       {"f", fish_function(program)},
                                                       {"fields", fields},
                                                       {"field_cases", fish_field_cases(program)},
                                                       {"rows", fish_rows(program)}});
}

}  // namespace broadtape
