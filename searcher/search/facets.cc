#include "searcher/search/facets.h"

#include <algorithm>
#include <map>
#include <utility>

#include "common/archive/schema.h"
#include "common/error/error.h"

namespace broadtape {

const std::vector<FacetRow> kFacets = {
    {"ticker", kTickersSlot, FacetForm::kList, "companies mentioned, by symbol"},
    {"source", kSourceSlot, FacetForm::kName, "outlets"},
    {"year", kDaySlot, FacetForm::kYear, "years of publication, UTC"},
    {"month", kDaySlot, FacetForm::kMonth, "months of publication, UTC"},
    {"day", kDaySlot, FacetForm::kDay, "days of publication, UTC"},
};

namespace {

const FacetRow& find_row(const std::string& name) {
  const auto row =
      std::find_if(kFacets.begin(), kFacets.end(), [&](const FacetRow& facet) { return facet.name == name; });
  if (row != kFacets.end()) return *row;
  std::string names;
  for (const FacetRow& facet : kFacets) names += (names.empty() ? "" : ", ") + std::string(facet.name);
  throw Error(ErrorKind::kUsage, "there is no facet '" + name + "'", "choose from " + names);
}

using Counts = std::map<std::string, std::uint64_t>;

// An outlet that is spelt in several ways is counted once, under its most frequent spelling.
class NameCounts {
 public:
  void add(const std::string& name, std::uint64_t count) {
    Entry& entry = by_key_[source_key(name)];
    entry.total += count;
    if (count > entry.best) {
      entry.best = count;
      entry.name = name;
    }
  }
  Counts counts() const {
    Counts result;
    for (const auto& [key, entry] : by_key_) result[entry.name] += entry.total;
    return result;
  }

 private:
  struct Entry {
    std::string name;
    std::uint64_t best = 0;
    std::uint64_t total = 0;
  };
  std::map<std::string, Entry> by_key_;
};

void add_list(std::string_view joined, std::uint64_t count, Counts& counts) {
  while (!joined.empty()) {
    const std::size_t end = std::min(joined.find(kValueSeparator), joined.size());
    counts[std::string(joined.substr(0, end))] += count;
    joined.remove_prefix(std::min(end + 1, joined.size()));
  }
}

// "20250130" to "2025", "2025-01" or "2025-01-30".
std::string period(const std::string& day, FacetForm form) {
  if (form == FacetForm::kYear || day.size() != 8) return day.substr(0, 4);
  if (form == FacetForm::kMonth) return day.substr(0, 4) + "-" + day.substr(4, 2);
  return day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6, 2);
}

Counts count(const Xapian::ValueCountMatchSpy& spy, FacetForm form) {
  Counts counts;
  NameCounts names;
  for (auto value = spy.values_begin(); value != spy.values_end(); ++value) {
    const std::string text = *value;
    const std::uint64_t articles = value.get_termfreq();
    if (text.empty()) continue;
    if (form == FacetForm::kList) {
      add_list(text, articles, counts);
    } else if (form == FacetForm::kName) {
      names.add(text, articles);
    } else {
      counts[period(text, form)] += articles;
    }
  }
  return form == FacetForm::kName ? names.counts() : counts;
}

}  // namespace

FacetCounter::FacetCounter(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    const FacetRow& row = find_row(name);
    const bool watched =
        std::any_of(rows_.begin(), rows_.end(), [&](const FacetRow* known) { return known->slot == row.slot; });
    rows_.push_back(&row);
    spies_.push_back(watched ? nullptr : std::make_unique<Xapian::ValueCountMatchSpy>(row.slot));
  }
}

void FacetCounter::watch(Xapian::Enquire& enquire) {
  for (const auto& spy : spies_) {
    if (spy) enquire.add_matchspy(spy.get());
  }
}

std::vector<Facet> FacetCounter::results(std::size_t limit) const {
  std::vector<Facet> facets;
  for (const FacetRow* row : rows_) {
    std::size_t with_spy = 0;
    while (rows_[with_spy]->slot != row->slot) ++with_spy;
    Facet facet;
    facet.name = row->name;
    for (auto& [value, articles] : count(*spies_[with_spy], row->form)) facet.values.push_back({value, articles});
    std::stable_sort(facet.values.begin(), facet.values.end(),
                     [](const FacetValue& a, const FacetValue& b) { return a.count > b.count; });
    facet.distinct_values = facet.values.size();
    if (limit > 0 && facet.values.size() > limit) facet.values.resize(limit);
    facets.push_back(std::move(facet));
  }
  return facets;
}

}  // namespace broadtape
