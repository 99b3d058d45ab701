#include "searcher/search/ranker.h"

#include <algorithm>
#include <cmath>

#include "common/archive/schema.h"

namespace broadtape {
namespace {

RankedPage ranked_page(const MatchPage& page) {
  RankedPage ranked;
  ranked.total = page.total;
  ranked.total_is_exact = page.total_is_exact;
  ranked.documents.reserve(page.documents.size());
  for (const MatchedDocument& found : page.documents) ranked.documents.push_back({found.document, {found.weight}});
  return ranked;
}

// The size of the longest prefix of at most `most` documents that does not end within a tie.
std::size_t whole_ties(const std::vector<RankedDocument>& documents, std::size_t most) {
  std::size_t count = most;
  while (count > 0 && documents[count - 1].score.bm25 == documents[most].score.bm25) --count;
  return count;
}

// The number of documents that the second stage rescores, the same for every page of an answer. A tie across the end of
// the window is excluded from it, unless it is long.
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

// Sorts the first `count` documents by total score; the order of equal documents is kept.
void sort_by_total(std::vector<RankedDocument>& documents, std::size_t count) {
  std::vector<std::pair<double, RankedDocument>> keyed;
  keyed.reserve(count);
  for (std::size_t i = 0; i < count; ++i) keyed.emplace_back(documents[i].score.log2_total(), documents[i]);
  std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; i < count; ++i) documents[i] = keyed[i].second;
}

// Of orders that Xapian has; newest first for relevance without words to rank by.
MatchOrder order_of(Sort sort) {
  constexpr std::pair<Sort, MatchOrder> kOrders[] = {
      {Sort::kStored, MatchOrder::kStored},       {Sort::kSource, MatchOrder::kSource},
      {Sort::kTicker, MatchOrder::kTicker},       {Sort::kLength, MatchOrder::kLength},
      {Sort::kFirstSeen, MatchOrder::kFirstSeen}, {Sort::kArrival, MatchOrder::kArrival},
  };
  for (const auto& [known, order] : kOrders) {
    if (known == sort) return order;
  }
  return MatchOrder::kNewest;
}

}  // namespace

Ranker::Ranker(const Archive& archive, const PreparedQuery& prepared, const SearchRequest& request)
    : archive_(archive),
      index_(archive.index()),
      request_(request),
      dependence_(prepared.tree(), archive),
      has_words_(!prepared.ranked_parts().empty()) {
  if (request.recency_halflife_s > 0) recency_.emplace(archive, request.recency_halflife_s, request.query.clock.now_s);
}

void Ranker::order_ties(std::vector<RankedDocument>& documents) const {
  for (auto begin = documents.begin(); begin != documents.end();) {
    const auto end = std::find_if(begin, documents.end(),
                                  [&](const RankedDocument& other) { return other.score.bm25 != begin->score.bm25; });
    if (end - begin > 1) newest_first(begin, end);
    begin = end;
  }
}

void Ranker::newest_first(std::vector<RankedDocument>::iterator begin,
                          std::vector<RankedDocument>::iterator end) const {
  std::vector<std::pair<std::string, RankedDocument>> dated;  // by the sortable form of the date
  for (auto document = begin; document != end; ++document) {
    dated.emplace_back(archive_.value(document->document, kPublishedSlot), *document);
  }
  std::stable_sort(dated.begin(), dated.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::transform(dated.begin(), dated.end(), begin, [](const auto& document) { return document.second; });
}

// Breaking ties by date in Xapian makes a search 50 % slower, because it reads the date of each candidate. So the first
// page requests only weights and orders ties among its results.
RankedPage Ranker::ranked_until(const Matches& matches, std::uint64_t end, std::size_t window, bool exact,
                                const WatchedValues& watched) const {
  const std::uint64_t count = std::max<std::uint64_t>(end, window);
  const bool first_page = end <= kMinDependenceWindow;
  if (first_page) {
    RankedPage page = ranked_page(matches.top(MatchOrder::kBest, 0, count + 1, exact, watched));
    std::vector<RankedDocument>& documents = page.documents;
    const bool cut = documents.size() > count;
    if (cut) documents.resize(whole_ties(documents, count));
    // If a long tie would make the window too small, the window includes part of the tie, which then must be sorted.
    const std::size_t least = cut && window > 0 ? kMinDependenceWindow : 0;
    if (documents.size() >= std::max<std::uint64_t>(end, least)) {
      order_ties(documents);
      return page;
    }
  }
  // Values are watched in the first pass only, so that they are not counted twice.
  return ranked_page(
      matches.top(MatchOrder::kBestThenNewest, 0, count + 1, exact, first_page ? WatchedValues{} : watched));
}

// No total score exceeds its relevance. So the best by total score are final once the lowest of them reaches the
// highest relevance of the remaining documents; otherwise four times as many documents are ranked.
RankedPage Ranker::by_recency(const Matches& matches, bool exact, const WatchedValues& watched) const {
  const auto wanted = std::max<std::uint64_t>(request_.offset + request_.limit, kDependenceWindow);
  RankedPage page;
  for (std::uint64_t looked_at = 4 * wanted;; looked_at *= 4) {
    const bool first_look = looked_at == 4 * wanted;
    page = ranked_page(
        matches.top(MatchOrder::kBestThenNewest, 0, looked_at, exact, first_look ? watched : WatchedValues{}));
    std::vector<RankedDocument>& documents = page.documents;
    const double least = documents.empty() ? 0 : documents.back().score.bm25;
    const bool all = documents.size() < looked_at;
    for (RankedDocument& ranked : documents) ranked.score.half_lives = recency_->half_lives(ranked.document);
    sort_by_total(documents, documents.size());
    if (all || documents[wanted - 1].score.log2_total() >= std::log2(least)) break;
  }
  if (page.documents.size() > wanted) page.documents.resize(wanted);
  if (request_.dependence && !dependence_.empty()) {
    const auto window = std::min<std::size_t>(page.documents.size(), kDependenceWindow);
    for (std::size_t i = 0; i < window; ++i)
      Dependence::add(dependence_.gain(page.documents[i].document), page.documents[i].score);
    sort_by_total(page.documents, window);
  }
  cut_page(request_, page.documents);
  return page;
}

RankedPage Ranker::by_relevance(const Matches& matches, bool exact, const WatchedValues& watched) const {
  if (recency_) return by_recency(matches, exact, watched);
  const std::uint64_t end = request_.offset + request_.limit;
  const bool rerank = request_.dependence && !dependence_.empty() && request_.offset < kDependenceWindow;
  if (!rerank && request_.offset > 0)
    return ranked_page(matches.top(MatchOrder::kBestThenNewest, request_.offset, request_.limit, exact, watched));
  RankedPage page = ranked_until(matches, end, rerank ? kDependenceWindow : 0, exact, watched);
  if (rerank) {
    const std::size_t window = window_of(page.documents);
    dependence_.score(page.documents, window, end);
    std::stable_sort(
        page.documents.begin(), page.documents.begin() + static_cast<std::ptrdiff_t>(window),
        [](const RankedDocument& a, const RankedDocument& b) { return a.score.relevance() > b.score.relevance(); });
  }
  cut_page(request_, page.documents);
  return page;
}

// Undated articles have no value to sort by, which Xapian sorts first; they are moved to the end.
RankedPage Ranker::oldest_first(const DocumentQuery& query, const WatchedValues& watched) const {
  const Matches matches(archive_, query);
  const std::string undated = make_term(Field::kFlag, kUndatedFlag);
  std::uint64_t undated_count = 0;
  if (index_.documents_with(undated) > 0)
    undated_count = Matches(archive_, filtered(query, DocumentQuery(undated))).count();
  RankedPage page =
      ranked_page(matches.top(MatchOrder::kOldest, undated_count + request_.offset, request_.limit, true, watched));
  if (undated_count == 0 || page.documents.size() == request_.limit) return page;
  const std::uint64_t dated_count = page.total - undated_count;
  const std::uint64_t begin = request_.offset > dated_count ? request_.offset - dated_count : 0;
  if (begin >= undated_count) return page;
  const std::uint64_t room = std::min<std::uint64_t>(request_.limit - page.documents.size(), undated_count - begin);
  for (const MatchedDocument& found : matches.top(MatchOrder::kOldest, begin, room, true).documents)
    page.documents.push_back({found.document, {}});
  return page;
}

RankedPage Ranker::page(const DocumentQuery& query, const WatchedValues& watched) const {
  const bool exact = request_.exact_total || !watched.empty();
  const Matches matches(archive_, query);
  if (request_.sort == Sort::kRelevance && has_words_ && request_.limit > 0)
    return by_relevance(matches, exact, watched);
  if (request_.sort == Sort::kOldest) return oldest_first(query, watched);
  return ranked_page(matches.top(order_of(request_.sort), request_.offset, request_.limit, exact, watched));
}

std::optional<Score> Ranker::score_of(const DocumentQuery& query, DocumentNumber document,
                                      const std::string& id_term) const {
  const std::optional<double> weight = Matches(archive_, query).weight_of(document, id_term);
  if (!weight) return std::nullopt;
  Score score;
  if (has_words_) score.bm25 = *weight;
  score.half_lives = half_lives(document);
  return score;
}

}  // namespace broadtape
