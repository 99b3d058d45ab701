#include "common/archive/document_set.h"

#include <catch2/catch.hpp>
#include <cstring>
#include <numeric>

using namespace broadtape;

namespace {

using Documents = std::vector<std::uint32_t>;

Documents numbers(std::uint32_t first, std::uint32_t end, std::uint32_t step) {
  Documents documents;
  for (std::uint32_t number = first; number < end; number += step) documents.push_back(number);
  return documents;
}

// `bytes` at an address that frozen sets need.
class AlignedBytes {
 public:
  explicit AlignedBytes(const std::string& bytes) : buffer_(bytes.size() / kBlock + 2), size_(bytes.size()) {
    std::memcpy(buffer_.data(), bytes.data(), bytes.size());
  }
  std::string_view view(std::size_t offset = 0) const {
    return {reinterpret_cast<const char*>(buffer_.data()) + offset, size_};
  }

 private:
  static constexpr std::size_t kBlock = DocumentSet::kFrozenAlignment;
  struct alignas(kBlock) Block {
    char bytes[kBlock];
  };
  std::vector<Block> buffer_;
  std::size_t size_;
};

}  // namespace

TEST_CASE("A frozen set is the same set, whatever its density", "[archive][columns]") {
  struct Case {
    const char* name;
    Documents documents;
  };
  const Case cases[] = {{"empty", {}},
                        {"sparse", numbers(1, 200'000, 977)},
                        {"dense", numbers(2, 200'000, 3)},
                        {"a run", numbers(70'000, 140'000, 1)}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const AlignedBytes bytes(DocumentSet::of(c.documents).frozen());
      const auto view = DocumentSet::view(bytes.view());
      REQUIRE(view);
      CHECK(view->documents() == c.documents);
      CHECK(view->size() == c.documents.size());
      CHECK(view->contains(70'000) == std::binary_search(c.documents.begin(), c.documents.end(), 70'000));
      CHECK(union_of({*view, DocumentSet::of({7})}).contains(7));
      CHECK(difference(*view, *view).empty());
    }
  }
}

TEST_CASE("Bytes that are no set, or not aligned, are refused", "[archive][columns]") {
  const std::string frozen = DocumentSet::of(numbers(1, 90'000, 2)).frozen();
  CHECK_FALSE(DocumentSet::view(AlignedBytes("").view()));
  CHECK_FALSE(DocumentSet::view(AlignedBytes(frozen.substr(0, frozen.size() - 1)).view()));
  const AlignedBytes moved(" " + frozen);
  CHECK_FALSE(DocumentSet::view(moved.view(1).substr(0, frozen.size())));
}

TEST_CASE("Sets are combined", "[archive][columns]") {
  const DocumentSet even = DocumentSet::of(numbers(2, 100, 2)), third = DocumentSet::of(numbers(3, 100, 3));
  CHECK(intersection(even, third).documents() == numbers(6, 100, 6));
  CHECK(union_of({even, third, DocumentSet()}).size() == 49 + 33 - 16);
  CHECK(difference(DocumentSet::all(99), even).documents() == numbers(1, 100, 2));
  CHECK(union_of({}).empty());
  CHECK(DocumentSet::all(0).empty());
}
