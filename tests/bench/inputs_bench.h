// How fast the forms of inputs are read, up to the article: each has the same articles.
#pragma once

#include <string>

#include "tests/bench/table.h"

namespace broadtape::bench {

// Writes the articles into `folder` and removes them again. Throws std::runtime_error if a form does not give every
// title, text and day.
Section measure_inputs(const std::string& folder);

}  // namespace broadtape::bench
