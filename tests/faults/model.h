// What an archive has to hold, in memory and in the simplest way.
#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/faults/steps.h"
#include "tests/faults/stories.h"

namespace broadtape {

// One version of an article, as a search shows it.
struct ModelVersion {
  int number = 0, edition = 1;
  int source = 0, day = 0;
  std::set<std::string> tickers;
  bool superseded = false, corrected = false;

  Story story() const { return {number, edition, source, day, {tickers.begin(), tickers.end()}}; }
};

class Model {
 public:
  explicit Model(int start = 0) : start_(start) {
    for (int i = 0; i < kStartSizes[start]; ++i) add(story_of({kFirstOfStart + i, 1, 0}));
  }

  static constexpr int kStartSizes[] = {0, 60, 1'100};

  // What add's input has for these items. Within one run an article gets either further editions or further companies:
  // which version a company belongs to depends on the order of runs, and that is tested elsewhere.
  std::vector<Story> stories_of(const std::vector<Item>& items) const {
    std::map<int, std::set<int>> editions;
    for (const Item& item : items) editions[item.number].insert(item.edition);
    std::vector<Story> stories;
    for (Item item : items) {
      if (editions[item.number].size() > 1) item.company = 0;
      item.number = story_number(item.number);
      stories.push_back(story_of(item));
    }
    return stories;
  }

  // The stories of a new model, as the input that makes its archive.
  std::vector<Story> all_stories() const {
    std::vector<Story> stories;
    for (const auto& [number, versions] : articles_) stories.push_back(versions.back().story());
    return stories;
  }

  void add(const Story& story) {
    std::vector<ModelVersion>& versions = articles_[story.number];
    const auto same = std::find_if(versions.begin(), versions.end(),
                                   [&](const ModelVersion& version) { return version.edition == story.edition; });
    const std::set<std::string> tickers(story.tickers.begin(), story.tickers.end());
    if (same == versions.end()) {
      for (ModelVersion& version : versions) version.superseded = true;
      versions.push_back({story.number, story.edition, story.source, story.day, tickers, false, !versions.empty()});
      return;
    }
    // A company that the version lacks is added to the current one.
    for (const std::string& ticker : tickers) {
      if (!same->tickers.contains(ticker)) versions.back().tickers.insert(ticker);
    }
  }

  void remove(int number) { articles_.erase(number); }

  // Of the numbers that a step's items name, and of the articles that each start has.
  int story_number(int item_number) const {
    constexpr int kHalf = kStoryNumbers / 2;
    if (start_ == 0 || item_number < kHalf) return item_number;
    return kFirstOfStart + (item_number - kHalf) * kStartSizes[start_] / kHalf;
  }

  const std::map<int, std::vector<ModelVersion>>& articles() const { return articles_; }

  template <class Condition>
  std::vector<ModelVersion> versions(Condition&& condition) const {
    std::vector<ModelVersion> found;
    for (const auto& [number, versions] : articles_) {
      std::copy_if(versions.begin(), versions.end(), std::back_inserter(found), condition);
    }
    return found;
  }

 private:
  static constexpr int kFirstOfStart = 1'000;

  // Those of a start are alike in all that a boolean term says, so that such terms stand in every document of a
  // segment.
  static Story story_of(const Item& item) {
    static const char* const kOther[] = {"", "MSFT", "AAPL"};
    const bool alike = item.number >= kFirstOfStart;
    Story story{.number = item.number,
                .edition = item.edition,
                .source = alike ? 0 : item.number % 3,
                .day = alike ? 3 : item.number % 6,
                .tickers = {alike || item.number % 2 ? "IBM" : "XOM"}};
    if (item.company > 0) story.tickers.push_back(kOther[item.company]);
    return story;
  }

  int start_;
  std::map<int, std::vector<ModelVersion>> articles_;  // by story number; the last version is the current one
};

}  // namespace broadtape
