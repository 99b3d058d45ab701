#include "searcher/search/matcher.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "common/archive/schema.h"
#include "searcher/search/ranking.h"
#include "searcher/search/recency.h"

namespace broadtape {
namespace {

Xapian::doccount to_doccount(std::uint64_t number) {
  return static_cast<Xapian::doccount>(
      std::min<std::uint64_t>(number, std::numeric_limits<Xapian::doccount>::max() / 2));
}

// How many of the first `most` documents are left without those that tie with the one behind them.
std::size_t whole_ties(const std::vector<RankedDocument>& documents, std::size_t most) {
  std::size_t count = most;
  while (count > 0 && documents[count - 1].weight == documents[most].weight) --count;
  return count;
}

// The documents that the second stage ranks anew: the same for every page of an answer. A tie across the end of the
// window stays outside it, unless it is a long one.
std::size_t window_of(const std::vector<RankedDocument>& documents) {
  if (documents.size() <= kDependenceWindow) return documents.size();
  const std::size_t count = whole_ties(documents, kDependenceWindow);
  return count < kMinDependenceWindow ? kDependenceWindow : count;
}

void cut_page(const SearchRequest& request, std::vector<RankedDocument>& documents) {
  const auto begin = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(request.offset, documents.size()));
  documents.erase(documents.begin(), documents.begin() + begin);
  if (documents.size() > request.limit) documents.resize(request.limit);
}

void append(const MatchPage& more, MatchPage& page) {
  page.documents.insert(page.documents.end(), more.documents.begin(), more.documents.end());
}

}  // namespace

Matcher::Matcher(const Xapian::Database& database, const Xapian::Query& query)
    : database_(database), query_(query), enquire_(database) {
  enquire_.set_query(query);
}

// Counting to the end makes Xapian's estimate exact; its estimates of filtered queries are far off otherwise.
MatchPage Matcher::fetch(std::uint64_t offset, std::uint64_t limit) {
  const Xapian::doccount at_least = exact_ ? database_.get_doccount() : 0;
  const Xapian::MSet found = enquire_.get_mset(to_doccount(offset), to_doccount(limit), at_least);
  MatchPage page;
  page.total = found.get_matches_lower_bound();
  page.total_is_exact = page.total == found.get_matches_upper_bound();
  page.documents.reserve(found.size());
  for (auto hit = found.begin(); hit != found.end(); ++hit) page.documents.push_back({*hit, hit.get_weight()});
  enquire_.clear_matchspies();  // a further look at the same answer must not count it again
  return page;
}

std::uint64_t Matcher::count() {
  return fetch(0, 0).total;
}

void Matcher::settle_ties(std::vector<RankedDocument>& documents) const {
  for (auto begin = documents.begin(); begin != documents.end();) {
    const auto end = std::find_if(begin, documents.end(),
                                  [&](const RankedDocument& other) { return other.weight != begin->weight; });
    if (end - begin > 1) newest_first(begin, end);
    begin = end;
  }
}

void Matcher::newest_first(std::vector<RankedDocument>::iterator begin,
                           std::vector<RankedDocument>::iterator end) const {
  std::vector<std::pair<std::string, RankedDocument>> dated;  // by the sortable form of the date
  for (auto document = begin; document != end; ++document) {
    dated.emplace_back(database_.get_document(document->document, Xapian::DOC_ASSUME_VALID).get_value(kPublishedSlot),
                       *document);
  }
  std::stable_sort(dated.begin(), dated.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::transform(dated.begin(), dated.end(), begin, [](const auto& document) { return document.second; });
}

// Letting Xapian break ties by date costs half the search again: it then reads a date for each document that comes into
// question. So the first page asks for weights alone and settles the ties among what it gets.
MatchPage Matcher::ranked_until(std::uint64_t end, std::size_t window) {
  const std::uint64_t count = std::max<std::uint64_t>(end, window);
  if (end <= kMinDependenceWindow) {
    enquire_.set_sort_by_relevance();
    MatchPage page = fetch(0, count + 1);
    std::vector<RankedDocument>& documents = page.documents;
    const bool cut = documents.size() > count;
    if (cut) documents.resize(whole_ties(documents, count));
    // A window that a long tie makes too small is a part of that tie, which then has to be in order.
    const std::size_t least = cut && window > 0 ? kMinDependenceWindow : 0;
    if (documents.size() >= std::max<std::uint64_t>(end, least)) {
      settle_ties(documents);
      return page;
    }
  }
  enquire_.set_sort_by_relevance_then_value(kPublishedSlot, true);
  return fetch(0, count + 1);
}

// No score is higher than its weight. So the best by score are known when the best of them reach what is left of the
// weights; otherwise four times as many are looked at.
MatchPage Matcher::by_recency(const SearchRequest& request, const Dependence& dependence) {
  struct Scored {
    RankedDocument document;
    double log_score;
  };
  const auto higher = [](const Scored& a, const Scored& b) { return a.log_score > b.log_score; };
  const Recency recency(database_, request.recency_halflife_s, request.query.clock.now_s);
  const auto wanted = std::max<std::uint64_t>(request.offset + request.limit, kDependenceWindow);
  enquire_.set_sort_by_relevance_then_value(kPublishedSlot, true);
  std::vector<Scored> best;
  MatchPage page;
  for (std::uint64_t looked_at = 4 * wanted;; looked_at *= 4) {
    page = fetch(0, looked_at);
    best.clear();
    for (const RankedDocument& document : page.documents) best.push_back({document, recency.log_score(document)});
    std::stable_sort(best.begin(), best.end(), higher);
    if (page.documents.size() < looked_at) break;
    if (best[wanted - 1].log_score >= std::log2(page.documents.back().weight)) break;
  }
  if (best.size() > wanted) best.resize(wanted);
  if (request.dependence && !dependence.empty()) {
    const auto window = std::min<std::size_t>(best.size(), kDependenceWindow);
    for (std::size_t i = 0; i < window; ++i) best[i].document.weight += dependence.gain(best[i].document.document);
    for (std::size_t i = 0; i < window; ++i) best[i].log_score = recency.log_score(best[i].document);
    std::stable_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(window), higher);
  }
  page.documents.clear();
  for (const Scored& scored : best) page.documents.push_back({scored.document.document, std::exp2(scored.log_score)});
  cut_page(request, page.documents);
  return page;
}

MatchPage Matcher::by_relevance(const SearchRequest& request, const Dependence& dependence) {
  enquire_.set_weighting_scheme(Xapian::BM25Weight(kBm25K1, 0, 1, kBm25B, kBm25MinLength));
  if (request.recency_halflife_s > 0) return by_recency(request, dependence);
  const std::uint64_t end = request.offset + request.limit;
  const bool rerank = request.dependence && !dependence.empty() && request.offset < kDependenceWindow;
  if (!rerank && request.offset > 0) {
    enquire_.set_sort_by_relevance_then_value(kPublishedSlot, true);
    return fetch(request.offset, request.limit);
  }
  MatchPage page = ranked_until(end, rerank ? kDependenceWindow : 0);
  if (rerank) dependence.rerank(page.documents, window_of(page.documents), end);
  cut_page(request, page.documents);
  return page;
}

// Undated articles have no value to sort by, which Xapian takes as the smallest; they are moved behind the others.
MatchPage Matcher::oldest_first(const SearchRequest& request) {
  enquire_.set_sort_by_value_then_relevance(kPublishedSlot, false);
  const std::string undated = make_term(Field::kFlag, kUndatedFlag);
  std::uint64_t undated_count = 0;
  if (database_.get_termfreq(undated) > 0) {
    undated_count = Matcher(database_, Xapian::Query(Xapian::Query::OP_FILTER, query_, Xapian::Query(undated))).count();
  }
  MatchPage page = fetch(undated_count + request.offset, request.limit);
  if (undated_count == 0 || page.documents.size() == request.limit) return page;
  const std::uint64_t dated_count = page.total - undated_count;
  const std::uint64_t begin = request.offset > dated_count ? request.offset - dated_count : 0;
  if (begin >= undated_count) return page;
  append(fetch(begin, std::min<std::uint64_t>(request.limit - page.documents.size(), undated_count - begin)), page);
  return page;
}

MatchPage Matcher::page(const SearchRequest& request, const Dependence& dependence, bool ranked, FacetCounter* facets) {
  exact_ = request.exact_total || facets != nullptr || request.sort == Sort::kOldest;
  if (facets) facets->watch(enquire_);
  if (request.sort == Sort::kRelevance && ranked && request.limit > 0) return by_relevance(request, dependence);
  enquire_.set_weighting_scheme(Xapian::BoolWeight());
  if (request.sort == Sort::kOldest) return oldest_first(request);
  if (request.sort == Sort::kStored) {
    enquire_.set_sort_by_relevance();  // which is the same for all, so that document numbers decide
  } else {
    enquire_.set_sort_by_value_then_relevance(kPublishedSlot, true);
  }
  return fetch(request.offset, request.limit);
}

}  // namespace broadtape
