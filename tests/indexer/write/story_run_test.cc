#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/archive/story_members.h"
#include "indexer/write/archive_verifier.h"
#include "indexer/write/reindexer.h"
#include "indexer/write/segment_recovery.h"
#include "indexer/write/story_update.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/error_matcher.h"

namespace broadtape {
namespace {

std::string words(const std::string& stem, int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i) text += stem + std::to_string(i) + " ";
  return text;
}

Article on_day(int day, const std::string& title, const std::string& body) {
  Article article = page_article(title, body);
  article.published->utc_s += day * kSecondsPerDay;
  article.published_text = format_instant(*article.published);
  article.id = article_id(article);
  return article;
}

Article undated(const std::string& title, const std::string& body) {
  Article article = on_day(0, title, body);
  article.published.reset();
  article.published_text.clear();
  article.id = article_id(article);
  return article;
}

// Title -> title of the story's first report, for articles that are in a story. Each segment and version must agree.
std::map<std::string, std::string> stories_in(const std::string& path) {
  std::map<std::string, std::string> titles, stories;
  const std::vector<Version> versions = versions_in(path);
  for (const Version& version : versions) titles[version.article.id] = version.article.title;
  for (const Version& version : versions) {
    const std::string story = version.flags.place.story.empty() ? "" : titles.at(version.flags.place.story);
    const auto [known, is_new] = stories.emplace(version.article.title, story);
    if (!is_new) CHECK(known->second == story);
  }
  std::erase_if(stories, [](const auto& entry) { return entry.second.empty(); });
  return stories;
}

using Stories = std::map<std::string, std::string>;

void check_sound(const std::string& path) {
  for (const VerifyFinding& finding : verify_archive(path, false, {}).findings) FAIL_CHECK(finding.what);
}

TEST_CASE("Articles of one run and of several have their stories", "[write][stories]") {
  const std::string text = words("word", 0, 100);
  const Article flash = on_day(-1, "Flash", words("word", 0, 30)), report = on_day(0, "Report", text),
                copy = on_day(1, "Copy", text), other = on_day(0, "Other", words("other", 0, 100));
  const Stories expected = {{"Flash", "Flash"}, {"Report", "Flash"}, {"Copy", "Flash"}};
  const TemporaryFolder folder;
  SECTION("one run") {
    add_run(folder.path(), {flash, report, copy, other});
    CHECK(stories_in(folder.path()).size() == 3);
  }
  SECTION("the first report comes last") {
    add_run(folder.path(), {copy, other});
    CHECK(stories_in(folder.path()).empty());
    add_run(folder.path(), {report});
    CHECK(stories_in(folder.path()) == Stories{{"Report", "Report"}, {"Copy", "Report"}});
    add_run(folder.path(), {flash});
  }
  SECTION("an article joins two stories") {
    add_run(folder.path(), {flash});
    add_run(folder.path(), {copy});
    CHECK(stories_in(folder.path()).empty());
    add_run(folder.path(), {other, report});
  }
  CHECK(stories_in(folder.path()) == expected);
  check_sound(folder.path());
  const Archive archive = Archive::open(folder.path());
  CHECK(story_members(archive.index(), flash.id).size() == 3);
  CHECK(story_members(archive.index(), other.id).empty());
}

TEST_CASE("A copy without a date joins the story of the dated report, whichever comes first", "[write][stories]") {
  const std::string text = words("word", 0, 100);
  const Article report = on_day(0, "Report", text), update = on_day(1, "Update", text + words("new", 0, 10)),
                later = on_day(60, "Again", text), copy = undated("Undated", text);
  const Stories expected = {{"Report", "Report"}, {"Update", "Report"}, {"Undated", "Report"}};
  using Runs = std::vector<std::vector<Article>>;
  const Runs orders[] = {Runs{{copy, later, update, report}}, Runs{{report, update}, {later}, {copy}},
                         Runs{{copy}, {later}, {update}, {report}}};
  for (const Runs& runs : orders) {
    const TemporaryFolder folder;
    for (const std::vector<Article>& run : runs) add_run(folder.path(), run);
    CHECK(stories_in(folder.path()) == expected);
    check_sound(folder.path());
  }
}

TEST_CASE("Copies within a story have the first of them", "[write][stories]") {
  const std::string text = words("word", 0, 100);
  const TemporaryFolder folder;
  add_run(folder.path(), {on_day(0, "Flash", words("word", 0, 30)), on_day(0, "Report", text)});
  add_run(folder.path(), {on_day(1, "Copy", text)});
  std::map<std::string, std::string> copies;
  for (const Version& version : versions_in(folder.path())) copies[version.article.title] = version.flags.place.copies;
  CHECK(copies["Flash"].empty());
  CHECK(copies["Report"] == on_day(0, "Report", text).id);
  CHECK(copies["Copy"] == copies["Report"]);
}

TEST_CASE("Stories of many pairs do not depend on the number of threads", "[write][stories]") {
  std::vector<Article> copies;  // 7,140 pairs, of which each shares a band
  for (int i = 0; i < 120; ++i)
    copies.push_back(on_day(i % 10, "Copy " + std::to_string(i), words("word", i / 60, 100) + words("copy", i, 1)));
  std::vector<Stories> found;
  for (const std::size_t threads : {1, 3}) {
    const TemporaryFolder folder;
    RunOptions options = two_threads();
    options.threads = threads;
    add_run(folder.path(), copies, options);
    found.push_back(stories_in(folder.path()));
  }
  CHECK(found.front().size() == copies.size());
  CHECK(found.front() == found.back());
}

TEST_CASE("A new version stays in the story of its article", "[write][stories]") {
  const std::string text = words("word", 0, 100);
  const TemporaryFolder folder;
  add_run(folder.path(), {on_day(0, "Report", text), on_day(1, "Copy", text)});
  add_run(folder.path(), {on_day(1, "Copy", text + words("more", 0, 300))});
  CHECK(versions_in(folder.path()).size() == 3);
  CHECK(stories_in(folder.path()) == Stories{{"Report", "Report"}, {"Copy", "Report"}});
  check_sound(folder.path());
}

TEST_CASE("A segment that cannot be read while stories are found anew is reported as damaged", "[write][stories]") {
  const TemporaryFolder folder;
  add_run(folder.path(), {on_day(0, "Report", words("word", 0, 100)), on_day(1, "Copy", words("word", 0, 100))});
  const std::vector<std::string> segments = Archive::open(folder.path()).local_folders();
  REQUIRE(segments.size() == 1);
  std::filesystem::resize_file(segments.front() + "/postlist.glass", 100);
  CHECK_THROWS_MATCHES(stories_anew(segments), Error, HasKind(ErrorKind::kCorrupt));
}

TEST_CASE("Removing an article changes its story", "[write][stories]") {
  const std::string text = words("word", 0, 100);
  const Article first = on_day(0, "First", text), second = on_day(1, "Second", text), third = on_day(2, "Third", text);
  const TemporaryFolder folder;
  add_run(folder.path(), {first});
  add_run(folder.path(), {second, third});
  {
    SegmentStore store(folder.path());
    remove_articles(store, {first.id});
  }
  CHECK(stories_in(folder.path()) == Stories{{"Second", "Second"}, {"Third", "Second"}});
  check_sound(folder.path());
  {
    SegmentStore store(folder.path());
    remove_articles(store, {third.id});
  }
  CHECK(stories_in(folder.path()).empty());
  check_sound(folder.path());
}

TEST_CASE("Merging and reindexing keep stories", "[write][stories]") {
  const std::string text = words("word", 0, 100);
  const TemporaryFolder folder;
  add_run(folder.path(), {on_day(0, "First", text)});
  add_run(folder.path(), {on_day(1, "Second", text), on_day(1, "Other", words("other", 0, 100))});
  const Stories before = stories_in(folder.path());
  REQUIRE(before.size() == 2);
  SegmentStore store(folder.path());
  merge_all(store);
  CHECK(stories_in(folder.path()) == before);
  RunOptions options = two_threads();
  options.max_articles_per_segment = GENERATE(1, 100);
  REQUIRE(reindex(
      store, [](Article&) {}, options, [](ReindexPhase, std::uint64_t) { return true; }));
  CHECK(stories_in(folder.path()) == before);
  check_sound(folder.path());
}

TEST_CASE("Stories do not depend on the order of articles and on runs", "[write][stories]") {
  std::mt19937 random(11);
  std::vector<Article> articles;
  for (int i = 0; i < 40; ++i) {
    // Six diaries of 80 words of which a few differ from day to day, flashes of them, and days without one.
    const int diary = static_cast<int>(random() % 6), day = static_cast<int>(random() % 45);
    std::string body = words("d" + std::to_string(diary) + "x", 0, 60) + words("n", 3 * day, 4) +
                       words("d" + std::to_string(diary) + "y", 0, random() % 4 == 0 ? 0 : 60);
    articles.push_back(on_day(day, "Title " + std::to_string(i), body));
    if (i % 6 == 5) articles.push_back(undated("Undated " + std::to_string(i), articles[random() % i].body));
  }
  const TemporaryFolder whole;
  add_run(whole.path(), articles);
  const Stories expected = stories_in(whole.path());
  CHECK(expected.size() > 20);
  std::set<std::string> first_reports;
  for (const auto& [title, first] : expected) first_reports.insert(first);
  CHECK(first_reports.size() > 6);
  for (int round = 0; round < 6; ++round) {
    const TemporaryFolder split;
    std::vector<Article> shuffled = articles;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    for (std::size_t begin = 0; begin < shuffled.size();) {
      const std::size_t end = std::min(shuffled.size(), begin + 1 + random() % 12);
      add_run(split.path(), {shuffled.begin() + begin, shuffled.begin() + end});
      begin = end;
    }
    CHECK(stories_in(split.path()) == expected);
  }
}

}  // namespace
}  // namespace broadtape
