#include "common/archive/matching_sets.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/archive/matching_set.h"

namespace broadtape {
namespace {

struct DatedDocument {
  std::string_view date;  // as in the index; empty if undated
  DocumentNumber document;
};

// From `offset` to the end of the page of `all` elements.
std::pair<std::ptrdiff_t, std::ptrdiff_t> page_bounds(std::uint64_t offset, std::uint64_t limit, std::size_t all) {
  const std::uint64_t begin = std::min<std::uint64_t>(offset, all);
  return {static_cast<std::ptrdiff_t>(begin), static_cast<std::ptrdiff_t>(begin + std::min(limit, all - begin))};
}

}  // namespace

std::optional<MatchingSets> MatchingSets::of(const Archive& archive, const Xapian::Query& query) {
  const auto& columns = archive.columns();
  if (columns.empty() || std::find(columns.begin(), columns.end(), nullptr) != columns.end()) return std::nullopt;
  MatchingSets result(archive);
  for (std::size_t shard = 0; shard < columns.size(); ++shard) {
    std::optional<DocumentSet> set = matching_set(archive.shards()[shard], *columns[shard], query);
    if (!set) return std::nullopt;
    result.sets_.push_back(std::move(*set));
  }
  return result;
}

std::uint64_t MatchingSets::size() const {
  std::uint64_t size = 0;
  for (const DocumentSet& set : sets_) size += set.size();
  return size;
}

bool MatchingSets::has_column(Slot slot) const {
  return std::all_of(archive_.columns().begin(), archive_.columns().end(),
                     [&](const auto& columns) { return columns->column(slot) != nullptr; });
}

void MatchingSets::watch(const WatchedValues& watched) const {
  if (watched.empty()) return;
  for (std::size_t shard = 0; shard < sets_.size(); ++shard) {
    const std::vector<std::uint32_t> documents = sets_[shard].documents();
    for (ValueCounts* const values : watched) values->add(archive_.columns()[shard], documents);
  }
}

std::vector<DocumentNumber> MatchingSets::documents() const {
  std::vector<DocumentNumber> all;
  all.reserve(size());
  for (std::size_t shard = 0; shard < sets_.size(); ++shard) {
    for (const std::uint32_t document : sets_[shard].documents()) all.push_back(archive_.number_of(shard, document));
  }
  if (sets_.size() > 1) std::sort(all.begin(), all.end());
  return all;
}

std::vector<DocumentNumber> MatchingSets::page(std::uint64_t offset, std::uint64_t limit) const {
  const std::vector<DocumentNumber> all = documents();
  const auto [begin, end] = page_bounds(offset, limit, all.size());
  return {all.begin() + begin, all.begin() + end};
}

std::vector<DocumentNumber> MatchingSets::page_by_date(bool newest_first, std::uint64_t offset,
                                                       std::uint64_t limit) const {
  std::vector<DatedDocument> all;
  all.reserve(size());
  for (std::size_t shard = 0; shard < sets_.size(); ++shard) {
    const Column& dates = *archive_.columns()[shard]->column(kPublishedSlot);
    for (const std::uint32_t document : sets_[shard].documents())
      all.push_back({dates.value_of(document), archive_.number_of(shard, document)});
  }
  const auto before = [&](const DatedDocument& a, const DatedDocument& b) {
    if (a.date != b.date) return newest_first ? a.date > b.date : a.date < b.date;
    return a.document < b.document;
  };
  const auto [begin, end] = page_bounds(offset, limit, all.size());
  std::nth_element(all.begin(), all.begin() + end, all.end(), before);
  std::sort(all.begin(), all.begin() + end, before);
  std::vector<DocumentNumber> page;
  for (auto dated = all.begin() + begin; dated != all.begin() + end; ++dated) page.push_back(dated->document);
  return page;
}

}  // namespace broadtape
