// The documents of an archive that a query matches, as a set for each segment (matching_set.h): counted, listed and
// ordered from sets and columns, without Xapian's matcher. Matches uses them where it can.
//
// Threads: not shared.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/document_set.h"
#include "common/archive/value_counts.h"

namespace broadtape {

class MatchingSets {
 public:
  // nullopt unless all shards are segments with columns and matching_set() can evaluate the query. Keeps a reference to
  // `archive`. Throws what Xapian throws.
  static std::optional<MatchingSets> of(const Archive& archive, const Xapian::Query& query);

  // The number of documents.
  std::uint64_t size() const;

  // Whether watch() can count the values of the slot.
  bool has_column(Slot slot) const;

  // Counts the values of every document. Requires has_column() of their slots.
  void watch(const WatchedValues& watched) const;

  // All documents, ascending.
  std::vector<DocumentNumber> documents() const;

  // At most `limit` documents from place `offset` of documents().
  std::vector<DocumentNumber> page(std::uint64_t offset, std::uint64_t limit) const;

  // The same of the order by date; equals are in the order of their numbers. Undated documents are last if the newest
  // come first, and first otherwise. Requires has_column(kPublishedSlot).
  std::vector<DocumentNumber> page_by_date(bool newest_first, std::uint64_t offset, std::uint64_t limit) const;

 private:
  explicit MatchingSets(const Archive& archive) : archive_(archive) {}

  const Archive& archive_;
  std::vector<DocumentSet> sets_;  // in the order of the archive's shards
};

}  // namespace broadtape
