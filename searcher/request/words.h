// The words for enumerated values in requests, common to all fronts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/time/period.h"
#include "searcher/output/answer_writers.h"
#include "searcher/search/search_request.h"
#include "searcher/views/facet_tables.h"
#include "searcher/views/suggestions.h"

namespace broadtape {

inline constexpr std::pair<std::string_view, Match> kMatchWords[] = {{"all", Match::kAll}, {"any", Match::kAny}};

// `best` is all words, and some of them if no article has all.
struct SearchMatch {
  Match match = Match::kAll;
  bool partial = false;
};
inline constexpr std::pair<std::string_view, SearchMatch> kSearchMatchWords[] = {
    {"all", {Match::kAll, false}}, {"any", {Match::kAny, false}}, {"best", {Match::kAll, true}}};

inline constexpr std::pair<std::string_view, Collapse> kCollapseWords[] = {
    {"none", Collapse::kNone}, {"copies", Collapse::kCopies}, {"story", Collapse::kStory}};

inline constexpr std::pair<std::string_view, FacetSort> kFacetSortWords[] = {
    {"count", FacetSort::kCount}, {"lift", FacetSort::kUnusual}, {"value", FacetSort::kValue}};

inline constexpr std::pair<std::string_view, std::optional<PeriodUnit>> kPeriodWords[] = {
    {"auto", std::nullopt},        {"day", PeriodUnit::kDay},         {"week", PeriodUnit::kWeek},
    {"month", PeriodUnit::kMonth}, {"quarter", PeriodUnit::kQuarter}, {"year", PeriodUnit::kYear}};

struct CoverageView {
  CoverageBy by = CoverageBy::kSource;
  PeriodUnit unit = PeriodUnit::kMonth;
};
inline constexpr std::pair<std::string_view, CoverageView> kCoverageWords[] = {
    {"source", {CoverageBy::kSource, PeriodUnit::kMonth}},
    {"month", {CoverageBy::kPeriod, PeriodUnit::kMonth}},
    {"year", {CoverageBy::kPeriod, PeriodUnit::kYear}}};

inline constexpr std::pair<std::string_view, std::uint32_t> kSuggestKindWords[] = {
    {"tickers", kSuggestTickers}, {"sources", kSuggestSources}, {"words", kSuggestWords}};

// The words of a table, separated by blanks.
template <class Value, std::size_t n>
std::string names_in(const std::pair<std::string_view, Value> (&rows)[n]) {
  std::string names;
  for (const auto& [name, value] : rows) names += (names.empty() ? "" : " ") + std::string(name);
  return names;
}

}  // namespace broadtape
