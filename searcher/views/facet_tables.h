// Compares the facets of an answer with those of the archive, to find companies, sources and times that are unusually
// frequent in the answer.
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
  kValue,    // by name or time
};

struct FacetTablesRequest {
  QueryRequest query;
  std::vector<std::string> by = {"ticker", "source", "month"};  // names of kFacets rows
  std::size_t limit = 10;                                       // values per facet; 0 means all
  FacetSort sort = FacetSort::kCount;
};

// A value's frequency compared with the archive.
struct Comparison {
  std::uint64_t archive_count = 0;  // articles in the archive that have the value
  double lift = 0;                  // the value's share of the answer divided by its share of the archive
  // The significance of the lift: Dunning's log-likelihood ratio (significant_terms.h) of the articles in the answer
  // against the rest of the archive, negative if the value is rarer than in the archive. Above 10.8 the probability of
  // chance is below 0.1 %.
  double unusual = 0;
};

struct FacetTableValue {
  std::string value;
  std::uint64_t count = 0;
  std::optional<Comparison> comparison;  // nullopt if the answer is the whole archive
  std::string company = {};              // the company's key in the directory; empty for codes and other facets
  std::string name = {};                 // the company's; may be empty
};

struct FacetTable {
  std::string name;
  std::vector<FacetTableValue> values;
  std::uint64_t distinct_values = 0;  // before the limit
  std::uint64_t missing = 0;          // articles without a value: undated, without author, without hour
};

struct FacetTables {
  QuerySummary query;
  std::uint64_t total = 0;
  std::uint64_t archive_total = 0;  // articles in the archive
  std::string zone;                 // of days and hours
  std::vector<FacetTable> facets;
  std::int64_t took_us = 0;
};

// Throws Error(kQuery) as PreparedQuery does, Error(kUsage) for an unknown facet, Error(kCorrupt), Error(kNetwork).
FacetTables make_facet_tables(const Archive& archive, Analyser& analyser, const FacetTablesRequest& request);

}  // namespace broadtape
