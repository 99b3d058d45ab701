// Stories that a notice withdraws, as searches show and find them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "searcher/search/article_lookup.h"
#include "searcher/search/searcher.h"
#include "tests/support/growing_archive.h"

using namespace broadtape;

namespace {

constexpr const char* kReport = "Acme to buy Initech for 4 billion";
constexpr std::int64_t kFirstSeen = 1'738'281'600;

Article seen(Article article, std::int64_t after_s) {
  article.url = "https://news.example/" + std::to_string(after_s);
  article.first_seen_s = kFirstSeen + after_s;
  return article;
}

std::vector<std::string> titles(const Archive& archive, const std::string& text, std::int64_t as_of_s = 0) {
  SearchRequest request;
  request.query.text = text;
  if (as_of_s != 0) request.query.versions.as_of_s = kFirstSeen + as_of_s;
  request.sort = Sort::kStored;
  std::vector<std::string> found;
  for (const Hit& hit : Searcher(archive).search(request).hits) found.push_back(hit.article.title);
  std::sort(found.begin(), found.end());
  return found;
}

using Titles = std::vector<std::string>;

}  // namespace

TEST_CASE("is:withdrawn finds the reports that a later notice withdraws", "[views][withdrawn]") {
  const std::string update = std::string("UPDATE 1-") + kReport, notice = std::string("KILL-") + kReport;
  const std::string text =
      "Acme will buy Initech for 4 billion in cash and shares, two people with knowledge of it said.";
  GrowingArchive growing({seen(make_article(kReport, text), 0),
                          seen(make_article(update, text + " Initech did not comment."), 10),
                          seen(make_article("Oil rises on supply fears again", "Oil rose 2 percent on Friday."), 20)});
  CHECK(titles(Archive::open(growing.path()), "is:withdrawn").empty());
  CHECK(titles(Archive::open(growing.path()), "is:withdrawal").empty());
  growing.add({seen(make_article(notice, "Please kill the story."), 100)});
  for (const bool merged : {false, true}) {
    CAPTURE(merged);
    if (merged) growing.merge();
    const Archive archive = Archive::open(growing.path());
    CHECK(titles(archive, "is:withdrawal") == Titles{notice});
    CHECK(titles(archive, "is:withdrawn") == Titles{kReport, update});
    CHECK(titles(archive, "Initech -is:withdrawn") == Titles{notice});
    CHECK(titles(archive, "is:withdrawn", 100) == Titles{kReport, update});
    CHECK(titles(archive, "is:withdrawn", 99).empty());
    SearchRequest request;
    request.query.text = "Acme OR oil";
    request.sort = Sort::kStored;
    HitParts parts;
    parts.flags = parts.story = true;
    for (const Hit& hit : Searcher(archive).search(request, parts).hits) {
      CAPTURE(hit.article.title);
      const bool of_story = hit.article.title.find("Initech") != std::string::npos;
      CHECK(hit.story.withdrawn == of_story);
      Titles flags = !of_story ? Titles{} : Titles{hit.article.title == notice ? "withdrawal" : "withdrawn"};
      if (hit.article.title == update) flags.insert(flags.begin(), "update");
      CHECK(hit.flags == flags);
      CHECK(find_versions(archive, hit.article.id)->flags == std::vector<Titles>{flags});
    }
    for (const std::int64_t after_s : {99, 100}) {
      CAPTURE(after_s);
      request.query.versions.as_of_s = kFirstSeen + after_s;
      for (const Hit& hit : Searcher(archive).search(request, parts).hits) {
        const bool withdrawn = after_s == 100 && (hit.article.title == kReport || hit.article.title == update);
        Titles flags = withdrawn ? Titles{"withdrawn"} : hit.article.title == notice ? Titles{"withdrawal"} : Titles{};
        if (hit.article.title == update) flags.insert(flags.begin(), "update");
        CHECK(hit.flags == flags);
        CHECK(hit.story.withdrawn == (withdrawn || hit.article.title == notice));
        CHECK(find_versions(archive, hit.article.id, kFirstSeen + after_s)->flags == std::vector<Titles>{flags});
      }
    }
  }
}
