// Macros and escapes: man(7), groff_man_style(7).
#include <fmt/format.h>

#include <algorithm>

#include "common/command_line/generate.h"
#include "common/text/utf8.h"

namespace broadtape {
namespace {

struct Escape {
  char32_t c;
  std::string_view roff;
};
constexpr Escape kEscapes[] = {{U'\\', "\\e"},  {U'\'', "\\(aq"}, {U'"', "\\(dq"}, {U'`', "\\(ga"},
                               {U'^', "\\(ha"}, {U'~', "\\(ti"},  {U'\n', " "}};

// Escapes `text` for roff. Minus signs can be copied from the page into a shell.
std::string roff(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = decode_utf8(text, at);
    const auto escape =
        std::find_if(std::begin(kEscapes), std::end(kEscapes), [&](const Escape& row) { return row.c == c; });
    if (escape != std::end(kEscapes)) {
      out += escape->roff;
    } else if (c == U'-') {
      out += "\\-";
    } else if (c < 0x80) {
      out += static_cast<char>(c);
    } else {
      out += fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(c));
    }
  }
  return (!out.empty() && out[0] == '.' ? "\\&" : "") + out;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

std::string sentence(std::string_view text) {
  std::string out(text);
  if (!out.empty()) out[0] = upper(out.substr(0, 1))[0];
  return out + ".";
}

class ManPage {
 public:
  void line(std::string_view text) { text_ += std::string(text) + "\n"; }
  void section(std::string_view name) { line(fmt::format(".SH \"{}\"", roff(name))); }
  void subsection(std::string_view name) { line(fmt::format(".SS \"{}\"", roff(name))); }

  void paragraphs(std::string_view text) {
    for (const std::string_view part : paragraphs_of(text)) {
      line(".PP");
      line(roff(part));
    }
  }

  // A tagged paragraph; `tag` is already roff.
  void tagged(std::string_view tag, std::string_view text) {
    line(".TP");
    line(tag);
    line(roff(text));
  }

  void examples(const std::vector<Example>& examples) {
    for (const Example& example : examples) {
      line(".PP");
      if (!example.purpose.empty()) line(roff(std::string(example.purpose) + ":"));
      line(".RS 4\n.nf");
      line(roff(example.command));
      line(".fi\n.RE");
    }
  }

  void named(std::string_view heading, const std::vector<NamedText>& rows) {
    if (rows.empty()) return;
    section(heading);
    for (const NamedText& row : rows) tagged("\\fB" + roff(row.name) + "\\fR", row.text);
  }

  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string option_tag(const OptionRow& option) {
  std::string tag;
  if (option.letter) tag += fmt::format("\\fB\\-{}\\fR, ", option.letter);
  tag += "\\fB\\-\\-" + roff(option.name) + "\\fR";
  if (!option.value_name.empty()) tag += " \\fI" + roff(option.value_name) + "\\fR";
  return tag;
}

// "find, again"; empty if all verbs take the option.
std::string verbs_of(const ProgramRow& program, const OptionRow& option) {
  if (option.verbs == kEveryVerb) return {};
  std::string verbs;
  for (const VerbRow& verb : program.verbs) {
    if (verb.hidden || !(verb.bit & option.verbs)) continue;
    verbs += (verbs.empty() ? "" : ", ") + std::string(verb.name);
  }
  return verbs;
}

std::string words_for_people(const OptionRow& option) {
  std::string list;
  bool told = true;
  for (const std::string_view word : words_of(option.words)) {
    told = told && option.help.find(word) != std::string_view::npos;
    list += (list.empty() ? "" : ", ") + std::string(word);
  }
  return told ? "" : list;
}

void man_options(const ProgramRow& program, ManPage& page) {
  page.section("OPTIONS");
  for (const OptionRow& option : program.options) {
    std::string text = sentence(option.help);
    if (const std::string words = words_for_people(option); !words.empty()) text += " Takes " + words + ".";
    if (option.repeatable) text += " May be repeated.";
    const std::string verbs = verbs_of(program, option);
    if (verbs.empty() && option.verbs != kEveryVerb) continue;  // of hidden verbs only
    if (!verbs.empty()) text += " (" + verbs + ")";
    page.tagged(option_tag(option), text);
  }
}

void man_verb(const ProgramRow& program, const VerbRow& verb, ManPage& page) {
  page.subsection(std::string(verb.name) + (verb.operands.empty() ? "" : " " + std::string(verb.operands)));
  page.line(roff(sentence(verb.summary)));
  page.paragraphs(verb.details);
  std::string options;
  for (const OptionRow& option : program.options) {
    if (option.verbs == kEveryVerb || !(option.verbs & verb.bit)) continue;
    options += (options.empty() ? "" : ", ") + ("--" + std::string(option.name));
  }
  if (!options.empty()) {
    page.line(".PP");
    page.line(roff("Takes " + options + ", and the common options."));
  }
  page.examples(verb.examples);
}

void write_synopsis(const ProgramRow& program, ManPage& page) {
  page.section("SYNOPSIS");
  page.line(fmt::format("\\fB{}\\fR {} ... [\\fIOPTION\\fR]...", roff(program.name),
                        program.default_verb.empty() ? "\\fIVERB\\fR" : "[\\fIVERB\\fR]"));
  for (const VerbRow& verb : program.verbs) {
    if (verb.hidden) continue;
    page.line(".br");
    page.line(fmt::format("\\fB{} {}\\fR {}", roff(program.name), roff(verb.name), roff(operands_form(verb))));
  }
}

}  // namespace

std::string man_page(const ProgramRow& program) {
  ManPage page;
  page.line(fmt::format(".\\\" Made by: {} --generate man", program.name));
  page.line(fmt::format(".TH \"{}\" 1 \"\" \"{} {}\" \"User Commands\"", roff(upper(program.name)), roff(program.name),
                        roff(program.version)));
  page.line(".nh\n.ad l");
  page.section("NAME");
  page.line(roff(program.name) + " \\- " + roff(program.summary));
  write_synopsis(program, page);
  page.section("DESCRIPTION");
  page.paragraphs(program.details);
  page.section("VERBS");
  for (const VerbRow& verb : program.verbs) {
    if (!verb.hidden) man_verb(program, verb, page);
  }
  man_options(program, page);
  page.named("EXIT STATUS", program.exit_statuses);
  page.named("ENVIRONMENT", program.environment);
  page.named("FILES", program.files);
  if (!program.see_also.empty()) {
    page.section("SEE ALSO");
    std::string list;
    for (const std::string_view name : program.see_also) list += (list.empty() ? "" : ", ") + std::string(name);
    page.line(roff(list));
  }
  return page.take();
}

}  // namespace broadtape
