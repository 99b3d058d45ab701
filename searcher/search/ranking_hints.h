// What a query asks for beyond its words: articles about a company that it names, reports of results, articles of a
// day. Hints raise articles among those that match. They never change which articles match.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "common/archive/archive.h"
#include "searcher/plan/company_reading.h"
#include "searcher/plan/written_days.h"
#include "searcher/query/tree.h"
#include "searcher/search/ranking.h"

namespace broadtape {

// As fractions of the inverse document frequency of what an article gains by.
inline constexpr double kMentionShare = 1;  // it mentions the company
inline constexpr double kAboutShare = 0.5;  // it is about the company, in addition
inline constexpr double kDayShare = 0.5;    // it is of the day
inline constexpr double kReportGain =
    1.5;  // its title is that of a report; about the weight of a word in a tenth of them

struct RankingHints {
  std::vector<CompanyValue> companies;  // that have articles
  std::size_t company_words = 0;        // words and phrases of the query that name them
  bool asks_for_results = false;
  std::vector<std::string> day_terms;

  bool empty() const { return companies.empty() && !asks_for_results && day_terms.empty(); }
};

// A company is named by its names and former names, capitalised; by the name of its key, in small letters too; and by
// its symbol in capitals. Only words and phrases outside fields, groups and exclusions count. `dates` are those of the
// whole query.
RankingHints find_hints(const Node& tree, const Archive& archive, const std::vector<WrittenDay>& days,
                        const DateRange& dates);

// `query` whose matches gain by `hints`. Each hint is optional: the matches remain the same.
DocumentQuery hinted(const DocumentQuery& query, const RankingHints& hints, const IndexReader& index);

// The gain of one article by each hint, for explanations.
HintGains gains_of(const RankingHints& hints, const IndexReader& index, DocumentNumber document);

}  // namespace broadtape
