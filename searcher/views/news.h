// What is new for a saved search: the versions of articles that arrived since it was asked and that its query matches.
#pragma once

#include <cstdint>
#include <functional>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/search/kept_articles.h"
#include "searcher/search/search_answer.h"
#include "searcher/search/search_request.h"

namespace broadtape {

struct NewsRequest {
  SearchRequest search;
  std::uint64_t mark = 0;  // versions of this run and of earlier ones are not new; see kArrivalSlot
};

// The search of the request among the versions that arrived after its mark, without partial matches and diagnosis.
SearchRequest search_for_news(const NewsRequest& request);

// Streams the answer as Searcher::stream() does, and sets Hit::news of each hit. Throws likewise.
void stream_news(const Archive& archive, const NewsRequest& request, const HitParts& parts,
                 const std::function<void(const SearchAnswer&)>& head, const std::function<void(Hit&&)>& hit);

// What many searches for news share.
struct Arrivals {
  const Archive& archive;
  const Archive& segments;  // those of `archive` with versions that arrived after the marks; see arrivals_after()
  Analyser& analyser;
  KeptArticles& kept;  // of `segments`
};

// The same, in time that depends on the size of `arrivals.segments` and not on that of the archive. Returns false and
// calls nothing if there is nothing new.
bool stream_news(const Arrivals& arrivals, const NewsRequest& request, const HitParts& parts,
                 const std::function<void(const SearchAnswer&)>& head, const std::function<void(Hit&&)>& hit);

}  // namespace broadtape
