// The documents of one segment that a query matches, as a set made from bitmaps, posting lists and columns, without
// Xapian's matcher. Equal to what the matcher finds.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <optional>

#include "common/archive/columns.h"
#include "common/archive/document_set.h"

namespace broadtape {

// A query with more terms without bitmaps is left to the matcher, which reads each of their posting lists anyway.
inline constexpr std::size_t kMostPostingLists = 256;

// nullopt if the query has an operator with positions or weights, more than kMostPostingLists, or a range of values
// without a column: only the matcher can say what it matches. Requires that `columns` are those of `segment`. Throws
// what Xapian throws.
std::optional<DocumentSet> matching_set(const Xapian::Database& segment, const Columns& columns,
                                        const Xapian::Query& query);

}  // namespace broadtape
