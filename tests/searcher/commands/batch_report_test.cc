#include "searcher/commands/batch_report.h"

#include <catch2/catch.hpp>

namespace broadtape {
namespace {

TEST_CASE("Percentiles are of the nearest rank", "[commands]") {
  std::vector<std::uint32_t> hundred;
  for (std::uint32_t i = 1; i <= 100; ++i) hundred.push_back(i);
  CHECK(percentile(hundred, 0.5) == 50);
  CHECK(percentile(hundred, 0.99) == 99);
  CHECK(percentile(hundred, 1) == 100);
  CHECK(percentile({7}, 0.01) == 7);
  CHECK(percentile({}, 0.5) == 0);
}

TEST_CASE("A report counts what was answered, found and refused", "[commands]") {
  BatchReport report;
  CHECK_THAT(report.text(2), Catch::StartsWith("0 queries in ") && Catch::EndsWith(" by 2 threads"));
  report.add(1'500, true, false);
  report.add(500, false, false);
  report.add(0, false, true);
  CHECK(report.found() == 1);
  CHECK(report.refused() == 1);
  CHECK_THAT(report.text(1),
             Catch::StartsWith("2 queries in ") &&
                 Catch::EndsWith("each p50 0.5 ms, p90 1.5 ms, p99 1.5 ms, max 1.5 ms; 1 found nothing; 1 refused"));
}

}  // namespace
}  // namespace broadtape
