// Answers for people to read on a terminal or in a file.
#pragma once

#include <ostream>
#include <vector>

#include "common/article/article.h"
#include "searcher/output/format.h"
#include "searcher/search/search_response.h"

namespace broadtape {

void write_text_answer(const SearchResponse& response, const TextStyle& style, std::ostream& out);
void write_text_article(const std::vector<Article>& versions, const TextStyle& style, std::ostream& out);

}  // namespace broadtape
