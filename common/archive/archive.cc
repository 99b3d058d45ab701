#include "common/archive/archive.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "common/archive/checksums.h"
#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/archive/stored_numbers.h"
#include "common/error/error.h"
#include "common/text/analyser.h"

namespace broadtape {
namespace {

// A writer may unlink merged segments after the manifest was read and before they are opened; the new manifest lists
// others.
constexpr int kMaxRaces = 100;
constexpr unsigned kRemoteTimeoutMs = 10'000;

// The version `key` of a segment. Throws Error(kCorrupt) if it has none.
int stored_version(const Xapian::Database& shard, std::string_view key, const std::string& name) {
  const std::string stored = shard.get_metadata(std::string(key));
  int version = 0;
  const auto [end, status] = std::from_chars(stored.data(), stored.data() + stored.size(), version);
  if (status == std::errc{} && end == stored.data() + stored.size() && version > 0) return version;
  throw Error(ErrorKind::kCorrupt, fmt::format("{} has no {} version: it is not part of an archive", name, key),
              "restore the archive from a backup, or index its articles again");
}

void check_versions(const Xapian::Database& shard, const std::string& name, const std::string& archive,
                    SegmentUse use) {
  const int schema = stored_version(shard, kSchemaKey, name);
  const int analysis = stored_version(shard, kAnalysisKey, name);
  const std::string versions =
      fmt::format("{} has schema version {} and analysis version {}; this program needs {} and {}", name, schema,
                  analysis, kSchemaVersion, kAnalysisVersion);
  if (schema > kSchemaVersion || analysis > kAnalysisVersion)
    throw Error(ErrorKind::kTooNew, versions, "use the Broadtape release that wrote it, or a later one");
  if (schema < kOldestRecordsVersion)
    throw Error(ErrorKind::kTooOld, versions, "index the articles again with this release");
  if (use == SegmentUse::kRecords || (schema == kSchemaVersion && analysis == kAnalysisVersion)) return;
  throw Error(ErrorKind::kTooOld, versions,
              fmt::format("an earlier release wrote the archive; rebuild its index from the stored articles with: "
                          "tape-index reindex --archive {}",
                          archive));
}

std::string restore_hint(const std::string& archive) {
  return fmt::format(
      "restore it from a backup, or remove its line and the first line from {}/{} and add its articles again", archive,
      kManifestName);
}

Xapian::Database open_remote(const std::string& archive, const Shard& shard, SegmentUse use) {
  const std::string name = fmt::format("the remote shard {}:{}", shard.remote_host, shard.remote_port);
  try {
    Xapian::Database database = Xapian::Remote::open(shard.remote_host, shard.remote_port, kRemoteTimeoutMs);
    check_versions(database, name, archive, use);
    return database;
  } catch (const Xapian::Error& error) {
    throw Error(ErrorKind::kNetwork, fmt::format("{} does not respond: {}", name, error.get_msg()),
                fmt::format("start xapian-tcpsrv there, or remove the line from {}/{}", archive, kManifestName));
  }
}

// Null if there are none for `database`, the segment in `folder`.
std::shared_ptr<const Columns> usable_columns(const std::string& folder, const Xapian::Database& database) {
  std::shared_ptr<const Columns> columns = Columns::open(folder);
  const bool fit =
      columns && columns->documents() == database.get_doccount() && columns->documents() == database.get_lastdocid();
  return fit ? columns : nullptr;
}

}  // namespace

Archive Archive::open_shards(std::vector<ArchivePart> parts, SegmentUse use) {
  Archive archive;
  archive.parts_ = std::move(parts);
  for (const ArchivePart& part : archive.parts_) {
    for (const Shard& shard : part.manifest.shards) {
      Xapian::Database database =
          shard.segment.empty() ? open_remote(part.path, shard, use) : open_segment(part.path, shard.segment, use);
      const std::string folder = shard.segment.empty() ? "" : part.path + "/" + shard.segment;
      archive.columns_.push_back(folder.empty() ? nullptr : usable_columns(folder, database));
      archive.database_.add_database(database);
      archive.shards_.push_back(std::move(database));
    }
  }
  // Xapian cannot query a database without shards, but it can query an empty shard.
  if (archive.shards_.empty())
    archive.database_.add_database(Xapian::WritableDatabase(std::string(), Xapian::DB_BACKEND_INMEMORY));
  archive.articles_ = ArticleStore(archive.shards_, archive.columns_);
  return archive;
}

Archive Archive::open(const std::vector<ArchivePart>& parts) {
  return open_shards(parts, SegmentUse::kSearch);
}

Archive Archive::open(const std::vector<std::string>& paths) {
  std::vector<ArchivePart> parts;
  for (const std::string& path : distinct_folders(paths)) parts.push_back({path, {}});
  return open_present(std::move(parts), SegmentUse::kSearch);
}

Archive Archive::open(const std::string& path, SegmentUse use) {
  return open_present({{path, {}}}, use);
}

Archive Archive::open_present(std::vector<ArchivePart> parts, SegmentUse use) {
  const auto read_manifests = [](std::vector<ArchivePart> read) {
    for (ArchivePart& part : read) part.manifest = read_manifest(part.path);
    return read;
  };
  parts = read_manifests(std::move(parts));
  for (int race = 0;; ++race) {
    try {
      Archive archive = open_shards(parts, use);
      // Xapian treats a missing table as empty, so a segment counts as opened only if the manifest still lists it.
      std::vector<ArchivePart> reread = read_manifests(parts);
      if (reread == parts || race == kMaxRaces) return archive;
      parts = std::move(reread);
    } catch (const Error&) {
      std::vector<ArchivePart> reread = read_manifests(parts);
      if (reread == parts || race == kMaxRaces) throw;
      parts = std::move(reread);
    }
  }
}

std::string Archive::path() const {
  std::string paths;
  for (const ArchivePart& part : parts_) paths += (paths.empty() ? "" : ", ") + part.path;
  return paths;
}

std::string Archive::value(DocumentNumber document, Slot slot) const {
  const auto place = static_cast<std::uint32_t>(document - 1), count = static_cast<std::uint32_t>(shards_.size());
  const Columns* const columns = count == 0 ? nullptr : columns_[place % count].get();
  const Column* const column = columns == nullptr ? nullptr : columns->column(slot);
  return column != nullptr ? std::string(column->value_of(place / count + 1)) : index().value(document, slot);
}

std::uint64_t Archive::documents_with_word(const std::string& term) const {
  std::uint64_t documents = 0;
  for (std::size_t i = 0; i < shards_.size(); ++i) {
    const std::optional<std::uint32_t> known = columns_[i] ? columns_[i]->documents_with_word(term) : std::nullopt;
    documents += known ? *known : shards_[i].get_termfreq(make_term(Field::kText, term));
  }
  return documents;
}

std::vector<Xapian::Database> Archive::local_shards() const {
  std::vector<Xapian::Database> local;
  for (std::size_t i = 0; i < shards_.size(); ++i) {
    if (!manifest().shards[i].segment.empty()) local.push_back(shards_[i]);
  }
  return local;
}

std::vector<std::string> Archive::local_folders() const {
  std::vector<std::string> folders;
  for (const Shard& shard : manifest().shards) {
    if (!shard.segment.empty()) folders.push_back(path() + "/" + shard.segment);
  }
  return folders;
}

std::uint64_t last_arrival(const Xapian::Database& segment) {
  return stored_count(segment.get_value_upper_bound(kArrivalSlot));
}

std::uint64_t Archive::runs() const {
  std::uint64_t runs = manifest().runs;
  for (const Xapian::Database& segment : local_shards()) runs = std::max(runs, last_arrival(segment));
  return runs;
}

std::optional<Archive> arrivals_after(const Archive& archive, std::uint64_t run) {
  ArchivePart part{archive.parts().front().path, {}};
  const std::vector<Shard>& shards = archive.manifest().shards;
  for (std::size_t i = 0; i < shards.size(); ++i) {
    if (last_arrival(archive.shards()[i]) > run) part.manifest.shards.push_back(shards[i]);
  }
  if (part.manifest.shards.empty()) return std::nullopt;
  return Archive::open({std::move(part)});
}

std::vector<std::string> distinct_folders(const std::vector<std::string>& paths) {
  std::vector<std::string> distinct, resolved;
  for (const std::string& path : paths) {
    std::error_code status;
    const std::string folder = std::filesystem::weakly_canonical(path, status).string();
    if (std::find(resolved.begin(), resolved.end(), folder) != resolved.end()) continue;
    resolved.push_back(folder);
    distinct.push_back(path);
  }
  return distinct;
}

Xapian::Database open_database(const std::string& path) {
  return Xapian::Database(path, Xapian::DB_BACKEND_GLASS);
}

Xapian::Database open_whole_database(const std::string& path) {
  Xapian::Database database = open_database(path);
  std::string unopened = unopened_table(database);
  if (unopened.empty()) return database;
  // Retry once in case of a transient failure; a permanent one is reported with its reason here.
  require_readable_tables(path);
  database = open_database(path);
  unopened = unopened_table(database);
  if (unopened.empty()) return database;
  throw Error(ErrorKind::kUnwritable, fmt::format("Xapian cannot open the table {}/{}", path, unopened),
              std::string(kSystemFailureHint) + "; if it fails again, run tape-index verify");
}

std::vector<Xapian::Database> open_whole_databases(const std::vector<std::string>& paths) {
  std::vector<Xapian::Database> databases;
  for (const std::string& path : paths) databases.push_back(open_whole_database(path));
  return databases;
}

Xapian::Database open_segment(const std::string& archive, const std::string& segment, SegmentUse use) {
  const std::string path = archive + "/" + segment;
  require_readable_tables(path);
  // Xapian trusts its version file and can crash if it is damaged.
  if (const ChecksumReport sum = check_checksums(path, "iamglass"); sum.verdict == ChecksumVerdict::kWrong) {
    throw Error(ErrorKind::kCorrupt, fmt::format("the segment {} is damaged: {}", path, sum.problem),
                restore_hint(archive));
  }
  try {
    Xapian::Database database = open_database(path);
    check_versions(database, "the segment " + path, archive, use);
    if (const std::string table = missing_table(database, path); !table.empty()) {
      throw Error(ErrorKind::kCorrupt, fmt::format("the segment {} is damaged: its file {} is missing", path, table),
                  restore_hint(archive));
    }
    return unopened_table(database).empty() ? database : open_whole_database(path);
  } catch (const Xapian::Error& error) {
    if (const std::string reason = system_failure(error); !reason.empty()) {
      throw Error(ErrorKind::kUnwritable,
                  fmt::format("the segment {} cannot be read: {}: {}", path, error.get_msg(), reason),
                  kSystemFailureHint);
    }
    throw Error(ErrorKind::kCorrupt,
                !is_there(path) ? fmt::format("the segment {} is missing", path)
                                : fmt::format("the segment {} is damaged: {}", path, error.get_description()),
                restore_hint(archive));
  }
}

std::string default_archive_path() {
  if (const char* path = std::getenv("BROADTAPE_ARCHIVE"); path && *path) return path;
  if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data) return std::string(data) + "/broadtape";
  const char* home = std::getenv("HOME");
  return std::string(home ? home : ".") + "/.local/share/broadtape";
}

bool Archive::is_local() const {
  return std::all_of(parts_.begin(), parts_.end(), [](const ArchivePart& part) {
    const auto& shards = part.manifest.shards;
    return std::none_of(shards.begin(), shards.end(), [](const Shard& shard) { return shard.segment.empty(); });
  });
}

namespace {

constexpr const char* kFiles[] = {"iamglass", "postlist.glass", "docdata.glass", "termlist.glass"};

// 0 or an errno.
int read_first_byte(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno;
  char byte;
  const int failed = pread(file, &byte, 1, 0) < 0 ? errno : 0;
  close(file);
  return failed;
}

}  // namespace

bool is_there(const std::string& path) {
  if (access(path.c_str(), F_OK) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  throw Error(ErrorKind::kUnwritable, fmt::format("cannot read {}: {}", path, std::strerror(errno)),
              kSystemFailureHint);
}

void require_readable_tables(const std::string& path) {
  for (const std::string name : kFiles) {
    const int failed = read_first_byte(path + "/" + name);
    if (failed == 0 || failed == ENOENT || failed == ENOTDIR) continue;
    throw Error(ErrorKind::kUnwritable, fmt::format("cannot read {}/{}: {}", path, name, std::strerror(failed)),
                kSystemFailureHint);
  }
}

std::string missing_table(const Xapian::Database& segment, const std::string& path) {
  for (const std::string table : kFiles) {
    if (is_there(path + "/" + table)) continue;
    if (segment.get_doccount() > 0) return table;
  }
  return {};
}

std::string unopened_table(const Xapian::Database& segment) {
  if (segment.get_doccount() == 0) return {};
  const Xapian::docid first = *segment.postlist_begin("");
  try {
    segment.termlist_begin(first);
  } catch (const Xapian::FeatureUnavailableError&) {
    return "termlist.glass";
  }
  // A single document may be damaged; if both the first and the last have no record, the table is missing.
  const bool records = !segment.get_document(first).get_data().empty() ||
                       !segment.get_document(segment.get_lastdocid()).get_data().empty();
  return records ? "" : "docdata.glass";
}

}  // namespace broadtape
