// The facets of an answer beside the archive's own counts: which companies, outlets and times are unusually present in
// it, and not only frequent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"

namespace broadtape {

enum class FacetSort : std::uint8_t {
  kCount,    // most frequent first
  kUnusual,  // most unusual first
  kValue,    // by name or in time
};

struct FacetTablesRequest {
  QueryRequest query;
  std::vector<std::string> by = {"ticker", "source", "month"};  // names of kFacets rows
  std::size_t limit = 10;                                       // values of each; 0: all
  FacetSort sort = FacetSort::kCount;
};

// A value beside the archive.
struct Comparison {
  std::uint64_t archive_count = 0;  // articles of the archive with this value
  double lift = 0;                  // its share of the answer by its share of the archive
  // How far from chance the lift is: Dunning's log-likelihood ratio (significant_terms.h) over the articles in the
  // answer and the archive's others, negative when the value is rarer than in the archive. Past 10.8 chance is below
  // 0.1 %.
  double unusual = 0;
};

struct FacetTableValue {
  std::string value;
  std::uint64_t count = 0;
  std::optional<Comparison> comparison;  // none when the answer is the whole archive
};

struct FacetTable {
  std::string name;
  std::vector<FacetTableValue> values;
  std::uint64_t distinct_values = 0;  // before the limit
  std::uint64_t missing = 0;          // articles without any value: undated, no author, no hour
};

struct FacetTables {
  QuerySummary query;
  std::uint64_t total = 0;
  std::uint64_t archive_total = 0;  // articles of the archive
  std::string zone;                 // of days and hours
  std::vector<FacetTable> facets;
  std::int64_t took_us = 0;
};

// Throws Error(kQuery) for what PreparedQuery refuses, Error(kUsage) for an unknown facet, Error(kCorrupt),
// Error(kNetwork).
FacetTables make_facet_tables(const Archive& archive, Analyser& analyser, const FacetTablesRequest& request);

}  // namespace broadtape
