// Counts how the articles of an answer spread over tickers, sources and time.
#pragma once

#include <xapian.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/search/search_response.h"

namespace broadtape {

enum class FacetForm : std::uint8_t { kList, kName, kYear, kMonth, kDay };

struct FacetRow {
  std::string_view name;
  std::uint32_t slot;
  FacetForm form;
  std::string_view help;
};
extern const std::vector<FacetRow> kFacets;

// Counts while a search runs, by spies that remote shards can carry out too; one spy serves all facets of a slot.
class FacetCounter {
 public:
  // Throws Error(kUsage) for a name that is no row of kFacets.
  explicit FacetCounter(const std::vector<std::string>& names);

  void watch(Xapian::Enquire& enquire);

  // After get_mset(); at most `limit` values of each facet, 0 meaning all. Sorted by count, then by value.
  std::vector<Facet> results(std::size_t limit) const;

 private:
  std::vector<const FacetRow*> rows_;
  std::vector<std::unique_ptr<Xapian::ValueCountMatchSpy>>
      spies_;  // beside rows_; null where an earlier row has the slot
};

}  // namespace broadtape
