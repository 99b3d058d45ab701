// Comma, semicolon or tab separated text with a header row.
#pragma once

#include <optional>
#include <string_view>

#include "indexer/readers/field_names.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

// The delimiter with which the first line is a header with a title or text column and another known column; nullopt if
// there is none.
std::optional<char> find_csv_delimiter(std::string_view head, const FieldNames& names);

// Throws Error(kInput) if the first row has no known title or text column.
void read_csv(ByteSource& text, char delimiter, const FieldNames& names, RecordOutput& output);

}  // namespace broadtape
