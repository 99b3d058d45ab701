#include "indexer/glass/value_pieces.h"

#include <algorithm>
#include <optional>

#include "indexer/glass/mapped_table.h"
#include "indexer/glass/packing.h"

namespace broadtape::glass {
namespace {

// The places of a part of a tag that consists of `all`.
void cut(const std::vector<Piece>& all, std::uint64_t begin, std::uint64_t bytes, std::vector<Piece>& pieces) {
  pieces.clear();
  for (const Piece& part : all) {
    if (bytes == 0) break;
    if (begin >= part.bytes) {
      begin -= part.bytes;
      continue;
    }
    const auto taken = static_cast<std::uint32_t>(std::min<std::uint64_t>(bytes, part.bytes - begin));
    pieces.push_back({part.offset + begin, taken});
    bytes -= taken;
    begin = 0;
  }
}

// What lies in `pieces`; `joined` has it if there are several.
std::string_view bytes_in(std::string_view file, const std::vector<Piece>& pieces, std::string& joined) {
  if (pieces.size() == 1) return part_of(file, pieces[0].offset, pieces[0].bytes);
  joined.clear();
  for (const Piece& piece : pieces) joined += part_of(file, piece.offset, piece.bytes);
  return joined;
}

}  // namespace

bool find_values(const std::string& folder, std::uint32_t slot, const TakeValue& take) {
  const std::optional<StoredDatabase> database = read_version_file(folder);
  if (!database) return false;
  std::string prefix(kSlotValuesKey);
  append_uint(prefix, slot);
  try {
    MappedTable chunks(folder, *database, kPostlist, prefix);
    std::vector<Piece> pieces;
    std::string joined;
    while (chunks.next()) {
      const TableReader& chunk = chunks.entry();
      if (chunk.is_compressed()) return false;
      std::string_view key = chunk.key().substr(prefix.size()), rest = chunk.tag();
      std::uint64_t document = take_sorted_uint(key);
      while (true) {
        const std::size_t size = take_string(rest).size();
        cut(chunk.pieces(), chunk.tag().size() - rest.size() - size, size, pieces);
        take(static_cast<std::uint32_t>(document), pieces, bytes_in(chunks.bytes(), pieces, joined));
        if (rest.empty()) break;
        document += take_uint(rest) + 1;
      }
    }
    return true;
  } catch (const NotUnderstood&) {
    return false;
  }
}

}  // namespace broadtape::glass
