// Parses one article of a Factiva export.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/readers/exports/exports.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

struct FactivaResult {
  RawArticle article;
  std::string problem;            // why the piece is not an article; empty if it is
  bool has_lines_before = false;  // such as a table of contents, which were left out
  bool begins_another = false;    // the problem is that another article begins in the piece
};

FactivaResult parse_factiva(const ExportPiece& piece);

// The layout with codes such as HD, PD and TD, each in its own line or before its value.
bool has_factiva_codes(const ExportPiece& piece);
FactivaResult parse_factiva_codes(const ExportPiece& piece);

// The layout without codes: section, headline, byline, number of words, date, time, source, its code, language,
// copyright, text.
FactivaResult parse_factiva_display(const ExportPiece& piece);

// Adds `value`, with the lines of its paragraphs joined, to the body of `article`.
void add_factiva_text(std::string_view value, RawArticle& article);

// `Document DJDN000020250130el1u0012x`, the last line of an article: the number, else empty. The word may be of any
// language.
std::string_view accession_of(std::string_view line);

// The code with which `line` begins, in its own line or before two blanks or a tab: "HD". Empty for other lines.
std::string_view factiva_code(std::string_view line);

// Whether `line` begins as the name of an author does: `By Jane Roe`.
bool begins_byline(std::string_view line);

// Whether `line` and the next line with text are the number of words and a date.
bool begins_display(std::string_view line, std::string_view next);

}  // namespace broadtape
