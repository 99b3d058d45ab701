#include "searcher/search/collapser.h"

#include <algorithm>
#include <utility>

namespace broadtape {
Collapser::Collapser(const Archive& archive, Collapse collapse, bool count_stories)
    : archive_(archive), slot_(collapse == Collapse::kCopies ? kCopySlot : kStorySlot) {
  const bool has_stories = !archive.index().greatest_value(kStorySlot).empty();
  collapses_ = collapse != Collapse::kNone && has_stories;
  counts_ = collapses_ || (count_stories && has_stories);
}

WatchedValues Collapser::watched() {
  WatchedValues values;
  if (!counts_) return values;
  values.push_back(&stories_);
  if (slot_ == kCopySlot) values.push_back(&texts_);
  return values;
}

void Collapser::finish() {
  story_copies_ = stories_.repeats();
  if (collapses_) collapsed_ = collapsed_values().repeats();
}

std::uint64_t Collapser::collapsed_into(DocumentNumber document) const {
  if (collapsed_ == 0) return 0;
  const std::uint64_t matches = collapsed_values().count_of(key_of(document));
  return matches == 0 ? 0 : matches - 1;
}

void Collapser::keep_firsts(Keys& seen, std::vector<RankedDocument>& documents) const {
  const auto is_repeated = [&](const RankedDocument& ranked) {
    std::string key = key_of(ranked.document);
    return !key.empty() && !seen.insert(std::move(key)).second;
  };
  // Not std::remove_if, which may copy its predicate and does not promise the order of calls.
  std::size_t kept = 0;
  for (const RankedDocument& ranked : documents) {
    if (!is_repeated(ranked)) documents[kept++] = ranked;
  }
  documents.resize(kept);
}

void Collapser::keep_new(const std::vector<RankedDocument>& shown, std::vector<RankedDocument>& documents) const {
  if (!collapses_) return;
  Keys seen;
  for (const RankedDocument& ranked : shown) seen.insert(key_of(ranked.document));
  seen.erase("");
  keep_firsts(seen, documents);
}

// How many documents the stories of these may have to be passed over.
std::uint64_t Collapser::most_collapsed(const std::vector<RankedDocument>& documents) const {
  std::uint64_t most = 0;
  for (const RankedDocument& ranked : documents) most += collapsed_into(ranked.document);
  return most;
}

RankedPage Collapser::page(const SearchRequest& request, const WatchedValues& watched, const Rank& rank) {
  if (!collapses_ || request.limit == 0) {
    RankedPage page = rank(request, watched);
    finish();
    return page;
  }
  const std::uint64_t end = request.offset + request.limit;
  SearchRequest longer = request;
  longer.offset = 0;
  longer.limit = end + request.limit / 2;
  RankedPage page = rank(longer, watched);
  finish();
  const std::uint64_t total = page.total;
  for (;;) {
    const bool is_whole = page.documents.size() < longer.limit || page.documents.size() >= total;
    Keys seen;
    keep_firsts(seen, page.documents);
    if (is_whole || page.documents.size() >= end) break;
    longer.exact_total = false;
    longer.limit = std::max(2 * longer.limit, end + request.limit / 2 + most_collapsed(page.documents));
    page.documents = rank(longer, {}).documents;
  }
  const auto begin = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(request.offset, page.documents.size()));
  page.documents.erase(page.documents.begin(), page.documents.begin() + begin);
  if (page.documents.size() > request.limit) page.documents.resize(request.limit);
  return page;
}

}  // namespace broadtape
