// The forms in which an answer can be written: a row each.
#pragma once

#include <ostream>
#include <string_view>
#include <vector>

#include "common/article/article.h"
#include "searcher/search/search_response.h"

namespace broadtape {

// How text for people looks.
struct TextStyle {
  std::size_t width = 80;  // columns
  bool colour = false;
  bool scores = false;
};

struct FormatRow {
  std::string_view name;
  std::string_view help;
  void (*write_answer)(const SearchResponse& response, const TextStyle& style, std::ostream& out);
  // The versions of one article, the current one first.
  void (*write_article)(const std::vector<Article>& versions, const TextStyle& style, std::ostream& out);
};
extern const std::vector<FormatRow> kFormats;

// Throws Error(kUsage) for a name that is no row of kFormats.
const FormatRow& find_format(std::string_view name);

}  // namespace broadtape
