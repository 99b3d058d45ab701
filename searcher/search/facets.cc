#include "searcher/search/facets.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>
#include <string_view>
#include <utility>

#include "common/archive/schema.h"
#include "common/archive/stored_numbers.h"
#include "common/companies/company_directory.h"
#include "common/error/error.h"
#include "common/time/period.h"
#include "searcher/plan/company_reading.h"
#include "searcher/query/field_values.h"

namespace broadtape {

const std::vector<FacetRow> kFacets = {
    {"ticker", FacetForm::kTicker, "companies mentioned, one row each"},
    {"company", FacetForm::kTicker, "the same", "ticker"},
    {"source", FacetForm::kSource, "outlets"},
    {"author", FacetForm::kAuthor, "bylines"},
    {"label", FacetForm::kLabel, "topics of the source, in lower case"},
    {"language", FacetForm::kLanguage, "languages, as codes such as en"},
    {"year", FacetForm::kYear, "years of publication"},
    {"month", FacetForm::kMonth, "months of publication"},
    {"week", FacetForm::kWeek, "ISO weeks of publication"},
    {"day", FacetForm::kDay, "days of publication"},
    {"weekday", FacetForm::kWeekday, "days of the week"},
    {"hour", FacetForm::kHour, "hours of the day, of articles whose time is known"},
    {"length", FacetForm::kLength, "numbers of words, in ranges that words: takes"},
};

namespace {

struct PeriodFormRow {
  FacetForm form;
  PeriodUnit unit;
};
constexpr PeriodFormRow kPeriodForms[] = {{FacetForm::kYear, PeriodUnit::kYear},
                                          {FacetForm::kMonth, PeriodUnit::kMonth},
                                          {FacetForm::kWeek, PeriodUnit::kWeek},
                                          {FacetForm::kDay, PeriodUnit::kDay}};

constexpr const char* kWeekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

// Counts the spellings of a name together, under the most frequent one.
FacetCounts count_names(const ValueCounts& values) {
  struct Entry {
    std::string name;
    std::uint64_t best = 0;
    std::uint64_t total = 0;
  };
  std::map<std::string, Entry> by_key;
  FacetCounts counts;
  values.each([&](std::string_view name, std::uint64_t articles) {
    Entry& entry = by_key[source_key(name)];
    entry.total += articles;
    counts.with_value += articles;
    if (articles <= entry.best) return;
    entry.best = articles;
    entry.name = name;
  });
  for (auto& [key, entry] : by_key) counts.values.push_back({key, std::move(entry.name), entry.total});
  return counts;
}

struct CompanyRow {
  CompanyItem item;
  std::uint64_t articles;
  bool is_shared = false;  // other companies have the symbol, too

  // A symbol that other companies have too finds more than this one: its key finds it alone. A code has no key.
  bool finds_alone() const { return !item.shown.empty() && (!is_shared || item.key.empty()); }
};

// Counts companies: items of one key together, under the symbol shown most often of those that no other company has.
FacetCounts count_companies(const ValueCounts& values) {
  std::vector<CompanyRow> rows;
  values.each([&](std::string_view text, std::uint64_t articles) {
    rows.push_back({company_item(text), articles});
    if (rows.size() < 2) return;  // items of one symbol follow one another
    CompanyRow& before = rows[rows.size() - 2];
    const bool same_symbol = before.item.shown == rows.back().item.shown;
    if (same_symbol && before.item.company() != rows.back().item.company())
      before.is_shared = rows.back().is_shared = true;
  });
  std::sort(rows.begin(), rows.end(), [](const CompanyRow& a, const CompanyRow& b) {
    const int order = a.item.company().compare(b.item.company());
    return order != 0 ? order < 0 : a.item.shown < b.item.shown;
  });
  FacetCounts counts;
  counts.with_value = values.documents();
  for (std::size_t i = 0; i < rows.size();) {
    const CompanyItem& first = rows[i].item;
    const CompanyRow* best = nullptr;
    std::uint64_t articles = 0;
    for (; i < rows.size() && rows[i].item.company() == first.company(); ++i) {
      articles += rows[i].articles;
      if (rows[i].finds_alone() && (best == nullptr || rows[i].articles > best->articles)) best = &rows[i];
    }
    const std::string_view shown = best == nullptr ? first.company() : best->item.shown;
    counts.values.push_back({std::string(first.company()), std::string(shown), articles, std::string(first.key)});
  }
  return counts;
}

// Counts values that are shown as they are.
FacetCounts count_values(const ValueCounts& values) {
  FacetCounts counts;
  counts.with_value = values.documents();
  values.each([&](std::string_view value, std::uint64_t articles) {
    counts.values.push_back({std::string(value), std::string(value), articles});
  });
  return counts;
}

FacetCounts count_hours(const ValueCounts& values, const TimeZone& zone) {
  FacetCounts counts;
  const std::array<std::uint64_t, kHours> hours = hour_counts(values, zone);
  for (std::size_t hour = 0; hour < hours.size(); ++hour) {
    const std::string name = fmt::format("{:02}", hour);
    if (hours[hour] > 0) counts.values.push_back({name, name, hours[hour]});
    counts.with_value += hours[hour];
  }
  return counts;
}

// From short items to features.
struct LengthRow {
  std::uint64_t most;
  const char* value;  // of words:
};
constexpr LengthRow kLengths[] = {
    {99, "<100"}, {299, "100..299"}, {999, "300..999"}, {std::numeric_limits<std::uint64_t>::max(), ">=1000"}};

FacetCounts count_lengths(const ValueCounts& values) {
  FacetCounts counts;
  std::array<std::uint64_t, std::size(kLengths)> articles{};
  values.each([&](std::string_view value, std::uint64_t count) {
    const std::uint64_t words = stored_count(std::string(value));
    const auto row = std::find_if(std::begin(kLengths), std::end(kLengths),
                                  [&](const LengthRow& length) { return words <= length.most; });
    articles[static_cast<std::size_t>(row - std::begin(kLengths))] += count;
    counts.with_value += count;
  });
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (articles[i] > 0) counts.values.push_back({std::to_string(i), kLengths[i].value, articles[i]});
  }
  return counts;
}

// The places of the most frequent values, by count, then in order; at most `limit`, or all if that is 0.
std::vector<std::size_t> most_frequent(const std::vector<FacetCount>& values, std::size_t limit) {
  std::vector<std::size_t> places(values.size());
  std::iota(places.begin(), places.end(), 0);
  const std::size_t most = limit == 0 ? places.size() : std::min(limit, places.size());
  std::partial_sort(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(most), places.end(),
                    [&](std::size_t a, std::size_t b) {
                      return values[a].count != values[b].count ? values[a].count > values[b].count : a < b;
                    });
  places.resize(most);
  return places;
}

}  // namespace

FacetCounts facet_counts(const DayCounts& days, FacetForm form) {
  FacetCounts counts;
  counts.with_value = sum_of(days);
  if (form == FacetForm::kWeekday) {
    std::array<std::uint64_t, std::size(kWeekdays)> weekdays{};
    for (const DayCount& day : days) weekdays[static_cast<std::size_t>((weekday_of(day.day) + 6) % 7)] += day.count;
    for (std::size_t i = 0; i < weekdays.size(); ++i) {
      if (weekdays[i] > 0) counts.values.push_back({std::to_string(i + 1), kWeekdays[i], weekdays[i]});
    }
    return counts;
  }
  const PeriodUnit unit = std::find_if(std::begin(kPeriodForms), std::end(kPeriodForms), [&](const PeriodFormRow& row) {
                            return row.form == form;
                          })->unit;
  for (std::size_t i = 0; i < days.size();) {
    const Period period = period_of(days[i].day, unit);
    const std::string name = period_name(period, unit);
    std::uint64_t count = 0;
    for (; i < days.size() && days[i].day <= period.last; ++i) count += days[i].count;
    counts.values.push_back({name, name, count});
  }
  return counts;
}

const FacetRow& find_facet(const std::string& name) {
  const auto row =
      std::find_if(kFacets.begin(), kFacets.end(), [&](const FacetRow& facet) { return facet.name == name; });
  if (row != kFacets.end()) return row->alias_of.empty() ? *row : find_facet(std::string(row->alias_of));
  std::string names;
  for (const FacetRow& facet : kFacets) names += (names.empty() ? "" : ", ") + std::string(facet.name);
  throw Error(ErrorKind::kUsage, "there is no facet '" + name + "'", "choose from " + names);
}

Slot facet_slot(FacetForm form, const TimeZone& zone) {
  struct SlotRow {
    FacetForm form;
    Slot slot;
  };
  static constexpr SlotRow kSlots[] = {{FacetForm::kTicker, kTickersSlot},    {FacetForm::kSource, kSourceSlot},
                                       {FacetForm::kAuthor, kAuthorSlot},     {FacetForm::kLabel, kLabelSlot},
                                       {FacetForm::kLanguage, kLanguageSlot}, {FacetForm::kHour, kPublishedSlot},
                                       {FacetForm::kLength, kWordsSlot}};
  const auto row =
      std::find_if(std::begin(kSlots), std::end(kSlots), [&](const SlotRow& slot) { return slot.form == form; });
  return row == std::end(kSlots) ? day_slot(zone) : row->slot;
}

FacetCounts facet_counts(const ValueCounts& values, FacetForm form, const TimeZone& zone) {
  if (form == FacetForm::kTicker) return count_companies(values);
  if (form == FacetForm::kSource || form == FacetForm::kAuthor) return count_names(values);
  if (form == FacetForm::kLabel || form == FacetForm::kLanguage) return count_values(values);
  if (form == FacetForm::kHour) return count_hours(values, zone);
  if (form == FacetForm::kLength) return count_lengths(values);
  return facet_counts(day_counts(values, zone), form);
}

FacetCounter::FacetCounter(const std::vector<std::string>& names, TimeZone zone) : zone_(std::move(zone)) {
  for (const std::string& name : names) {
    const FacetRow& row = find_facet(name);
    const Slot slot = facet_slot(row.form, zone_);
    const bool watched = std::any_of(rows_.begin(), rows_.end(),
                                     [&](const FacetRow* known) { return facet_slot(known->form, zone_) == slot; });
    rows_.push_back(&row);
    values_.push_back(watched ? nullptr : std::make_unique<ValueCounts>(slot));
  }
}

WatchedValues FacetCounter::watched() const {
  WatchedValues watched;
  for (const auto& values : values_) {
    if (values) watched.push_back(values.get());
  }
  return watched;
}

FacetCounts FacetCounter::counts(std::size_t place) const {
  const FacetForm form = rows_[place]->form;
  std::size_t first = 0;  // index of the first row with the slot
  while (facet_slot(rows_[first]->form, zone_) != facet_slot(form, zone_)) ++first;
  return facet_counts(*values_[first], form, zone_);
}

CompanyRows::CompanyRows(const Archive& archive, DateRange dates)
    : archive_(archive), dates_(std::move(dates)), names_(archive.index()) {}

// False only if no other company can be meant. Without a period and dates it is today's company, of which `shown` is
// the symbol, and those of articles: the directory, whose loading takes longer than most searches, is not needed.
bool CompanyRows::may_find_others(const std::string& shown, const std::string& company) const {
  const DatedSymbol dated = split_symbol(shown);
  const DocumentQuery with_symbol(make_term(Field::kTicker, dated.symbol));
  if (Matches(archive_, without(with_symbol, any_company({company}))).count() > 0) return true;
  if (dated.period.empty() && !dates_.has_bounds()) return false;
  const std::vector<const Listing*> holders = CompanyDirectory::builtin().holders(dated.symbol);
  const IndexReader index = archive_.index();
  return std::any_of(holders.begin(), holders.end(), [&](const Listing* held) {
    return held->key != company && index.documents_with(make_term(Field::kCompany, held->key)) > 0;
  });
}

std::string CompanyRows::value_of(const std::string& shown, const std::string& key) const {
  const std::string& company = key.empty() ? shown : key;
  const bool is_symbol = shown != key && !shown.empty();
  if (is_symbol && (!may_find_others(shown, company) || finds_only(archive_, shown, company, dates_))) return shown;
  if (!key.empty() && finds_only(archive_, key, key, dates_)) return key;
  return std::string(kOneCompany) + company;
}

std::vector<Facet> FacetCounter::results(std::size_t limit, const Archive& archive, const DateRange& dates) const {
  const CompanyRows companies(archive, dates);
  std::vector<Facet> facets;
  for (std::size_t place = 0; place < rows_.size(); ++place) {
    Facet facet;
    facet.name = rows_[place]->name;
    FacetCounts counted = counts(place);
    facet.distinct_values = counted.values.size();
    facet.with_value = counted.with_value;
    for (const std::size_t value : most_frequent(counted.values, limit)) {
      FacetCount& count = counted.values[value];
      facet.values.push_back({std::move(count.value), count.count, std::move(count.company), {}});
    }
    if (rows_[place]->form == FacetForm::kTicker) {
      for (FacetValue& value : facet.values) {
        value.name = companies.name_of(value.company, value.value);
        value.value = companies.value_of(value.value, value.company);
      }
    }
    facets.push_back(std::move(facet));
  }
  return facets;
}

}  // namespace broadtape
