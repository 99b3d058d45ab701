// Whole articles with their versions.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/views/shown_article.h"

namespace broadtape {

void write_text(const ShownArticles& shown, const TextStyle& style, std::ostream& out);
// Of one article the object itself, of several an object with a list of them.
Json json_of(const ShownArticles& shown);
std::vector<std::string> columns_of(const ShownArticles& shown);
// Of each article the current version, then the earlier ones.
void write_rows(const ShownArticles& shown, RowWriter& rows);

}  // namespace broadtape
