#include "common/archive/stored_numbers.h"

#include <catch2/catch.hpp>
#include <limits>
#include <string>

#include "common/time/instant.h"

namespace broadtape {
namespace {

TEST_CASE("Whatever stands in a value becomes a number inside its limits", "[stored_numbers]") {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  struct Case {
    std::string value;
    const char* instant;
    std::uint64_t count;
  };
  const Case cases[] = {
      {Xapian::sortable_serialise(1'738'245'900), "2025-01-30T14:05:00Z", 1'738'245'900},
      {Xapian::sortable_serialise(-1), "1969-12-31T23:59:59Z", 0},
      {Xapian::sortable_serialise(0.6), "1970-01-01T00:00:01Z", 1},
      {Xapian::sortable_serialise(1e300), "9999-12-31T23:59:59Z", std::uint64_t{1} << 53},
      {Xapian::sortable_serialise(kInfinite), "9999-12-31T23:59:59Z", std::uint64_t{1} << 53},
      {Xapian::sortable_serialise(-1e300), "0001-01-01T00:00:00Z", 0},
      {"", "0001-01-01T00:00:00Z", 0},
      {std::string(40, '\xff'), "9999-12-31T23:59:59Z", std::uint64_t{1} << 53},
  };
  for (const Case& c : cases) {
    CAPTURE(c.instant);
    CHECK(format_rfc3339(stored_instant(c.value)) == c.instant);
    CHECK(stored_count(c.value) == c.count);
  }
}

}  // namespace
}  // namespace broadtape
