#include "indexer/readers/csv/csv_rows.h"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <utility>

#include "indexer/input/limits.h"

namespace broadtape {
namespace {

constexpr const char* kUnclosed = "unterminated quote";

// Limits rereading of lines after unterminated quotes. Above this multiple of the maximum row size every line is a row.
constexpr std::uint64_t kMaxRowRereading = 4;

// Replaces a delimiter of several characters, because libcsv takes a single one.
constexpr char kUnitSeparator = '\x1f';

char single_delimiter(const std::string& delimiter) {
  return delimiter.size() == 1 ? delimiter[0] : kUnitSeparator;
}

std::string with_single_delimiters(std::string_view text, const std::string& delimiter) {
  std::string out;
  out.reserve(text.size());
  for (;;) {
    const std::size_t at = text.find(delimiter);
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += kUnitSeparator;
    text.remove_prefix(at + delimiter.size());
  }
}

// `\"` as `""`, and a backslash or line end behind a backslash alone.
std::string with_doubled_quotes(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_escape = text[at] == '\\' && at + 1 < text.size() &&
                           std::string_view("\"\\\n").find(text[at + 1]) != std::string_view::npos;
    if (is_escape) ++at;
    if (is_escape && text[at] == '"') out += '"';
    out += text[at];
  }
  return out;
}

}  // namespace

bool has_escaped_quotes(std::string_view head, std::string_view delimiter) {
  const auto is_edge_at = [&](std::size_t at) {
    return at >= head.size() || head[at] == '\n' || head[at] == '\r' || head.substr(at).starts_with(delimiter);
  };
  bool is_escaped = false;
  for (std::size_t at = head.find('"'); at < head.size(); at = head.find('"', at + 1)) {
    if (at > 0 && head[at - 1] == '\\') {
      is_escaped = is_escaped || !is_edge_at(at + 1);
    } else if (head.substr(at, 2) == "\"\"") {
      ++at;
      if (!is_edge_at(at + 1)) return false;  // not an empty cell
    }
  }
  return is_escaped;
}

struct CsvRows::Parser {
  Parser(std::string separator, bool escapes_quotes, unsigned char options)
      : delimiter(std::move(separator)), escaped_quotes(escapes_quotes) {
    if (csv_init(&csv, options) != 0) throw std::bad_alloc();
    csv_set_delim(&csv, static_cast<unsigned char>(single_delimiter(delimiter)));
  }
  ~Parser() { csv_free(&csv); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // False if strict mode is enabled and the text violates it.
  bool feed(std::string_view text) {
    std::string replaced;
    if (delimiter.size() > 1) text = replaced = with_single_delimiters(text, delimiter);
    if (escaped_quotes) text = replaced = with_doubled_quotes(text);
    return csv_parse(&csv, text.data(), text.size(), on_cell, on_row, this) == text.size();
  }

  static void on_cell(void* text, std::size_t size, void* self) {
    auto& parser = *static_cast<Parser*>(self);
    parser.too_many = parser.cells.size() >= kMaxCsvCells;
    if (!parser.too_many) parser.cells.emplace_back(static_cast<const char*>(text), text ? size : 0);
  }
  static void on_row(int, void* self) { static_cast<Parser*>(self)->rows += 1; }

  const std::string delimiter;
  const bool escaped_quotes;
  csv_parser csv{};
  std::vector<std::string> cells;
  int rows = 0;
  bool too_many = false;  // cells; further cells are dropped
};

CsvRows::CsvRows(LineReader& lines, std::string delimiter, bool escaped_quotes, std::size_t max_row_bytes)
    : lines_(lines), delimiter_(std::move(delimiter)), escaped_quotes_(escaped_quotes), max_row_bytes_(max_row_bytes) {}

CsvRows::~CsvRows() = default;

namespace {

struct CsvSample {
  std::vector<std::vector<std::string>> rows{1};
  std::size_t most;
};

}  // namespace

std::vector<std::vector<std::string>> sample_csv_rows(std::string_view head, const std::string& delimiter,
                                                      std::size_t most, bool* quoted) {
  constexpr std::size_t kCutOff = TextSource::kHeadBytes - 4'096;  // a head of this size is not the whole text
  constexpr std::size_t kPieceBytes = 4'096;  // libcsv cannot be stopped when there are enough rows
  CsvSample sample{.most = most};
  csv_parser csv{};
  if (csv_init(&csv, 0) != 0) throw std::bad_alloc();
  csv_set_delim(&csv, static_cast<unsigned char>(single_delimiter(delimiter)));
  std::string replaced;
  if (has_escaped_quotes(head, delimiter)) head = replaced = with_doubled_quotes(head);
  if (delimiter.size() > 1) head = replaced = with_single_delimiters(head, delimiter);
  const auto on_cell = [](void* text, std::size_t size, void* out) {
    auto& to = *static_cast<CsvSample*>(out);
    if (to.rows.size() <= to.most && to.rows.back().size() < kMaxCsvCells)
      to.rows.back().emplace_back(static_cast<const char*>(text), text ? size : 0);
  };
  const auto on_row = [](int, void* out) {
    auto& to = *static_cast<CsvSample*>(out);
    if (to.rows.size() <= to.most) to.rows.emplace_back();
  };
  for (std::size_t at = 0; at < head.size() && sample.rows.size() <= most; at += kPieceBytes)
    csv_parse(&csv, head.data() + at, std::min(kPieceBytes, head.size() - at), on_cell, on_row, &sample);
  if (head.size() < kCutOff) csv_fini(&csv, on_cell, on_row, &sample);
  csv_free(&csv);
  sample.rows.pop_back();  // not ended
  *quoted = head.starts_with('"') || head.find(std::string{'\n', '"'}) != std::string_view::npos ||
            head.find(std::string{single_delimiter(delimiter), '"'}) != std::string_view::npos;
  return std::move(sample.rows);
}

bool CsvRows::next_line(Line& line) {
  if (again_.empty()) return lines_.next(line);
  line = std::move(again_.front());
  again_.pop_front();
  return true;
}

bool CsvRows::next(CsvRow& row) {
  row = {};
  std::deque<Line> taken;
  if (!take_row(row, taken)) return false;
  if (row.fault.empty() && taken.size() > 1) recover_swallowed(row, taken);
  return true;
}

// Reads lines until a row is complete; `taken` receives the lines.
bool CsvRows::take_row(CsvRow& row, std::deque<Line>& taken) {
  Parser parser(delimiter_, escaped_quotes_, 0);
  Line line;
  while (next_line(line)) {
    if (taken.empty() && line.text.empty()) {
      row.after_blank = true;
      continue;
    }
    if (taken.empty()) row.line = line.number;
    row.ended = !line.ending.empty();
    row.raw += line.text + "\n";
    const bool too_long = line.too_long;
    parser.feed(line.text + "\n");
    taken.push_back(std::move(line));
    if (too_long) {
      row.fault = fmt::format("longer than {} bytes", max_row_bytes_);
      return true;
    }
    if (parser.rows > 0) {
      row.cells = std::move(parser.cells);
      if (parser.too_many) row.fault = fmt::format("has more than {} cells", kMaxCsvCells);
      return true;
    }
    const bool line_by_line = !again_.empty() && again_bytes_ > kMaxRowRereading * max_row_bytes_;
    if (line_by_line || row.raw.size() > max_row_bytes_ || taken.size() > kMaxLines) break;
  }
  if (taken.empty()) return false;
  if (read_without_quotes(row, taken.front())) {
    give_up(row, taken, 1, "");
  } else {
    give_up(row, taken, 1, kUnclosed);
  }
  return true;
}

// In tab separated text and in a single column quotes are often literal.
bool CsvRows::read_without_quotes(CsvRow& row, const Line& line) const {
  if ((delimiter_ != "\t" && delimiter_ != kNoDelimiter) || expected_cells_ == 0) return false;
  std::vector<std::string> cells;
  std::string_view rest = line.text;
  for (std::size_t end = 0; end != std::string_view::npos; rest.remove_prefix(std::min(end, rest.size() - 1) + 1)) {
    end = rest.find(delimiter_[0]);
    cells.emplace_back(rest.substr(0, end));
    if (end == std::string_view::npos) break;
  }
  if (cells.size() != expected_cells_) return false;
  row.cells = std::move(cells);
  return true;
}

// A row of several lines may contain others by mistake: its quoting is irregular and one of its later lines is a
// complete row by itself. Then only the lines before that line are lost.
bool CsvRows::recover_swallowed(CsvRow& row, std::deque<Line>& taken) {
  if (expected_cells_ < 1) return false;
  Parser strict(delimiter_, escaped_quotes_, CSV_STRICT);
  if (strict.feed(row.raw) && row.cells.size() == expected_cells_) return false;
  for (std::size_t i = 1; i < taken.size(); ++i) {
    Parser alone(delimiter_, escaped_quotes_, CSV_STRICT);
    if (!alone.feed(taken[i].text + "\n") || alone.rows != 1 || alone.cells.size() != expected_cells_) continue;
    const bool plain = read_without_quotes(row, taken.front());
    give_up(row, taken, plain ? 1 : i, plain ? "" : kUnclosed);
    return true;
  }
  return false;
}

void CsvRows::give_up(CsvRow& row, std::deque<Line>& taken, std::size_t lost_lines, std::string fault) {
  row.fault = std::move(fault);
  row.raw.clear();
  for (std::size_t i = 0; i < lost_lines; ++i) {
    row.raw += taken.front().text + "\n";
    taken.pop_front();
  }
  for (const Line& line : taken) again_bytes_ += line.text.size() + sizeof line;
  std::move(taken.rbegin(), taken.rend(), std::front_inserter(again_));
  taken.clear();
}

}  // namespace broadtape
