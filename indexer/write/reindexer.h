// Builds the index of an archive anew from its stored articles, for an archive whose terms are those of an earlier
// release, or to recognise companies by another directory. The articles keep their text, ids, dates, versions and
// flags.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "indexer/write/segment_builder.h"
#include "indexer/write/segment_store.h"

namespace broadtape {

enum class ReindexPhase : std::uint8_t { kBuilding, kComparing };

struct ReindexReport {
  std::uint64_t documents = 0;  // versions of articles
  std::size_t segments = 0;     // before
};

// Called with the number of documents that a phase has finished; false ends the work.
using ReindexProgress = std::function<bool(ReindexPhase phase, std::uint64_t documents)>;

// The number of documents in the local segments of the store, which may be of an earlier release.
// Throws Error(kTooNew), Error(kCorrupt), Error(kUnwritable).
std::uint64_t stored_documents(const SegmentStore& store);

// Writes new segments beside the old ones, compares every article with its original, then publishes them by one rename
// and removes the old ones. Until then the archive is as it was, whatever ends the work. Remote shards are left alone.
// `complete` gets each article with the tickers of its source. nullopt if `goes_on` returned false.
// Throws Error(kCorrupt) for a damaged article, Error(kUnwritable), Error(kTooNew).
std::optional<ReindexReport> reindex(SegmentStore& store, SegmentBuilder::Complete complete, const RunOptions& options,
                                     const ReindexProgress& goes_on);

}  // namespace broadtape
