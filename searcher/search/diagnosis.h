// Why a search found nothing, and what would find something.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/plan/preparing_budget.h"
#include "searcher/query/tree.h"
#include "searcher/search/query_request.h"

namespace broadtape {

inline constexpr std::size_t kMaxDiagnosedParts = 20;  // of a query; further ones are passed over
inline constexpr std::size_t kMaxSuggestions = 3;      // for each word

// Something that the archive may have been meant by.
struct Suggestion {
  std::string text;            // as articles write it, or as a query takes it: "tariffs", "NVDA", "Harbor Wire"
  std::string note;            // what it is, where the text does not say: a company's name
  std::uint64_t articles = 0;  // with it
};

// A part of the query that ranks: a word, a phrase, a group.
struct PartCount {
  std::string text;                    // in the query language
  std::uint64_t found = 0;             // articles that have it and pass the filters
  std::uint64_t in_archive = 0;        // articles that have it
  std::optional<std::uint64_t> loose;  // of a phrase, w/N or near/N: articles with its words anywhere
};

// A filter or exclusion.
struct FilterEffect {
  std::string text;           // in the query language
  std::uint64_t passes = 0;   // articles that pass it alone
  std::uint64_t without = 0;  // articles that the query would find without it
};

// A word, outlet or company that no article has.
struct Unknown {
  Field field = Field::kText;
  std::string text;  // as written
  std::vector<Suggestion> suggestions;
  std::vector<std::size_t> places{};  // in the query's text: it begins there or a little later; of an option's: 0
};

struct Diagnosis {
  std::vector<PartCount> parts;
  std::vector<FilterEffect> filters;
  std::vector<Unknown> unknown;
  // When the query has dates: those of the archive's dated articles.
  std::optional<std::int64_t> archive_since_s, archive_until_s;
  bool outside_archive = false;           // the query's dates leave out all of them
  std::optional<QueryRequest> corrected;  // the first suggestions put in, when that finds something
  std::uint64_t corrected_total = 0;
  bool is_cut = false;  // the time was spent before everything was looked at
};

// `tree` is the whole query with its filters, wildcards expanded; `request` what it was made of.
// Cost: a count for each part and filter, one walk over the archive's terms for each unknown word: some milliseconds,
// and not much more than what is left of `budget`.
Diagnosis diagnose(const Archive& archive, Analyser& analyser, const Node& tree, const QueryRequest& request,
                   const std::shared_ptr<PreparingBudget>& budget);

// The words, outlets and companies of the tree that no article has, exclusions left out; those that `budget` reaches.
std::vector<Unknown> unknown_in(const Archive& archive, Analyser& analyser, const Node& tree, PreparingBudget& budget);

}  // namespace broadtape
