#include "indexer/stories/story_graph.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "common/time/instant.h"

namespace broadtape {
namespace {

constexpr Relation kCopy = Relation::kCopy;
constexpr Relation kGrown = Relation::kStory;

StoryArticle on_day(const std::string& id, int day) {
  return {id, day * kSecondsPerDay};
}

// "story/copies" of each article.
std::vector<std::string> places(const std::vector<StoryArticle>& articles, const std::vector<StoryLink>& links) {
  std::vector<std::string> lines;
  for (const StoryPlace& place : places_in_stories(articles, links)) lines.push_back(place.story + "/" + place.copies);
  return lines;
}

using Lines = std::vector<std::string>;

TEST_CASE("A story has the id of its first report", "[stories]") {
  const std::vector<StoryArticle> articles = {on_day("c", 2), on_day("b", 1), on_day("a", 3), on_day("d", 1)};
  CHECK(places(articles, {{0, 1, kGrown}, {0, 2, kCopy}}) == Lines{"b/c", "b/", "b/c", "/"});
  CHECK(places(articles, {{3, 1, kCopy}}) == Lines{"/", "b/b", "/", "b/b"});  // of equal times the least id
}

TEST_CASE("Undated articles come last", "[stories]") {
  const std::vector<StoryArticle> articles = {{"a", kUndated}, {"b", kUndated}, on_day("c", 1)};
  CHECK(places(articles, {{0, 1, kCopy}}) == Lines{"a/a", "a/a", "/"});
  CHECK(places(articles, {{0, 1, kCopy}, {1, 2, kCopy}}) == Lines{"c/c", "c/c", "c/c"});
}

TEST_CASE("An undated copy is in the earliest story of its text, and does not join it with later ones", "[stories]") {
  const std::vector<StoryArticle> articles = {{"a", kUndated}, on_day("b", 1), on_day("c", 90), on_day("d", 91)};
  CHECK(places(articles, {{0, 1, kCopy}, {0, 2, kCopy}, {2, 3, kCopy}}) == Lines{"b/b", "b/b", "c/c", "c/c"});
}

TEST_CASE("A chain of daily reports does not become one story", "[stories]") {
  std::vector<StoryArticle> articles;
  std::vector<StoryLink> links;
  for (int day = 0; day < 60; ++day) {
    articles.push_back(on_day("d" + std::to_string(100 + day), day));
    if (day > 0) links.push_back({static_cast<std::uint32_t>(day - 1), static_cast<std::uint32_t>(day), kCopy});
  }
  const Lines found = places(articles, links);
  CHECK(found[14] == "d100/d100");
  CHECK(found[15] == "d115/d115");
  CHECK(found[59] == "d145/d145");
}

TEST_CASE("Stories do not depend on the order of articles and links", "[stories]") {
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    std::vector<StoryArticle> articles;
    std::vector<StoryLink> links;
    for (int i = 0; i < 30; ++i)
      articles.push_back(on_day("a" + std::to_string(10 + i), static_cast<int>(random() % 40)));
    for (int i = 0; i < 40; ++i)
      links.push_back({static_cast<std::uint32_t>(random() % 30), static_cast<std::uint32_t>(random() % 30),
                       random() % 2 == 0 ? kCopy : kGrown});
    const auto by_id = [&](const std::vector<StoryArticle>& some, const std::vector<StoryLink>& their) {
      std::map<std::string, std::string> result;
      const Lines lines = places(some, their);
      for (std::size_t i = 0; i < some.size(); ++i) result[some[i].id] = lines[i];
      return result;
    };
    std::vector<std::uint32_t> order(articles.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random);
    std::vector<StoryArticle> shuffled(articles.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) shuffled[order[i]] = articles[i];
    std::vector<StoryLink> turned;
    for (const StoryLink& link : links) turned.push_back({order[link.other], order[link.one], link.relation});
    std::shuffle(turned.begin(), turned.end(), random);
    CHECK(by_id(articles, links) == by_id(shuffled, turned));
  }
}

}  // namespace
}  // namespace broadtape
