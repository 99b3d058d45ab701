// An article's web page.
#pragma once

#include <string_view>

#include "indexer/readers/field_names.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

bool looks_like_html_page(std::string_view head);

// Throws Error(kTooLarge) above kMaxPageBytes, and as HtmlDocument.
void read_html(ByteSource& text, RecordOutput& output);

}  // namespace broadtape
