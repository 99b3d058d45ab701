// The text of rows: how a value is written in JSON Lines and in CSV. Everything is appended to a buffer of the
// caller's, because an export writes millions of values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// `text` as a JSON string with its quotation marks. Requires valid UTF-8.
void append_json_string(std::string_view text, std::string& out);

// `text` as a CSV cell, quoted where it must be (RFC 4180) and where a semicolon or a tab would split it in
// spreadsheets of some countries; unless `raw`, with an apostrophe before what looks like a formula.
void append_csv_cell(std::string_view text, bool raw, std::string& out);

// `texts` as one cell, joined by `;`, members that hold `;` or `"` in quotation marks as in RFC 4180; unless `raw`,
// with an apostrophe before each that looks like a formula (common/text/export_form.h).
void append_csv_list(const std::vector<std::string_view>& texts, bool raw, std::string& out);

}  // namespace broadtape
