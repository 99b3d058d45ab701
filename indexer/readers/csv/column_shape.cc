#include <algorithm>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/csv/csv_rows.h"
#include "indexer/readers/csv/csv_shape.h"
#include "indexer/readers/text/line_shapes.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::size_t kColumnSample = 60;  // rows

// What the first lines are, for a single column.
struct ColumnLines {
  std::size_t blank = 0, lower = 0, ended = 0, quoted = 0, all = 0;  // below the first line
};

ColumnLines column_lines(std::string_view head) {
  ColumnLines lines;
  take_line(head);
  while (!head.empty() && lines.all < kColumnSample) {
    const std::string_view line = trimmed(take_line(head));
    lines.blank += line.empty() && !head.empty();
    if (line.empty()) continue;
    ++lines.all;
    lines.lower += line[0] >= 'a' && line[0] <= 'z';
    lines.ended += has_sentence_end(line);
    lines.quoted += line.starts_with('"');
  }
  return lines;
}

// Whether a name is rather one of a program than a heading: `news_text`, `tweetText`, `headlines`.
bool is_program_name(std::string_view name) {
  return name.size() > 2 && !is_ascii_upper(name[0]) && is_ascii(name) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '-'; });
}

}  // namespace

std::optional<CsvShape> column_shape(std::string_view head, const FieldNames& names) {
  constexpr std::size_t kFewestUnknown = 3;
  const std::string_view written = trimmed(head.substr(0, head.find('\n'))), name = unquoted(written);
  constexpr std::ptrdiff_t kMostBlanks = 2;
  if (name.empty() || name.size() > kLongestColumnName || std::count(name.begin(), name.end(), ' ') > kMostBlanks)
    return std::nullopt;
  const auto match = names.find(name);
  const bool is_title = match && match->field == RawField::kTitle && !match->weak;
  const bool is_known = is_title || (match && match->field == RawField::kBody && !match->weak);
  const bool is_quoted = name.size() < written.size();
  if (!is_known && (match || !(is_quoted || is_program_name(name)))) return std::nullopt;
  const ColumnLines lines = column_lines(head);
  if (lines.all < (is_known ? 2 : kFewestUnknown)) return std::nullopt;
  const bool all_quoted = lines.quoted * 10 >= lines.all * 9;
  if (!all_quoted && (lines.blank * 10 > lines.all || lines.lower * 5 > lines.all)) return std::nullopt;
  if (!is_known && !all_quoted && name.find('_') == std::string_view::npos && lines.ended * 5 > lines.all)
    return std::nullopt;
  bool quoted = false;
  std::vector<std::vector<std::string>> rows = sample_csv_rows(head, kNoDelimiter, kColumnSample, &quoted);
  if (rows.size() < 2) return std::nullopt;
  ColumnContent content;
  for (std::size_t i = 1; i < rows.size(); ++i) content.add(rows[i][0]);
  constexpr double kFewestWords = 1.5;
  if (content.is_typed() || !content.is_varied() || content.mean_words() < (is_title ? kFewestWords : 3.0))
    return std::nullopt;
  CsvShape shape = shape_of_rows(std::move(rows), true, names);
  shape.delimiter = kNoDelimiter;
  return shape.has_text() ? std::optional(std::move(shape)) : std::nullopt;
}

}  // namespace broadtape
