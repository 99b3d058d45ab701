// The dates that the head of a page states: <meta> elements and JSON-LD.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/html/json_ld.h"
#include "indexer/readers/html/page_dates.h"

namespace broadtape {

// The contents of <meta> elements by name, property or itemprop in lower case.
using MetaElements = std::multimap<std::string, std::string>;

// Calls `take` for each of `names`, which are separated by blanks.
template <class Take>
void each_meta_name(std::string_view names, const Take& take) {
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t end = std::min(names.find(' ', at), names.size());
    take(std::string(names.substr(at, end - at)));
    at = end + 1;
  }
}

// Appends the dates of JSON-LD, then those of the <meta> elements.
void add_stated_dates(const JsonLd& json_ld, const MetaElements& metas, DayOrder order, std::vector<PageDate>& dates);

}  // namespace broadtape
