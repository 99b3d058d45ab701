#include "indexer/readers/text/text_kinds.h"

#include <algorithm>
#include <string>

#include "indexer/readers/text/kind_lines.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

KindLines kind_lines(std::string_view head) {
  constexpr std::size_t kMostKindLines = 2'000;
  KindLines lines;
  lines.head = head;
  for (const std::string_view line : split_lines(head)) {
    const std::string_view content = trimmed(line);
    if (content.empty()) continue;
    lines.all.push_back(content);
    lines.indented.push_back(line);
    if (lines.all.size() == kMostKindLines) break;
  }
  return lines;
}

bool is_dump_row(std::string_view line) {
  return is_hex_line(line) || is_base64_line(line);
}

bool is_encoded(const KindLines& lines) {
  const bool is_all = lines.all.size() == 1 && is_dump_row(lines.all[0]);
  return is_all || (lines.mostly(is_dump_row, 80, 2) &&
                    !has_prose_around(lines, [](std::string_view line) { return is_dump_row(trimmed(line)); }));
}

bool is_listing(const KindLines& lines) {
  return lines.mostly(is_listing_line, 60, 2) &&
         !has_prose_around(lines, [](std::string_view line) { return is_listing_line(trimmed(line)); });
}

bool is_address_line(std::string_view line) {
  return is_web_address(line) && line.find(' ') == std::string_view::npos;
}

bool is_addresses(const KindLines& lines) {
  return lines.mostly(is_address_line, 90, 1);
}

bool is_docker_line(std::string_view line) {
  return begins_with_any(line, {"FROM ", "RUN ", "COPY ", "ADD ", "CMD ", "ENTRYPOINT ", "ENV ", "EXPOSE ", "WORKDIR ",
                                "ARG ", "USER ", "VOLUME ", "LABEL ", "ONBUILD ", "HEALTHCHECK "});
}

// Lines of code beside few sentences. Comments, which are often sentences, and items of lists count for neither.
bool is_code(const KindLines& lines) {
  constexpr std::size_t kFewestLines = 3;
  std::size_t code = 0, prose = 0, others = 0, commands = 0;
  bool nested = false;
  for (std::size_t i = 0; i < lines.all.size(); ++i) {
    const std::string_view line = lines.all[i];
    if (is_comment_line(line)) continue;
    const bool is_command = is_docker_line(line);
    commands += is_command;
    const bool goes_on = line.ends_with(':') && i + 1 < lines.all.size() &&
                         lines.indented[i + 1].find_first_not_of(" \t") > lines.indented[i].find_first_not_of(" \t");
    nested = nested || goes_on;
    const bool is_entry = nested && lines.indented[i].starts_with(' ') && line.find(": ") != std::string_view::npos;
    if (is_code_line(line) || is_command || goes_on || is_entry)
      ++code;
    else
      ++(is_prose_line(line) ? prose : others);
  }
  const std::size_t counted = code + prose + others;
  if (commands > 0 && commands * 2 < counted && code == commands) return false;  // words in capitals of a text
  return lines.all.size() >= kFewestLines && code > 1 && code * 2 >= counted && prose * 5 <= counted;
}

struct KindRow {
  RefusedForm form;
  bool (*is)(const KindLines& lines);
  bool in_tables = false;    // has separators by chance
  bool in_markdown = false;  // may begin with `# comment`
  bool in_labels = false;    // has lines `Name: value`
};
constexpr KindRow kKindRows[] = {
    {{"a certificate, key or signed block (PEM)", "decode it first if it has a text"}, is_pem},
    {{"a calendar or address book (iCalendar, vCard)", "convert its entries to CSV or JSON Lines"}, is_card, true},
    {{"subtitles", "remove the numbers and times, or read them as one article with --format text"}, is_subtitles, true},
    {{"a log of changes (git, Mercurial, Subversion)", "--format text reads it as one article"},
     is_log_of_changes,
     true,
     false,
     true},
    {{"messages of FIX, SWIFT, EDIFACT or the like", "export the headlines in them as CSV or JSON Lines"},
     is_messages,
     true,
     false,
     true},
    {{"a ledger or a statement of accounts (Ledger, Beancount, QIF, OFX)", "--format text reads it as one article"},
     is_ledger,
     true,
     false,
     true},
    {{"a list of patterns of files (.gitignore)", "--format text reads it as one article"},
     is_file_patterns,
     true,
     true},
    {{"a list of rules for crawlers (robots.txt)", "add the pages themselves"}, is_crawler_rules, true, true, true},
    {{"a patch (diff)", "apply it, and add the files; --format text reads it as one article"},
     is_patch,
     true,
     true,
     true},
    {{"BibTeX", "export the references as CSV or JSON"}, is_bibtex, true},
    {{"a list of references (RIS, EndNote, MEDLINE)", "export the references as CSV or JSON"}, is_references, true},
    {{"LaTeX", "convert it to Markdown or text, for example with: pandoc -t plain FILE"}, is_latex, true},
    {{"a log", "convert its messages to JSON Lines; --format text reads it as one article"}, is_log, false, true},
    {{"a log", "convert its messages to JSON Lines; --format csv or text reads it all the same"},
     is_log_of_levels,
     true},
    {{"encoded data (base64 or hexadecimal)", "decode it first"}, is_encoded},
    {{"a table without titles and texts", "add the columns that have them; --format text reads it as one article"},
     is_values},
    {{"a list of files", "add the files themselves"}, is_listing, true},
    {{"a list of addresses", "fetch the pages first, or add the addresses as INPUT"}, is_addresses},
    {{"a table drawn in characters", "export it as CSV; --format text reads it as one article"}, is_drawn_table, true},
    {{"a table of numbers", "if it has headlines, export it as CSV; --format text reads it as one article"},
     is_numbers},
    {{"a table whose columns are separated by blanks", "export it as CSV; --format text reads it as one article"},
     is_columns},
    {{"source code, configuration or markup", "--format text reads it as one article"}, is_code, false, true},
};

}  // namespace

const RefusedForm* kind_of_text(std::string_view head, TakenFor taken) {
  const KindLines lines = kind_lines(head);
  if (lines.all.empty()) return nullptr;
  const auto row = std::find_if(std::begin(kKindRows), std::end(kKindRows), [&](const KindRow& r) {
    const bool asked = taken == TakenFor::kText || (taken == TakenFor::kTable && r.in_tables) ||
                       (taken == TakenFor::kMarkdown && r.in_markdown) || (taken == TakenFor::kLabelled && r.in_labels);
    return asked && r.is(lines);
  });
  return row == std::end(kKindRows) ? nullptr : &row->form;
}

}  // namespace broadtape
