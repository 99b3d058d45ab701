// Counts how the articles of an answer spread over tickers, sources, authors and time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/matches.h"
#include "common/time/time_zone.h"
#include "searcher/search/day_counts.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

enum class FacetForm : std::uint8_t { kTicker, kSource, kAuthor, kYear, kMonth, kWeek, kDay, kWeekday, kHour };

struct FacetRow {
  std::string_view name;
  FacetForm form;
  std::string_view help;
};
extern const std::vector<FacetRow> kFacets;

// The row of that name. Throws Error(kUsage), which lists them, when there is none.
const FacetRow& find_facet(const std::string& name);

// The slot whose values the facet counts.
Slot facet_slot(FacetForm form, const TimeZone& zone);

struct FacetCount {
  std::string key;  // what values are told apart and ordered by: a name folded, "20250130"-like digits, "1" for Monday
  std::string value;  // as shown; of a name that is spelt in several ways the most frequent
  std::uint64_t count = 0;
};

struct FacetCounts {
  std::vector<FacetCount> values;  // by key
  std::uint64_t with_value = 0;    // articles that have one: one with several tickers counts once
};

// Of a facet of time other than hours.
FacetCounts facet_counts(const DayCounts& days, FacetForm form);

// Of the values of facet_slot().
FacetCounts facet_counts(const ValueCounts& values, FacetForm form, const TimeZone& zone);

// Counts while a search runs; facets of one slot share its values.
class FacetCounter {
 public:
  // Days and hours are those of `zone`. Throws as find_facet() does.
  explicit FacetCounter(const std::vector<std::string>& names, TimeZone zone = {});

  // What the search has to watch.
  WatchedValues watched() const;

  const std::vector<const FacetRow*>& rows() const { return rows_; }

  // After the search, of the row at `place`.
  FacetCounts counts(std::size_t place) const;

  // After the search; at most `limit` values of each facet, 0 meaning all. Sorted by count, then by key.
  std::vector<Facet> results(std::size_t limit) const;

 private:
  TimeZone zone_;
  std::vector<const FacetRow*> rows_;
  std::vector<std::unique_ptr<ValueCounts>> values_;  // beside rows_; null where an earlier row has the slot
};

}  // namespace broadtape
