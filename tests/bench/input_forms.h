// The same articles as different services would publish them.
#pragma once

#include <string>
#include <vector>

#include "common/article/article.h"

namespace broadtape::bench {

struct InputFormRow {
  const char* name;
  std::string (*write)(const std::vector<Article>& articles);
};

// The first is our own JSON Lines. The articles must have a date, and text in more than one line.
const std::vector<InputFormRow>& input_forms();

}  // namespace broadtape::bench
