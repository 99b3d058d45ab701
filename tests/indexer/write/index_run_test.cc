#include "indexer/write/index_run.h"

#include <catch2/catch.hpp>
#include <set>

#include "indexer/write/archive_verifier.h"
#include "tests/indexer/write/written_archive.h"
#include "tests/support/error_matcher.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Lines = std::vector<std::string>;
using Outcomes = std::vector<AddOutcome>;

namespace {

Article version(const std::string& body, const std::vector<std::string>& tickers = {}) {
  Article article = with_tickers(page_article("Acme rises", body), tickers);
  return article;
}

Article other(const std::string& body) {
  return page_article("Oil falls", body);
}

}  // namespace

namespace Catch {
template <>
struct StringMaker<AddOutcome> {
  static std::string convert(AddOutcome outcome) {
    constexpr const char* kNames[] = {"added", "updated", "unchanged", "distinct"};
    return kNames[static_cast<int>(outcome)];
  }
};
}  // namespace Catch

TEST_CASE("What was added is in the archive, field for field, once the run is published", "[write][run]") {
  const TemporaryFolder folder;
  const std::vector<Article> articles = ArticleMaker().many(700);
  {
    SegmentStore store(folder.path());
    IndexRun run(
        store, [](Article&) {}, two_threads());
    for (const Article& article : articles) CHECK(run.add(article) == kAdded);
    CHECK(run.articles_waiting() == 700);
    CHECK(Archive::open(folder.path()).document_count() == 0);
    run.publish();
    CHECK(run.articles_waiting() == 0);
  }
  const std::vector<Version> versions = versions_in(folder.path());
  REQUIRE(versions.size() == articles.size());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (versions[i].article != articles[i]) FAIL("article " << i << " is not what was added, or not in its place");
  }
  CHECK(segment_count(folder.path()) == 1);
  CHECK(verify_archive(folder.path(), false).findings.empty());
}

TEST_CASE("Runs distinguish known articles, new versions and further companies from new articles", "[write][run]") {
  struct Case {
    const char* name;
    std::vector<std::vector<Article>> runs;
    std::vector<Outcomes> outcomes;
    Lines lines;
  };
  const Case cases[] = {
      {"the same twice in a run", {{version("v1"), version("v1")}}, {{kAdded, kUnchanged}}, {"Acme rises: v1"}},
      {"the same in two runs", {{version("v1")}, {version("v1")}}, {{kAdded}, {kUnchanged}}, {"Acme rises: v1"}},
      {"a new version in a run",
       {{version("v1"), version("v2")}},
       {{kAdded, kUpdated}},
       {"Acme rises: v1 superseded", "Acme rises: v2 corrected"}},
      {"a new version in a second run",
       {{version("v1"), other("o1")}, {version("v2")}},
       {{kAdded, kAdded}, {kUpdated}},
       {"Acme rises: v1 superseded", "Acme rises: v2 corrected", "Oil falls: o1"}},
      {"two new versions in a second run",
       {{version("v1")}, {version("v2"), version("v3")}},
       {{kAdded}, {kUpdated, kUpdated}},
       {"Acme rises: v1 superseded", "Acme rises: v2 superseded corrected", "Acme rises: v3 corrected"}},
      {"an old version again in the run changes nothing",
       {{version("v1"), version("v2"), version("v1")}},
       {{kAdded, kUpdated, kUnchanged}},
       {"Acme rises: v1 superseded", "Acme rises: v2 corrected"}},
      {"an old version again in a third run changes nothing",
       {{version("v1")}, {version("v2")}, {version("v1")}},
       {{kAdded}, {kUpdated}, {kUnchanged}},
       {"Acme rises: v1 superseded", "Acme rises: v2 corrected"}},
      {"an old version and then a third",
       {{version("v1")}, {version("v2")}, {version("v1"), version("v3"), version("v2")}},
       {{kAdded}, {kUpdated}, {kUnchanged, kUpdated, kUnchanged}},
       {"Acme rises: v1 superseded", "Acme rises: v2 superseded corrected", "Acme rises: v3 corrected"}},
      {"once per company in a run",
       {{version("v1", {"ACM"}), version("v1", {"BIG"}), version("v1", {"ACM"})}},
       {{kAdded, kUpdated, kUnchanged}},
       {"Acme rises: v1 ACM BIG"}},
      {"once per company in three runs",
       {{version("v1", {"ACM"})}, {version("v1", {"BIG"})}, {version("v1", {"ACM"}), version("v1", {"BIG"})}},
       {{kAdded}, {kUpdated}, {kUnchanged, kUnchanged}},
       {"Acme rises: v1 ACM BIG"}},
      {"a company for an old version goes to the current one",
       {{version("v1"), version("v2")}, {version("v1", {"ACM"})}},
       {{kAdded, kUpdated}, {kUpdated}},
       {"Acme rises: v1 superseded", "Acme rises: v2 corrected ACM"}},
      {"a new version and a company for it in one run",
       {{version("v1", {"ACM"})}, {version("v2", {"ACM"}), version("v2", {"BIG"})}},
       {{kAdded}, {kUpdated, kUpdated}},
       {"Acme rises: v1 superseded ACM", "Acme rises: v2 corrected ACM BIG"}},
      {"a company first, the new version then",
       {{version("v1", {"ACM"})}, {version("v1", {"BIG"}), version("v2", {"ACM"})}},
       {{kAdded}, {kUpdated, kUpdated}},
       {"Acme rises: v1 superseded ACM", "Acme rises: v2 corrected ACM BIG"}},
      {"nothing at all", {{}}, {{}}, {}},
  };
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      const TemporaryFolder folder;
      for (std::size_t run = 0; run < c.runs.size(); ++run)
        CHECK(add_run(folder.path(), c.runs[run]) == c.outcomes[run]);
      CHECK(summary_of(folder.path()) == c.lines);
      CHECK(verify_archive(folder.path(), false).findings.empty());
    }
  }
}

TEST_CASE("The same article from a source that says no more is unchanged, whatever the text tells of companies",
          "[write][run]") {
  const TemporaryFolder folder;
  const auto find_tickers = [](Article& article) {
    TickerMention mention = from_source("NVDA");
    mention.evidence = TickerEvidence::kName;
    mention.count = 2;
    article.tickers.push_back(mention);
  };
  for (const AddOutcome expected : {kAdded, kUnchanged}) {
    SegmentStore store(folder.path());
    IndexRun run(store, find_tickers, two_threads());
    CHECK(run.add(version("v1", {"ACM"})) == expected);
    run.publish();
  }
  CHECK(summary_of(folder.path()) == Lines{"Acme rises: v1 ACM NVDA"});

  // A source that lists the company found in the text only strengthens the evidence.
  CHECK(add_run(folder.path(), {version("v1", {"NVDA"})}) == Outcomes{kUpdated});
  CHECK(add_run(folder.path(), {version("v1", {"NVDA"})}) == Outcomes{kUnchanged});
  const std::vector<TickerMention> tickers = versions_in(folder.path())[0].article.tickers;
  REQUIRE(tickers.size() == 2);
  CHECK(tickers[0].symbol == "NVDA");  // as strong as the other now, and mentioned more often
  CHECK(tickers[0].evidence == TickerEvidence::kSource);
  CHECK(tickers[0].count == 2);
}

TEST_CASE("A run that publishes in parts knows what it published itself", "[write][run]") {
  const TemporaryFolder folder;
  RunOptions options = two_threads();
  options.max_articles_per_segment = 10;
  std::vector<Article> articles = ArticleMaker().many(35);
  const std::vector<Article> first = articles;
  articles.insert(articles.end(), first.begin(), first.end());
  Article corrected = first[3];
  corrected.body = "Corrected.";
  articles.push_back(corrected);
  const Outcomes outcomes = add_run(folder.path(), articles, options);
  CHECK(std::count(outcomes.begin(), outcomes.end(), kAdded) == 35);
  CHECK(std::count(outcomes.begin(), outcomes.end(), kUnchanged) == 35);
  CHECK(outcomes.back() == kUpdated);
  CHECK(Archive::open(folder.path()).document_count() == 36);
  CHECK(segment_count(folder.path()) == 4);
  CHECK(verify_archive(folder.path(), false).findings.empty());
}

TEST_CASE("The order of arrival is kept within a run and when segments are merged", "[write][run]") {
  const TemporaryFolder folder;
  const std::vector<Article> articles = ArticleMaker().many(60, 10);
  for (std::size_t begin = 0; begin < 60; begin += 20) {
    add_run(folder.path(), {articles.begin() + begin, articles.begin() + begin + 20});
  }
  SegmentStore store(folder.path());
  REQUIRE(merge_all(store));
  const std::vector<Version> versions = versions_in(folder.path());
  REQUIRE(versions.size() == 60);
  for (std::size_t i = 0; i < 60; ++i) CHECK(versions[i].article.id == articles[i].id);
}

TEST_CASE("Undated and future articles are flagged and kept", "[write][run]") {
  const TemporaryFolder folder;
  Article undated = page_article("Undated");
  undated.published.reset();
  Article future = page_article("Future");
  future.published->utc_s = kMadeAt + 2 * kSecondsPerDay;
  Article tomorrow = page_article("Tomorrow");
  tomorrow.published->utc_s = kMadeAt + kSecondsPerDay;
  for (Article* article : {&undated, &future, &tomorrow}) article->id = article_id(*article);
  add_run(folder.path(), {undated, future, tomorrow});
  const Archive archive = Archive::open(folder.path());
  const auto count = [&](std::string_view flag) {
    return archive.database().get_termfreq(make_term(Field::kFlag, flag));
  };
  CHECK(count(kUndatedFlag) == 1);
  CHECK(count(kFutureFlag) == 1);
  CHECK(archive.database().get_value_freq(kPublishedSlot) == 2);
  CHECK(archive.database().get_value_freq(kDaySlot) == 2);
}

TEST_CASE("A dictionary is trained on the first thousand articles and used ever after", "[write][run][dictionary]") {
  const TemporaryFolder folder;
  ArticleMaker maker;
  const auto dictionary = [&] { return Archive::open(folder.path()).articles().dictionaries().codec->dictionary_id(); };
  const auto frames_with = [&](std::uint32_t id) {
    const Archive archive = Archive::open(folder.path());
    std::size_t count = 0;
    for (auto posting = archive.database().postlist_begin(""); posting != archive.database().postlist_end("");
         ++posting) {
      count += frame_dictionary_id(archive.database().get_document(*posting).get_data()) == id;
    }
    return count;
  };

  add_run(folder.path(), maker.many(300));
  CHECK(dictionary() == 0);
  CHECK(frames_with(0) == 300);

  add_run(folder.path(), maker.many(900));  // with those of the archive there are enough now
  const std::uint32_t first = dictionary();
  REQUIRE(first != 0);
  CHECK(frames_with(0) == 300);
  CHECK(frames_with(first) == 900);

  add_run(folder.path(), maker.many(1500));
  CHECK(dictionary() == first);
  CHECK(frames_with(first) == 2400);

  Article corrected = versions_in(folder.path())[0].article;
  corrected.body += " Corrected.";
  add_run(folder.path(), {corrected});
  CHECK(frames_with(first) == 2401);
  {
    SegmentStore store(folder.path());
    REQUIRE(merge_all(store));
  }
  CHECK(dictionary() == first);
  CHECK(frames_with(first) == 2401);
  CHECK(frames_with(0) == 300);
  CHECK(verify_archive(folder.path(), false).findings.empty());
}

TEST_CASE("An article too large to be stored is refused alone", "[write][run]") {
  const TemporaryFolder folder;
  SegmentStore store(folder.path());
  IndexRun run(
      store, [](Article&) {}, two_threads());
  run.add(version("v1"));
  // As JSON every one of these takes two bytes.
  CHECK_THROWS_MATCHES(run.add(page_article("Quotes", std::string(Codec::kMaxRecordBytes / 2 + 1000, '"'))), Error,
                       HasKind(ErrorKind::kTooLarge));
  run.add(other("o1"));
  run.publish();
  CHECK(summary_of(folder.path()) == Lines{"Acme rises: v1", "Oil falls: o1"});
}

TEST_CASE("Fields of any length and script are indexed or left to the stored text, and never end a run",
          "[write][run]") {
  struct Case {
    const char* name;
    void (*change)(Article&);
  };
  const Case cases[] = {
      {"everything empty", [](Article& a) { a = Article{}; }},
      {"a source of a megabyte", [](Article& a) { a.source.assign(1'000'000, 's'); }},
      {"a title of a megabyte", [](Article& a) { a.title.assign(1'000'000, 't'); }},
      {"an author of 300 letters", [](Article& a) { a.author.assign(300, 'a'); }},
      {"a label of a megabyte",
       [](Article& a) {
         a.labels = {std::string(1'000'000, 'l'), "earn"};
       }},
      {"a language of 300 letters", [](Article& a) { a.language.assign(300, 'e'); }},
      {"an address of a megabyte", [](Article& a) { a.url = "https://x.example/" + std::string(1'000'000, 'u'); }},
      {"10,000 labels",
       [](Article& a) {
         for (int i = 0; i < 10'000; ++i) a.labels.push_back(std::to_string(i));
       }},
      {"2,000 companies",
       [](Article& a) {
         for (int i = 0; i < 2'000; ++i) a.tickers.push_back(from_source("T" + std::to_string(i)));
       }},
      {"one word a million times",
       [](Article& a) {
         for (int i = 0; i < 1'000'000; ++i) a.body += "oil ";
       }},
      {"Chinese", [](Article& a) { a.title = a.body = a.source = a.author = "路透社报道：英伟达股价上涨"; }},
      {"emoji and marks", [](Article& a) { a.title = a.source = a.author = "\u0301\u0301🚀\u200D🚀\uFFFD"; }},
      {"a label of white space",
       [](Article& a) {
         a.labels = {" ", "\n", ""};
       }},
      {"year 0", [](Article& a) { a.published->utc_s = -62'167'219'200; }},
      {"year 9999", [](Article& a) { a.published->utc_s = 253'402'300'799; }},
  };
  RunOptions options = two_threads();
  for (const BatchWriter writer : {BatchWriter::kGlass, BatchWriter::kXapian}) {
    options.batch_writer = writer;
    for (const Case& c : cases) {
      DYNAMIC_SECTION(c.name << (writer == BatchWriter::kGlass ? "" : ", with Xapian's writer")) {
        const TemporaryFolder folder;
        Article article = page_article("Acme rises");
        c.change(article);
        article.id = article_id(article);
        CHECK(add_run(folder.path(), {article, other("o1")}, options) == Outcomes{kAdded, kAdded});
        CHECK(versions_in(folder.path())[0].article == article);
        CHECK(add_run(folder.path(), {article}, options) == Outcomes{kUnchanged});
        const VerifyReport report = verify_archive(folder.path(), false);
        for (const VerifyFinding& finding : report.findings) FAIL_CHECK(finding.what.substr(0, 300));
        SegmentStore store(folder.path());
        CHECK(merge_all(store));
      }
    }
  }
}
