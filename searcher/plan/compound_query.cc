#include "searcher/plan/compound_query.h"

#include <algorithm>
#include <iterator>

namespace broadtape {

// Xapian balances the branches of an OR by how frequent they are, so those absent from a segment form a chain, and each
// step of the search walks it: quadratic time. Short ORs inside the long one keep chains short. A scale factor of just
// above 1 stops Xapian from dissolving them; without an effect on the order, because it applies to all.
Xapian::Query any_of(const Queries& parts) {
  constexpr std::ptrdiff_t kLongest = 150;
  constexpr double kAlmostOne = 1.0 + 1e-9;
  if (std::ssize(parts) <= kLongest) return joined(Xapian::Query::OP_OR, parts);
  Queries groups;
  for (auto begin = parts.begin(); begin != parts.end();) {
    const auto end = begin + std::min(kLongest, parts.end() - begin);
    groups.emplace_back(kAlmostOne, Xapian::Query(Xapian::Query::OP_OR, begin, end));
    begin = end;
  }
  return joined(Xapian::Query::OP_OR, groups);
}

}  // namespace broadtape
