// Answers as JSON; docs/cli.md describes the objects. Times are RFC 3339 UTC. The output is always valid UTF-8.
#pragma once

#include <ostream>
#include <vector>

#include "common/article/article.h"
#include "searcher/output/format.h"
#include "searcher/search/search_response.h"

namespace broadtape {

void write_json_answer(const SearchResponse& response, const TextStyle& style, std::ostream& out);
void write_json_article(const std::vector<Article>& versions, const TextStyle& style, std::ostream& out);

}  // namespace broadtape
