#include "indexer/readers/text/text_kinds.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "common/text/ascii.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr char kSeparators[] = {',', ';', '\t', '|'};  // of tables

// The lines of a text that are not blank, with what they look like.
struct KindLines {
  std::vector<std::string_view> all;       // without blanks at their ends
  std::vector<std::string_view> indented;  // the same lines, with the blanks before them

  std::size_t count(bool (*is)(std::string_view)) const {
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is));
  }
  // Whether at least `percent` of the lines are so, and at least `fewest`.
  bool mostly(bool (*is)(std::string_view), std::size_t percent, std::size_t fewest) const {
    const std::size_t found = count(is);
    return found >= fewest && found * 100 >= all.size() * percent;
  }
};

KindLines kind_lines(std::string_view head) {
  constexpr std::size_t kMostKindLines = 2'000;
  KindLines lines;
  for (const std::string_view line : split_lines(head)) {
    const std::string_view content = trimmed(line);
    if (content.empty()) continue;
    lines.all.push_back(content);
    lines.indented.push_back(line);
    if (lines.all.size() == kMostKindLines) break;
  }
  return lines;
}

// Whether lines that are no row are running text: two lines that end sentences before the first row, or one in some
// lines of text, or one before the rows and one below them, or a fifth of all lines. So is an article with a table, not
// a table with a title and a note.
bool has_prose_around(const KindLines& lines, const auto& is_row) {
  constexpr std::size_t kSentencesBefore = 2, kBytesBefore = 70;
  std::size_t prose = 0, before = 0, bytes_before = 0;
  bool after_row = false, rows = false;  // two rows in succession
  for (std::size_t i = 0; i < lines.all.size(); ++i) {
    const bool row = is_row(lines.indented[i]);
    rows = rows || (row && after_row);
    after_row = row;
    if (row) continue;
    const bool ends = is_prose_line(lines.all[i]);
    prose += ends;
    before += ends && !rows;
    bytes_before += rows ? 0 : lines.all[i].size();
  }
  return before >= kSentencesBefore || (before > 0 && (bytes_before >= kBytesBefore || prose > before)) ||
         prose * 5 >= lines.all.size();
}

bool is_log(const KindLines& lines) {
  const std::size_t stamped = lines.count(begins_with_log_stamp);
  if (stamped > 1 && stamped * 2 >= lines.all.size()) return true;
  return lines.mostly(is_named_values_line, 70, 2);
}

// A stamp and a level, of a log whose lines have as many commas: `2025-01-30 09:30:00,123 INFO ...`.
bool is_log_of_levels(const KindLines& lines) {
  return lines.mostly([](std::string_view line) { return begins_with_log_stamp(line) && has_log_level(line); }, 50, 2);
}

bool is_time_span(std::string_view line) {  // `00:01:02,500 --> 00:01:04,000`
  return line.find(" --> ") != std::string_view::npos && line.size() > 16 && is_ascii_digit(line.front());
}

bool is_subtitles(const KindLines& lines) {
  return lines.all[0].starts_with("WEBVTT") || lines.all[0] == "[Script Info]" || lines.mostly(is_time_span, 20, 1);
}

// `@article{key,`, then `name = {value},`.
bool is_bibtex(const KindLines& lines) {
  const auto is_entry = [](std::string_view line) {
    const std::size_t brace = line.find('{');
    return line.size() > 3 && line[0] == '@' && brace != std::string_view::npos && brace < 20 &&
           line.substr(0, brace).find(' ') == std::string_view::npos;
  };
  const auto is_field = [](std::string_view line) {
    return line.find("= {") != std::string_view::npos || line.find("={") != std::string_view::npos ||
           line.find("= \"") != std::string_view::npos || line.find("=\"") != std::string_view::npos;
  };
  return std::any_of(lines.all.begin(), lines.all.begin() + std::min<std::ptrdiff_t>(std::ssize(lines.all), 20),
                     is_entry) &&
         lines.mostly(is_field, 20, 1);
}

// `TY  - NEWS` of RIS, `PMID- 1` of MEDLINE, `%T Title` of EndNote.
bool is_tagged_reference(std::string_view line) {
  if (line.size() > 2 && line[0] == '%' && (is_ascii_upper(line[1]) || is_ascii_digit(line[1])) && line[2] == ' ')
    return true;
  constexpr std::size_t kDash = 4;  // where it is in both: `TY  - `, `PMID- `
  if (line.size() <= kDash || line[kDash] != '-' || (line.size() > kDash + 1 && line[kDash + 1] != ' ')) return false;
  const std::string_view tag = trimmed(line.substr(0, kDash));
  return tag.size() > 1 && is_ascii_upper(tag[0]) &&
         std::all_of(tag.begin(), tag.end(), [](char c) { return is_ascii_upper(c) || is_ascii_digit(c); });
}

bool is_references(const KindLines& lines) {
  return lines.mostly(is_tagged_reference, 70, 3);
}

bool is_pem(const KindLines& lines) {
  return lines.all[0].starts_with("-----BEGIN ") && lines.all[0].ends_with("-----");
}

bool is_card(const KindLines& lines) {
  return lines.all[0] == "BEGIN:VCARD" || lines.all[0] == "BEGIN:VCALENDAR";
}

// The head of a hunk: `@@ -1,4 +1,5 @@`, or `***************` of context.
bool is_patch(const KindLines& lines) {
  for (std::size_t i = 0; i < lines.all.size(); ++i) {
    const std::string_view line = lines.all[i];
    if (line.starts_with("@@ -") && line.find(" @@") != std::string_view::npos) return true;
    if (line.starts_with("diff --git ")) return true;
    if (i > 1 && line == "***************" && lines.all[i - 1].starts_with("--- ") &&
        lines.all[i - 2].starts_with("*** "))
      return true;
  }
  return false;
}

bool is_latex(const KindLines& lines) {
  constexpr std::size_t kCommentLines = 40;
  for (std::size_t i = 0; i < std::min(lines.all.size(), kCommentLines); ++i) {
    if (begins_with_any(lines.all[i], {"\\documentclass", "\\begin{", "\\usepackage", "\\section{"})) return true;
    if (!lines.all[i].starts_with('%') && !lines.all[i].starts_with('\\')) return false;
  }
  return false;
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
  return lines.mostly(is_address_line, 90, 2);
}

bool is_drawn_line(std::string_view line) {
  return is_drawn_rule(line) || is_drawn_row(line) || line.find(" | ") != std::string_view::npos ||
         line.find(" │ ") != std::string_view::npos;
}

bool is_drawn_table(const KindLines& lines) {
  return lines.count(is_drawn_rule) > 0 && lines.mostly(is_drawn_line, 70, 3) &&
         !has_prose_around(lines, [](std::string_view line) { return is_drawn_line(trimmed(line)); });
}

bool is_number_line(std::string_view line) {
  const NumberShare share = numbers_of(line);
  return share.numbers * 2 >= share.words;
}

// Whether a table has a headline in capitals, as agencies sent tables of prices: the first line has other words than
// the rows, not the names of columns.
bool has_headline(const KindLines& lines) {
  constexpr std::size_t kWordsOfHeadline = 3;  // for each cell
  const std::string_view first = lines.all[0];
  const std::size_t words = numbers_of(first).words;
  const auto capitals = std::count_if(first.begin(), first.end(), is_ascii_upper);
  const auto letters = std::count_if(first.begin(), first.end(), is_ascii_letter);
  if (capitals * 4 < letters * 3 || words < kWordsOfHeadline * cells_by_blanks(first).size()) return false;
  std::map<std::size_t, std::size_t> rows;  // by their number of words
  for (std::size_t i = 1; i < lines.all.size(); ++i) ++rows[numbers_of(lines.all[i]).words];
  const auto usual = std::max_element(rows.begin(), rows.end(), [](auto& a, auto& b) { return a.second < b.second; });
  const std::size_t numbers = numbers_of(first).numbers;  // a day, say
  return numbers * 2 < words && usual != rows.end() && (usual->first != words || numbers > 0);
}

bool is_numbers(const KindLines& lines) {
  return !has_headline(lines) && lines.mostly(is_number_line, 80, 3) &&
         !has_prose_around(lines, [](std::string_view line) { return is_number_line(trimmed(line)); });
}

// A number, date, address, code in capitals, or nothing.
bool is_value(std::string_view cell) {
  constexpr std::size_t kLongestCode = 6;
  cell = unquoted(trimmed(cell));
  return cell.find_first_not_of("0123456789.,:+-%$ ") == std::string_view::npos || is_address_line(cell) ||
         (cell.size() <= kLongestCode && std::all_of(cell.begin(), cell.end(), is_ascii_upper)) || is_date(cell);
}

// Whether the lines are rows of as many cells, and those below the first are values.
bool is_table_of_values(const KindLines& lines, char separator) {
  constexpr std::size_t kMostRows = 100;
  const auto cells = static_cast<std::size_t>(std::count(lines.all[0].begin(), lines.all[0].end(), separator)) + 1;
  if (cells < 2 || lines.all.size() < 3) return false;
  std::size_t values = 0, all = 0;
  for (std::size_t i = 1; i < std::min(lines.all.size(), kMostRows); ++i) {
    std::size_t of_row = 0;
    for (std::string_view rest = lines.all[i];; ++of_row) {
      const std::size_t end = rest.find(separator);
      values += is_value(rest.substr(0, end));
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
    if (of_row + 1 != cells) return false;
    all += cells;
  }
  return values * 20 >= all * 19;
}

bool is_values(const KindLines& lines) {
  return std::any_of(std::begin(kSeparators), std::end(kSeparators),
                     [&](char separator) { return is_table_of_values(lines, separator); });
}

bool is_row_of_columns(std::string_view line) {
  return is_column_rule(line) || cells_by_blanks(line).size() > 1;
}

// Cells that begin or end in a column that six of ten rows share.
class AlignedColumns {
 public:
  explicit AlignedColumns(const std::vector<std::string_view>& lines) {
    for (const std::string_view line : lines) {
      const std::vector<LineCell> cells = cells_by_blanks(line);
      rows_ += cells.size() > 1;
      for (std::size_t i = 1; i < cells.size(); ++i) {
        ++begins_[cells[i].begin];
        ++ends_[cells[i].end];
      }
    }
  }

  // How many cells of a line, but for the first, are aligned.
  std::size_t aligned(const std::vector<LineCell>& cells) const {
    std::size_t count = 0;
    for (std::size_t i = 1; i < cells.size(); ++i)
      count += std::max(at(begins_, cells[i].begin), at(ends_, cells[i].end)) * 10 >= rows_ * 6;
    return count;
  }

 private:
  using Counts = std::map<std::size_t, std::size_t>;
  static std::size_t at(const Counts& counts, std::size_t column) {
    const auto found = counts.find(column);
    return found == counts.end() ? 0 : found->second;
  }

  Counts begins_, ends_;
  std::size_t rows_ = 0;
};

bool is_columns(const KindLines& lines) {
  const bool has_rule = lines.count(is_column_rule) > 0;
  if (!lines.mostly(is_row_of_columns, has_rule ? 50 : 70, 3) || has_headline(lines)) return false;
  const AlignedColumns columns(lines.indented);
  std::size_t aligned = 0, all = 0;
  for (const std::string_view line : lines.indented) {
    const std::vector<LineCell> cells = cells_by_blanks(line);
    aligned += columns.aligned(cells);
    all += cells.empty() ? 0 : cells.size() - 1;
  }
  if (aligned == 0 || aligned * 10 < all * 6) return false;
  return !has_prose_around(
      lines, [&](std::string_view line) { return is_column_rule(line) || columns.aligned(cells_by_blanks(line)) > 0; });
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
};
constexpr KindRow kKindRows[] = {
    {{"a certificate, key or signed block (PEM)", "decode it first if it has a text"}, is_pem},
    {{"a calendar or address book (iCalendar, vCard)", "convert its entries to CSV or JSON Lines"}, is_card, true},
    {{"subtitles", "remove the numbers and times, or read them as one article with --format text"}, is_subtitles, true},
    {{"a patch (diff)", "apply it, and add the files; --format text reads it as one article"}, is_patch, true, true},
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
    const bool asked = taken == TakenFor::kText || (taken == TakenFor::kTable ? r.in_tables : r.in_markdown);
    return asked && r.is(lines);
  });
  return row == std::end(kKindRows) ? nullptr : &row->form;
}

}  // namespace broadtape
