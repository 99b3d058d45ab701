// The words in which a request names its choices, the same on the command line and over HTTP.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "common/time/period.h"
#include "searcher/output/coverage_writer.h"
#include "searcher/search/search_request.h"
#include "searcher/views/facet_tables.h"

namespace broadtape {

inline constexpr std::pair<std::string_view, Match> kMatchWords[] = {{"all", Match::kAll}, {"any", Match::kAny}};

inline constexpr std::pair<std::string_view, Sort> kSortWords[] = {
    {"relevance", Sort::kRelevance}, {"newest", Sort::kNewest}, {"oldest", Sort::kOldest}, {"stored", Sort::kStored}};

inline constexpr std::pair<std::string_view, FacetSort> kFacetSortWords[] = {
    {"count", FacetSort::kCount}, {"lift", FacetSort::kUnusual}, {"value", FacetSort::kValue}};

inline constexpr std::pair<std::string_view, std::optional<PeriodUnit>> kPeriodWords[] = {
    {"auto", std::nullopt},        {"day", PeriodUnit::kDay},         {"week", PeriodUnit::kWeek},
    {"month", PeriodUnit::kMonth}, {"quarter", PeriodUnit::kQuarter}, {"year", PeriodUnit::kYear}};

struct CoverageView {
  CoverageBy by;
  PeriodUnit unit;
};
inline constexpr std::pair<std::string_view, CoverageView> kCoverageWords[] = {
    {"source", {CoverageBy::kSource, PeriodUnit::kMonth}},
    {"month", {CoverageBy::kPeriod, PeriodUnit::kMonth}},
    {"year", {CoverageBy::kPeriod, PeriodUnit::kYear}}};

// The value beside the word `text`. Throws Error(kUsage) for a word that is in no row; `what` takes those words.
template <typename Value, std::size_t n>
Value choose(const std::string& what, const std::string& text, const std::pair<std::string_view, Value> (&rows)[n]) {
  std::string names;
  for (const auto& [row, value] : rows) {
    if (row == text) return value;
    names += (names.empty() ? "" : ", ") + std::string(row);
  }
  throw Error(ErrorKind::kUsage, what + " takes one of " + names + ", not '" + text + "'");
}

// The members of a list with commas, in order, empty ones left out.
inline std::vector<std::string> list_members(std::string_view list) {
  std::vector<std::string> members;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    if (end > begin) members.emplace_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return members;
}

// Those of several lists.
inline std::vector<std::string> split_lists(const std::vector<std::string>& lists) {
  std::vector<std::string> all;
  for (const std::string& list : lists) {
    for (std::string& member : list_members(list)) all.push_back(std::move(member));
  }
  return all;
}

}  // namespace broadtape
