// Documents of an archive's segments that were found already, as a part of a query: where a search has looked at
// articles one at a time, Xapian ranks those that it kept.
//
// Threads: not shared; a query may be used by the thread that has it.
#pragma once

#include <xapian.h>

#include <optional>
#include <vector>

#include "common/archive/document_set.h"
#include "common/archive/matches.h"

namespace broadtape {

// A query for `documents`, ascending, without weight. Document d is document (d - 1) / n + 1 of shards[(d - 1) % n], of
// n shards. nullopt if two shards have the same UUID, as copies have. Requires that no shard is remote.
std::optional<DocumentQuery> found_documents(const std::vector<Xapian::Database>& shards,
                                             const std::vector<DocumentNumber>& documents);

// Those of one shard; nullopt if `query` is not such a query.
std::optional<DocumentSet> found_in(const Xapian::Database& shard, const DocumentQuery& query);

}  // namespace broadtape
