// Pages by cursor form one list, even if the archive changes in the meantime.
#include <catch2/catch.hpp>

#include "searcher/http/base64.h"
#include "searcher/web/cursor.h"
#include "tests/searcher/web/local_site.h"
#include "tests/support/growing_archive.h"
#include "tests/support/test_archive.h"

using namespace broadtape;
using nlohmann::json;

namespace {

using Ids = std::vector<std::string>;

void take_ids(const json& answer, Ids& ids) {
  for (const json& result : answer["results"]) ids.push_back(result["id"]);
}

// All pages; `between` is called after each.
template <class Between>
Ids paged(LocalSite& site, const std::string& target, const Between& between) {
  Ids ids;
  std::string cursor;
  do {
    const RecordedAnswer answer = site.ask(target + (cursor.empty() ? "" : "&cursor=" + cursor));
    INFO(answer.body.substr(0, 500));
    REQUIRE(answer.status() == 200);
    take_ids(answer.json(), ids);
    const json next = answer.json()["next_cursor"];
    cursor = next.is_null() ? "" : next.get<std::string>();
    between();
  } while (!cursor.empty() && ids.size() < 10'000);
  return ids;
}

// All results as one list: from the stream, since they may exceed a page.
Ids whole_list(LocalSite& site, const std::string& target) {
  Ids ids;
  std::istringstream lines(site.ask(target + "&format=jsonl&fields=id&match=best").body);
  for (std::string line; std::getline(lines, line);) ids.push_back(json::parse(line)["id"]);
  return ids;
}

constexpr const char* kSearches[] = {
    "q=shares",
    "q=shares+rose",
    "q=chipmaker+earnings+guidance+oil",
    "q=%22rose+percent%22",
    "q=%22rose+percent%22+OR+oil",
    "q=shares&sort=newest",
    "q=shares&sort=oldest",
    "q=shares&recency=30d&now=2025-01-31",
    "q=shares&since=200d&now=2025-01-31",
    "source=Harbor+Wire",
    "everything=true",
    "q=zebrastripe",
};

}  // namespace

TEST_CASE("Pages by cursor are exactly the list that one answer has", "[web][paging]") {
  ArticleMaker maker(5);
  GrowingArchive archive(maker.many(120, 20));
  archive.add(maker.many(90, 40));
  LocalSite site(archive.path());
  for (const std::string search : kSearches) {
    INFO(search);
    const std::string target = "/api/v1/search?" + search;
    const Ids whole = whole_list(site, target);
    Ids page;
    take_ids(site.json(target + "&limit=200"), page);
    CHECK(page ==
          Ids(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(200, whole.size()))));
    for (const char* limit : {"&limit=7", "&limit=64", "&limit=200"})
      CHECK(paged(site, target + limit, [] {}) == whole);
  }
}

TEST_CASE("Pages by cursor list each story once", "[web][paging]") {
  std::vector<TestArticle> articles;
  for (const Article& article : ArticleMaker(11).many(120, 20)) articles.push_back({article, {}});
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (i % 12 < 5) articles[i].story = articles[i - i % 12].article.id;
  }
  const TestArchive archive(articles, 2);
  LocalSite site(archive.path());
  for (const std::string search : {"q=shares", "q=shares&sort=oldest", "everything=true"}) {
    INFO(search);
    const std::string target = "/api/v1/search?" + search + "&collapse=story";
    const Ids whole = whole_list(site, target);
    CHECK(paged(site, target + "&limit=7", [] {}) == whole);
    const json page = site.json(target + "&limit=7");
    CHECK(page["results_total"] == whole.size());
    CHECK(page["stories"] == whole.size());
    CHECK(page["total"] == whole_list(site, "/api/v1/search?" + search).size());
    CHECK(page["total"] > page["stories"]);
  }
  const json counts = site.json("/api/v1/count?q=shares&collapse=story");
  CHECK(counts["counts"][0]["results_total"] == counts["counts"][0]["stories"]);
}

TEST_CASE("Two archives are paged as one", "[web][paging]") {
  ArticleMaker maker(6);
  GrowingArchive first(maker.many(60, 20));
  GrowingArchive second(maker.many(50, 10));
  LocalSite site({first.path(), second.path(), first.path()}, {});
  LocalSite one(first.path()), other(second.path());
  for (const std::string search : {"q=shares", "q=shares+rose&sort=newest", "everything=true"}) {
    INFO(search);
    const std::string target = "/api/v1/search?" + search;
    const Ids whole = whole_list(site, target);
    CHECK(whole.size() == whole_list(one, target).size() + whole_list(other, target).size());
    bool added = false;
    const Ids pages = paged(site, target + "&limit=7", [&] {
      if (!std::exchange(added, true)) second.add(maker.many(5));
    });
    CHECK(pages == whole);
  }
}

TEST_CASE("What is indexed between two pages changes none of them", "[web][paging]") {
  ArticleMaker maker(6);
  const std::vector<Article> first = maker.many(60, 30);
  for (const std::string search : kSearches) {
    INFO(search);
    GrowingArchive archive(first);
    LocalSite site(archive.path());
    const std::string target = "/api/v1/search?" + search;
    const Ids before = whole_list(site, target);
    std::size_t step = 0;
    const Ids pages = paged(site, target + "&limit=9", [&] {
      if (step % 2 == 0) {
        archive.add(maker.many(2, 30));
      } else {
        std::vector<Article> amended;  // new versions of articles on the pages
        for (std::size_t i = step; i < first.size(); i += 9) {
          amended.push_back(first[i]);
          amended.back().body = "Corrected: " + amended.back().body;
        }
        archive.add(amended);
      }
      ++step;
    });
    CHECK(pages == before);
    LocalSite fresh(archive.path());
    const json now = fresh.json("/api/v1/stats");
    if (!before.empty()) CHECK(now["articles"].get<std::size_t>() > 60);
  }
}

TEST_CASE("A state that a merge took away is gone, and says so", "[web][paging]") {
  ArticleMaker maker(7);
  GrowingArchive archive(maker.many(30));
  archive.add(maker.many(30));
  LocalSite site(archive.path());
  const std::string target = "/api/v1/search?q=shares&sort=newest&limit=10";
  const Ids before = whole_list(site, target.substr(0, target.rfind('&')));
  const json first = site.json(target);
  const std::string next = target + "&cursor=" + first["next_cursor"].get<std::string>();
  archive.merge();

  // A worker that still has it open can continue.
  Ids ids;
  take_ids(first, ids);
  take_ids(site.json(next), ids);
  CHECK(ids == Ids(before.begin(), before.begin() + 20));

  LocalSite other(archive.path());
  const RecordedAnswer gone = other.ask(next);
  CHECK(gone.status() == 410);
  CHECK(gone.json()["type"] == "urn:broadtape:problem:state-gone");
  CHECK(other.ask(target).status() == 200);

  for (std::size_t i = 0; i < OpenArchives::kMostOpen; ++i) {
    archive.add(maker.many(1));
    site.ask(target);
  }
  CHECK(site.ask(next).status() == 410);
}

TEST_CASE("A cursor of an archive that stood there before is gone too", "[web][paging]") {
  GrowingArchive archive(ArticleMaker(1).many(30));
  const std::string target = "/api/v1/search?everything=true&limit=10";
  const std::string next =
      target + "&cursor=" + LocalSite(archive.path()).json(target)["next_cursor"].get<std::string>();
  CHECK(LocalSite(archive.path()).ask(next).status() == 200);
  archive.remove();
  archive.add(ArticleMaker(2).many(30));
  CHECK(LocalSite(archive.path()).ask(next).status() == 410);
}

TEST_CASE("Relative dates count from the first page's clock on every page", "[web][paging]") {
  GrowingArchive archive(ArticleMaker(8).many(50));
  LocalSite site(archive.path());
  const json first = site.json("/api/v1/search?q=shares&since=300y&limit=5");
  const std::optional<Cursor> cursor = decode_cursor(first["next_cursor"].get<std::string>());
  REQUIRE(cursor);
  CHECK(cursor->now_s % 60 == 59);
  CHECK(cursor->offset == 5);
  for (const char* now : {"1960-01-01", "2900-01-01", "9998-12-31"}) {
    INFO(now);
    const std::string target = std::string("/api/v1/search?q=shares&limit=5&now=") + now;
    CHECK(site.ask(target + "&cursor=" + site.json(target)["next_cursor"].get<std::string>()).status() == 200);
  }
}

TEST_CASE("A cursor that is not the search's own is refused", "[web][paging]") {
  GrowingArchive archive(ArticleMaker(9).many(50));
  LocalSite site(archive.path());
  const std::string target = "/api/v1/search?q=shares&limit=5";
  const std::string cursor = site.json(target)["next_cursor"];
  CHECK(site.ask("/api/v1/search?q=shares&limit=9&cursor=" + cursor).status() == 200);
  CHECK(site.ask("/api/v1/search?limit=5&cursor=" + cursor + "&q=%73hares").status() == 200);
  const std::string others[] = {
      "/api/v1/search?q=share&limit=5&cursor=" + cursor,
      target + "&sort=newest&cursor=" + cursor,
      target + "&since=2024&cursor=" + cursor,
      target + "&cursor=" + cursor + "x",
      target + "&cursor=" + cursor.substr(1),
      target + "&cursor=",
      target + "&format=csv&cursor=" + cursor,
      target + "&format=rss&cursor=" + cursor,
  };
  for (const std::string& other : others) {
    INFO(other);
    const RecordedAnswer answer = site.ask(other);
    CHECK(answer.status() == 400);
    CHECK(answer.json()["parameter"] == "cursor");
  }
  // Forged: far beyond the end, or with segments that do not exist.
  Cursor forged = *decode_cursor(cursor);
  forged.offset = 4'000'000'000;
  const RecordedAnswer behind = site.ask(target + "&cursor=" + encode_cursor(forged));
  CHECK(behind.status() == 200);
  CHECK(behind.json()["results"].empty());
  CHECK(behind.json()["next_cursor"].is_null());
  forged.segments.clear();
  for (std::uint32_t i = 1; i <= kMostCursorSegments; ++i) forged.segments.push_back(i);
  CHECK(site.ask(target + "&cursor=" + encode_cursor(forged)).status() == 410);
}
