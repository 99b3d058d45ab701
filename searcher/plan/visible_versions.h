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

// An archive that was loaded long after its articles were published answers wrongly as of a time between. Articles
// count as loaded late if they were first seen more than kLateDays after their publication, and matter from a share of
// kLateShare of the articles on.
inline constexpr std::int64_t kLateDays = 30;
inline constexpr double kLateShare = 0.1;

// Of `found`, planned over all versions: the first versions of articles that were published by `as_of_s`, and first
// seen after it and more than kLateDays after their publication; without those that were published and seen within
// kLateDays of `as_of_s`.
DocumentQuery loaded_late(const DocumentQuery& found, std::int64_t as_of_s);

// Of `found`, articles of a period that ends at `end_s`: those first seen more than kLateDays after its end.
DocumentQuery seen_late(const DocumentQuery& found, std::int64_t end_s);

// A query for `documents`, ascending, by their ids and texts, without weight. Throws Error(kCorrupt).
DocumentQuery documents_by_id(const Xapian::Database& database, const std::vector<DocumentNumber>& documents);

}  // namespace broadtape
