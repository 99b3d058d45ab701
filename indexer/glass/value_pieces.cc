#include "indexer/glass/value_pieces.h"

#include <algorithm>
#include <optional>

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

}  // namespace

bool find_values(const std::string& folder, std::string_view postlist, std::uint32_t slot, const TakeValue& take,
                 const Release& release) {
  const std::optional<StoredDatabase> database = read_version_file(folder);
  if (!database) return false;
  std::string prefix(kSlotValuesKey);
  append_uint(prefix, slot);
  try {
    TableReader chunks(postlist, database->tables[kPostlist], prefix);
    std::vector<Piece> pieces;
    std::string_view leaf;
    while (chunks.next()) {
      if (release && !leaf.empty() && leaf.data() != chunks.leaf().data()) release(leaf);
      leaf = chunks.leaf();
      if (chunks.is_compressed()) return false;
      std::string_view key = chunks.key().substr(prefix.size()), rest = chunks.tag();
      std::uint64_t document = take_sorted_uint(key);
      while (true) {
        const std::string_view value = take_string(rest);
        cut(chunks.pieces(), chunks.tag().size() - rest.size() - value.size(), value.size(), pieces);
        take(static_cast<std::uint32_t>(document), pieces);
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
