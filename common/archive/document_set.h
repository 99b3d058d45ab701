// A set of documents of one segment, as a Roaring bitmap (Lemire et al., Roaring Bitmaps: Implementation of an
// Optimized Software Library, 2018). The only place that uses CRoaring.
//
// Threads: immutable once made; copies share the bitmap.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct roaring_bitmap_s;

namespace broadtape {

class DocumentSet {
 public:
  // Empty.
  DocumentSet();

  // Requires ascending numbers.
  static DocumentSet of(const std::vector<std::uint32_t>& documents);

  // The documents 1 to `last`.
  static DocumentSet all(std::uint32_t last);

  // A set in the form of frozen(), which it reads where it is: `bytes` must outlive it and all copies. nullopt if they
  // do not begin at a multiple of kFrozenAlignment, or are no set.
  static std::optional<DocumentSet> view(std::string_view bytes);
  static constexpr std::size_t kFrozenAlignment = 32;

  // CRoaring's frozen form, of little-endian machines.
  std::string frozen() const;

  std::uint64_t size() const;
  bool empty() const;
  bool contains(std::uint32_t document) const;
  // Ascending.
  std::vector<std::uint32_t> documents() const;

  friend DocumentSet intersection(const DocumentSet& a, const DocumentSet& b);
  friend DocumentSet difference(const DocumentSet& a, const DocumentSet& b);
  friend DocumentSet union_of(const std::vector<DocumentSet>& sets);

 private:
  explicit DocumentSet(const roaring_bitmap_s* bitmap);

  std::shared_ptr<const roaring_bitmap_s> bitmap_;
};

DocumentSet intersection(const DocumentSet& a, const DocumentSet& b);
DocumentSet difference(const DocumentSet& a, const DocumentSet& b);
DocumentSet union_of(const std::vector<DocumentSet>& sets);

}  // namespace broadtape
