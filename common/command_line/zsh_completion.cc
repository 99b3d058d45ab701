#include <fmt/format.h>

#include <string>

#include "common/command_line/generate.h"
#include "common/command_line/text_template.h"

namespace broadtape {
namespace {

constexpr std::string_view kZshScript = R"script(#compdef @program@
# Completion of @program@ for zsh. Made by: @program@ --generate complete-zsh

# Offers values of kind $1 from the archive for the last item of a comma-separated list. $2: "open" if a quotation mark
# is already open in the query, "query" to quote values with blanks.
_@program@_values() {
  local kind=$1 marks=$2 archive line value mark='\"' ignoring_case='m:{[:lower:][:upper:]}={[:upper:][:lower:]}'
  local -a arguments lines plain plain_shown marked marked_shown
  integer at=${words[(I)--archive]}
  if (( at > 0 && at < CURRENT )); then
    archive=${(Q)words[at+1]}
  else
    archive=${(Q)${words[(R)--archive=*]}#--archive=}
  fi
  [[ -n $archive ]] && arguments=("--archive=${archive/#\~\//$HOME/}")
  compset -P '*,'
  lines=("${(@f)$(_call_program $kind ${(q)service} complete-value ${(q)arguments} -- $kind ${(qq)${(Q)PREFIX}} 2>/dev/null)}")
  [[ $compstate[quote] == \' ]] && mark='"'
  for line in $lines; do
    value=${line%%$'\t'*}
    if [[ $marks == open || ( $marks == query && $value == *[[:space:]]* ) ]]; then
      marked+=("$value")
      marked_shown+=("${line/$'\t'/  -- }")
    else
      plain+=("$value")
      plain_shown+=("${line/$'\t'/  -- }")
    fi
  done
  (( $#plain )) && compadd -M $ignoring_case -l -d plain_shown -a plain
  [[ $marks == query ]] && arguments=(-P $mark) || arguments=()
  (( $#marked )) && compadd -M $ignoring_case $arguments -S $mark -l -d marked_shown -a marked
}

# Completes the last word of a query: the value of a field, or a field name.
_@program@_query() {
@open_values@  compset -P '*[ (]'
  compset -P '-'
@field_values@  (( $#PREFIX >= 2 )) && compadd -S '' -- @fields@
}

@functions@_@program@() {
  local -a verbs
  local verb=@default@
  verbs=(
@verb_rows@  )
  case ${words[2]} in
    (@verbs@) (( CURRENT > 2 )) && { verb=${words[2]}; shift words; (( CURRENT-- )) } ;;
  esac
  if (( CURRENT == 2 )) && [[ ${words[1]} != $verb && ${words[2]} != -* ]]; then
    _describe -t verbs verb verbs
    [[ -n $verb ]] || return
  fi
  if [[ -n $verb ]]; then
    _@program@_verb_$verb
  else
    _@program@_verb
  fi
}

_@program@ "$@"
)script";

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
    if (field.value != Completes::kTickers && field.value != Completes::kSources) continue;
    text += fmt::format(
        "  [[ ${{PREFIX##*{0}:(\\\\|)\\\"}} != *\\\"* ]] && compset -P '*{0}:(\\\\|)\"' && {{{1} open; return }}\n",
        field.name, action(program, field.value, ""));
  }
  return text;
}

}  // namespace

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
  return filled(kZshScript, {{"program", program.name},
                             {"functions", functions},
                             {"verb_rows", rows},
                             {"verbs", names},
                             {"field_values", zsh_field_cases(program)},
                             {"open_values", open_value_cases(program)},
                             {"fields", fields},
                             {"default", program.default_verb}});
}

}  // namespace broadtape
