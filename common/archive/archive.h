// One archive, or several as one, opened for reading: the live segments as one Xapian database, and articles by
// document number. docs/archive-format.md describes directory, manifest and segments. An Archive is a snapshot: later
// publications do not change it. Threads: not shared; each thread opens its own.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/article_store.h"
#include "common/archive/columns.h"
#include "common/archive/index_reader.h"
#include "common/archive/manifest.h"
#include "common/archive/word_positions.h"
#include "common/article/article.h"

namespace broadtape {

// What an archive or a segment is opened for. Records, ids and flags can be read from segments of earlier releases,
// too.
enum class SegmentUse : std::uint8_t { kSearch, kRecords };

// The folder of an archive, and the state of it that is opened.
struct ArchivePart {
  std::string path;
  Manifest manifest;

  friend bool operator==(const ArchivePart&, const ArchivePart&) = default;
};

class Archive {
 public:
  // Throws Error(kNoArchive) if `path` has no archive, kTooNew or kTooOld for another schema or analysis version,
  // kCorrupt if a segment is missing or damaged, kUnwritable if a file cannot be read. The hint says what to do.
  static Archive open(const std::string& path, SegmentUse use = SegmentUse::kSearch);

  // The archives at `paths`, at least one, as one for searching. An article that is in several of them is found once in
  // each. A path that leads to the same folder as an earlier one is ignored. Throws as above.
  static Archive open(const std::vector<std::string>& paths);

  // The archives in these states, as long as their segments exist. Throws as open() does, kCorrupt if a segment no
  // longer exists.
  static Archive open(const std::vector<ArchivePart>& parts);

  const std::vector<ArchivePart>& parts() const { return parts_; }
  // For messages: of several archives, all paths.
  std::string path() const;
  // Requires a single archive.
  const Manifest& manifest() const { return parts_.front().manifest; }
  const Xapian::Database& database() const { return database_; }
  IndexReader index() const { return IndexReader(database_); }

  // The shards of all parts, one by one. Document d of database() is document (d - 1) / n + 1 of shard (d - 1) % n.
  const std::vector<Xapian::Database>& shards() const { return shards_; }

  // The columns of each shard; null for a remote one, and for a segment without.
  const std::vector<std::shared_ptr<const Columns>>& columns() const { return columns_; }

  // The number in database() of a document of a shard.
  DocumentNumber number_of(std::size_t shard, std::uint32_t document) const {
    return static_cast<DocumentNumber>((document - 1) * shards_.size() + shard + 1);
  }

  // The value of a document, from a column where there is one; empty if it has none. Requires a slot without lists.
  std::string value(DocumentNumber document, Slot slot) const;

  // Those that are segments of this machine, in the order of the manifest. Requires a single archive.
  std::vector<Xapian::Database> local_shards() const;
  std::vector<std::string> local_folders() const;

  // The number of the last run that added versions: of the manifest, or a greater one that versions have. Requires a
  // single archive.
  std::uint64_t runs() const;

  // Whether no shard is remote.
  bool is_local() const;

  // All documents, including superseded versions.
  std::uint64_t document_count() const { return database_.get_doccount(); }

  // How many of them have a term of kText.
  std::uint64_t documents_with_word(const std::string& term) const;

  // Keeps references to what the archive has.
  WordShards words() const { return {articles_, shards_, columns_}; }

  // Decodes the articles of documents.
  const ArticleStore& articles() const { return articles_; }
  Article article(Xapian::docid document) const { return articles_.article(database_.get_document(document)); }
  Article article(const Xapian::Document& document, RecordScope scope = RecordScope::kWhole) const {
    return articles_.article(document, scope);
  }

 private:
  Archive() = default;
  static Archive open_present(std::vector<ArchivePart> parts, SegmentUse use);
  static Archive open_shards(std::vector<ArchivePart> parts, SegmentUse use);

  std::vector<ArchivePart> parts_;
  std::vector<Xapian::Database> shards_;
  std::vector<std::shared_ptr<const Columns>> columns_;
  Xapian::Database database_;
  ArticleStore articles_;
};

// Opens a database that this program has written. Xapian is not left to look for its kind, because it loses the
// system's reason if that fails. Throws what Xapian throws.
Xapian::Database open_database(const std::string& path);

// Likewise, with all its tables. Throws Error(kUnwritable) if the system does not let Xapian open one.
Xapian::Database open_whole_database(const std::string& path);
std::vector<Xapian::Database> open_whole_databases(const std::vector<std::string>& paths);

// Opens one segment of `archive` with the same checks and errors as Archive::open().
Xapian::Database open_segment(const std::string& archive, const std::string& segment,
                              SegmentUse use = SegmentUse::kSearch);

// The greatest number in kArrivalSlot of the documents of `segment`, or a greater one that a removed document had.
std::uint64_t last_arrival(const Xapian::Database& segment);

// The segments of `archive` that have versions which arrived after `run`, as an archive; nullopt if there are none.
// Requires a single archive without remote shards. Throws as Archive::open().
std::optional<Archive> arrivals_after(const Archive& archive, std::uint64_t run);

// `paths` without those that lead to the same folder as an earlier one.
std::vector<std::string> distinct_folders(const std::vector<std::string>& paths);

// The default archive: $BROADTAPE_ARCHIVE, else $XDG_DATA_HOME/broadtape, else ~/.local/share/broadtape.
std::string default_archive_path();

// Checks of segment files. Xapian silently treats a table that it cannot open as empty, so that articles disappear;
// these functions detect missing and unopened tables.

// Whether a file or folder exists at `path`. Throws Error(kUnwritable) with the system's reason if that cannot be
// determined.
bool is_there(const std::string& path);

// Reads the first byte of each file of the segment in the folder `path`; ignores missing files. Throws
// Error(kUnwritable) with the system's reason if an existing file cannot be read.
void require_readable_tables(const std::string& path);

// A required file that `segment`, opened from the folder `path`, lacks, or empty. Throws what Xapian throws, and as
// is_there().
std::string missing_table(const Xapian::Database& segment, const std::string& path);

// A table with entries that Xapian treats as empty in `segment`, or empty. Throws what Xapian throws.
std::string unopened_table(const Xapian::Database& segment);

}  // namespace broadtape
