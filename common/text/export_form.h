// Shared by the exports of tape-search and their import by tape-index: the field that identifies an export, and the
// apostrophe that prevents a spreadsheet from evaluating a CSV cell as a formula (OWASP, "CSV Injection"). docs/cli.md,
// "Back again", describes the round trip.
#pragma once

#include <string_view>

namespace broadtape {

// A record with this member or column was written by tape-search. In the header of unguarded CSV the name is quoted,
// which other CSV readers ignore.
inline constexpr std::string_view kExportMark = "source_tickers";
inline constexpr std::string_view kUnguardedExportMark = "\"source_tickers\"";

inline constexpr char kCsvGuard = '\'';

// Whether a spreadsheet would evaluate `text` as a formula: after optional blanks it begins with = + - @ (or a
// full-width form of these), tab, CR or LF.
bool looks_like_formula(std::string_view text);

// Whether a guarded export prepends kCsvGuard to `text`: formulas, and formulas that already have apostrophes, so that
// without_csv_guard() is the exact inverse.
bool needs_csv_guard(std::string_view text);

// Removes the guard from a cell of a guarded export; leaves other cells unchanged.
std::string_view without_csv_guard(std::string_view cell);

}  // namespace broadtape
