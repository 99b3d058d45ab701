// Which versions of its articles an archive shows: the current ones, or those that were current at an instant.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/matches.h"

namespace broadtape {

// The versions to leave out: the superseded ones; with `as_of_s`, those first seen later and those that a later version
// had superseded by then. Matches nothing if there are none. Exact, also in memory and time: with `as_of_s` it reads
// the identifiers of the corrections that came later.
DocumentQuery hidden_versions(const Archive& archive, std::optional<std::int64_t> as_of_s = std::nullopt);

// The ids of stories with a notice that withdraws a report (kWithdrawalFlag), among the versions that are current, or
// were current at `as_of_s`.
std::set<std::string> withdrawn_stories(const Archive& archive, std::optional<std::int64_t> as_of_s = std::nullopt);

// A query for `documents`, ascending, by their ids and texts, without weight. Throws Error(kCorrupt).
DocumentQuery documents_by_id(const Xapian::Database& database, const std::vector<DocumentNumber>& documents);

}  // namespace broadtape
