// Days that a query names in words: `October 19`, `Oct 19`, `19 October`, `October 19, 1987`.
#pragma once

#include <string>
#include <vector>

#include "common/archive/index_reader.h"
#include "searcher/query/tree.h"

namespace broadtape {

struct WrittenDay {
  std::size_t first = 0;           // of the conjuncts of the tree
  std::size_t count = 0;           // 2, or 3 with a year
  std::string text;                // "19 October"
  std::vector<std::string> terms;  // of the index, one for each year of the archive
};

// Those in adjacent plain words of `tree` on which an article was published. A day is one in UTC.
std::vector<WrittenDay> written_days(const Node& tree, const IndexReader& index);

// `tree` with an alternative for the words of each day: articles of that day.
Node with_days(const Node& tree, const std::vector<WrittenDay>& days);

}  // namespace broadtape
