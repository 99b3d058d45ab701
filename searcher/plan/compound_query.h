// Queries made of several queries.
#pragma once

#include <xapian.h>

#include <vector>

namespace broadtape {

using Queries = std::vector<Xapian::Query>;

// `parts` joined by `op`; `window` is for OP_NEAR and OP_PHRASE, in words.
inline Xapian::Query joined(Xapian::Query::op op, const Queries& parts, Xapian::termcount window = 0) {
  return Xapian::Query(op, parts.begin(), parts.end(), window);
}

// Any of `parts`, in a form that Xapian searches quickly however many there are; matches nothing if it is empty.
Xapian::Query any_of(const Queries& parts);

}  // namespace broadtape
