#include <fmt/format.h>

#include <algorithm>

#include "common/command_line/generate.h"
#include "common/terminal/terminal_text.h"
#include "common/text/display_width.h"

namespace broadtape {
namespace {

constexpr std::size_t kMaxLeftColumn = 28;
constexpr std::string_view kContinued = " \\";

// Collects the lines of a help text.
class HelpPage {
 public:
  explicit HelpPage(const HelpStyle& style) : style_(style) {}

  void heading(std::string_view text) { text_ += "\n" + painted(text, Ink::kBold, style_.colour) + "\n"; }

  void paragraph(std::string_view text, std::string_view indent = "") {
    for (const std::string& line : wrap({{std::string(text), Ink::kPlain}}, style_.width, indent, style_.colour))
      text_ += line + "\n";
  }

  void paragraphs(std::string_view text) {
    for (const std::string_view part : paragraphs_of(text)) {
      text_ += "\n";
      paragraph(part);
    }
  }

  // Two columns: names and descriptions.
  void rows(const std::vector<NamedText>& rows) {
    std::size_t column = 0;
    for (const NamedText& row : rows) {
      const std::size_t width = row.name.size() + 4;
      if (width <= kMaxLeftColumn) column = std::max(column, width);
    }
    if (column == 0) column = kMaxLeftColumn;
    for (const NamedText& row : rows) this->row(row, column);
  }

  void example(const Example& example) {
    if (!example.purpose.empty()) paragraph(std::string(example.purpose) + ":", "  ");
    command(example.command, example.purpose.empty() ? "  " : "    ");
  }

  std::string take() { return std::move(text_); }

 private:
  void row(const NamedText& row, std::size_t column) {
    const std::string left = "  " + std::string(row.name);
    const std::string indent(column, ' ');
    std::string right;
    for (const std::string& line : wrap({{std::string(row.text), Ink::kPlain}}, style_.width, indent, style_.colour))
      right += line + "\n";
    if (left.size() + 2 > column || right.empty()) {
      text_ += left + "\n" + right;
    } else {
      text_ += right.replace(0, left.size(), left);
    }
  }

  // A command line, broken with continuation backslashes if it is too long.
  void command(std::string_view line, std::string indent) {
    while (indent.size() + display_width(line) > style_.width) {
      const std::size_t space = last_break(line, style_.width - indent.size() - kContinued.size());
      if (space == std::string_view::npos) break;
      text_ += indent + std::string(line.substr(0, space)) + std::string(kContinued) + "\n";
      line.remove_prefix(space + 1);
      if (text_.size() > 0 && indent.size() < 6) indent += "  ";
    }
    text_ += indent + std::string(line) + "\n";
  }

  // The last space outside quotation marks in the first `most` bytes.
  static std::size_t last_break(std::string_view line, std::size_t most) {
    std::size_t found = std::string_view::npos;
    char quote = 0;
    for (std::size_t at = 0; at < line.size() && at <= most; ++at) {
      const char c = line[at];
      if (quote ? c == quote : (c == '\'' || c == '"')) {
        quote = quote ? 0 : c;
      } else if (c == ' ' && !quote) {
        found = at;
      }
    }
    return found;
  }

  const HelpStyle& style_;
  std::string text_;
};

// The options specific to one verb, or the common ones.
void write_options(const ProgramRow& program, std::uint32_t verb, bool common, HelpPage& page) {
  std::vector<const OptionRow*> options;
  bool letters = false;
  for (const OptionRow& option : program.options) {
    if (!(option.verbs & verb) || (option.verbs == kEveryVerb) != common) continue;
    options.push_back(&option);
    letters |= option.letter != 0;
  }
  if (options.empty()) return;
  std::vector<std::string> forms;
  for (const OptionRow* option : options)
    forms.push_back((letters && !option->letter ? "    " : "") + option_form(*option));
  std::vector<NamedText> rows;
  for (std::size_t i = 0; i < options.size(); ++i) rows.push_back({forms[i], options[i]->help});
  page.heading(common ? "Common options:" : "Options:");
  page.rows(rows);
}

void write_verbs(const ProgramRow& program, HelpPage& page) {
  std::vector<std::string> forms;
  std::vector<std::string_view> summaries;
  for (const VerbRow& verb : program.verbs) {
    if (verb.hidden) continue;
    forms.push_back(std::string(verb.name) + (verb.operands.empty() ? "" : " " + std::string(verb.operands)));
    summaries.push_back(verb.summary);
  }
  std::vector<NamedText> rows;
  for (std::size_t i = 0; i < forms.size(); ++i) rows.push_back({forms[i], summaries[i]});
  page.heading("Verbs:");
  page.rows(rows);
}

void write_program(const ProgramRow& program, HelpPage& page) {
  const bool has_default = !program.default_verb.empty();
  page.paragraph(fmt::format("Usage: {} {} ... [OPTION]...", program.name, has_default ? "[VERB]" : "VERB"));
  page.paragraphs(program.details);
  write_verbs(program, page);
  write_options(program, kEveryVerb, true, page);
  if (!has_default) return;
  page.heading("Examples:");
  for (const Example& example : find_verb(program, program.default_verb)->examples) page.example(example);
}

void write_verb(const ProgramRow& program, const VerbRow& verb, HelpPage& page) {
  page.paragraph(fmt::format("Usage: {} {} {}", program.name, verb.name, operands_form(verb)));
  std::string summary(verb.summary);
  if (!summary.empty() && summary[0] >= 'a' && summary[0] <= 'z')
    summary[0] = static_cast<char>(summary[0] - 'a' + 'A');
  page.paragraphs(summary + ".");
  page.paragraphs(verb.details);
  write_options(program, verb.bit, false, page);
  write_options(program, verb.bit, true, page);
  if (verb.examples.empty()) return;
  page.heading("Examples:");
  for (const Example& example : verb.examples) page.example(example);
}

}  // namespace

std::string help_text(const ProgramRow& program, const VerbRow* verb, const HelpStyle& style) {
  HelpPage page(style);
  if (verb) {
    write_verb(program, *verb, page);
  } else {
    write_program(program, page);
  }
  page.heading("Exit status:");
  page.rows(program.exit_statuses);
  if (!verb)
    page.paragraphs(fmt::format("{0} VERB --help describes one verb; man {0} is the complete manual.", program.name));
  return page.take();
}

std::string version_text(const ProgramRow& program) {
  return fmt::format("{} {}\n", program.name, program.version);
}

std::string option_form(const OptionRow& option) {
  std::string form =
      option.letter ? fmt::format("-{}, --{}", option.letter, option.name) : "--" + std::string(option.name);
  if (!option.value_name.empty()) form += " " + std::string(option.value_name);
  return form;
}

std::string operands_form(const VerbRow& verb) {
  return (verb.operands.empty() ? "" : std::string(verb.operands) + " ") + "[OPTION]...";
}

std::vector<std::string_view> paragraphs_of(std::string_view text) {
  constexpr std::string_view kBreak = "\n\n";
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(kBreak, begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + kBreak.size();
  }
  return parts;
}

}  // namespace broadtape
