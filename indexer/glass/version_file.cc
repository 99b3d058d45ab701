#include "indexer/glass/version_file.h"

#include <fmt/core.h>

#include <random>

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
constexpr std::array<unsigned, 6> kCompressMin = {0, 18, 18, 0, 18, 18};

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

}  // namespace

std::string table_path(const std::string& folder, Table table) {
  return fmt::format("{}/{}.glass", folder, kTableNames[table]);
}

void write_version_file(const std::string& folder, const std::array<TableRoot, kTables>& tables,
                        const DatabaseFigures& figures) {
  std::string out(kMagic);
  out += {static_cast<char>(kFormat >> 8), static_cast<char>(kFormat & 0xff)};
  append_uuid(out);
  append_uint(out, kRevision);
  for (std::size_t i = 0; i < kCompressMin.size(); ++i) {
    append_root(out, i < tables.size() ? tables[i] : TableRoot{}, kCompressMin[i]);
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
