#include "searcher/views/news.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <string>

#include "tests/support/growing_archive.h"

using namespace broadtape;

namespace {

using Listed = std::map<std::string, std::string>;  // "title: body" to "new" or "corrected"

// An archive that grows, and what a search for `oil` should report of it.
class WatchedArchive {
 public:
  explicit WatchedArchive(std::uint64_t seed) : random_(seed) { add(); }

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  // New articles, corrections and known records in any mixture. Half of the versions match.
  void add() {
    std::vector<Article> articles;
    for (std::uint64_t i = 0; i < 1 + below(6); ++i) {
      const std::string title = "T" + std::to_string(below(30));
      const std::string body = below(2) == 0 ? "Oil is version " : "Gold is version ";
      Article article = make_article(title, body + std::to_string(below(3)) + ".");
      article.url = "https://news.example/" + title;
      article.id = article_id(article);
      article.first_seen_s = kMadeAt - static_cast<std::int64_t>(below(100));  // clocks do not matter
      articles.push_back(article);
      std::vector<std::string>& versions = versions_[title];
      if (std::find(versions.begin(), versions.end(), article.body) == versions.end()) versions.push_back(article.body);
    }
    archive_.add(articles);
  }

  void merge() { archive_.merge(); }

  // Of each article only the newest version is listed, if it arrived since and matches.
  Listed expected() const {
    Listed listed;
    for (const auto& [title, versions] : versions_) {
      const auto seen = seen_.find(title);
      const std::size_t known = seen == seen_.end() ? 0 : seen->second;
      if (versions.size() == known || !matches(versions.back())) continue;
      const bool found = std::any_of(versions.begin(), versions.begin() + static_cast<std::ptrdiff_t>(known), matches);
      listed[title + ": " + versions.back()] = found ? "corrected" : "new";
    }
    return listed;
  }

  // Fails if an article is listed twice.
  Listed listed(Sort sort) const {
    const Archive archive = Archive::open(archive_.path());
    NewsRequest request;
    request.search.query.text = "oil";
    request.search.sort = sort;
    request.search.limit = kAllResults;
    request.mark = mark_;
    Listed listed;
    std::uint64_t total = 0;
    stream_news(
        archive, request, HitParts{}, [&](const SearchAnswer& head) { total = head.total; },
        [&](Hit&& hit) {
          REQUIRE(hit.news != News::kNone);
          const bool first = listed
                                 .emplace(hit.article.title + ": " + hit.article.body,
                                          hit.news == News::kCorrected ? "corrected" : "new")
                                 .second;
          CHECK(first);
        });
    CHECK(total == listed.size());
    return listed;
  }

  void move_mark() {
    mark_ = Archive::open(archive_.path()).runs();
    for (const auto& [title, versions] : versions_) seen_[title] = versions.size();
  }

 private:
  static bool matches(const std::string& body) { return body.starts_with("Oil"); }

  GrowingArchive archive_;
  std::mt19937_64 random_;
  std::map<std::string, std::vector<std::string>> versions_;  // by title, in the order of their arrival
  std::map<std::string, std::size_t> seen_;                   // how many of them when the mark was moved
  std::uint64_t mark_ = 0;
};

}  // namespace

TEST_CASE("Each article is news once, corrections once more, whatever happens to the archive", "[views][news]") {
  std::size_t fresh = 0, corrected = 0;
  for (const std::uint64_t seed : {1, 2, 3}) {
    WatchedArchive archive(seed);
    for (int step = 0; step < 60; ++step) {
      CAPTURE(seed, step);
      switch (archive.below(8)) {
        case 0:
          archive.merge();
          break;
        case 1:
        case 2:
          archive.move_mark();
          break;
        default:
          archive.add();
      }
      const Listed listed = archive.listed(step % 2 == 0 ? Sort::kArrival : Sort::kRelevance);
      REQUIRE(listed == archive.expected());
      for (const auto& [article, kind] : listed) ++(kind == "new" ? fresh : corrected);
    }
  }
  CHECK(fresh > 100);
  CHECK(corrected > 20);
}
