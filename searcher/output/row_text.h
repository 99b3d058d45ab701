// Formats values of rows as JSON Lines and CSV. The functions append to a buffer of the caller, because an export
// writes millions of values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// `text` as a JSON string with quotation marks. Requires valid UTF-8.
void append_json_string(std::string_view text, std::string& out);

// `text` as a CSV cell, quoted where RFC 4180 requires it and where a semicolon or tab would split the cell in some
// locales. Unless `raw`, text that looks like a formula is prefixed with an apostrophe.
void append_csv_cell(std::string_view text, bool raw, std::string& out);

// `texts` as one cell, joined by `;`. Members that contain `;` or `"` are quoted as in RFC 4180. Unless `raw`, each
// member that looks like a formula is prefixed with an apostrophe (common/text/export_form.h).
void append_csv_list(const std::vector<std::string_view>& texts, bool raw, std::string& out);

}  // namespace broadtape
