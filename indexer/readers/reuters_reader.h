// The Reuters-21578 collection: SGML of 1987 with `<REUTERS ...>` stories (its README.txt describes the tags).
#pragma once

#include <string_view>

#include "indexer/readers/field_names.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

// A label that stories with TOPICS="YES" carry: those whose topics an indexer has judged, though there may be none.
inline constexpr std::string_view kJudgedTopicsLabel = "reuters-topics-yes";

bool looks_like_reuters(std::string_view head);

void read_reuters(ByteSource& text, RecordOutput& output);

}  // namespace broadtape
