// How a query is understood and carried out, and why one article is or is not among what it finds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/search/dependence.h"
#include "searcher/search/query_request.h"
#include "searcher/search/query_summary.h"
#include "searcher/search/ranking.h"

namespace broadtape {

inline constexpr std::size_t kExplainedRanks = 1'000;   // how far down an article's rank is looked for
inline constexpr std::size_t kMaxExplainedParts = 500;  // of a tree; deeper or further ones are not explained

struct ExplainRequest {
  QueryRequest query;
  std::string id;  // whole; empty: the query alone
  std::int64_t recency_halflife_s = 0;
};

// One word of the query as the analyser made it.
struct ExplainedToken {
  std::string text;          // as written
  std::string term;          // as indexed, with the prefix of its field
  std::size_t position = 0;  // 1 for the first word of the query
  std::uint64_t articles = 0;
};

// A part of the query's tree.
struct ExplainedPart {
  std::string text;                   // in the query language
  std::string kind;                   // kind_name()
  bool is_group = false;              // AND, OR, NOT: its children say the rest
  std::uint64_t articles = 0;         // that have it, earlier versions included
  std::int64_t took_us = 0;           // for counting them
  std::optional<bool> holds;          // in the article asked about
  double weight = 0;                  // what it adds to that article's score
  std::optional<TermWeight> formula;  // of a word that holds
  std::vector<ExplainedPart> children;
};

struct ExplainedStage {
  std::string name;
  std::int64_t took_us = 0;
};

struct ExplainedArticle {
  std::string id;
  std::string title;
  bool found = false;
  std::optional<std::uint64_t> rank;        // when among the first kExplainedRanks by relevance
  Score score;                              // its total is what find shows
  std::vector<Dependence::PairGain> pairs;  // of score.dependence; empty outside the second stage's window
};

struct ExplainAnswer {
  QuerySummary query;
  std::vector<ExplainedToken> tokens;
  std::optional<ExplainedPart> tree;  // none when the text came to nothing
  std::string xapian;                 // Xapian's description of the query
  std::uint64_t total = 0;            // articles found
  std::vector<ExplainedStage> stages;
  std::optional<ExplainedArticle> article;
};

// Throws Error(kUsage) when the archive has no article `id`, and as PreparedQuery and with_read_errors() do.
ExplainAnswer explain_query(const Archive& archive, Analyser& analyser, const ExplainRequest& request);

}  // namespace broadtape
