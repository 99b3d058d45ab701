#include "searcher/views/facet_tables.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "common/archive/index_errors.h"
#include "searcher/search/facets.h"
#include "searcher/search/prepared_query.h"
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

// The archive's counts of a facet's values. The counts of most facets come from term frequencies; authors, hours, and
// days in zones other than UTC are counted over all articles.
class ArchiveFacets {
 public:
  ArchiveFacets(const Archive& archive, const TimeZone& zone, bool all_versions)
      : archive_(archive), zone_(zone), all_versions_(all_versions) {}

  Counts counts(FacetForm form) {
    if (form == FacetForm::kTicker) return current(count_terms(archive_, Field::kCompany), form);
    if (form == FacetForm::kSource) return current(count_terms(archive_, Field::kSource), form);
    const bool by_day = facet_slot(form, zone_) == day_slot(zone_) && form != FacetForm::kHour;
    if (!by_day) return by_key(count(all_articles(archive_, all_versions_), form));
    if (!days_) days_ = count_days(archive_, zone_, {}, all_versions_);
    return by_key(facet_counts(*days_, form));
  }

 private:
  FacetCounts count(const DocumentQuery& query, FacetForm form) const {
    ValueCounts values(facet_slot(form, zone_));
    Matches(archive_, query).count({&values});
    return facet_counts(values, form, zone_);
  }

  // Subtracts superseded versions, which term frequencies include.
  Counts current(Counts all, FacetForm form) const {
    if (all_versions_) return all;
    const FacetCounts superseded = count(superseded_articles(archive_), form);
    for (const FacetCount& value : superseded.values) {
      std::uint64_t& count = all[value.key];
      count -= std::min(count, value.count);
    }
    return all;
  }

  const Archive& archive_;
  const TimeZone& zone_;
  const bool all_versions_;
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

void sort_values(FacetSort sort, std::vector<FacetTableValue>& values) {
  if (sort == FacetSort::kValue) return;
  std::stable_sort(values.begin(), values.end(), [&](const FacetTableValue& a, const FacetTableValue& b) {
    const double a_unusual = a.comparison ? a.comparison->unusual : 0;
    const double b_unusual = b.comparison ? b.comparison->unusual : 0;
    if (sort == FacetSort::kUnusual && a_unusual != b_unusual) return a_unusual > b_unusual;
    return a.count > b.count;
  });
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
    const bool all_versions = request_.query.all_versions || finds_superseded(archive_, prepared_.query());
    tables_.archive_total = count_articles(archive_, all_versions);
    tables_.zone = zone_.name();
    ArchiveFacets archive(archive_, zone_, all_versions);
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
    const Counts all = compared ? archive.counts(counter.rows()[place]->form) : Counts{};
    for (FacetCount& value : counts.values) {
      FacetTableValue row{std::move(value.value), value.count, std::nullopt, std::move(value.company), {}};
      const auto in_archive = all.find(value.key);
      if (compared)
        row.comparison = compare(value.count, tables_.total, in_archive == all.end() ? value.count : in_archive->second,
                                 tables_.archive_total);
      table.values.push_back(std::move(row));
    }
    sort_values(request_.sort, table.values);
    if (request_.limit > 0 && table.values.size() > request_.limit) table.values.resize(request_.limit);
    if (counter.rows()[place]->form == FacetForm::kTicker) {
      const CompanyRows companies(archive_);
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
