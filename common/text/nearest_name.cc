#include "common/text/nearest_name.h"

#include <algorithm>

namespace broadtape {
namespace {

constexpr std::size_t kMostEdits = 2;
constexpr std::size_t kLettersPerEdit = 3;
constexpr std::size_t kLeastBeginning = 3;
constexpr std::size_t kMostBytes = 64;  // longer inputs are not misspelt names

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // The last three rows of the table of distances between prefixes of `a` and of `b`.
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::string_view nearest_name(std::string_view written, const std::vector<std::string_view>& names) {
  std::string_view nearest;
  if (written.size() > kMostBytes) return nearest;
  std::size_t fewest = std::min(kMostEdits, std::max<std::size_t>(written.size() / kLettersPerEdit, 1)) + 1;
  for (const std::string_view name : names) {
    const bool begins = written.size() >= kLeastBeginning && name.starts_with(written);
    const std::size_t edits = begins ? 1 : edit_distance(written, name);
    if (edits >= fewest || edits >= written.size()) continue;
    fewest = edits;
    nearest = name;
  }
  return nearest;
}

}  // namespace broadtape
