// Articles by date, byline, identifier and address, and the orders of results, in an archive.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "common/time/time_zone.h"
#include "searcher/search/article_lookup.h"
#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

constexpr std::int64_t kNamingNow = 1'738'245'900;  // 2025-01-30T14:05:00Z, a Thursday

Article named(const std::string& title, const std::string& when, const std::string& source = "Harbor Wire") {
  Article article = make_article(title, "Shares rose.");
  article.source = source;
  if (when.empty())
    article.published.reset();
  else
    article.published = parse_instant(when);
  article.id = article_id(article);
  return article;
}

struct NamingFixture {
  explicit NamingFixture(const std::vector<Article>& articles, std::size_t segments = 2)
      : files(articles, segments), archive(files.open()), searcher(archive) {
    request.query.clock.now_s = kNamingNow;
    request.query.everything = true;
    request.limit = 100;
  }

  std::string found(const std::string& text = "") {
    request.query.text = text;
    const SearchAnswer answer = searcher.search(request);
    std::string titles;
    for (const Hit& hit : answer.hits) titles += (titles.empty() ? "" : " ") + hit.article.title;
    if (request.offset == 0 && request.limit == 100) CHECK(answer.total == answer.hits.size());
    return titles;
  }

  TestArchive files;
  Archive archive;
  Searcher searcher;
  SearchRequest request;
};

TEST_CASE("An article with only a day counts for its whole day at both ends of a range of times", "[search][date]") {
  // Titles are days of January and times; D articles have no time.
  NamingFixture news({named("D28", "2025-01-28"), named("D29", "2025-01-29"), named("D30", "2025-01-30"),
                      named("T29-1200", "2025-01-29T12:00:00Z"), named("T29-1500", "2025-01-29T15:00:00Z"),
                      named("T30-0100", "2025-01-30T01:00:00Z"), named("T30-0600", "2025-01-30T06:00:00Z"),
                      named("undated", "")});
  news.request.sort = Sort::kOldest;
  struct Case {
    const char* zone;
    const char* since;
    const char* until;
    const char* found;
  };
  const Case cases[] = {
      {"UTC", "1d", "", "D29 T29-1500 D30 T30-0100 T30-0600"},
      {"UTC", "24h", "", "D29 T29-1500 D30 T30-0100 T30-0600"},
      {"UTC", "", "1d", "D28 D29 T29-1200"},
      {"UTC", "1d", "1d", "D29"},
      {"UTC", "2025-01-30T05:00", "", "D30 T30-0600"},
      {"UTC", "yesterday", "yesterday", "D29 T29-1200 T29-1500"},
      {"UTC", "", "before yesterday", "D28"},
      {"UTC", "today", "", "D30 T30-0100 T30-0600"},
      {"UTC", "after 2025-01-29", "", "D30 T30-0100 T30-0600"},
      // 20:00 on the 29th in New York is 01:00 on the 30th in UTC.
      {"America/New_York", "2025-01-29T20:00", "", "D29 D30 T30-0100 T30-0600"},
      {"America/New_York", "", "2025-01-29T20:00", "D28 D29 T29-1200 T29-1500 T30-0100"},
      {"America/New_York", "2025-01-29", "2025-01-29", "D29 T29-1200 T29-1500 T30-0100"},
      // 05:00 on the 30th in Tokyo is 20:00 on the 29th in UTC.
      {"Asia/Tokyo", "2025-01-30T05:00", "", "D30 T30-0100 T30-0600"},
      {"Asia/Tokyo", "", "2025-01-30T05:00", "D28 D29 T29-1200 T29-1500 D30"},
      {"Asia/Tokyo", "2025-01-30", "2025-01-30", "T29-1500 D30 T30-0100 T30-0600"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.zone, c.since, c.until);
    news.request.query.clock.zone = TimeZone::named(c.zone);
    news.request.query.since = c.since;
    news.request.query.until = c.until;
    CHECK(news.found() == c.found);
  }
}

TEST_CASE("A note says how since and until were read", "[search][date]") {
  NamingFixture news({named("one", "2025-01-28")});
  news.request.query.since = "january";
  news.request.query.text = "shares";
  const SearchAnswer answer = news.searcher.search(news.request);
  CHECK(std::count(answer.query.warnings.begin(), answer.query.warnings.end(),
                   Warning{WarningCode::kOtherReading, "since: january is read as 2025-01"}) == 1);
}

TEST_CASE("Results are sorted by source, symbol, length and the time when they were added", "[search][sort]") {
  const auto made = [](const std::string& title, const std::string& source, const std::string& symbol,
                       std::size_t words, std::int64_t first_seen_s, const std::string& when) {
    Article article = named(title, when, source);
    article.body.clear();
    for (std::size_t i = 0; i < words; ++i) article.body += "word ";
    article.first_seen_s = first_seen_s;
    if (!symbol.empty()) article = with_tickers(std::move(article), {symbol});
    article.id = article_id(article);
    return article;
  };
  NamingFixture news({
      made("a", "The Ledger", "NVDA", 5, 300, "2025-01-01T10:00:00Z"),
      made("b", "harbor wire", "", 50, 100, "2025-01-02T10:00:00Z"),
      made("c", "", "AMD", 5, 200, "2025-01-03T10:00:00Z"),
      made("d", "Harbor Wire", "AMD", 500, 400, ""),
      made("e", "\u00c1gora", "T", 7, 400, "2025-01-04"),
  });
  const std::pair<Sort, const char*> cases[] = {{Sort::kSource, "e b d a c"},
                                                {Sort::kTicker, "c d a e b"},
                                                {Sort::kLength, "d b e c a"},
                                                {Sort::kFirstSeen, "e d a c b"}};
  for (const auto& [sort, order] : cases) {
    CAPTURE(order);
    news.request.sort = sort;
    news.request.offset = 0;
    news.request.limit = 100;
    CHECK(news.found() == order);
    std::string paged;
    news.request.limit = 2;
    for (news.request.offset = 0; news.request.offset < 5; news.request.offset += 2)
      paged += (paged.empty() ? "" : " ") + news.found();
    CHECK(paged == order);
  }
}

TEST_CASE("Articles are found and sorted by when the archive learned of them", "[search][sort]") {
  std::vector<TestArticle> articles;
  const auto add = [&](const std::string& title, const std::string& seen, std::uint64_t run) {
    Article article = named(title, "2025-01-01T10:00:00Z");
    article.first_seen_s = parse_instant(seen).utc_s;
    articles.push_back({article, {.arrival = run}});
  };
  add("uncounted", "2025-01-30T12:00:00Z", 0);
  add("first", "2025-01-30T12:00:00Z", 1);
  add("second", "2025-01-30T11:00:00Z", 2);  // the clock went back
  add("third", "2025-01-30T12:00:00Z", 3);
  add("later", "2025-01-30T14:00:00Z", 3);
  for (const std::size_t segments : {1u, 2u, 5u}) {
    const TestArchive files(articles, segments);
    for (const bool with_columns : {true, false}) {
      CAPTURE(segments, with_columns);
      if (!with_columns) files.remove_columns();
      const Archive archive = files.open();
      Searcher searcher(archive);
      SearchRequest request;
      request.query.clock.now_s = kNamingNow;
      request.query.everything = true;
      request.sort = Sort::kOldest;
      const auto found = [&](const std::string& text) {
        request.query.text = text;
        std::set<std::string> titles;
        const SearchAnswer answer = searcher.search(request);
        for (const Hit& hit : answer.hits) titles.insert(hit.article.title);
        CHECK(answer.total == titles.size());
        return titles;
      };
      using Titles = std::set<std::string>;
      CHECK(found("first_seen:90m") == Titles{"later"});
      CHECK(found("first_seen:2025-01-30T12:00") == Titles{"uncounted", "first", "third"});
      CHECK(found("first_seen:..2025-01-30T11:59") == Titles{"second"});
      CHECK(found("-first_seen:2025-01-30T12:00..") == Titles{"second"});
      CHECK(found("first_seen:2025-01-29").empty());
      CHECK(found("shares first_seen:today").size() == 5);
      const auto order = [&](Sort sort) {
        request.query.text = "";
        request.sort = sort;
        std::string titles;
        for (const Hit& hit : searcher.search(request).hits) titles += hit.article.title + " ";
        return titles;
      };
      CHECK(order(Sort::kFirstSeen) == "later third first uncounted second ");
      CHECK_THAT(order(Sort::kArrival), Catch::EndsWith(" second first uncounted "));
      request.query.versions.after_run = 2;
      CHECK(found("") == Titles{"third", "later"});
      CHECK(found("first_seen:2025-01-30T12:00") == Titles{"third"});
      request.query.versions.after_run = 3;
      CHECK(found("").empty());
      request.query.versions.after_run = 0;
      CHECK(found("").size() == 4);
    }
  }
}

TEST_CASE("An article is found by its identifier and its address", "[search][id]") {
  Article wire = named("wire", "2025-01-28", "Harbor Wire");
  wire.external_id = "A-1";
  wire.url = "https://www.harbor.example/News/fed-cuts?utm_source=x";
  Article ledger = named("ledger", "2025-01-28", "The Ledger");
  ledger.external_id = "A-1";
  Article file = named("file", "2025-01-28", "");
  file.external_id = "77";
  file.input = "news.csv";
  for (Article* article : {&wire, &ledger, &file}) article->id = article_id(*article);
  NamingFixture news({wire, ledger, file, named("other", "2025-01-28")});
  const auto ids = [&](const std::string& text) { return ids_written_as(news.archive, text); };
  using Ids = std::vector<std::string>;
  CHECK(ids(wire.id) == Ids{wire.id});
  CHECK(ids("https://www.harbor.example/News/fed-cuts?utm_source=x") == Ids{wire.id});
  CHECK(ids("http://harbor.example/News/fed-cuts") == Ids{wire.id});
  CHECK(ids("https://www.harbor.example/News/other").empty());
  CHECK(ids("77") == Ids{file.id});
  CHECK(ids("78").empty());
  Ids both{wire.id, ledger.id};
  std::sort(both.begin(), both.end());
  CHECK(ids("A-1") == both);
  news.request.sort = Sort::kSource;
  CHECK(news.found("id:A-1") == "wire ledger");
  CHECK(news.found("id:77") == "file");
  CHECK(news.found("id:https://www.harbor.example/News/fed-cuts") == "wire");
  CHECK(news.found("-id:A-1") == "other file");
  CHECK(news.found("id:" + wire.id) == "wire");
}

TEST_CASE("Authors are words of the byline that follow one another", "[search][author]") {
  const auto by = [](const std::string& title, const std::string& author) {
    Article article = named(title, "2025-01-28");
    article.author = author;
    article.id = article_id(article);
    return article;
  };
  NamingFixture news({by("a", "Maria Lee"), by("b", "Lee Chen"), by("c", "Ann Smith and Maria Chen"), by("d", "")});
  news.request.sort = Sort::kStored;
  const auto found = [&](const std::vector<std::string>& authors) {
    news.request.query.authors = authors;
    std::string titles = news.found();
    std::sort(titles.begin(), titles.end());
    titles.erase(std::remove(titles.begin(), titles.end(), ' '), titles.end());
    return titles;
  };
  CHECK(found({"lee"}) == "ab");
  CHECK(found({"maria lee"}) == "a");
  CHECK(found({"Maria Chen,LEE"}) == "abc");
  CHECK(found({"smith", "\"Lee Chen\""}) == "bc");
  CHECK(found({"nobody"}).empty());
}

}  // namespace
}  // namespace broadtape
