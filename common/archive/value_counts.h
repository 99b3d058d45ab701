// Counts the values of one slot in the documents that a search finds. Of lists (is_list()) it counts the items.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/archive/columns.h"
#include "common/archive/schema.h"

namespace broadtape {

class ValueCounts {
 public:
  explicit ValueCounts(Slot slot) : slot_(slot), spy_(slot) {}

  Slot slot() const { return slot_; }

  // The rest requires a finished search.

  // Calls `visit` with each value, a view in ascending order of bytes, and the number of documents that have it.
  template <class Visit>
  void each(const Visit& visit) const {
    for (const auto& [value, documents] : entries()) visit(value, documents);
  }

  // The number of documents that have `value`.
  std::uint64_t count_of(std::string_view value) const;

  // The number of documents that have any value.
  std::uint64_t documents() const;

  // documents() less the number of distinct values. Requires a slot without lists.
  std::uint64_t repeats() const { return documents() - entries().size(); }

 private:
  friend class Matches;
  friend class MatchingSets;

  // The counts of one segment, by ordinals of its column.
  struct SegmentCounts {
    std::shared_ptr<const Columns> columns;
    const Column* column;
    std::vector<std::uint32_t> counts;
  };
  using Entries = std::vector<std::pair<std::string_view, std::uint64_t>>;

  // Counts the values of these documents of a segment, whose columns have the slot.
  void add(const std::shared_ptr<const Columns>& columns, const std::vector<std::uint32_t>& documents);
  // Counts the terms of `field` in these documents.
  void add(const Xapian::Database& database, Field field, const std::vector<Xapian::docid>& documents);
  const Entries& entries() const;

  Slot slot_;
  Xapian::ValueCountMatchSpy spy_;                            // counts where Xapian searches
  std::vector<SegmentCounts> segments_;                       // where columns are read instead
  std::vector<std::pair<std::string, std::uint64_t>> terms_;  // where terms are counted
  std::uint64_t documents_ = 0;                               // of segments_ and terms_
  mutable std::optional<Entries> entries_;
  mutable std::deque<std::string> texts_;  // what entries_ shows of the spy's
};
using WatchedValues = std::vector<ValueCounts*>;

}  // namespace broadtape
