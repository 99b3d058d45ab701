#include "indexer/glass/term_table.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace broadtape::glass {
namespace {

constexpr std::uint32_t kFree = 0xffffffff;
constexpr std::size_t kFirstBuckets = 1 << 14;

// The first eight bytes as a number that orders as they do.
std::uint64_t leading_bytes(std::string_view term) {
  std::uint64_t leading = 0;
  for (std::size_t i = 0; i < 8; ++i)
    leading = leading << 8 | (i < term.size() ? static_cast<unsigned char>(term[i]) : 0);
  return leading;
}

}  // namespace

TermTable::TermTable() : buckets_(kFirstBuckets, {kFree, 0}) {}

std::uint32_t TermTable::number_of(std::string_view term) {
  const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>{}(term));
  const std::size_t mask = buckets_.size() - 1;
  std::size_t bucket = hash & mask;
  for (; buckets_[bucket].number != kFree; bucket = (bucket + 1) & mask) {
    if (buckets_[bucket].hash == hash && this->term(buckets_[bucket].number) == term) return buckets_[bucket].number;
  }
  const auto number = static_cast<std::uint32_t>(terms_.size());
  buckets_[bucket] = {number, hash};
  terms_.push_back({static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(term.size())});
  bytes_ += term;
  if (terms_.size() * 2 > buckets_.size()) grow();
  return number;
}

void TermTable::grow() {
  std::vector<Bucket> grown(buckets_.size() * 2, {kFree, 0});
  const std::size_t mask = grown.size() - 1;
  for (const Bucket& filled : buckets_) {
    if (filled.number == kFree) continue;
    std::size_t bucket = filled.hash & mask;
    while (grown[bucket].number != kFree) bucket = (bucket + 1) & mask;
    grown[bucket] = filled;
  }
  buckets_ = std::move(grown);
}

std::vector<std::uint32_t> TermTable::sorted() const {
  struct Row {
    std::uint64_t leading;
    std::uint32_t number;
  };
  std::vector<Row> rows;
  rows.reserve(terms_.size());
  for (std::uint32_t number = 0; number < terms_.size(); ++number)
    rows.push_back({leading_bytes(term(number)), number});
  std::sort(rows.begin(), rows.end(), [this](const Row& a, const Row& b) {
    return a.leading != b.leading ? a.leading < b.leading : term(a.number) < term(b.number);
  });
  std::vector<std::uint32_t> numbers;
  numbers.reserve(rows.size());
  for (const Row& row : rows) numbers.push_back(row.number);
  return numbers;
}

}  // namespace broadtape::glass
