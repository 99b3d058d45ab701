// ORs of many parts.
#pragma once

#include <xapian.h>

#include <vector>

namespace broadtape {

// Any of `parts`, in a form that Xapian searches quickly however many there are; nothing when there are none.
Xapian::Query any_of(const std::vector<Xapian::Query>& parts);

}  // namespace broadtape
