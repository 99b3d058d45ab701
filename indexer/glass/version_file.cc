#include "indexer/glass/version_file.h"

#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <random>
#include <sstream>

#include "common/error/error.h"
#include "indexer/glass/output_file.h"
#include "indexer/glass/packing.h"

namespace broadtape::glass {
namespace {

// 14 bytes of name, then the format's date: years since 2014, month and day in 7, 4 and 5 bits. 2016-03-14 is what
// Xapian 1.4 writes and reads.
constexpr std::string_view kMagic = "\x0f\x0dXapian Glass";
constexpr unsigned kFormat = (2016 - 2014) << 9 | 3 << 5 | 14;

// Entries of more bytes are worth compressing, to Xapian, when it adds any: never in the tables of postings and
// positions.
constexpr std::array<unsigned, 6> kTableCompressMin = {0, 18, 18, 0, 18, 18};

constexpr std::array<std::string_view, kTables> kTableNames = {"postlist", "docdata", "termlist", "position"};

void append_uuid(std::string& out) {
  std::random_device random;
  std::array<unsigned char, 16> bytes;
  for (unsigned char& byte : bytes) byte = static_cast<unsigned char>(random());
  bytes[6] = (bytes[6] & 0x0f) | 0x40;  // RFC 4122, version 4
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  out.append(bytes.begin(), bytes.end());
}

void append_root(std::string& out, const TableRoot& root, unsigned compress_min) {
  constexpr unsigned kSequential = 2;
  constexpr unsigned kNoFile = 1;
  append_uint(out, root.block);
  append_uint(out, root.level << 2 | kSequential | (root.blocks == 0 ? kNoFile : 0));
  append_uint(out, root.entries);
  append_uint(out, kBlockBytes / 2048);
  append_uint(out, compress_min);
  std::string free_list;
  if (root.blocks > 0) {
    append_uint(free_list, kRevision);
    append_uint(free_list, root.blocks);  // the first block never used
    free_list.append(4, '\0');            // where the list of freed blocks begins and ends
  }
  append_string(out, free_list);
}

constexpr std::size_t kUuidBytes = 16;

// Takes numbers and strings off the front of a version file.
class Reader {
 public:
  Reader(std::string_view bytes, const std::string& path) : bytes_(bytes), path_(path) {}

  void skip(std::size_t count) {
    if (bytes_.size() < count) cut_off();
    bytes_.remove_prefix(count);
  }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (bytes_.empty()) cut_off();
      const auto byte = static_cast<unsigned char>(bytes_.front());
      bytes_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    cut_off();
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

std::string_view table_name(Table table) {
  return kTableNames[table];
}

TableEntries read_table_entries(const std::string& folder) {
  const std::string path = folder + "/iamglass";
  const std::string text = version_text(path);
  if (!std::string_view(text).starts_with(kMagic))
    throw Error(ErrorKind::kCorrupt, fmt::format("{} is no version file of glass", path));
  Reader reader(text, path);
  reader.skip(kMagic.size() + 2 + kUuidBytes);
  reader.number();  // revision
  TableEntries entries{};
  for (std::uint64_t& count : entries) {
    reader.number();  // root block
    reader.number();  // level and flags
    count = reader.number();
    reader.number();               // size of a block
    reader.number();               // compression
    reader.skip(reader.number());  // free list
  }
  return entries;
}

std::string table_path(const std::string& folder, Table table) {
  return fmt::format("{}/{}.glass", folder, kTableNames[table]);
}

void write_version_file(const std::string& folder, const std::array<TableRoot, kTables>& tables,
                        const DatabaseFigures& figures) {
  std::string out(kMagic);
  out += {static_cast<char>(kFormat >> 8), static_cast<char>(kFormat & 0xff)};
  append_uuid(out);
  append_uint(out, kRevision);
  for (std::size_t i = 0; i < kTableCompressMin.size(); ++i) {
    append_root(out, i < tables.size() ? tables[i] : TableRoot{}, kTableCompressMin[i]);
  }
  append_uint(out, figures.documents);
  append_uint(out, 0);  // the last document's number less their count
  append_uint(out, figures.shortest);
  append_uint(out, figures.largest_wdf);
  append_uint(out, figures.longest - figures.largest_wdf);
  append_uint(out, 0);  // oldest changeset
  append_uint(out, figures.total_length);
  append_uint(out, 0);  // bound of a spelling's frequency
  OutputFile file(folder + "/iamglass");
  file.write(out);
  file.close();
}

}  // namespace broadtape::glass
