#include "indexer/write/segment_merger.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "common/archive/columns.h"
#include "common/archive/durable_files.h"
#include "common/archive/index_errors.h"
#include "indexer/write/amender.h"
#include "indexer/write/column_writer.h"
#include "indexer/write/merge_check.h"
#include "indexer/write/segment_builder.h"
#include "indexer/write/segment_files.h"
#include "indexer/write/story_update.h"

namespace broadtape {
namespace {

struct LocalSegments {
  std::vector<std::string> names;        // newest first
  std::vector<std::uint64_t> documents;  // of each
  std::uint64_t last_arrival = 0;
};

LocalSegments local_segments(const SegmentStore& store) {
  LocalSegments local;
  for (const Shard& shard : store.manifest().shards) {
    if (shard.segment.empty()) continue;
    local.names.push_back(shard.segment);
    // With the reader's checks: damage that is merged into other segments could not be found or restored any more.
    const Xapian::Database segment = open_segment(store.archive(), shard.segment);
    local.documents.push_back(segment.get_doccount());
    local.last_arrival = std::max(local.last_arrival, last_arrival(segment));
  }
  return local;
}

// Merges the `count` newest into one, oldest first, so that documents stay in the order of their arrival.
void merge_newest(SegmentStore& store, const LocalSegments& local, std::size_t count, const MergeProgress& progress) {
  if (progress) progress(std::accumulate(local.documents.begin(), local.documents.begin() + count, std::uint64_t{0}));
  std::vector<std::string> parts;
  SegmentStore::Change change;
  for (std::size_t i = count; i-- > 0;) {
    parts.push_back(store.path_of(local.names[i]));
    change.replaced[local.names[i]] = "";
  }
  change.added.push_back(store.scratch_path());
  merge_segments(parts, change.added.front());
  store.raise_runs(local.last_arrival);
  store.publish(change);
}

}  // namespace

std::size_t segments_to_merge(const std::vector<std::uint64_t>& documents) {
  std::size_t merged = 0;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (i > 0 && documents[i] < 2 * sum) merged = i + 1;
    sum += documents[i];
  }
  const std::size_t left = documents.size() - (merged > 0 ? merged - 1 : 0);
  if (left > kMaxSegments) merged = documents.size() - kMaxSegments + 1;
  return merged;
}

std::string copy_with(SegmentStore& store, const std::string& segment, const StoryChanges& stories) {
  std::string copy = store.scratch_path();
  copy_segment(store.path_of(segment), copy);
  write_stories(copy, stories);
  return copy;
}

std::string copy_without(SegmentStore& store, const std::string& segment, const std::vector<Xapian::docid>& documents,
                         const StoryChanges& stories) {
  require_sound_files(store.path_of(segment));
  const Xapian::Database database = open_segment(store.archive(), segment, SegmentUse::kRecords);
  return with_read_errors("the segment " + store.path_of(segment), [&] {
    const ArticleStore articles({database});
    const std::map<Xapian::docid, StoryPlace> places(stories.begin(), stories.end());
    SegmentBuilder builder(store, [](Article&) {}, {});
    builder.write_with(articles.dictionaries(), {});
    for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
      if (std::binary_search(documents.begin(), documents.end(), *posting)) continue;
      const Xapian::Document document = database.get_document(*posting);
      VersionFlags flags = flags_of(document);
      if (const auto changed = places.find(*posting); changed != places.end()) flags.place = changed->second;
      builder.add(articles.article(document), flags);
    }
    return builder.finish();
  });
}

SegmentStore::Change amended_copies(SegmentStore& store, const Archive& published, const Amendments& amendments,
                                    const std::vector<StoryChanges>& stories, const CompleteArticle& complete) {
  static const StoryChanges no_changes;
  SegmentStore::Change change;
  auto of_segment = stories.begin();
  for (std::size_t i = 0; i < published.shards().size(); ++i) {
    const std::string& segment = published.manifest().shards[i].segment;
    if (segment.empty()) continue;
    const StoryChanges& in_stories = of_segment != stories.end() ? *of_segment++ : no_changes;
    const auto changes_something = [&] {
      return !in_stories.empty() || !documents_to_amend(published.shards()[i], amendments).empty();
    };
    if (!with_read_errors("the segment " + store.path_of(segment), changes_something)) continue;
    const std::string copy = copy_with(store, segment, in_stories);
    amend_segment(copy, amendments, complete);
    change.replaced[segment] = copy;
  }
  return change;
}

void close_gaps(SegmentStore& store) {
  SegmentStore::Change change;
  for (const Shard& shard : store.manifest().shards) {
    if (shard.segment.empty() || !has_gaps(open_segment(store.archive(), shard.segment))) continue;
    change.replaced[shard.segment] = copy_without(store, shard.segment, {});
  }
  if (!change.replaced.empty()) store.publish(change);
}

void restore_columns(SegmentStore& store) {
  for (const Shard& shard : store.manifest().shards) {
    if (shard.segment.empty() || Columns::open(store.path_of(shard.segment))) continue;
    try {
      write_columns(store.path_of(shard.segment));
    } catch (const Error&) {
      // The run has done its work, and every search works without. The next run tries again; verify reports damage.
    }
  }
}

void merge_tiers(SegmentStore& store, const MergeProgress& progress) {
  close_gaps(store);
  while (true) {
    const LocalSegments local = local_segments(store);
    const std::size_t count = segments_to_merge(local.documents);
    if (count < 2) break;
    merge_newest(store, local, count, progress);
  }
  restore_columns(store);
}

bool merge_all(SegmentStore& store, const MergeProgress& progress) {
  close_gaps(store);
  const LocalSegments local = local_segments(store);
  if (local.names.empty()) return false;
  merge_newest(store, local, local.names.size(), progress);
  return true;
}

Removal remove_articles(SegmentStore& store, const std::set<std::string>& ids) {
  Removal removal;
  removal.not_found = ids;
  SegmentStore::Change change;
  const Archive archive = Archive::open(store.archive());
  const std::vector<StoryChanges> stories = stories_without(archive.local_folders(), ids);
  auto of_segment = stories.begin();
  for (std::size_t i = 0; i < archive.shards().size(); ++i) {
    const std::string& segment = archive.manifest().shards[i].segment;
    if (segment.empty()) continue;
    const StoryChanges& in_stories = *of_segment++;
    const Xapian::Database& shard = archive.shards()[i];
    const std::vector<Xapian::docid> documents = with_read_errors("the segment " + store.path_of(segment), [&] {
      for (const std::string& id : ids) {
        if (!documents_of(shard, {id}).empty()) removal.not_found.erase(id);
      }
      return documents_of(shard, ids);
    });
    if (documents.empty() && in_stories.empty()) continue;
    removal.documents += documents.size();
    std::string& copy = change.replaced[segment];
    if (documents.size() == shard.get_doccount()) continue;  // nothing is left of it
    copy =
        documents.empty() ? copy_with(store, segment, in_stories) : copy_without(store, segment, documents, in_stories);
  }
  if (!change.replaced.empty()) store.publish(change);
  return removal;
}

}  // namespace broadtape
