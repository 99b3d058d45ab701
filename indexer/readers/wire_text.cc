#include "indexer/readers/wire_text.h"

#include <algorithm>

#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::size_t kParagraphIndent = 4;

enum class LineKind { kBlank, kParagraph, kContinuation, kTable };

// Whether columns are separated by several blanks.
bool has_gap(std::string_view text) {
  return text.find("   ") != std::string_view::npos;
}

LineKind kind_of(std::string_view line) {
  const std::string_view text = trimmed(line);
  if (text.empty()) return LineKind::kBlank;
  const std::size_t indent = line.find_first_not_of(' ');
  if (has_gap(text)) return LineKind::kTable;
  if (indent == 0) return LineKind::kContinuation;
  return indent == kParagraphIndent ? LineKind::kParagraph : LineKind::kTable;
}

}  // namespace

std::string wire_paragraphs(std::string_view text) {
  std::string out;
  LineKind before = LineKind::kBlank;
  for (const std::string_view line : split_lines(text)) {
    const LineKind kind = kind_of(line);
    if (kind != LineKind::kBlank) {
      const bool same_table = kind == LineKind::kTable && before == LineKind::kTable;
      const bool joins = kind == LineKind::kContinuation && before != LineKind::kTable && before != LineKind::kBlank;
      if (!out.empty()) out += joins ? " " : same_table ? "\n" : "\n\n";
      const std::size_t last = line.find_last_not_of(" \t");
      out += has_gap(trimmed(line)) ? line.substr(0, last + 1) : trimmed(line);
    }
    before = kind;
  }
  return out;
}

}  // namespace broadtape
