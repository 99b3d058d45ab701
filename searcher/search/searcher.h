// Answers requests from an archive.
//
// Threads: not shared; each thread makes its own over its own Archive.
#pragma once

#include <functional>
#include <memory>

#include "common/archive/archive.h"
#include "common/text/analyser.h"
#include "searcher/search/search_answer.h"
#include "searcher/search/search_request.h"

namespace broadtape {

class Searcher {
 public:
  // Keeps a reference to `archive`, and to `analyser`, whose cache of terms makes the next search faster; without one
  // it makes its own.
  explicit Searcher(const Archive& archive)
      : archive_(archive), own_analyser_(std::make_unique<Analyser>()), analyser_(*own_analyser_) {}
  Searcher(const Archive& archive, Analyser& analyser) : archive_(archive), analyser_(analyser) {}

  // Throws Error(kQuery) for what parse_query(), date_filter() and expand_wildcards() refuse, Error(kUsage) for an
  // unknown facet, Error(kCorrupt) for a damaged article, Error(kNetwork) when a remote shard fails.
  SearchAnswer search(const SearchRequest& request, const HitParts& parts = {});

  // The same answer in two steps, for any number of hits in little memory: `head` gets it without its hits, once; then
  // `hit` gets each of them in order. Holds 32 bytes for each hit, about 110 while it finds them. Throws as search()
  // does, and what the two throw.
  void stream(const SearchRequest& request, const HitParts& parts, const std::function<void(const SearchAnswer&)>& head,
              const std::function<void(Hit&&)>& hit);

 private:
  const Archive& archive_;
  std::unique_ptr<Analyser> own_analyser_;
  Analyser& analyser_;
};

}  // namespace broadtape
