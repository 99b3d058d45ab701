// What an export of tape-search and tape-index's reading of it share: the mark by which an export is recognised, and
// the apostrophe that keeps a spreadsheet from taking a cell of CSV for a formula (see OWASP, "CSV Injection").
// docs/cli.md, "Back again", describes the whole round trip.
#pragma once

#include <string_view>

namespace broadtape {

// A record with this member or column was written by tape-search. In the header of CSV without guards it stands in
// quotation marks, which to other readers is the same name.
inline constexpr std::string_view kExportMark = "source_tickers";
inline constexpr std::string_view kUnguardedExportMark = "\"source_tickers\"";

inline constexpr char kCsvGuard = '\'';

// Whether a spreadsheet would take `text` for a formula: = + - @, tab, CR or LF first, or behind blanks, also as
// full-width forms.
bool looks_like_formula(std::string_view text);

// Whether a guarded export writes kCsvGuard before `text`: formulas, and apostrophes before a formula, so that
// without_csv_guard() restores every text.
bool needs_csv_guard(std::string_view text);

// Undoes the guard of a cell of a guarded export; other texts stay as they are.
std::string_view without_csv_guard(std::string_view cell);

}  // namespace broadtape
