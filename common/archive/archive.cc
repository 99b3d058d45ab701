#include "common/archive/archive.h"

#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>

#include "common/archive/schema.h"
#include "common/article/record.h"
#include "common/error/error.h"
#include "common/text/analyser.h"

namespace broadtape {
namespace {

// A writer may unlink merged segments between our reading the manifest and opening them; the new manifest names others.
constexpr int kMaxRaces = 100;
constexpr unsigned kRemoteTimeoutMs = 10'000;

void check_version(const Xapian::Database& shard, std::string_view key, int known, const std::string& name) {
  const std::string stored = shard.get_metadata(std::string(key));
  if (stored == std::to_string(known)) return;
  if (stored.empty()) {
    throw Error(ErrorKind::kCorrupt, fmt::format("{} does not tell its {} version: it is no segment of an archive", name, key),
                "restore the archive from a backup, or index its articles again");
  }
  throw Error(ErrorKind::kTooNew,
              fmt::format("{} has {} version {}; this program knows version {}", name, key, stored, known),
              "use the release of Broadtape that wrote it, or index the articles again with this one");
}

Xapian::Database open_shard(const std::string& archive, const Shard& shard) {
  if (shard.segment.empty()) {
    const std::string name = fmt::format("the remote shard {}:{}", shard.remote_host, shard.remote_port);
    try {
      return Xapian::Remote::open(shard.remote_host, shard.remote_port, kRemoteTimeoutMs);
    } catch (const Xapian::Error& error) {
      throw Error(ErrorKind::kNetwork, fmt::format("{} does not answer: {}", name, error.get_msg()),
                  fmt::format("start xapian-tcpsrv there, or take the line out of {}/{}", archive, kManifestName));
    }
  }
  const std::string path = archive + "/" + shard.segment;
  try {
    return Xapian::Database(path);
  } catch (const Xapian::Error& error) {
    const bool missing = !std::filesystem::exists(path);
    throw Error(ErrorKind::kCorrupt,
                missing ? fmt::format("the segment {} is missing", path)
                        : fmt::format("the segment {} is damaged: {}", path, error.get_msg()),
                fmt::format("restore it from a backup, or take its line out of {}/{} and add its articles again", archive,
                            kManifestName));
  }
}

}  // namespace

Archive Archive::open_shards(const std::string& path, Manifest manifest) {
  Archive archive;
  archive.path_ = path;
  archive.manifest_ = std::move(manifest);
  for (const Shard& shard : archive.manifest_.shards) {
    Xapian::Database database = open_shard(path, shard);
    const std::string name = shard.segment.empty() ? shard.remote_host : path + "/" + shard.segment;
    check_version(database, kSchemaKey, kSchemaVersion, name);
    check_version(database, kAnalysisKey, kAnalysisVersion, name);
    archive.database_.add_database(database);
    archive.shards_.push_back(std::move(database));
  }
  return archive;
}

Archive Archive::open(const std::string& path) {
  Manifest manifest = read_manifest(path);
  for (int race = 0;; ++race) {
    try {
      return open_shards(path, manifest);
    } catch (const Error&) {
      Manifest reread = read_manifest(path);
      if (reread == manifest || race == kMaxRaces) throw;
      manifest = std::move(reread);
    } catch (const Xapian::Error& error) {
      throw Error(ErrorKind::kCorrupt, fmt::format("the archive {} is damaged: {}", path, error.get_description()),
                  fmt::format("find the damage with: tape-index verify --archive {}", path));
    }
  }
}

std::string Archive::record(const Xapian::Document& document) const {
  try {
    const std::string frame = document.get_data();
    return codec(frame_dictionary_id(frame))->decompress(frame);
  } catch (const Error& error) {
    throw Error(error.kind(), fmt::format("document {}: {}", document.get_docid(), error.what()),
                fmt::format("find the damage with: tape-index verify --archive {}", path_));
  }
}

Article Archive::article(const Xapian::Document& document) const { return decode_record(record(document)); }

Article Archive::article(Xapian::docid document) const { return article(database_.get_document(document)); }

std::shared_ptr<const Codec> Archive::codec(std::uint32_t dictionary_id) const {
  std::shared_ptr<const Codec>& codec = codecs_[dictionary_id];
  if (codec) return codec;
  if (dictionary_id == 0) return codec = std::make_shared<const Codec>("");
  for (const Xapian::Database& shard : shards_) {
    const std::string dictionary = shard.get_metadata(std::string(kDictionaryKeyPrefix) + std::to_string(dictionary_id));
    if (!dictionary.empty()) return codec = std::make_shared<const Codec>(dictionary);
  }
  throw Error(ErrorKind::kWrongDictionary, fmt::format("no segment holds the zstd dictionary {}", dictionary_id));
}

std::uint32_t Archive::newest_dictionary_id() const {
  for (const Xapian::Database& shard : shards_) {
    const std::string prefix(kDictionaryKeyPrefix);
    for (auto key = shard.metadata_keys_begin(prefix); key != shard.metadata_keys_end(prefix); ++key) {
      return static_cast<std::uint32_t>(std::stoul((*key).substr(prefix.size())));
    }
  }
  return 0;
}

std::string default_archive_path() {
  if (const char* path = std::getenv("BROADTAPE_ARCHIVE"); path && *path) return path;
  if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data) return std::string(data) + "/broadtape";
  const char* home = std::getenv("HOME");
  return std::string(home ? home : ".") + "/.local/share/broadtape";
}

}  // namespace broadtape
