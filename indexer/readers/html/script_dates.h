// Dates of publication in the scripts of a page: `"publish_date": "2024-01-15"`, `datePublished = '...'`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/html/page_dates.h"

namespace broadtape {

class ScriptDates {
 public:
  // The text of one script element. Keeps at most kMaxValues values of all scripts.
  void add(std::string_view script);

  // The first date, if all values that are dates agree on the day: scripts also list other stories.
  std::optional<WrittenDate> agreed(DayOrder order) const;

 private:
  static constexpr std::size_t kMaxValues = 50;

  std::vector<std::string> values_;
};

}  // namespace broadtape
