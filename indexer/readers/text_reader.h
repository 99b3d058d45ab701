// Any other text as one article; the first line is the title unless it is too long.
#pragma once

#include "indexer/readers/field_names.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

// Rejects a list of words or numbers.
void read_plain_text(ByteSource& text, RecordOutput& output);

}  // namespace broadtape
