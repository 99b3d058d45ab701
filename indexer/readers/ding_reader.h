// The Reuters and Bloomberg collection of Ding et al. (2014): one file per article, in a folder per day, with header
// lines that begin with `-- `: title, `By  NAME`, date, address.
#pragma once

#include <string_view>

#include "indexer/readers/field_names.h"
#include "indexer/readers/record_output.h"
#include "indexer/readers/text_source.h"

namespace broadtape {

bool looks_like_ding(std::string_view head);

void read_ding(ByteSource& text, RecordOutput& output);

}  // namespace broadtape
