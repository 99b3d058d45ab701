#include "searcher/plan/compound_query.h"

#include <algorithm>
#include <iterator>

namespace broadtape {

// Xapian builds an OR as a tree balanced by frequency, so branches absent from a segment form a chain that each step of
// the search walks: quadratic time. Short ORs within the long one keep chains short. A scale factor slightly above 1
// prevents Xapian from flattening them; since it applies to all, the order is unaffected.
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
