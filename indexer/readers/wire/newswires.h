// Stories of Dow Jones Newswires as text: a headline, its date, byline and text, and a line that ends them:
//
//   *Acme 4Q EPS $2.09 >ACM
//   ...
//   (END) Dow Jones Newswires
//   January 30, 2025 16:05 ET (21:05 GMT)
#pragma once

#include <string_view>

#include "indexer/input/byte_source.h"
#include "indexer/readers/record_output.h"

namespace broadtape {

// Whether such a line is in the start of a text.
bool has_newswires_end(std::string_view head);

// Each story is an article. A last one without that line is read with a note.
void read_newswires(ByteSource& text, RecordOutput& output);

}  // namespace broadtape
