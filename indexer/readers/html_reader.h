// An article's web page.
#pragma once

#include <string_view>

#include "indexer/readers/field_names.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

inline constexpr std::size_t kMaxPageBytes = 16u << 20;  // the parsed tree takes many times the page's size

bool looks_like_html_page(std::string_view head);

// Throws Error(kTooLarge) past kMaxPageBytes.
void read_html(ByteSource& text, RecordOutput& output);

}  // namespace broadtape
