// Writers for saved searches and their news. The list has the four functions described in format.h.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "common/archive/saved_searches.h"
#include "searcher/output/format.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

struct ListedSearch {
  std::string name;
  SavedSearch search;
  std::string command;                     // the query with its options, as words of a shell
  std::optional<std::uint64_t> new_count;  // nullopt if the query cannot be run any more
  std::string fault = {};                  // why not
};

struct SavedSearchList {
  std::vector<ListedSearch> searches;
};

void write_text(const SavedSearchList& list, const TextStyle& style, std::ostream& out);
Json json_of(const SavedSearchList& list);
std::vector<std::string> columns_of(const SavedSearchList& list);
void write_rows(const SavedSearchList& list, RowWriter& rows);

struct NewsCounts {
  std::uint64_t fresh = 0;      // News::kNew
  std::uint64_t corrected = 0;  // News::kCorrected
};

// The article as in the results of a search; says whether it is corrected.
void write_news(const Hit& hit, const TextStyle& style, std::ostream& out);

// "3 new articles, 1 corrected, since 2025-01-30 14:05Z", the time when `search` was asked last, or else saved.
void write_news_summary(const NewsCounts& counts, const SavedSearch& search, const TextStyle& style, std::ostream& out);

// The member "saved_search" of the JSON of news: which search it was, and after which run and up to which.
Json json_news(const std::string& name, const SavedSearch& search, std::uint64_t run);

}  // namespace broadtape
