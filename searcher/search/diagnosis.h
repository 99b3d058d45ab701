// Explains why a search found nothing, or not all words, and suggests queries that find something.
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

inline constexpr std::size_t kMaxDiagnosedParts = 20;  // of a query; further parts are ignored
inline constexpr std::size_t kMaxSuggestions = 3;      // per word

// A value in the archive that the user may have meant.
struct Suggestion {
  std::string text;            // as written in articles or queries: "tariffs", "NVDA", "Harbor Wire"
  std::string note;            // an explanation, such as a company's name; may be empty
  std::uint64_t articles = 0;  // articles that have it
};

// A part of the query that takes part in ranking: a word, phrase or group.
struct PartCount {
  std::string text;                    // in the query language
  std::uint64_t found = 0;             // articles that match it and pass the filters
  std::uint64_t in_archive = 0;        // articles that match it
  std::optional<std::uint64_t> loose;  // for a phrase, w/N or near/N: articles with its words anywhere
};

// A filter or exclusion.
struct FilterEffect {
  std::string text;           // in the query language
  std::uint64_t passes = 0;   // articles that pass it alone
  std::uint64_t without = 0;  // articles that the query would find without it
};

// A word, source or company that no article has.
struct Unknown {
  Field field = Field::kText;
  std::string text;  // as written
  std::vector<Suggestion> suggestions;
  std::vector<std::size_t> places{};  // offsets in the query's text, at or shortly before it; 0 for option values
};

struct Diagnosis {
  std::vector<PartCount> parts;
  std::vector<FilterEffect> filters;
  std::vector<Unknown> unknown;
  // The range of dates in the archive; set if the query has dates.
  std::optional<std::int64_t> archive_since_s, archive_until_s;
  bool outside_archive = false;           // the query's dates exclude all dated articles
  std::optional<QueryRequest> corrected;  // with the first suggestions; set if it finds something
  std::uint64_t corrected_total = 0;
  bool is_cut = false;  // the time budget was exhausted before the diagnosis was complete
};

// `tree` is the whole query with its filters, after wildcard expansion; `request` is the request that it was parsed
// from.
// Cost: one count per part and filter, and one walk over the archive's terms per unknown word: some milliseconds. Takes
// little more than the rest of `budget`.
Diagnosis diagnose(const Archive& archive, Analyser& analyser, const Node& tree, const QueryRequest& request,
                   const std::shared_ptr<PreparingBudget>& budget);

// Only `unknown` and `corrected`, for an answer with few articles, or with articles that have some of the words. Words
// that at most `rare` articles have are unknown, too, if another spelling is likelier.
Diagnosis diagnose_spelling(const Archive& archive, Analyser& analyser, const Node& tree, const QueryRequest& request,
                            const std::shared_ptr<PreparingBudget>& budget, std::uint64_t rare);

// The words, sources and companies of the tree that no article has, except excluded ones; only those that `budget`
// allows for. Words that at most `rare` articles have are among them if another spelling is likelier: `gillete`.
std::vector<Unknown> unknown_in(const Archive& archive, Analyser& analyser, const Node& tree, PreparingBudget& budget,
                                std::uint64_t rare = 0);

}  // namespace broadtape
