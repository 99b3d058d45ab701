// Comma, semicolon or tab separated text with a header that names the fields.
#pragma once

#include <optional>
#include <string_view>

#include "indexer/readers/field_names.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

// The delimiter under which the first line is a header that names a title or a text, and one thing more that is known;
// nothing when there is none.
std::optional<char> find_csv_delimiter(std::string_view head, const FieldNames& names);

// Throws Error(kInput) when the first row names no field that is known.
void read_csv(ByteSource& text, char delimiter, const FieldNames& names, RecordOutput& output);

}  // namespace broadtape
