#include "searcher/views/facet_tables.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "common/archive/index_errors.h"
#include "searcher/query/filters.h"
#include "searcher/search/facets.h"
#include "searcher/search/prepared_query.h"
#include "searcher/search/shown_companies.h"
#include "searcher/views/archive_counts.h"
#include "searcher/views/significant_terms.h"

namespace broadtape {
namespace {

using Counts = std::map<std::string, std::uint64_t>;  // by FacetCount::key

Counts by_key(const FacetCounts& counts) {
  Counts result;
  for (const FacetCount& value : counts.values) result.emplace(value.key, value.count);
  return result;
}

// What `all` counts of the values of `answer`, in their order.
std::vector<std::uint64_t> counts_of(const FacetCounts& answer, const Counts& all) {
  std::vector<std::uint64_t> counts;
  for (const FacetCount& value : answer.values) {
    const auto found = all.find(value.key);
    counts.push_back(found == all.end() ? value.count : found->second);
  }
  return counts;
}

// The same of companies, without a table of those that the answer does not have.
std::vector<std::uint64_t> company_counts_of(const FacetCounts& answer, const ValueCounts& all) {
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < answer.values.size(); ++i) places.emplace(answer.values[i].key, i);
  std::vector<std::uint64_t> counts(answer.values.size());
  all.each([&](std::string_view item, std::uint64_t articles) {
    const auto place = places.find(company_item(item).company());
    if (place != places.end()) counts[place->second] += articles;
  });
  return counts;
}

// Facets whose keys are the values of terms.
struct FieldFacet {
  FacetForm form;
  Field field;
};
constexpr FieldFacet kFieldFacets[] = {{FacetForm::kTicker, Field::kCompany},
                                       {FacetForm::kSource, Field::kSource},
                                       {FacetForm::kLabel, Field::kLabel},
                                       {FacetForm::kLanguage, Field::kLanguage}};

// The archive's counts of an answer's values. They come from columns; without columns, those of kFieldFacets and of
// days come from term frequencies, and the others are counted over all articles.
class ArchiveFacets {
 public:
  ArchiveFacets(const Archive& archive, const TimeZone& zone, const CountedVersions& versions)
      : archive_(archive), zone_(zone), versions_(versions) {}

  // In the order of the answer's values.
  std::vector<std::uint64_t> counts(const FacetCounts& answer, FacetForm form) {
    const ValueCounts* const values = values_in_columns(facet_slot(form, zone_));
    if (values == nullptr) return counts_of(answer, counts_by_terms(form));
    if (form == FacetForm::kTicker) return company_counts_of(answer, *values);
    return counts_of(answer, by_key(facet_counts(*values, form, zone_)));
  }

 private:
  // Null without columns.
  const ValueCounts* values_in_columns(Slot slot) {
    const auto [at, is_new] = values_.try_emplace(slot);
    if (!is_new) return at->second.get();
    auto values = std::make_unique<ValueCounts>(slot);
    const Matches articles(archive_, all_articles(archive_, versions_));
    if (!articles.counts_columns({values.get()})) return nullptr;
    articles.count({values.get()});
    at->second = std::move(values);
    return at->second.get();
  }

  Counts counts_by_terms(FacetForm form) {
    for (const FieldFacet& row : kFieldFacets) {
      if (row.form == form) return current(count_terms(archive_, row.field), form);
    }
    const bool by_day = facet_slot(form, zone_) == day_slot(zone_) && form != FacetForm::kHour;
    if (!by_day) return by_key(count(all_articles(archive_, versions_), form));
    if (!days_) days_ = count_days(archive_, zone_, {}, versions_);
    return by_key(facet_counts(*days_, form));
  }

  FacetCounts count(const DocumentQuery& query, FacetForm form) const {
    ValueCounts values(facet_slot(form, zone_));
    Matches(archive_, query).count({&values});
    return facet_counts(values, form, zone_);
  }

  // Subtracts hidden versions, which term frequencies include.
  Counts current(Counts all, FacetForm form) const {
    if (versions_.all) return all;
    const FacetCounts hidden = count(hidden_versions(archive_, versions_.as_of_s), form);
    for (const FacetCount& value : hidden.values) {
      std::uint64_t& count = all[value.key];
      count -= std::min(count, value.count);
    }
    return all;
  }

  const Archive& archive_;
  const TimeZone& zone_;
  const CountedVersions versions_;
  std::map<Slot, std::unique_ptr<const ValueCounts>> values_;  // null if the slot has no column
  std::optional<DayCounts> days_;
};

double unusual(const SignificanceCounts& counts) {
  const SignificanceCounts swapped{counts.elsewhere, counts.others, counts.in_sample, counts.sample};
  return log_likelihood_ratio(counts) - log_likelihood_ratio(swapped);
}

Comparison compare(std::uint64_t count, std::uint64_t total, std::uint64_t archive_count, std::uint64_t archive_total) {
  const SignificanceCounts counts{count, total, archive_count - std::min(count, archive_count),
                                  archive_total - std::min(total, archive_total)};
  return {archive_count, lift(counts), unusual(counts)};
}

// The first `limit` values (0 means all) in the order of `sort`. Requires them in the order of their keys.
std::vector<FacetTableValue> first_values(std::vector<FacetTableValue> values, FacetSort sort, std::size_t limit) {
  const auto unusual_of = [](const FacetTableValue& value) { return value.comparison ? value.comparison->unusual : 0; };
  const auto before = [&](std::size_t a, std::size_t b) {
    if (sort == FacetSort::kUnusual && unusual_of(values[a]) != unusual_of(values[b]))
      return unusual_of(values[a]) > unusual_of(values[b]);
    if (sort != FacetSort::kValue && values[a].count != values[b].count) return values[a].count > values[b].count;
    return a < b;
  };
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::size_t kept = limit == 0 ? order.size() : std::min(limit, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(), before);
  std::vector<FacetTableValue> first;
  for (std::size_t i = 0; i < kept; ++i) first.push_back(std::move(values[order[i]]));
  return first;
}

// The execution of one request.
class FacetTabulation {
 public:
  FacetTabulation(const Archive& archive, Analyser& analyser, const FacetTablesRequest& request)
      : archive_(archive),
        request_(request),
        zone_(request.query.clock.zone),
        prepared_(archive, analyser, request.query) {}

  FacetTables answer() {
    const auto begin = std::chrono::steady_clock::now();
    FacetCounter counter(request_.by, zone_);
    tables_.total = Matches(archive_, prepared_.query()).count(counter.watched());
    const CountedVersions versions = counted_versions(archive_, request_.query, prepared_.query());
    tables_.archive_total = count_articles(archive_, versions);
    tables_.zone = zone_.name();
    ArchiveFacets archive(archive_, zone_, versions);
    for (std::size_t place = 0; place < counter.rows().size(); ++place) add_table(counter, place, archive);
    prepared_.summarise(request_.query.match);
    tables_.query = prepared_.take_summary();
    tables_.took_us =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
    return std::move(tables_);
  }

 private:
  void add_table(const FacetCounter& counter, std::size_t place, ArchiveFacets& archive) {
    FacetCounts counts = counter.counts(place);
    FacetTable table;
    table.name = counter.rows()[place]->name;
    table.missing = tables_.total - counts.with_value;
    table.distinct_values = counts.values.size();
    const bool compared = tables_.total < tables_.archive_total;
    const auto in_archive =
        compared ? archive.counts(counts, counter.rows()[place]->form) : std::vector<std::uint64_t>{};
    std::vector<FacetTableValue> values;
    values.reserve(counts.values.size());
    for (FacetCount& value : counts.values) {
      FacetTableValue row{std::move(value.value), value.count, std::nullopt, std::move(value.company), {}};
      if (compared)
        row.comparison = compare(value.count, tables_.total, in_archive[values.size()], tables_.archive_total);
      values.push_back(std::move(row));
    }
    table.values = first_values(std::move(values), request_.sort, request_.limit);
    if (counter.rows()[place]->form == FacetForm::kTicker) {
      const CompanyRows companies(archive_, effective_dates(prepared_.tree()));
      for (FacetTableValue& value : table.values) {
        value.name = companies.name_of(value.company, value.value);
        value.value = companies.value_of(value.value, value.company);
      }
    }
    tables_.facets.push_back(std::move(table));
  }

  const Archive& archive_;
  const FacetTablesRequest& request_;
  const TimeZone& zone_;
  PreparedQuery prepared_;
  FacetTables tables_;
};

}  // namespace

FacetTables make_facet_tables(const Archive& archive, Analyser& analyser, const FacetTablesRequest& request) {
  return with_read_errors(archive, [&] { return FacetTabulation(archive, analyser, request).answer(); });
}

}  // namespace broadtape
