// Writes random articles to an input file.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/article_maker.h"

namespace broadtape {

inline std::string as_json_lines(const std::vector<Article>& articles) {
  std::string lines;
  for (const Article& article : articles) {
    const nlohmann::json line{{"title", article.title},
                              {"body", article.body},
                              {"url", article.url},
                              {"source", article.source},
                              {"date", article.published_text}};
    lines += line.dump() + "\n";
  }
  return lines;
}

}  // namespace broadtape
