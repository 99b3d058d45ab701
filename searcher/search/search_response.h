// What an archive answers: plain values that the terminal, scripts and the web page render, each in its way. All text
// is valid UTF-8; none of it is markup, and none of it may be trusted as such.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/time/instant.h"
#include "searcher/query/query_builder.h"

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
  std::string id;
  std::string external_id;  // the input's own identifier, or empty
  std::string title;
  std::vector<Piece> title_pieces;
  std::string url;
  std::string source;
  std::string author;
  std::optional<Instant> published;
  std::vector<std::string> tickers;
  Snippet snippet;
};

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

struct SearchResponse {
  std::string text;                     // of the query, as given
  std::string parsed;                   // as understood
  std::optional<std::int64_t> since_s;  // the dates that hold for all results, both inside
  std::optional<std::int64_t> until_s;
  Match match = Match::kAll;  // kMost: nothing had all the words
  std::vector<std::string> warnings;

  std::uint64_t total = 0;
  bool total_is_exact = true;  // otherwise a lower bound
  std::uint64_t undated_left_out = 0;
  std::int64_t took_us = 0;

  std::vector<Hit> hits;
  std::vector<Facet> facets;
};

}  // namespace broadtape
