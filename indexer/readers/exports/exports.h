// What the readers of exports share: the lines of an export, from text or HTML.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/input/byte_source.h"
#include "indexer/readers/record_output.h"

namespace broadtape {

// What the markup of an HTML export says of a line.
enum class LineRole : std::uint8_t {
  kNone,
  kStart,  // an empty line, after which an article begins
  kHeadline,
  kAuthor,
  kText
};

struct ExportLine {
  std::string text;          // trimmed; the cells of a table row are separated by tabs
  std::uint64_t number = 0;  // in a text; 0 for HTML
  LineRole role = LineRole::kNone;
  bool is_too_long = false;
};

// Passes on the lines of a text, or of an HTML page with an empty line after each paragraph, until `take` returns
// false. Throws Error(kTooLarge) for a page as read_html(), and what the source throws.
void each_export_line(ByteSource& text, RecordOutput& output, const std::function<bool(ExportLine&&)>& take);

// The lines of one article.
struct ExportPiece {
  std::vector<ExportLine> lines;
  std::size_t bytes = 0;
  std::uint64_t number = 0;  // of the article, from 1
  bool is_too_long = false;

  // Adds `line`, unless the piece is above kMaxRecordBytes or kMaxLines, which only sets is_too_long.
  void add(ExportLine&& line);
  bool has_text() const;
  // "article 3, line 212"
  std::string place() const;
  std::string text() const;
};

// Whether `line` is `Copyright 2025 ...`, `(c) 2025 ...` or `All Rights Reserved`, in some languages.
bool is_copyright_line(std::string_view line);

// Whether `line` counts the documents of an export: `1 of 200 DOCUMENTS`, `Document 1 of 25`, `Dokument 1 von 200`.
bool is_document_count(std::string_view line);

// Whether `line` is a number of words: `1,512 words`, `512 Wörter`.
bool is_word_count(std::string_view line);

// Joins the lines that were broken at the width of a page, and separates paragraphs by empty lines. `lines` may have
// empty ones.
std::string unwrapped_text(const std::vector<std::string_view>& lines);

}  // namespace broadtape
