#include "common/archive/archive_stats.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "common/archive/index_errors.h"
#include "common/archive/schema.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

// Which documents are superseded, asked in ascending order.
class SupersededDocuments {
 public:
  explicit SupersededDocuments(const Xapian::Database& database)
      : SupersededDocuments(database, make_term(Field::kFlag, kSupersededFlag)) {}

  bool contains(Xapian::docid document) {
    if (at_ != end_) at_.skip_to(document);
    return at_ != end_ && *at_ == document;
  }

 private:
  SupersededDocuments(const Xapian::Database& database, const std::string& term)
      : at_(database.postlist_begin(term)), end_(database.postlist_end(term)) {}

  Xapian::PostingIterator at_, end_;
};

std::uint64_t flagged_current(const Xapian::Database& database, std::string_view flag) {
  std::uint64_t count = 0;
  const std::string term = make_term(Field::kFlag, flag);
  SupersededDocuments superseded(database);
  for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term); ++posting) {
    if (!superseded.contains(*posting)) ++count;
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

struct ValueCount {
  std::uint64_t documents = 0;
  std::uint64_t values = 0;
};

// Of current versions.
ValueCount count_current(const Xapian::Database& database, Slot slot) {
  ValueCount count;
  std::unordered_set<std::string> values;
  SupersededDocuments superseded(database);
  for (auto value = database.valuestream_begin(slot); value != database.valuestream_end(slot); ++value) {
    if (superseded.contains(value.get_docid())) continue;
    ++count.documents;
    values.insert(*value);
  }
  count.values = values.size();
  return count;
}

void count_documents(const Archive& archive, ArchiveStats& stats) {
  const Xapian::Database& database = archive.database();
  stats.versions = archive.document_count();
  stats.articles = stats.versions - database.get_termfreq(make_term(Field::kFlag, kSupersededFlag));
  stats.undated = flagged_current(database, kUndatedFlag);
  stats.oldest = bound(database.get_value_lower_bound(kPublishedSlot));
  stats.newest = bound(database.get_value_upper_bound(kPublishedSlot));
  const Dictionaries dictionaries = archive.articles().dictionaries();
  stats.dictionary_bytes =
      static_cast<std::uint32_t>(dictionaries.codec->dictionary().size() + dictionaries.words->bytes().size());
  const ValueCount stories = count_current(database, kStorySlot), copies = count_current(database, kCopySlot);
  stats.stories = stories.values;
  stats.in_stories = stories.documents;
  stats.copies = copies.documents - copies.values;
  count_values(database, stats);
}

}  // namespace

ArchiveStats archive_stats(const Archive& archive) {
  ArchiveStats stats;
  for (const ArchivePart& part : archive.parts()) {
    for (const Shard& shard : part.manifest.shards) {
      if (shard.segment.empty()) {
        ++stats.remote_shards;
        continue;
      }
      ++stats.segments;
      stats.archive_bytes += tree_bytes(part.path + "/" + shard.segment);
    }
  }
  with_read_errors("the archive " + archive.path(), [&] { count_documents(archive, stats); });
  return stats;
}

nlohmann::ordered_json json_of(const ArchiveStats& stats) {
  using Json = nlohmann::ordered_json;
  Json sources = Json::array();
  for (const auto& [name, count] : stats.sources) sources.push_back({{"value", name}, {"count", count}});
  return {{"articles", stats.articles},
          {"versions", stats.versions},
          {"undated", stats.undated},
          {"stories", stats.stories},
          {"in_stories", stats.in_stories},
          {"copies", stats.copies},
          {"oldest", stats.oldest ? Json(format_instant(*stats.oldest)) : Json()},
          {"newest", stats.newest ? Json(format_instant(*stats.newest)) : Json()},
          {"segments", stats.segments},
          {"remote_shards", stats.remote_shards},
          {"text_bytes", stats.text_bytes},
          {"archive_bytes", stats.archive_bytes},
          {"dictionary_bytes", stats.dictionary_bytes},
          {"sources", sources}};
}

std::uintmax_t tree_bytes(const std::string& folder) {
  namespace fs = std::filesystem;
  std::uintmax_t bytes = 0;
  std::error_code status;
  const auto failed = [&] {
    if (status && status != std::errc::no_such_file_or_directory) {
      throw Error(ErrorKind::kUnwritable, fmt::format("cannot measure {}: {}", folder, status.message()),
                  kSystemFailureHint);
    }
    return static_cast<bool>(status);
  };
  for (auto entry = fs::recursive_directory_iterator(folder, status);
       !failed() && entry != fs::recursive_directory_iterator(); entry.increment(status)) {
    if (!entry->is_regular_file(status)) {
      failed();
      continue;
    }
    const std::uintmax_t size = entry->file_size(status);
    if (!failed()) bytes += size;
  }
  return bytes;
}

}  // namespace broadtape
