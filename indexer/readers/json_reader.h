// JSON Lines, and JSON arrays or objects of articles.
#pragma once

#include <string_view>

#include "indexer/readers/field_names.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

// JSON objects on separate lines.
bool looks_like_json_lines(std::string_view head);
bool looks_like_json(std::string_view head);

void read_json_lines(ByteSource& text, const FieldNames& names, RecordOutput& output);
void read_json(ByteSource& text, const FieldNames& names, RecordOutput& output);

}  // namespace broadtape
