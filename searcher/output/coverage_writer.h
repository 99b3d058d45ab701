// What an archive holds: by source or by period.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "searcher/output/format.h"
#include "searcher/views/coverage.h"

namespace broadtape {

// What a line or a row is about. The object of json has both.
enum class CoverageBy : std::uint8_t { kSource, kPeriod };

struct CoverageReport {
  Coverage coverage;
  CoverageBy by = CoverageBy::kSource;
};

void write_text(const CoverageReport& report, const TextStyle& style, std::ostream& out);
Json json_of(const CoverageReport& report);
std::vector<std::string> columns_of(const CoverageReport& report);
void write_rows(const CoverageReport& report, RowWriter& rows);

}  // namespace broadtape
