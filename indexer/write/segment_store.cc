#include "indexer/write/segment_store.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "common/archive/checksums.h"
#include "common/archive/durable_files.h"
#include "common/archive/saved_searches.h"
#include "indexer/write/column_writer.h"
#include "indexer/write/publication_record.h"

namespace broadtape {
namespace fs = std::filesystem;

namespace {

constexpr const char* kDraftName = "XAPIANDB.new";

// Checks, before the folder gets a lock file, that an archive that must not be made exists.
const std::string& existing(const std::string& archive, SegmentStore::IfMissing if_missing) {
  if (if_missing == SegmentStore::IfMissing::kRefuse) read_manifest(archive);
  return archive;
}

// The names in `folder`; no error when it does not exist.
std::vector<std::string> entries_of(const std::string& folder) {
  std::error_code status;
  std::vector<std::string> names;
  for (auto entry = fs::directory_iterator(folder, status); !status && entry != fs::directory_iterator();
       entry.increment(status)) {
    names.push_back(entry->path().filename().string());
  }
  if (status && status != std::errc::no_such_file_or_directory) {
    throw Error(ErrorKind::kUnwritable, fmt::format("cannot read the folder {}: {}", folder, status.message()),
                "check its permissions");
  }
  return names;
}

// Writes the columns and the checksums of the finished database in `folder`, and flushes it to the disk.
void finish_segment(const std::string& folder) {
  write_columns(folder);
  write_durably(folder + "/" + kChecksumsName, checksums_text(folder));
  sync_tree(folder);
}

}  // namespace

SegmentStore::SegmentStore(const std::string& archive, IfMissing if_missing)
    : archive_(archive), lock_(existing(archive, if_missing)) {
  manifest_ = read_manifest(archive_);
  // An archive that was restored from an older copy gives no number again up to which a search was asked.
  runs_ = std::max(manifest_.runs, greatest_mark(archive_));
  std::error_code status;
  if (!fs::exists(archive_ + "/" + kManifestName, status) && !status) make_archive();
  sweep();
}

SegmentStore::~SegmentStore() {
  std::error_code unswept;  // the next start sweeps it
  fs::remove_all(path_of(kIncomingFolder), unswept);
}

void SegmentStore::make_archive() {
  // The sweep would remove its contents as the remains of a killed run.
  if (!entries_of(path_of(kIncomingFolder)).empty()) {
    throw Error(ErrorKind::kUnwritable,
                fmt::format("{} is no archive and holds a folder `{}` of something else", archive_, kIncomingFolder),
                "name another folder for the archive");
  }
  rename_manifest({});
}

void SegmentStore::sweep() {
  remove_tree(path_of(kIncomingFolder));
  make_folder(path_of(kIncomingFolder));
  make_folder(path_of(kSegmentsFolder));
  remove_tree(archive_ + "/" + kDraftName);
  std::set<std::string> live;
  for (const Shard& shard : manifest_.shards) live.insert(shard.segment);
  const std::vector<std::string> dead = left_behind(archive_, manifest_);
  for (const std::string& segment : segments_in(archive_, kSegmentsFolder)) {
    next_number_ = std::max(next_number_, segment_number(segment) + 1);
    if (live.contains(segment)) continue;
    if (std::find(dead.begin(), dead.end(), segment) != dead.end()) {
      remove_tree(path_of(segment));
    } else {
      make_folder(path_of(kUnlistedFolder));
      move_path(path_of(segment), path_of(unlisted_name(segment)));
      moved_aside_.push_back(segment);
    }
  }
  for (const char* folder : {kUnlistedFolder, kDamagedFolder}) {
    for (const std::string& segment : segments_in(archive_, folder))
      next_number_ = std::max(next_number_, segment_number(segment) + 1);
  }
  for (const std::string& segment : live) next_number_ = std::max(next_number_, segment_number(segment) + 1);
  remove_record(archive_);
}

std::string SegmentStore::scratch_path() {
  return fmt::format("{}/{}/{:06}", archive_, kIncomingFolder, next_scratch_++);
}

// Whether the new manifest is known to be on the disk. Throws Error(kUnwritable) when the old one is still in place.
bool SegmentStore::rename_manifest(const Manifest& next) {
  const std::string draft = archive_ + "/" + kDraftName;
  write_durably(draft, format_manifest(next));
  move_path(draft, archive_ + "/" + kManifestName);
  manifest_ = next;
  try {
    sync_folder(archive_);
    return true;
  } catch (const Error& error) {
    unfinished_.emplace(error.kind(), fmt::format("published, but it may not outlast a power cut: {}", error.what()),
                        "nothing is lost; when the disk is in order, the next run that writes makes it last");
    return false;
  }
}

void SegmentStore::replace_manifest(const Manifest& next, const Moves& moves, PublicationRecord record) {
  record.retired.insert(record.retired.end(), retired_.begin(), retired_.end());
  write_record(archive_, record);
  for (const auto& [from, to] : moves) move_path(from, to);
  sync_folder(path_of(kSegmentsFolder));
  const bool lasting = rename_manifest(next);
  retired_ = record.retired;
  if (!lasting) return;  // after a power failure the old manifest may be back and need them
  try {
    for (const std::string& segment : retired_) remove_tree(path_of(segment));
    remove_record(archive_);
    retired_.clear();
  } catch (const Error& error) {
    unfinished_.emplace(error.kind(),
                        fmt::format("published, but the old segments could not be removed: {}", error.what()),
                        "nothing is lost; the next run removes them");
  }
}

void SegmentStore::publish(const Change& change) {
  Manifest next{{}, runs_};
  Moves moves;
  const auto add = [&](const std::string& scratch) {
    const std::string segment = segment_name(next_number_++);
    moves.emplace_back(scratch, path_of(segment));
    next.shards.push_back({segment, "", 0});
  };
  for (const std::string& added : change.added) add(added);
  for (const Shard& shard : manifest_.shards) {
    const auto replacement = change.replaced.find(shard.segment);
    if (replacement == change.replaced.end()) {
      next.shards.push_back(shard);
    } else if (!replacement->second.empty()) {
      add(replacement->second);
    }
  }
  for (const auto& [scratch, place] : moves) finish_segment(scratch);
  PublicationRecord record = record_of(manifest_, next);
  std::erase_if(record.retired, [&](const std::string& segment) { return change.kept.contains(segment); });
  replace_manifest(next, moves, std::move(record));
  if (change.kept.empty() || unfinished_) return;  // otherwise the next run moves them to `unlisted`
  make_folder(path_of(kDamagedFolder));
  for (const std::string& segment : change.kept) move_path(path_of(segment), path_of(damaged_name(segment)));
}

void SegmentStore::take_back(const std::vector<std::string>& segments) {
  Manifest next{manifest_.shards, runs_};
  Moves moves;
  for (const std::string& segment : segments) {
    moves.emplace_back(path_of(unlisted_name(segment)), path_of(segment));
    const auto older = std::find_if(next.shards.begin(), next.shards.end(), [&](const Shard& shard) {
      return !shard.segment.empty() && segment_number(shard.segment) < segment_number(segment);
    });
    next.shards.insert(older, {segment, "", 0});
  }
  PublicationRecord record = record_of(manifest_, next);
  record.added.clear();  // if this run is killed they are moved to `unlisted` again, not removed
  replace_manifest(next, moves, std::move(record));
}

}  // namespace broadtape
