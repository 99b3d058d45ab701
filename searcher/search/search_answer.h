// What an archive answers: plain values that the terminal, scripts and the web page render, each in its way. All text
// is valid UTF-8; none of it is markup, and none of it may be trusted as such.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/article/article.h"
#include "searcher/search/diagnosis.h"
#include "searcher/search/query_summary.h"

namespace broadtape {

struct Piece {
  std::string text;
  bool match = false;

  friend bool operator==(const Piece&, const Piece&) = default;
};

struct Snippet {
  std::vector<Piece> pieces;
  bool cut_before = false;  // begins in the middle of a sentence
  bool cut_after = false;

  friend bool operator==(const Snippet&, const Snippet&) = default;
};

struct Hit {
  std::uint64_t rank = 0;  // 1 for the first of the whole answer
  double score = 0;
  std::uint64_t words = 0;  // in title and body; when asked for
  Article article;
  std::vector<std::string> flags;  // names as in `is:`; when asked for
  std::vector<Piece> title_pieces;
  Snippet snippet;
};

// The symbols alone.
inline std::vector<std::string> symbols_of(const Article& article) {
  std::vector<std::string> symbols;
  for (const TickerMention& mention : article.tickers) symbols.push_back(mention.symbol);
  return symbols;
}

// Those of them that the source itself listed.
inline std::vector<std::string> source_symbols_of(const Article& article) {
  std::vector<std::string> symbols;
  for (const TickerMention& mention : article.tickers) {
    if (mention.evidence == TickerEvidence::kSource) symbols.push_back(mention.symbol);
  }
  return symbols;
}

struct FacetValue {
  std::string value;
  std::uint64_t count = 0;

  friend bool operator==(const FacetValue&, const FacetValue&) = default;
};

struct Facet {
  std::string name;
  std::vector<FacetValue> values;     // most frequent first
  std::uint64_t distinct_values = 0;  // before the limit
};

struct SearchAnswer {
  QuerySummary query;

  std::uint64_t total = 0;
  bool total_is_exact = true;  // otherwise a lower bound
  std::int64_t took_us = 0;

  std::vector<Hit> hits;
  std::vector<Hit> partial_hits;  // articles with some of the words, not in `total`: a short answer's further reading
  std::vector<Facet> facets;
  std::optional<Diagnosis> diagnosis;  // when nothing was found
};

}  // namespace broadtape
