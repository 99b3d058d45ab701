#include "searcher/output/format.h"

#include <catch2/catch.hpp>

#include "tests/support/error_matcher.h"

namespace broadtape {
namespace {

TEST_CASE("A format that does not exist is refused with those that do", "[output]") {
  CHECK(find_format("json") == Format::kJson);
  CHECK_THROWS_MATCHES(find_format("xml"), Error, Says("choose from text, json, jsonl, csv"));
}

}  // namespace
}  // namespace broadtape
