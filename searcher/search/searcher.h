// Executes search requests on an archive.
//
// Threads: not shared; each thread needs its own Searcher and Archive.
#pragma once

#include <functional>
#include <memory>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/search/kept_articles.h"
#include "searcher/search/search_answer.h"
#include "searcher/search/search_request.h"

namespace broadtape {

class Searcher {
 public:
  // Keeps references to `archive` and `analyser`. Sharing an analyser between searchers reuses its cache of terms; the
  // first constructor creates a new one.
  explicit Searcher(const Archive& archive)
      : archive_(archive), own_analyser_(std::make_unique<Analyser>()), analyser_(*own_analyser_) {}
  Searcher(const Archive& archive, Analyser& analyser) : archive_(archive), analyser_(analyser) {}

  // Searches `archive` as a part of `whole`; see PreparedQuery. With `kept`, which is for this archive, the articles
  // that earlier searches have read are not read again.
  Searcher(const Archive& archive, Analyser& analyser, const Archive& whole, KeptArticles* kept = nullptr)
      : archive_(archive), whole_(&whole), analyser_(analyser), kept_(kept) {}

  // Throws Error(kQuery) as parse_query(), date_filter() and expand_wildcards() do, Error(kUsage) for an unknown facet,
  // Error(kCorrupt) for a damaged article, Error(kNetwork) when a remote shard fails.
  SearchAnswer search(const SearchRequest& request, const HitParts& parts = {});

  // Streams the same answer, for any number of hits in little memory: calls `head` once with the answer without hits,
  // then `hit` for each hit in order. Uses 32 bytes per hit, and about 110 bytes per hit during matching. Throws as
  // search() does, and propagates exceptions of the callbacks.
  void stream(const SearchRequest& request, const HitParts& parts, const std::function<void(const SearchAnswer&)>& head,
              const std::function<void(Hit&&)>& hit);

  // The same if the query finds something itself; otherwise returns false and calls nothing, in less time.
  bool stream_if_any(const SearchRequest& request, const HitParts& parts,
                     const std::function<void(const SearchAnswer&)>& head, const std::function<void(Hit&&)>& hit);

 private:
  const Archive& archive_;
  const Archive* whole_ = &archive_;
  std::unique_ptr<Analyser> own_analyser_;
  Analyser& analyser_;
  KeptArticles* kept_ = nullptr;
};

}  // namespace broadtape
