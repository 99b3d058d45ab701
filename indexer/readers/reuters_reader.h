// The Reuters-21578 collection: SGML of 1987 with `<REUTERS ...>` stories (its README.txt describes the tags).
#pragma once

#include <string_view>

#include "indexer/readers/field_names.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

// The label of stories with TOPICS="YES", whose topics were assigned by an indexer, even if there are none.
inline constexpr std::string_view kJudgedTopicsLabel = "reuters-topics-yes";

bool looks_like_reuters(std::string_view head);

void read_reuters(ByteSource& text, RecordOutput& output);

}  // namespace broadtape
