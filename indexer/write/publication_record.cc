#include "indexer/write/publication_record.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>

#include "common/archive/checksums.h"
#include "common/archive/durable_files.h"
#include "common/error/error.h"

namespace broadtape {
namespace {

std::string path_of(const std::string& archive) {
  return archive + "/" + kPublicationName;
}

// The segments of `manifest` that `other` does not name.
std::vector<std::string> only_in(const Manifest& manifest, const Manifest& other) {
  std::vector<std::string> segments;
  for (const Shard& shard : manifest.shards) {
    const bool in_both = std::find(other.shards.begin(), other.shards.end(), shard) != other.shards.end();
    if (!shard.segment.empty() && !in_both) segments.push_back(shard.segment);
  }
  return segments;
}

std::string lines_of(const PublicationRecord& record) {
  std::string text = fmt::format("before {}\nafter {}\n", record.before, record.after);
  for (const std::string& segment : record.added) text += fmt::format("adds {}\n", segment);
  for (const std::string& segment : record.retired) text += fmt::format("retires {}\n", segment);
  return text;
}

std::string text_of(const PublicationRecord& record) {
  const std::string lines = lines_of(record);
  return lines + fmt::format("xxh3 {}\n", checksum_of(lines));
}

std::optional<PublicationRecord> read_record(const std::string& archive) {
  errno = 0;
  std::ifstream file(path_of(archive));
  if (!file) {
    if (errno == ENOENT) return std::nullopt;
    throw Error(ErrorKind::kUnwritable, fmt::format("cannot read {}: {}", path_of(archive), std::strerror(errno)),
                "nothing was changed; check the disk and the permissions of the file, then try again");
  }
  PublicationRecord record;
  std::ostringstream whole;
  whole << file.rdbuf();
  std::istringstream lines(whole.str());
  for (std::string key, value; lines >> key >> value;) {
    if (key == "before") record.before = value;
    if (key == "after") record.after = value;
    if (key == "adds") record.added.push_back(value);
    if (key == "retires") record.retired.push_back(value);
  }
  if (text_of(record) != whole.str()) return std::nullopt;  // cut off or damaged
  return record;
}

}  // namespace

PublicationRecord record_of(const Manifest& before, const Manifest& after) {
  return {checksum_of(format_manifest(before)), checksum_of(format_manifest(after)), only_in(after, before),
          only_in(before, after)};
}

void write_record(const std::string& archive, const PublicationRecord& record) {
  write_durably(path_of(archive), text_of(record));
  sync_folder(archive);
}

void remove_record(const std::string& archive) {
  remove_tree(path_of(archive));
}

std::vector<std::string> left_behind(const std::string& archive, const Manifest& current) {
  const std::optional<PublicationRecord> record = read_record(archive);
  if (!record) return {};
  const std::string now = checksum_of(format_manifest(current));
  if (now == record->before) return record->added;
  if (now == record->after) return record->retired;
  return {};
}

}  // namespace broadtape
