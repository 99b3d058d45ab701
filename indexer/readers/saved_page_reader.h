// A news page saved as text: title, `Source NAME`, paragraphs, then cards that link to other articles, then the rest of
// the page. The article and each card become separate articles; the rest is ignored.
//
// The format of a card:
//   placeholder
//   Title of the other articleIts teaser, run together with the title
//   Author  NAME
//   Feb 05, Thu
//   Its teaser
#pragma once

#include <string_view>

#include "indexer/readers/field_names.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

bool looks_like_saved_page(std::string_view head);

void read_saved_page(ByteSource& text, RecordOutput& output);

}  // namespace broadtape
