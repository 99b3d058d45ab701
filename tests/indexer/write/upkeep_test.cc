// Merging, removing and counting.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>

#include "common/archive/archive_stats.h"
#include "indexer/write/archive_verifier.h"
#include "indexer/write/segment_merger.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

namespace {

bool is_sound(const std::string& archive) {
  return verify_archive(archive, false).findings.empty();
}

}  // namespace

TEST_CASE("200 small runs leave at most ten segments with every article in them", "[write][merge]") {
  const TemporaryFolder folder;
  ArticleMaker maker;
  std::size_t most = 0;
  for (int run = 0; run < 200; ++run) {
    add_run(folder.path(), {maker.next(10)});
    SegmentStore store(folder.path());
    merge_tiers(store);
    most = std::max(most, store.manifest().shards.size());
  }
  CHECK(most <= kMaxSegments);
  CHECK(Archive::open(folder.path()).document_count() == 200);
  CHECK(is_sound(folder.path()));
  const auto folders = std::distance(fs::directory_iterator(folder / "segments"), fs::directory_iterator());
  CHECK(static_cast<std::size_t>(folders) == segment_count(folder.path()));
}

TEST_CASE("Compacting keeps every version, flag and company", "[write][merge]") {
  const TemporaryFolder folder;
  add_run(folder.path(), {page_article("Acme rises", "v1"), with_tickers(page_article("Oil falls", "o1"), {"XOM"})});
  add_run(folder.path(), {page_article("Acme rises", "v2"), page_article("Gold")});
  add_run(folder.path(), {with_tickers(page_article("Oil falls", "o1"), {"CVX"})});
  const Lines before = summary_of(folder.path());
  SegmentStore store(folder.path());
  REQUIRE(store.manifest().shards.size() == 2);
  std::uint64_t announced = 0;
  CHECK(merge_all(store, [&](std::uint64_t documents) { announced += documents; }));
  CHECK(announced == 4);
  CHECK(segment_count(folder.path()) == 1);
  CHECK(summary_of(folder.path()) == before);
  CHECK(is_sound(folder.path()));
}

TEST_CASE("There is nothing to compact in an empty archive", "[write][merge]") {
  const TemporaryFolder folder;
  SegmentStore store(folder.path());
  CHECK(!merge_all(store));
  merge_tiers(store);
  CHECK(segment_count(folder.path()) == 0);
}

TEST_CASE("A damaged segment is not merged into others", "[write][merge]") {
  struct Case {
    const char* name;
    void (*damage)(const std::string& segment);
  };
  const Case cases[] = {
      {"no articles", [](const std::string& s) { fs::remove(s + "/docdata.glass"); }},
      {"no segment", [](const std::string& s) { fs::remove_all(s); }},
      {"posting lists cut off", [](const std::string& s) { fs::resize_file(s + "/postlist.glass", 8192); }},
      {"articles cut off", [](const std::string& s) { fs::resize_file(s + "/docdata.glass", 8192); }},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      ArticleMaker maker;
      add_run(folder.path(), maker.many(100));
      add_run(folder.path(), maker.many(100));
      const std::string manifest = read_file(folder / kManifestName);
      SegmentStore store(folder.path());
      c.damage(folder / "segments/000001");
      CHECK_THROWS_MATCHES(merge_all(store), Error, HasKind(ErrorKind::kCorrupt));
      CHECK(read_file(folder / kManifestName) == manifest);
    }
  }
}

TEST_CASE("Removing takes every version of an article and nothing else", "[write][remove]") {
  const Article acme = page_article("Acme rises", "v1"), oil = page_article("Oil falls", "o1"),
                gold = page_article("Gold", "g1");
  const auto archive_of_three = [&](const TemporaryFolder& folder) {
    add_run(folder.path(), {acme, oil});
    add_run(folder.path(), {page_article("Acme rises", "v2")});
    add_run(folder.path(), {gold});
  };
  struct Case {
    const char* name;
    std::set<std::string> ids;
    std::uint64_t documents;
    std::set<std::string> not_found;
    Lines left;
    std::size_t segments;
  };
  const Case cases[] = {
      {"in two segments, all of one", {acme.id}, 2, {}, {"Gold: g1", "Oil falls: o1"}, 2},
      {"the last article of a segment",
       {gold.id},
       1,
       {},
       {"Acme rises: v1 superseded", "Acme rises: v2 corrected", "Oil falls: o1"},
       2},
      {"an id that is not there",
       {"aaaaaaaaaaaaaaaa"},
       0,
       {"aaaaaaaaaaaaaaaa"},
       {"Acme rises: v1 superseded", "Acme rises: v2 corrected", "Gold: g1", "Oil falls: o1"},
       3},
      {"one that is and one that is not",
       {gold.id, "", "x"},
       1,
       {"", "x"},
       {"Acme rises: v1 superseded", "Acme rises: v2 corrected", "Oil falls: o1"},
       2},
      {"everything", {acme.id, oil.id, gold.id}, 4, {}, {}, 0},
      {"none", {}, 0, {}, {"Acme rises: v1 superseded", "Acme rises: v2 corrected", "Gold: g1", "Oil falls: o1"}, 3},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      archive_of_three(folder);
      {
        SegmentStore store(folder.path());
        const Removal removal = remove_articles(store, c.ids);
        CHECK(removal.documents == c.documents);
        CHECK(removal.not_found == c.not_found);
      }
      CHECK(summary_of(folder.path()) == c.left);
      CHECK(segment_count(folder.path()) == c.segments);
      CHECK(is_sound(folder.path()));
    }
  }
}

TEST_CASE("Terms that every article has are counted after a removal, wherever the removed ones stood",
          "[write][remove]") {
  struct Case {
    const char* name;
    std::vector<std::size_t> removed;
  };
  const Case cases[] = {
      {"the first", {0}}, {"one inside", {1234}}, {"the last", {1999}}, {"many", {0, 1, 7, 700, 1998, 1999}}};
  const TemporaryFolder whole;
  std::vector<Article> articles = ArticleMaker().many(2000, 5);
  for (Article& article : articles) article.language = "en";
  add_run(whole.path(), articles);
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      fs::copy(whole.path(), folder.path(), fs::copy_options::recursive);
      std::set<std::string> ids;
      for (const std::size_t i : c.removed) ids.insert(articles[i].id);
      {
        SegmentStore store(folder.path());
        CHECK(remove_articles(store, ids).documents == ids.size());
      }
      const Archive archive = Archive::open(folder.path());
      const auto left = static_cast<Xapian::doccount>(2000 - ids.size());
      CHECK(archive.document_count() == left);
      CHECK(archive.database().get_lastdocid() == left);
      Xapian::Enquire enquire(archive.database());
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_query(Xapian::Query("Len"));
      CHECK(enquire.get_mset(0, 10, left).get_matches_estimated() == left);
      CHECK(is_sound(folder.path()));
    }
  }
}

TEST_CASE("A removed article can be added again, and is new", "[write][remove]") {
  const TemporaryFolder folder;
  const Article acme = page_article("Acme rises", "v1");
  add_run(folder.path(), {acme, page_article("Oil falls")});
  {
    SegmentStore store(folder.path());
    remove_articles(store, {acme.id});
  }
  CHECK(add_run(folder.path(), {acme}) == std::vector<AddOutcome>{AddOutcome::kAdded});
}

TEST_CASE("An id of more bytes than a term may have is not found, and no error", "[write][remove]") {
  const TemporaryFolder folder;
  add_run(folder.path(), {page_article("Acme rises")});
  SegmentStore store(folder.path());
  CHECK(remove_articles(store, {std::string(1000, 'a')}).not_found.size() == 1);
}

TEST_CASE("Statistics of an archive are exact", "[write][stats]") {
  const TemporaryFolder folder;
  Article undated = page_article("Undated", "12345");
  undated.published.reset();
  undated.source = "Tide Post";
  undated.id = article_id(undated);
  Article old = page_article("Old", "12345");
  old.published = Instant{0, Precision::kDay};
  old.id = article_id(old);
  add_run(folder.path(), {page_article("Acme", "v1"), undated});
  add_run(folder.path(), {page_article("Acme", "v2"), old});
  const ArchiveStats stats = archive_stats(Archive::open(folder.path()));
  CHECK(stats.articles == 3);
  CHECK(stats.versions == 4);
  CHECK(stats.undated == 1);
  CHECK(stats.text_bytes == (4 + 2) * 2 + (7 + 5) + (3 + 5));
  CHECK(stats.segments == 2);
  CHECK(stats.remote_shards == 0);
  CHECK(stats.dictionary_bytes == 0);
  CHECK(stats.oldest->utc_s == 0);
  CHECK(stats.newest->utc_s == 1'738'245'900);
  CHECK(stats.sources == std::vector<std::pair<std::string, std::uint64_t>>{{"Harbor Wire", 3}, {"Tide Post", 1}});
  CHECK(stats.archive_bytes > 4 * 8192);
}

TEST_CASE("A superseded version without a date does not count as undated", "[write][stats]") {
  const TemporaryFolder folder;
  Article article = page_article("Acme", "v1");
  article.url = "https://news.example/1";
  article.published.reset();
  article.id = article_id(article);
  add_run(folder.path(), {article});
  article.published = Instant{0, Precision::kDay};
  add_run(folder.path(), {article});
  const ArchiveStats stats = archive_stats(Archive::open(folder.path()));
  CHECK(stats.articles == 1);
  CHECK(stats.versions == 2);
  CHECK(stats.undated == 0);
}

TEST_CASE("Statistics count stories and copies without superseded versions", "[write][stats]") {
  const TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 60; ++i) text += "word" + std::to_string(i) + " ";
  add_run(folder.path(), {page_article("One", text), page_article("Two", text), page_article("Alone", "Another text")});
  add_run(folder.path(), {page_article("Two", text + "and more")});
  const ArchiveStats stats = archive_stats(Archive::open(folder.path()));
  CHECK(stats.versions == 4);
  CHECK(stats.stories == 1);
  CHECK(stats.in_stories == 2);
  CHECK(stats.copies == 1);
}

TEST_CASE("An empty archive has statistics, too", "[write][stats]") {
  const TemporaryFolder folder;
  { const SegmentStore store(folder.path()); }
  const ArchiveStats stats = archive_stats(Archive::open(folder.path()));
  CHECK(stats.articles == 0);
  CHECK(!stats.oldest);
  CHECK(stats.sources.empty());
}

TEST_CASE("A run stays within a low limit on open files", "[write][run]") {
  const TemporaryFolder folder;
  const std::vector<Article> articles = ArticleMaker().many(12'000, 2);
  const pid_t child = fork();
  if (child == 0) {
    const rlimit low{180, 180};
    setrlimit(RLIMIT_NOFILE, &low);
    try {
      RunOptions options = two_threads();
      options.threads = 4;
      add_run(folder.path(), articles, options);
      _exit(0);
    } catch (const Error& error) {
      std::fprintf(stderr, "%s\n", error.what());
      _exit(1);
    }
  }
  int status = -1;
  waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(Archive::open(folder.path()).document_count() == articles.size());
}
