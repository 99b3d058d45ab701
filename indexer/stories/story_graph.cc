#include "indexer/stories/story_graph.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <tuple>

#include "common/time/instant.h"

namespace broadtape {
namespace {

using Number = std::uint32_t;

struct Neighbour {
  Number article;
  Relation relation;
};

class StoryMaker {
 public:
  StoryMaker(const std::vector<StoryArticle>& articles, const std::vector<StoryLink>& links)
      : articles_(articles),
        neighbours_(articles.size()),
        in_story_(articles.size()),
        in_copies_(articles.size()),
        places_(articles.size()) {
    for (const StoryLink& link : links) {
      neighbours_[link.one].push_back({link.other, link.relation});
      neighbours_[link.other].push_back({link.one, link.relation});
    }
  }

  std::vector<StoryPlace> run() {
    std::vector<Number> in_order(articles_.size());
    std::iota(in_order.begin(), in_order.end(), 0);
    std::sort(in_order.begin(), in_order.end(), [&](Number a, Number b) { return is_before(a, b); });
    for (const Number first : in_order) {
      if (in_story_[first]) continue;
      const std::vector<Number> story = reached(first, in_story_, [&](const Neighbour& next) {
        const std::int64_t next_s = articles_[next.article].published_s;
        return next_s <= last_s(first) || next_s == kUndated;
      });
      if (story.size() > 1) place(story, articles_[first].id);
    }
    return std::move(places_);
  }

 private:
  bool is_before(Number a, Number b) const {
    return std::tie(articles_[a].published_s, articles_[a].id) < std::tie(articles_[b].published_s, articles_[b].id);
  }

  std::int64_t last_s(Number first) const {
    const std::int64_t first_s = articles_[first].published_s;
    return first_s == kUndated ? kUndated : first_s + kStoryDays * kSecondsPerDay;
  }

  // `first` and what can be reached from it over neighbours that `follow` accepts and that are not `taken` yet; takes
  // them.
  std::vector<Number> reached(Number first, std::vector<bool>& taken,
                              const std::function<bool(const Neighbour&)>& follow) const {
    std::vector<Number> found{first};
    taken[first] = true;
    for (std::size_t i = 0; i < found.size(); ++i) {
      for (const Neighbour& next : neighbours_[found[i]]) {
        if (taken[next.article] || !follow(next)) continue;
        taken[next.article] = true;
        found.push_back(next.article);
      }
    }
    return found;
  }

  void place(std::vector<Number> story, const std::string& id) {
    std::sort(story.begin(), story.end(), [&](Number a, Number b) { return is_before(a, b); });
    for (const Number article : story) places_[article].story = id;
    for (const Number first : story) {
      if (in_copies_[first]) continue;
      const std::vector<Number> copies = reached(first, in_copies_, [&](const Neighbour& next) {
        return next.relation == Relation::kCopy && places_[next.article].story == id;
      });
      if (copies.size() < 2) continue;
      for (const Number copy : copies) places_[copy].copies = articles_[first].id;
    }
  }

  const std::vector<StoryArticle>& articles_;
  std::vector<std::vector<Neighbour>> neighbours_;
  std::vector<bool> in_story_, in_copies_;
  std::vector<StoryPlace> places_;
};

}  // namespace

std::vector<StoryPlace> places_in_stories(const std::vector<StoryArticle>& articles,
                                          const std::vector<StoryLink>& links) {
  return StoryMaker(articles, links).run();
}

}  // namespace broadtape
