// Builds the index of an archive anew from its stored articles, for an archive whose terms are those of an earlier
// release, or to recognise companies by another directory. The articles keep their text, ids, dates, versions and
// flags.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "indexer/write/segment_builder.h"
#include "indexer/write/segment_store.h"

namespace broadtape {

enum class ReindexPhase : std::uint8_t { kBuilding, kComparing };

// What to do about a document whose stored record is damaged.
enum class IfDamaged : std::uint8_t { kStop, kLeaveOut };

struct DamagedDocument {
  std::string segment;  // "segments/000042"
  std::uint32_t document = 0;
  std::string what;  // names the document
};

struct ReindexReport {
  std::uint64_t documents = 0;  // versions of articles
  std::size_t segments = 0;     // before
  std::vector<DamagedDocument> left_out;
};

// Called with the number of documents that a phase has finished; false ends the work.
using ReindexProgress = std::function<bool(ReindexPhase phase, std::uint64_t documents)>;

// The number of documents in the local segments of the store, which may be of an earlier release.
// Throws Error(kTooNew), Error(kCorrupt), Error(kUnwritable).
std::uint64_t stored_documents(const SegmentStore& store);

// Writes new segments beside the old ones, compares every article with its original, including the tickers of its
// source, then publishes them by one rename and removes the old ones. Until then the archive is as it was, whatever
// ends the work. Remote shards are left alone. `complete` gets each article with the tickers of its source. nullopt if
// `goes_on` returned false. With kLeaveOut, segments with damaged documents are kept in the folder `damaged`. Throws
// Error(kCorrupt) for a damaged article with kStop, Error(kUnwritable), Error(kTooNew).
std::optional<ReindexReport> reindex(SegmentStore& store, SegmentBuilder::Complete complete, const RunOptions& options,
                                     const ReindexProgress& goes_on, IfDamaged if_damaged = IfDamaged::kStop);

}  // namespace broadtape
