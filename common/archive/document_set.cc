#include "common/archive/document_set.h"

#include <roaring/roaring.h>

#include <cstdlib>
#include <new>

namespace broadtape {
namespace {

const roaring_bitmap_t* made(const roaring_bitmap_t* bitmap) {
  if (bitmap == nullptr) throw std::bad_alloc();
  return bitmap;
}

}  // namespace

DocumentSet::DocumentSet(const roaring_bitmap_s* bitmap)
    : bitmap_(made(bitmap), [](const roaring_bitmap_t* owned) { roaring_bitmap_free(owned); }) {}

DocumentSet::DocumentSet() : DocumentSet(roaring_bitmap_create()) {}

DocumentSet DocumentSet::of(const std::vector<std::uint32_t>& documents) {
  roaring_bitmap_t* const bitmap = roaring_bitmap_of_ptr(documents.size(), documents.data());
  DocumentSet set(bitmap);
  roaring_bitmap_run_optimize(bitmap);
  return set;
}

DocumentSet DocumentSet::all(std::uint32_t last) {
  return last == 0 ? DocumentSet() : DocumentSet(roaring_bitmap_from_range(1, std::uint64_t{last} + 1, 1));
}

std::optional<DocumentSet> DocumentSet::view(std::string_view bytes) {
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % kFrozenAlignment != 0) return std::nullopt;
  const roaring_bitmap_t* const bitmap = roaring_bitmap_frozen_view(bytes.data(), bytes.size());
  return bitmap == nullptr ? std::nullopt : std::optional(DocumentSet(bitmap));
}

std::string DocumentSet::frozen() const {
  const std::size_t size = roaring_bitmap_frozen_size_in_bytes(bitmap_.get());
  const std::unique_ptr<void, decltype(&std::free)> aligned(
      std::aligned_alloc(kFrozenAlignment, (size + kFrozenAlignment - 1) / kFrozenAlignment * kFrozenAlignment),
      std::free);
  if (!aligned) throw std::bad_alloc();
  auto* const bytes = static_cast<char*>(aligned.get());
  roaring_bitmap_frozen_serialize(bitmap_.get(), bytes);
  return {bytes, size};
}

std::uint64_t DocumentSet::size() const {
  return roaring_bitmap_get_cardinality(bitmap_.get());
}

bool DocumentSet::empty() const {
  return roaring_bitmap_is_empty(bitmap_.get());
}

bool DocumentSet::contains(std::uint32_t document) const {
  return roaring_bitmap_contains(bitmap_.get(), document);
}

std::vector<std::uint32_t> DocumentSet::documents() const {
  std::vector<std::uint32_t> documents(size());
  roaring_bitmap_to_uint32_array(bitmap_.get(), documents.data());
  return documents;
}

DocumentSet intersection(const DocumentSet& a, const DocumentSet& b) {
  return DocumentSet(roaring_bitmap_and(a.bitmap_.get(), b.bitmap_.get()));
}

DocumentSet difference(const DocumentSet& a, const DocumentSet& b) {
  return DocumentSet(roaring_bitmap_andnot(a.bitmap_.get(), b.bitmap_.get()));
}

DocumentSet union_of(const std::vector<DocumentSet>& sets) {
  if (sets.size() == 1) return sets.front();
  std::vector<const roaring_bitmap_t*> bitmaps;
  for (const DocumentSet& set : sets) bitmaps.push_back(set.bitmap_.get());
  return DocumentSet(roaring_bitmap_or_many(bitmaps.size(), bitmaps.data()));
}

}  // namespace broadtape
