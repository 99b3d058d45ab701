// Builds compound queries.
#pragma once

#include <xapian.h>

#include <vector>

namespace broadtape {

using Queries = std::vector<Xapian::Query>;

// Combines `parts` with `op`; `window` is for OP_NEAR and OP_PHRASE, in words.
inline Xapian::Query joined(Xapian::Query::op op, const Queries& parts, Xapian::termcount window = 0) {
  return Xapian::Query(op, parts.begin(), parts.end(), window);
}

// Matches any of `parts`, in a form that is fast in Xapian for any number of parts; matches nothing if `parts` is
// empty.
Xapian::Query any_of(const Queries& parts);

}  // namespace broadtape
