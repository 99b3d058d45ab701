// The answer to a search: plain values that the terminal, file formats and the web page render. All text is valid
// UTF-8. It is untrusted and contains no markup; escape it when rendering.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/article/article.h"
#include "searcher/search/diagnosis.h"
#include "searcher/search/query_summary.h"
#include "searcher/search/search_request.h"

namespace broadtape {

struct Piece {
  std::string text;
  bool match = false;

  friend bool operator==(const Piece&, const Piece&) = default;
};

struct Snippet {
  std::vector<Piece> pieces;
  bool cut_before = false;  // starts within a sentence
  bool cut_after = false;

  friend bool operator==(const Snippet&, const Snippet&) = default;
};

struct FirstReport {
  std::string id;
  std::string source;
  std::optional<Instant> published;

  friend bool operator==(const FirstReport&, const FirstReport&) = default;
};

// The story of an article, if it has further ones.
struct HitStory {
  std::string id;              // empty for an article that is alone
  std::uint64_t articles = 0;  // of the whole archive
  FirstReport first;           // the earliest that the archive has
  bool withdrawn = false;      // one of its articles is a notice that withdraws it

  friend bool operator==(const HitStory&, const HitStory&) = default;
};

// What a version that arrived since a saved search was asked is to those who asked.
enum class News : std::uint8_t {
  kNone,       // nothing: not the answer of a saved search
  kNew,        // an article that the search did not find before
  kCorrected,  // a new version of an article of which it found an earlier one
};

struct Hit {
  std::uint64_t rank = 0;  // 1 for the first hit of the whole answer
  double score = 0;
  std::uint64_t words = 0;  // in title and body; set on request
  Article article;
  std::vector<std::string> flags;  // names as in `is:`; set on request
  News news = News::kNone;
  HitStory story;               // set on request
  std::uint64_t collapsed = 0;  // further matches of the same story, or text, that this hit represents
  std::vector<Piece> title_pieces;
  Snippet snippet;
};

// The symbols of the companies mentioned, as they are shown and found, without companies that were not listed on the
// day.
inline std::vector<std::string> symbols_of(const Article& article) {
  std::vector<std::string> symbols;
  for (const TickerMention& mention : article.tickers) {
    if (!mention.symbol.empty()) symbols.push_back(mention.shown());
  }
  return symbols;
}

// Only the symbols that the source itself listed.
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
  std::string company = {};  // the company's key in the directory; empty for codes and other facets
  std::string name = {};     // the company's; may be empty

  friend bool operator==(const FacetValue&, const FacetValue&) = default;
};

struct Facet {
  std::string name;
  std::vector<FacetValue> values;     // most frequent first
  std::uint64_t distinct_values = 0;  // before the limit
  std::uint64_t with_value = 0;       // articles with at least one value
};

struct SearchAnswer {
  QuerySummary query;

  std::uint64_t total = 0;     // articles
  bool total_is_exact = true;  // otherwise a lower bound
  // Of the matching articles, those alone counting as one story each; exact.
  std::optional<std::uint64_t> stories;
  std::uint64_t results = 0;  // the length of the whole list of hits: `total` less the collapsed articles
  std::int64_t took_us = 0;
  Sort sort = Sort::kRelevance;  // the order used: kNewest also for a request by relevance without words to rank by

  std::vector<Hit> hits;
  // Further articles with some of the words, not counted in `total`, added when there are few hits.
  std::vector<Hit> partial_hits;
  std::vector<Facet> facets;
  // Set if nothing was found; if there are articles, only with a corrected query.
  std::optional<Diagnosis> diagnosis;
};

}  // namespace broadtape
