// Counts the articles of an answer by company, source, author, label, language, length and time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/archive.h"
#include "common/archive/matches.h"
#include "common/time/time_zone.h"
#include "searcher/query/date_range.h"
#include "searcher/search/day_counts.h"
#include "searcher/search/search_answer.h"
#include "searcher/search/shown_companies.h"

namespace broadtape {

enum class FacetForm : std::uint8_t {
  kTicker,
  kSource,
  kAuthor,
  kLabel,
  kLanguage,
  kYear,
  kMonth,
  kWeek,
  kDay,
  kWeekday,
  kHour,
  kLength
};

struct FacetRow {
  std::string_view name;
  FacetForm form;
  std::string_view help;
  std::string_view alias_of = {};  // the name of the same facet in answers
};
extern const std::vector<FacetRow> kFacets;

// The row of `name`, or of the facet of which it is an alias. Throws Error(kUsage), which lists the names, for an
// unknown name.
const FacetRow& find_facet(const std::string& name);

// The slot whose values the facet counts.
Slot facet_slot(FacetForm form, const TimeZone& zone);

struct FacetCount {
  // The identity and sort order of the value: a company's key or code, a folded name, digits like "20250130", "1" for
  // Monday.
  std::string key;
  // As displayed: the most frequent of several spellings, or of a company's symbols; its key if it has no symbol that
  // finds it alone.
  std::string value;
  std::uint64_t count = 0;
  std::string company = {};  // the company's key in the directory; empty for codes and other facets
};

struct FacetCounts {
  std::vector<FacetCount> values;  // by key
  std::uint64_t with_value = 0;    // articles with at least one value
};

// For facets of time except hours.
FacetCounts facet_counts(const DayCounts& days, FacetForm form);

// From the values of facet_slot().
FacetCounts facet_counts(const ValueCounts& values, FacetForm form, const TimeZone& zone);

// How answers show rows of companies.
class CompanyRows {
 public:
  // Keeps a reference. `dates` are those of the whole query.
  explicit CompanyRows(const Archive& archive, DateRange dates = {});

  // As CompanyNames::name_of().
  std::string name_of(const std::string& key, const std::string& shown) const { return names_.name_of(key, shown); }

  // The value of ticker: that finds, in the query, the articles of the company alone: `shown`; the key if `shown` finds
  // other companies too, because they had the symbol on these days or articles write it for them; or kOneCompany with
  // the key or code if those find others.
  std::string value_of(const std::string& shown, const std::string& key) const;

 private:
  bool may_find_others(const std::string& shown, const std::string& company) const;

  const Archive& archive_;
  DateRange dates_;
  CompanyNames names_;
};

// Counts facet values during a search. Facets of the same slot share its values.
class FacetCounter {
 public:
  // Days and hours are in `zone`. Throws as find_facet() does.
  explicit FacetCounter(const std::vector<std::string>& names, TimeZone zone = {});

  // The slots that the search must collect.
  WatchedValues watched() const;

  const std::vector<const FacetRow*>& rows() const { return rows_; }

  // The counts of rows()[place]. Requires a finished search.
  FacetCounts counts(std::size_t place) const;

  // At most `limit` values per facet (0 means all), sorted by count, then by key, with the names of companies.
  // Requires a finished search of `archive`; `dates` are those of the whole query.
  std::vector<Facet> results(std::size_t limit, const Archive& archive, const DateRange& dates = {}) const;

 private:
  TimeZone zone_;
  std::vector<const FacetRow*> rows_;
  std::vector<std::unique_ptr<ValueCounts>> values_;  // parallel to rows_; null if an earlier row has the same slot
};

}  // namespace broadtape
