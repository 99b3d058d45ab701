// The components of an article's score. Ranker computes them; explanations show them one by one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/archive/index_reader.h"
#include "common/archive/matches.h"

namespace broadtape {

// What an article gains by each of the query's hints (ranking_hints.h).
struct HintGains {
  double company = 0;
  double report = 0;
  double day = 0;

  double sum() const { return company + report + day; }
};

struct Score {
  double bm25 = 0;        // the first stage: the weights of the query's parts, and the hints (ranking_hints.h)
  double dependence = 0;  // the second stage (dependence.h): pairs of words; 0 outside its window
  double early = 0;       // likewise: words that the article has early
  double half_lives = 0;  // the article's age (recency.h); infinite if undated, 0 if recency is off
  HintGains hints{};      // a part of `bm25`; set in explanations only

  double relevance() const { return bm25 + dependence + early; }
  double age_share() const;   // the factor for age, 0 to 1
  double total() const;       // relevance() * age_share()
  double log2_total() const;  // orders old articles, whose total() underflows
};

struct ScorePart {
  std::string_view name;  // in explanations
  double (*of)(const Score& score);
};

// A new signal needs a row here, a member of Score and a file that computes it.
inline constexpr ScorePart kScoreParts[] = {
    {"score", [](const Score& score) { return score.total(); }},
    {"first_stage", [](const Score& score) { return score.bm25; }},
    {"about_company", [](const Score& score) { return score.hints.company; }},
    {"report_of_results", [](const Score& score) { return score.hints.report; }},
    {"day_in_words", [](const Score& score) { return score.hints.day; }},
    {"second_stage", [](const Score& score) { return score.dependence + score.early; }},
    {"early_words", [](const Score& score) { return score.early; }},
    {"age_share", [](const Score& score) { return score.age_share(); }},
};

struct RankedDocument {
  DocumentNumber document = 0;
  Score score;
};

// BM25's inverse document frequency, clamped to positive values.
double inverse_document_frequency(const IndexReader& index, const std::string& term);
double inverse_document_frequency(std::uint64_t documents, std::uint64_t with_term);

// The BM25 weight of a term in a document: idf * wdf * (k1 + 1) / (wdf + k1 * norm).
struct TermWeight {
  std::uint64_t wdf = 0;  // occurrences; one in the title counts as kTitleWdf
  double idf = 0;         // as in Xapian, never negative
  double length = 0;      // of the document, relative to the average; at least kBm25.min_length
  double norm = 0;        // 1 - b + b * length
  double weight = 0;
};

// As computed by Xapian 1.4's BM25Weight with k2 = 0 for a term that occurs once in the query.
TermWeight term_weight(const IndexReader& index, DocumentNumber document, const std::string& term);

}  // namespace broadtape
