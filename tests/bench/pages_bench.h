// How well and how fast web pages are read: the date of publication and the text of the article, by judged pages.
#pragma once

#include <optional>

#include "tests/bench/table.h"

namespace broadtape::bench {

// Reads html-dev.tar.zst in the folder $BROADTAPE_CORPORA: pages and truth.jsonl, a line per page: `file`, `date` (a
// day) or `text`. nullopt, with a line on standard error, if it is not there. Throws Error(kInput) if it cannot be
// read.
std::optional<Section> measure_pages();

}  // namespace broadtape::bench
