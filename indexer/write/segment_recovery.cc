#include "indexer/write/segment_recovery.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "common/archive/archive.h"
#include "common/archive/durable_files.h"
#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "indexer/write/amender.h"
#include "indexer/write/document_builder.h"
#include "indexer/write/merge_check.h"
#include "indexer/write/segment_merger.h"
#include "indexer/write/story_update.h"

namespace broadtape {
namespace {

constexpr const char* kDamagedName = "XAPIANDB.damaged";

// Ids, versions and records: an earlier release stored them in the same way, and `tape-index reindex` reads them next.
constexpr SegmentUse kRecoveryUse = SegmentUse::kRecords;

bool has_version(const Xapian::Database& database, const std::string& id, const std::string& content) {
  const std::string term = make_term(Field::kId, id);
  return std::any_of(database.postlist_begin(term), database.postlist_end(term), [&](Xapian::docid document) {
    return database.get_document(document).get_value(kContentSlot) == content;
  });
}

// The documents of `segment` that other segments of the archive have, too.
std::vector<Xapian::docid> known_documents(const Xapian::Database& segment, const Xapian::Database& archive) {
  std::vector<Xapian::docid> known;
  for (auto posting = segment.postlist_begin(""); posting != segment.postlist_end(""); ++posting) {
    const Xapian::Document document = segment.get_document(*posting);
    const std::string id = id_of(document);
    if (!id.empty() && has_version(archive, id, document.get_value(kContentSlot))) known.push_back(*posting);
  }
  return known;
}

RecoveredSegment recover(SegmentStore& store, const std::string& segment) {
  RecoveredSegment result{unlisted_name(segment), 0, 0, {}};
  require_sound_files(store.path_of(result.segment));
  const Xapian::Database database = open_segment(store.archive(), result.segment, kRecoveryUse);
  const Archive archive = Archive::open(store.archive(), kRecoveryUse);
  const std::vector<Xapian::docid> known = known_documents(database, archive.database());
  result.known = known.size();
  result.taken = database.get_doccount() - known.size();
  store.raise_runs(last_arrival(database));
  for (const Xapian::Database& shard : archive.local_shards()) store.raise_runs(last_arrival(shard));
  if (known.empty()) {
    store.take_back({segment});
  } else if (result.taken > 0) {
    store.publish({.added = {copy_without(store, result.segment, known)}, .replaced = {}});
  }
  return result;
}

// Articles of which several versions are current, with the version that is to stay so.
Amendments contested_articles(const Archive& archive) {
  struct Current {
    std::size_t versions = 0;
    std::int64_t first_seen_s = 0;
    Xapian::docid document = 0;  // of the version seen last
  };
  std::map<std::string, Current> current;
  const Xapian::Database& database = archive.database();
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting) {
    const Xapian::Document document = database.get_document(*posting);
    if (flags_of(document).superseded) continue;
    Current& best = current[id_of(document)];
    const auto seen_s = static_cast<std::int64_t>(Xapian::sortable_unserialise(document.get_value(kFirstSeenSlot)));
    if (best.versions++ > 0 && seen_s < best.first_seen_s) continue;
    best.first_seen_s = seen_s;
    best.document = *posting;
  }
  Amendments amendments;
  for (const auto& [id, best] : current) {
    if (best.versions > 1) amendments[id].newest = version_hash(archive.article(best.document));
  }
  return amendments;
}

void supersede_older_versions(SegmentStore& store) {
  const Archive archive = Archive::open(store.archive(), kRecoveryUse);
  const Amendments amendments =
      with_read_errors("the archive " + store.archive(), [&] { return contested_articles(archive); });
  if (amendments.empty()) return;
  const SegmentStore::Change change = amended_copies(store, archive, amendments, {});
  if (!change.replaced.empty()) store.publish(change);
}

bool is_searchable(const SegmentStore& store) {
  try {
    Archive::open(store.archive());
    return true;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kTooOld) return false;  // reindexing finds the stories
    throw;
  }
}

void find_stories_anew(SegmentStore& store) {
  if (!is_searchable(store)) return;
  const Archive archive = Archive::open(store.archive());
  const SegmentStore::Change change = amended_copies(store, archive, {}, stories_anew(archive.local_folders()));
  if (!change.replaced.empty()) store.publish(change);
}

}  // namespace

bool set_aside_damaged_manifest(const std::string& archive) {
  try {
    read_manifest(archive);
    return false;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kCorrupt) throw;
  }
  const ArchiveLock lock(archive);
  const std::string manifest = archive + "/" + kManifestName, draft = manifest + ".new";
  std::error_code missing;
  if (std::filesystem::exists(manifest, missing)) move_path(manifest, archive + "/" + kDamagedName);
  write_durably(draft, format_manifest({}));
  move_path(draft, manifest);
  sync_folder(archive);
  return true;
}

std::vector<RecoveredSegment> recover_segments(SegmentStore& store) {
  std::vector<std::string> unlisted = segments_in(store.archive(), kUnlistedFolder);
  std::reverse(unlisted.begin(), unlisted.end());  // the newest first
  std::vector<RecoveredSegment> recovered;
  for (const std::string& segment : unlisted) {
    try {
      recovered.push_back(with_read_errors("the segment " + store.path_of(unlisted_name(segment)),
                                           [&] { return recover(store, segment); }));
    } catch (const Error& error) {
      const bool is_of_segment = error.kind() == ErrorKind::kCorrupt || error.kind() == ErrorKind::kTooNew ||
                                 error.kind() == ErrorKind::kTooOld;
      if (!is_of_segment) throw;
      recovered.push_back({unlisted_name(segment), 0, 0, error.what()});
    }
  }
  supersede_older_versions(store);
  if (!recovered.empty()) find_stories_anew(store);
  return recovered;
}

}  // namespace broadtape
