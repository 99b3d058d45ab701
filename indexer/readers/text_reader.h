// Any other text as one article: its first line is the title where it is short enough for one.
#pragma once

#include "indexer/readers/field_names.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

// A list of words or figures is rejected.
void read_plain_text(ByteSource& text, RecordOutput& output);

}  // namespace broadtape
