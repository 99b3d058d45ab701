// A whole article with its versions.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/search/article_lookup.h"

namespace broadtape {

void write_text(const ArticleVersions& versions, const TextStyle& style, std::ostream& out);
Json json_of(const ArticleVersions& versions);
std::vector<std::string> columns_of(const ArticleVersions& versions);
// The current version, then the earlier ones.
void write_rows(const ArticleVersions& versions, RowWriter& rows);

}  // namespace broadtape
