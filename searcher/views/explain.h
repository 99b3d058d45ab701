// Explains how a query is parsed and executed, and why it does or does not match a given article.
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
#include "searcher/search/shown_companies.h"

namespace broadtape {

inline constexpr std::size_t kExplainedRanks = 1'000;   // an article's rank is reported up to this
inline constexpr std::size_t kMaxExplainedParts = 500;  // of a tree; deeper or further parts are not explained

struct ExplainRequest {
  QueryRequest query;
  std::string id;  // the complete id; empty to explain only the query
  std::int64_t recency_halflife_s = 0;
};

// A word of the query as produced by the analyser.
struct ExplainedToken {
  std::string text;          // as written
  std::string term;          // as indexed, with the field prefix
  std::size_t position = 0;  // 1 for the first word of the query
  std::uint64_t articles = 0;
};

// A part of the query's tree.
struct ExplainedPart {
  std::string text;                   // in the query language
  std::string kind;                   // kind_name()
  std::vector<std::string> variants;  // other spellings that match, too
  bool is_group = false;              // AND, OR, NOT: its children have the details
  std::uint64_t articles = 0;         // that match it, including earlier versions; as of an instant, those current then
  std::int64_t took_us = 0;           // time to count the articles
  std::optional<bool> holds;          // in the given article
  double weight = 0;                  // its contribution to that article's score
  std::optional<TermWeight> formula;  // for a word that holds
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
  std::optional<std::uint64_t> rank;        // set if among the first kExplainedRanks by relevance
  Score score;                              // its total is the score in the results of find
  std::vector<ShownCompany> companies;      // that it mentions
  std::vector<Dependence::PairGain> pairs;  // of score.dependence; empty outside the second stage's window
};

struct ExplainAnswer {
  QuerySummary query;
  std::vector<ExplainedToken> tokens;
  std::optional<ExplainedPart> tree;  // nullopt if the text has no searchable words
  std::string xapian;                 // Xapian's description of the query
  std::uint64_t total = 0;            // articles that match
  std::vector<ExplainedStage> stages;
  std::optional<ExplainedArticle> article;
};

// As of an instant, articles are counted, and `id` is explained, as the archive then had them; weights are those of
// today. Throws Error(kUsage) if the archive does not have the article `id`, or did not have it then, and as
// PreparedQuery and with_read_errors() do.
ExplainAnswer explain_query(const Archive& archive, Analyser& analyser, const ExplainRequest& request);

}  // namespace broadtape
