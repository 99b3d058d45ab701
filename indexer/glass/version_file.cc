#include "indexer/glass/version_file.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <random>
#include <sstream>
#include <string_view>

#include "common/error/error.h"
#include "indexer/glass/packing.h"
#include "indexer/glass/unpacking.h"

namespace broadtape::glass {
namespace {

std::string version_path(const std::string& folder) {
  return fmt::format("{}/{}", folder, kVersionFileName);
}

std::string format_date_bytes() {
  return {static_cast<char>(kFormatDate >> 8), static_cast<char>(kFormatDate & 0xff)};
}

void append_uuid(std::string& out) {
  std::random_device random;
  std::array<unsigned char, kUuidBytes> bytes;
  for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(random());
  bytes[6] = (bytes[6] & 0x0f) | 0x40;  // RFC 4122, version 4
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  out.append(bytes.begin(), bytes.end());
}

void append_root(std::string& out, const TableRoot& root, std::size_t compress_min) {
  append_uint(out, root.block);
  append_uint(out, root.level << kRootLevelShift | kRootIsSequential | (root.blocks == 0 ? kRootIsFake : 0));
  append_uint(out, root.entries);
  append_uint(out, kBlockBytes / kBlockSizeUnit);
  append_uint(out, compress_min);
  std::string free_list;
  if (root.blocks > 0) {
    append_uint(free_list, kRevision);
    append_uint(free_list, root.blocks);  // the first block never used
    free_list.append(kFreeListPointers, '\0');
  }
  append_string(out, free_list);
}

// Takes numbers and strings off the front of a version file.
class Reader {
 public:
  Reader(std::string_view bytes, const std::string& path) : bytes_(bytes), path_(path) {}

  std::string_view bytes(std::size_t count) {
    if (bytes_.size() < count) cut_off();
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  std::uint64_t number() {
    try {
      return take_uint(bytes_);
    } catch (const NotUnderstood&) {
      cut_off();
    }
  }

 private:
  [[noreturn]] void cut_off() const {
    throw Error(ErrorKind::kCorrupt, fmt::format("{} is cut off", path_), "find the damage with: tape-index verify");
  }

  std::string_view bytes_;
  const std::string& path_;
};

std::string version_text(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (!file || text.str().empty()) {
    throw Error(ErrorKind::kUnwritable,
                fmt::format("cannot read {}: {}", path, errno ? std::strerror(errno) : "it is empty"),
                "nothing was changed; check the disk and the permissions of the file, then try again");
  }
  return text.str();
}

}  // namespace

std::optional<StoredDatabase> read_version_file(const std::string& folder) {
  const std::string path = version_path(folder);
  const std::string text = version_text(path);
  if (!std::string_view(text).starts_with(kMagic))
    throw Error(ErrorKind::kCorrupt, fmt::format("{} is not a version file of the glass format", path));
  Reader reader(text, path);
  reader.bytes(kMagic.size());
  if (reader.bytes(kFormatDateBytes) != format_date_bytes()) return std::nullopt;
  reader.bytes(kUuidBytes);
  reader.number();  // revision
  StoredDatabase database{};
  for (StoredTable& table : database.tables) {
    table.root = static_cast<std::uint32_t>(reader.number());
    const std::uint64_t level_and_flags = reader.number();
    table.level = static_cast<unsigned>(level_and_flags >> kRootLevelShift);
    table.has_file = (level_and_flags & kRootIsFake) == 0;
    table.entries = reader.number();
    table.block_bytes = reader.number() * kBlockSizeUnit;
    reader.number();                // length from which entries are compressed
    reader.bytes(reader.number());  // free list
  }
  database.statistics.documents = static_cast<std::uint32_t>(reader.number());
  database.has_gaps = reader.number() > 0;
  database.statistics.shortest = static_cast<std::uint32_t>(reader.number());
  database.statistics.largest_wdf = static_cast<std::uint32_t>(reader.number());
  database.statistics.longest = database.statistics.largest_wdf + static_cast<std::uint32_t>(reader.number());
  reader.number();  // oldest changeset
  database.statistics.total_length = reader.number();
  return database;
}

std::string table_path(const std::string& folder, Table table) {
  return fmt::format("{}/{}{}", folder, kTableNames[table], kTableSuffix);
}

void write_version_file(const std::string& folder, const std::array<TableRoot, kTables>& tables,
                        const DatabaseStatistics& statistics) {
  std::string out(kMagic);
  out += format_date_bytes();
  append_uuid(out);
  append_uint(out, kRevision);
  for (std::size_t i = 0; i < kTableCompressMin.size(); ++i) {
    append_root(out, i < tables.size() ? tables[i] : TableRoot{}, kTableCompressMin[i]);
  }
  append_uint(out, statistics.documents);
  append_uint(out, 0);  // the number of the last document less the number of documents
  append_uint(out, statistics.shortest);
  append_uint(out, statistics.largest_wdf);
  append_uint(out, statistics.longest - statistics.largest_wdf);
  append_uint(out, 0);  // oldest changeset
  append_uint(out, statistics.total_length);
  append_uint(out, 0);  // upper bound of the frequency of a spelling
  OutputFile file(version_path(folder));
  file.write(out);
  file.close();
}

}  // namespace broadtape::glass
