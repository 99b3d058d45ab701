#include "common/text/ascii.h"

#include <catch2/catch.hpp>
#include <limits>

namespace broadtape {
namespace {

TEST_CASE("Digits are grouped by threes", "[text]") {
  struct Case {
    std::uint64_t number;
    const char* text;
  };
  const Case cases[] = {
      {0, "0"},
      {999, "999"},
      {1'000, "1,000"},
      {12'345, "12,345"},
      {123'456, "123,456"},
      {1'000'000, "1,000,000"},
      {std::numeric_limits<std::uint64_t>::max(), "18,446,744,073,709,551,615"},
  };
  for (const Case& c : cases) CHECK(with_commas(c.number) == c.text);
}

}  // namespace
}  // namespace broadtape
