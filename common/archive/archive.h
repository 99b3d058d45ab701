// An archive opened for reading: its live segments as one Xapian database, and its articles by document number.
//
// The archive's directory, manifest and segments are described in docs/archive-format.md. What is opened here is a
// snapshot: a run that publishes meanwhile changes nothing in it.
// Threads: not shared; each thread opens its own. Codecs inside are shared and safe.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/archive/codec.h"
#include "common/archive/manifest.h"
#include "common/article/article.h"

namespace broadtape {

class Archive {
 public:
  // Throws Error(kNoArchive) when there is none at `path`, kTooNew for a later schema or analysis version, kCorrupt for
  // a manifest that names a missing or damaged segment; the hint says what to do.
  static Archive open(const std::string& path);

  const std::string& path() const { return path_; }
  const Manifest& manifest() const { return manifest_; }
  const Xapian::Database& database() const { return database_; }

  // The shards of manifest(), one by one. Document d of database() is document (d - 1) / n + 1 of shard (d - 1) % n.
  const std::vector<Xapian::Database>& shards() const { return shards_; }

  // All documents, earlier versions included.
  std::uint64_t document_count() const { return database_.get_doccount(); }

  // The article of a document. Throws Error(kCorrupt), which names the document, when its frame is damaged.
  Article article(Xapian::docid document) const;
  Article article(const Xapian::Document& document) const;

  // The stored JSON record, as encode_record() wrote it.
  std::string record(const Xapian::Document& document) const;

  // The codec of a dictionary (0: none) that the archive's frames use.
  // Throws Error(kWrongDictionary) when no segment has that dictionary.
  std::shared_ptr<const Codec> codec(std::uint32_t dictionary_id) const;

  // The dictionary that new frames should use: the newest segment's; 0 when there is none yet.
  std::uint32_t newest_dictionary_id() const;

 private:
  Archive() = default;
  static Archive open_shards(const std::string& path, Manifest manifest);

  std::string path_;
  Manifest manifest_;
  std::vector<Xapian::Database> shards_;
  Xapian::Database database_;
  mutable std::map<std::uint32_t, std::shared_ptr<const Codec>> codecs_;  // by dictionary id, made when first needed
};

// Where the archive is when the user names none: $BROADTAPE_ARCHIVE, else $XDG_DATA_HOME/broadtape, else
// ~/.local/share/broadtape.
std::string default_archive_path();

}  // namespace broadtape
