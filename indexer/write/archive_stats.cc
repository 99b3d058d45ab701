#include "indexer/write/archive_stats.h"

#include <algorithm>
#include <map>

#include "common/archive/read_errors.h"
#include "common/archive/schema.h"
#include "indexer/write/durable_files.h"

namespace broadtape {
namespace {

std::uint64_t flagged_current(const Xapian::Database& database, std::string_view flag) {
  std::uint64_t count = 0;
  const std::string superseded = make_term(Field::kFlag, kSupersededFlag);
  const std::string term = make_term(Field::kFlag, flag);
  auto hidden = database.postlist_begin(superseded);
  for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term); ++posting) {
    if (hidden != database.postlist_end(superseded)) hidden.skip_to(*posting);
    if (hidden == database.postlist_end(superseded) || *hidden != *posting) ++count;
  }
  return count;
}

std::optional<Instant> bound(const std::string& value) {
  if (value.empty()) return std::nullopt;
  return Instant{static_cast<std::int64_t>(Xapian::sortable_unserialise(value)), Precision::kSecond};
}

void count_values(const Xapian::Database& database, ArchiveStats& stats) {
  for (auto value = database.valuestream_begin(kTextBytesSlot); value != database.valuestream_end(kTextBytesSlot);
       ++value) {
    stats.text_bytes += static_cast<std::uint64_t>(Xapian::sortable_unserialise(*value));
  }
  std::map<std::string, std::uint64_t> sources;
  for (auto value = database.valuestream_begin(kSourceSlot); value != database.valuestream_end(kSourceSlot); ++value) {
    ++sources[*value];
  }
  stats.sources.assign(sources.begin(), sources.end());
  std::stable_sort(stats.sources.begin(), stats.sources.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
}

void count_documents(const Archive& archive, ArchiveStats& stats) {
  const Xapian::Database& database = archive.database();
  stats.versions = archive.document_count();
  stats.articles = stats.versions - database.get_termfreq(make_term(Field::kFlag, kSupersededFlag));
  stats.undated = flagged_current(database, kUndatedFlag);
  stats.oldest = bound(database.get_value_lower_bound(kPublishedSlot));
  stats.newest = bound(database.get_value_upper_bound(kPublishedSlot));
  const std::uint32_t dictionary = archive.articles().first_dictionary_id();
  stats.dictionary_bytes = static_cast<std::uint32_t>(archive.articles().codec(dictionary)->dictionary().size());
  count_values(database, stats);
}

}  // namespace

ArchiveStats archive_stats(const std::string& path) {
  const Archive archive = Archive::open(path);
  ArchiveStats stats;
  for (const Shard& shard : archive.manifest().shards) {
    if (shard.segment.empty()) {
      ++stats.remote_shards;
      continue;
    }
    ++stats.segments;
    stats.archive_bytes += tree_bytes(path + "/" + shard.segment);
  }
  with_read_errors("the archive " + path, [&] { count_documents(archive, stats); });
  return stats;
}

}  // namespace broadtape
