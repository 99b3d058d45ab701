// Decides which live segments to merge, merges them, removes articles from them, and publishes the result.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "indexer/write/identity_index.h"
#include "indexer/write/segment_store.h"
#include "indexer/write/story_finder.h"

namespace broadtape {

inline constexpr std::size_t kMaxSegments = 10;

// `documents` are the sizes of the segments, newest first. Returns how many of the newest to merge into one; 0 or 1 for
// none. Each segment stays at least twice as large as the next newer one, so n articles added one by one leave at most
// log2(n) segments and each is rewritten log2(n) times. Past kMaxSegments the newest are merged in any case.
std::size_t segments_to_merge(const std::vector<std::uint64_t>& documents);

// Called with the number of documents that are about to be rewritten.
using MergeProgress = std::function<void(std::uint64_t documents)>;

// Rewrites the local segments whose document numbers have gaps (earlier releases left them after a removal) and
// publishes the copies. Throws Error(kUnwritable), Error(kCorrupt).
void close_gaps(SegmentStore& store);

// Writes the columns of local segments without usable ones, which an earlier release wrote or whose file is lost. A
// segment remains without if that fails.
void restore_columns(SegmentStore& store);

// Writes the articles of the segment `segment` of the store anew, with other places in stories and without `documents`
// (ascending), as a finished database in its scratch space, without gaps; returns its path, empty if nothing is left.
// Takes as long as indexing does: the lists of documents' terms do not say which postings are those of a document.
// Throws Error(kUnwritable), Error(kCorrupt).
std::string copy_without(SegmentStore& store, const std::string& segment, const std::vector<Xapian::docid>& documents,
                         const StoryChanges& stories = {});

// Amended copies of the published segments that `amendments` or `stories` change. `published` is the present state of
// the store's archive; `stories` has the changes of each of its local segments, or is empty. Throws Error(kUnwritable),
// Error(kCorrupt).
SegmentStore::Change amended_copies(SegmentStore& store, const Archive& published, const Amendments& amendments,
                                    const std::vector<StoryChanges>& stories, const CompleteArticle& complete = {});

// Closes gaps, merges as segments_to_merge() advises, until it advises nothing, and restores columns. Throws
// Error(kUnwritable), Error(kCorrupt).
void merge_tiers(SegmentStore& store, const MergeProgress& progress = {});

// Closes gaps, then merges all local segments into one; false when there are none.
bool merge_all(SegmentStore& store, const MergeProgress& progress = {});

struct Removal {
  std::uint64_t documents = 0;      // versions removed
  std::set<std::string> not_found;  // ids that no local segment has
};

// Removes every version of the articles `ids`. All or nothing, published by one rename. Throws Error(kUnwritable),
// Error(kCorrupt).
Removal remove_articles(SegmentStore& store, const std::set<std::string>& ids);

}  // namespace broadtape
