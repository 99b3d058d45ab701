#include "common/archive/matches.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <memory>

#include "common/archive/archive.h"
#include "common/archive/matching_sets.h"

namespace broadtape {
namespace {

Xapian::doccount to_doccount(std::uint64_t number) {
  return static_cast<Xapian::doccount>(
      std::min<std::uint64_t>(number, std::numeric_limits<Xapian::doccount>::max() / 2));
}

// With k2 = 0; k3 does not matter, since every term is in the query once.
Xapian::BM25Weight bm25_weight() {
  return {kBm25.k1, 0, 1, kBm25.b, kBm25.min_length};
}

// Fields of sort keys, with the properties that byte order needs: fixed length, or a separator below all of their
// bytes.
constexpr std::size_t kMaxSerialised = 9;  // bytes of Xapian::sortable_serialise()
constexpr char kPresent = '\1';
constexpr char kAbsent = '\2';  // sorts last

std::string descending(std::string serialised) {
  serialised.resize(kMaxSerialised, '\0');
  for (char& c : serialised) c = static_cast<char>(~static_cast<unsigned char>(c));
  return serialised;
}

std::string key_part(const std::string& value, std::string key) {
  return value.empty() ? std::string(1, kAbsent) : kPresent + std::move(key);
}

// The symbol or, for an unlisted company, the key of the first company.
std::string first_symbol(const std::string& tickers) {
  const std::string first = tickers.substr(0, tickers.find(kValueSeparator));
  const std::string shown = first.substr(0, first.rfind(kKeySeparator));
  return shown.empty() && !first.empty() ? first.substr(1) : shown;
}

struct KeyRow {
  MatchOrder order;
  Slot slot;
  std::string (*key)(const std::string& value);
  Slot next = kPublishedSlot;  // descending, among equals
};
constexpr KeyRow kKeyRows[] = {
    {MatchOrder::kSource, kSourceSlot, [](const std::string& value) { return source_key(value); }},
    {MatchOrder::kTicker, kTickersSlot, [](const std::string& value) { return first_symbol(value); }},
    {MatchOrder::kLength, kWordsSlot, [](const std::string& value) { return descending(value); }},
    {MatchOrder::kFirstSeen, kFirstSeenSlot, [](const std::string& value) { return descending(value); }, kArrivalSlot},
    {MatchOrder::kArrival, kArrivalSlot, [](const std::string& value) { return descending(value); }},
};

const KeyRow* find_key(MatchOrder order) {
  const auto* const row =
      std::find_if(std::begin(kKeyRows), std::end(kKeyRows), [&](const KeyRow& key) { return key.order == order; });
  return row == std::end(kKeyRows) ? nullptr : row;
}

// The values of the row, then the date, newest first.
class SortKeys final : public Xapian::KeyMaker {
 public:
  explicit SortKeys(const KeyRow& row) : row_(row) {}

  std::string operator()(const Xapian::Document& document) const override {
    const std::string value = document.get_value(row_.slot);
    std::string key = key_part(value, row_.key(value));
    if (row_.next != kPublishedSlot) add_descending(document.get_value(row_.next), key);
    add_descending(document.get_value(kPublishedSlot), key);
    return key;
  }

 private:
  static void add_descending(const std::string& value, std::string& key) {
    key += '\0' + key_part(value, descending(value));
  }

  const KeyRow& row_;
};

void set_order(MatchOrder order, Xapian::Enquire& enquire) {
  switch (order) {
    case MatchOrder::kBest:
    case MatchOrder::kStored:  // without weights all are equal, and numbers decide
      enquire.set_sort_by_relevance();
      break;
    case MatchOrder::kBestThenNewest:
      enquire.set_sort_by_relevance_then_value(kPublishedSlot, true);
      break;
    case MatchOrder::kNewest:
      enquire.set_sort_by_value_then_relevance(kPublishedSlot, true);
      break;
    case MatchOrder::kOldest:
      enquire.set_sort_by_value_then_relevance(kPublishedSlot, false);
      break;
    case MatchOrder::kSource:
    case MatchOrder::kTicker:
    case MatchOrder::kLength:
    case MatchOrder::kFirstSeen:
    case MatchOrder::kArrival:
      enquire.set_sort_by_key((new SortKeys(*find_key(order)))->release(), false);
      break;
  }
}

std::vector<MatchedDocument> without_weight(const std::vector<DocumentNumber>& documents) {
  std::vector<MatchedDocument> matched;
  matched.reserve(documents.size());
  for (const DocumentNumber document : documents) matched.push_back({document, 0});
  return matched;
}

}  // namespace

DocumentQuery filtered(const DocumentQuery& query, const DocumentQuery& filter) {
  return {Xapian::Query::OP_FILTER, query, filter};
}

DocumentQuery without(const DocumentQuery& query, const DocumentQuery& excluded) {
  return {Xapian::Query::OP_AND_NOT, query, excluded};
}

DocumentQuery every_document() {
  return DocumentQuery(std::string());
}

DocumentQuery weighed(const DocumentQuery& query, double factor) {
  return factor == 1 ? query : DocumentQuery(Xapian::Query::OP_SCALE_WEIGHT, query, factor);
}

DocumentQuery with_gain(const DocumentQuery& query, double gain) {
  auto source = std::make_unique<Xapian::FixedWeightPostingSource>(gain);
  return query & DocumentQuery(source.release()->release());  // the query becomes its owner
}

Xapian::Enquire Matches::unweighted(const WatchedValues& watched) const {
  Xapian::Enquire enquire(database_);
  enquire.set_query(query_);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  for (ValueCounts* const values : watched) {
    if (!slot_field(values->slot())) enquire.add_matchspy(&values->spy_);
  }
  return enquire;
}

void Matches::count_terms(const WatchedValues& watched) const {
  std::optional<std::vector<DocumentNumber>> documents;
  for (ValueCounts* const values : watched) {
    const std::optional<Field> field = slot_field(values->slot());
    if (!field) continue;
    if (!documents) documents = list();
    values->add(database_, *field, *documents);
  }
}

Matches::Matches(const Archive& archive, DocumentQuery query)
    : archive_(&archive), database_(archive.database()), query_(std::move(query)) {}

Matches::Matches(const Xapian::Database& database, DocumentQuery query)
    : database_(database), query_(std::move(query)) {}

Matches::~Matches() = default;

const MatchingSets* Matches::sets(const WatchedValues& watched) const {
  if (!evaluated_) {
    evaluated_ = true;
    std::optional<MatchingSets> made = archive_ == nullptr ? std::nullopt : MatchingSets::of(*archive_, query_);
    if (made) sets_ = std::make_unique<const MatchingSets>(std::move(*made));
  }
  const auto can_watch = [&](const ValueCounts* values) { return sets_->has_column(values->slot()); };
  return sets_ && std::all_of(watched.begin(), watched.end(), can_watch) ? sets_.get() : nullptr;
}

std::uint64_t Matches::count(const WatchedValues& watched) const {
  if (query_.empty()) return 0;
  if (const MatchingSets* const found = sets(watched)) {
    found->watch(watched);
    return found->size();
  }
  count_terms(watched);
  return unweighted(watched).get_mset(0, 0, database_.get_doccount()).get_matches_lower_bound();
}

bool Matches::any() const {
  return !query_.empty() && !unweighted({}).get_mset(0, 1).empty();
}

std::vector<DocumentNumber> Matches::list(const WatchedValues& watched) const {
  std::vector<DocumentNumber> documents;
  if (query_.empty()) return documents;
  if (const MatchingSets* const found = sets(watched)) {
    found->watch(watched);
    return found->documents();
  }
  count_terms(watched);
  Xapian::Enquire enquire = unweighted(watched);
  enquire.set_docid_order(Xapian::Enquire::ASCENDING);
  const Xapian::MSet found = enquire.get_mset(0, database_.get_doccount());
  documents.reserve(found.size());
  for (auto hit = found.begin(); hit != found.end(); ++hit) documents.push_back(*hit);
  return documents;
}

MatchPage Matches::top(MatchOrder order, std::uint64_t offset, std::uint64_t limit, bool exact,
                       const WatchedValues& watched) const {
  if (query_.empty()) return {};
  const bool by_date = order == MatchOrder::kNewest || order == MatchOrder::kOldest;
  const MatchingSets* const found = exact || !watched.empty() || by_date ? sets(watched) : nullptr;
  if (found == nullptr) return walked(order, offset, limit, exact, watched);
  found->watch(watched);
  MatchPage page;
  page.total = found->size();
  if (limit == 0) return page;
  if (order == MatchOrder::kStored)
    page.documents = without_weight(found->page(offset, limit));
  else if (by_date && found->has_column(kPublishedSlot))
    page.documents = without_weight(found->page_by_date(order == MatchOrder::kNewest, offset, limit));
  else
    page.documents = walked(order, offset, limit, false, {}).documents;
  return page;
}

// Counting to the end makes Xapian's estimate exact; its estimates of filtered queries are far off otherwise.
MatchPage Matches::walked(MatchOrder order, std::uint64_t offset, std::uint64_t limit, bool exact,
                          const WatchedValues& watched) const {
  count_terms(watched);
  MatchPage page;
  Xapian::Enquire enquire = unweighted(watched);
  if (order == MatchOrder::kBest || order == MatchOrder::kBestThenNewest) enquire.set_weighting_scheme(bm25_weight());
  set_order(order, enquire);
  const Xapian::MSet found =
      enquire.get_mset(to_doccount(offset), to_doccount(limit), exact ? database_.get_doccount() : 0);
  page.total = found.get_matches_lower_bound();
  page.total_is_exact = page.total == found.get_matches_upper_bound();
  page.documents.reserve(found.size());
  for (auto hit = found.begin(); hit != found.end(); ++hit) page.documents.push_back({*hit, hit.get_weight()});
  return page;
}

std::optional<double> Matches::weight_of(DocumentNumber document, const std::string& term) const {
  const Matches of_term(database_, filtered(query_, DocumentQuery(term)));
  for (const MatchedDocument& found :
       of_term.top(MatchOrder::kBest, 0, database_.get_termfreq(term), false).documents) {
    if (found.document == document) return found.weight;
  }
  return std::nullopt;
}

}  // namespace broadtape
