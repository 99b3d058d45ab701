// What the articles that a query finds talk about: the words and companies that set them apart from the archive.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "common/tickers/symbol_directory.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"
#include "searcher/views/significant_terms.h"

namespace broadtape {

struct TermsRequest {
  QueryRequest query;
  std::size_t words = 20;  // at most
  std::size_t companies = 10;
};

struct SignificantCompany {
  SignificantTerm term;
  std::string name;  // by the symbol directory, or empty
};

struct TermsAnswer {
  QuerySummary query;
  std::uint64_t total = 0;   // articles found, exact
  std::uint64_t sample = 0;  // of them, whose words were counted: kMaxSignificantSample at most, spread evenly
  std::uint64_t archive_articles = 0;         // current versions, unless the query finds others too
  std::vector<SignificantTerm> words;         // counted in the sample; the query's own are left out
  std::vector<SignificantCompany> companies;  // counted in everything found
  std::int64_t took_us = 0;
};

// Throws as PreparedQuery and with_read_errors() do.
TermsAnswer result_terms(const Archive& archive, Analyser& analyser, const SymbolDirectory& directory,
                         const TermsRequest& request);

}  // namespace broadtape
