#include "common/archive/segment_tables.h"

#include <filesystem>

#include "common/archive/schema.h"

namespace broadtape {
namespace {

bool has_words(const Xapian::Database& segment) {
  const std::string most = segment.get_value_upper_bound(kWordsSlot);
  return !most.empty() && Xapian::sortable_unserialise(most) > 0;
}

}  // namespace

std::string missing_table(const Xapian::Database& segment, const std::string& path) {
  for (const std::string table : {"iamglass", "postlist.glass", "docdata.glass", "termlist.glass", "position.glass"}) {
    if (std::filesystem::exists(path + "/" + table)) continue;
    const bool rightly = segment.get_doccount() == 0 || (table == "position.glass" && !has_words(segment));
    if (!rightly) return table;
  }
  return {};
}

}  // namespace broadtape
