// What an article's score is made of. Ranker computes it; explanations show it part by part.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/archive/index_reader.h"
#include "common/archive/matches.h"

namespace broadtape {

struct Score {
  double bm25 = 0;        // the first stage: the weights of the query's parts
  double dependence = 0;  // the second stage (dependence.h); 0 outside its window
  double half_lives = 0;  // the article's age (recency.h); infinite when undated, 0 when age does not count

  double relevance() const { return bm25 + dependence; }
  double age_share() const;   // what its age leaves of the relevance, 0 to 1
  double total() const;       // relevance() * age_share()
  double log2_total() const;  // keeps the order of old articles, whose totals underflow
};

struct ScorePart {
  std::string_view name;  // in explanations
  double (*of)(const Score& score);
};

// A new signal is a row here, a member of Score and the file that computes it.
inline constexpr ScorePart kScoreParts[] = {
    {"score", [](const Score& score) { return score.total(); }},
    {"first_stage", [](const Score& score) { return score.bm25; }},
    {"second_stage", [](const Score& score) { return score.dependence; }},
    {"age_share", [](const Score& score) { return score.age_share(); }},
};

struct RankedDocument {
  DocumentNumber document = 0;
  Score score;
};

// BM25's inverse document frequency, kept positive: how much a term tells documents apart.
double inverse_document_frequency(const IndexReader& index, const std::string& term);

// How BM25 weighs one term in one document: idf * wdf * (k1 + 1) / (wdf + k1 * norm).
struct TermWeight {
  std::uint64_t wdf = 0;  // occurrences; one in the title counts kTitleWdf
  double idf = 0;         // Xapian's, never negative
  double length = 0;      // of the document, as a share of the average, kBm25.min_length at least
  double norm = 0;        // 1 - b + b * length
  double weight = 0;
};

// As Xapian 1.4's BM25Weight computes it with k2 = 0 and every term of the query once.
TermWeight term_weight(const IndexReader& index, DocumentNumber document, const std::string& term);

}  // namespace broadtape
