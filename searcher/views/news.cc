#include "searcher/views/news.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/archive/schema.h"
#include "searcher/search/searcher.h"

namespace broadtape {
namespace {

constexpr std::size_t kBlock = 256;  // hits whose earlier versions are searched for at once

bool may_be_correction(const Hit& hit) {
  return std::find(hit.flags.begin(), hit.flags.end(), kCorrectedFlag) != hit.flags.end();
}

// Passes hits on in blocks, with Hit::news.
class NewsSorter {
 public:
  NewsSorter(const Archive& archive, const NewsRequest& request, const std::function<void(Hit&&)>& hit)
      : archive_(archive), request_(request), hit_(hit) {}

  void add(Hit&& hit) {
    block_.push_back(std::move(hit));
    if (block_.size() == kBlock) finish_block();
  }

  void finish_block() {
    const std::set<std::string> known = found_before();
    for (Hit& hit : block_) {
      hit.news = known.contains(hit.article.id) ? News::kCorrected : News::kNew;
      hit_(std::move(hit));
    }
    block_.clear();
  }

 private:
  // Articles of the block of which the search found a version that arrived until the mark.
  std::set<std::string> found_before() const {
    SearchRequest earlier = search_for_news(request_);
    VersionScope& versions = earlier.query.versions;
    versions = {.after_run = std::nullopt, .until_run = request_.mark, .ids = {}};
    for (const Hit& hit : block_) {
      if (may_be_correction(hit)) versions.ids.push_back(hit.article.id);
    }
    std::set<std::string> found;
    if (versions.ids.empty()) return found;
    earlier.query.all_versions = true;
    earlier.sort = Sort::kStored;
    earlier.collapse = Collapse::kNone;
    earlier.facets.clear();
    earlier.offset = 0;
    earlier.limit = kAllResults;
    Searcher(archive_).stream(
        earlier, kNoHitParts, [](const SearchAnswer&) {}, [&](Hit&& hit) { found.insert(hit.article.id); });
    return found;
  }

  const Archive& archive_;
  const NewsRequest& request_;
  const std::function<void(Hit&&)>& hit_;
  std::vector<Hit> block_;
};

}  // namespace

SearchRequest search_for_news(const NewsRequest& request) {
  SearchRequest search = request.search;
  search.query.versions.after_run = request.mark;
  search.partial = false;
  search.diagnose = false;
  return search;
}

void stream_news(const Archive& archive, const NewsRequest& request, const HitParts& parts,
                 const std::function<void(const SearchAnswer&)>& head, const std::function<void(Hit&&)>& hit) {
  HitParts with_flags = parts;
  with_flags.flags = true;
  NewsSorter sorter(archive, request, hit);
  Searcher(archive).stream(search_for_news(request), with_flags, head,
                           [&](Hit&& found) { sorter.add(std::move(found)); });
  sorter.finish_block();
}

bool stream_news(const Arrivals& arrivals, const NewsRequest& request, const HitParts& parts,
                 const std::function<void(const SearchAnswer&)>& head, const std::function<void(Hit&&)>& hit) {
  HitParts with_flags = parts;
  with_flags.flags = true;
  NewsSorter sorter(arrivals.archive, request, hit);
  Searcher searcher(arrivals.segments, arrivals.analyser, arrivals.archive, &arrivals.kept);
  const bool any = searcher.stream_if_any(search_for_news(request), with_flags, head,
                                          [&](Hit&& found) { sorter.add(std::move(found)); });
  sorter.finish_block();
  return any;
}

}  // namespace broadtape
