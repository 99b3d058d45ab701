// The words and companies that distinguish the articles of a query from the rest of the archive.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/companies/company_directory.h"
#include "common/text/analyser.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"
#include "searcher/views/significant_terms.h"

namespace broadtape {

struct TermsRequest {
  QueryRequest query;
  std::size_t words = 20;  // limit
  std::size_t companies = 10;
};

struct TermsAnswer {
  QuerySummary query;
  std::uint64_t total = 0;  // matching articles, exact
  // Matching articles whose words were counted: at most kMaxSignificantSample, evenly spaced.
  std::uint64_t sample = 0;
  std::uint64_t archive_articles = 0;         // current versions; all versions if the query matches superseded ones
  std::vector<SignificantTerm> words;         // counted in the sample; without the words of the query
  std::vector<SignificantCompany> companies;  // counted in all matches
  std::int64_t took_us = 0;
};

// Throws as PreparedQuery and with_read_errors() do.
TermsAnswer result_terms(const Archive& archive, Analyser& analyser, const CompanyDirectory& directory,
                         const TermsRequest& request);

}  // namespace broadtape
