// Answers as of an instant are those that the archive gave then.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "searcher/search/searcher.h"
#include "searcher/views/facet_tables.h"
#include "searcher/views/timeline.h"
#include "tests/support/error_matcher.h"
#include "tests/support/growing_archive.h"

using namespace broadtape;

namespace {

const char* const kQueries[] = {"",
                                "oil",
                                "oil -gold",
                                "\"oil rose\"",
                                "source:harbor OR gold",
                                "is:corrected",
                                "first_seen:2025",
                                "date:2025-01 oil",
                                "words:<6",
                                "is:undated"};

std::string articles_of(const Archive& archive, const QueryRequest& query) {
  SearchRequest request;
  request.query = query;
  request.partial = false;
  request.limit = kAllResults;
  request.sort = Sort::kStored;
  HitParts parts = kNoHitParts;
  parts.body = parts.flags = true;
  Searcher searcher(archive);
  const SearchAnswer answer = searcher.search(request, parts);
  std::vector<std::string> rows;
  for (const Hit& hit : answer.hits)
    rows.push_back(fmt::format("{}|{}|{}|{}", hit.article.title, hit.article.body, hit.article.first_seen_s,
                               fmt::join(hit.flags, ",")));
  std::sort(rows.begin(), rows.end());  // merging changes the order of segments
  return fmt::format("{} of {}, {} undated\n{}\n", rows.size(), answer.total, answer.query.undated_left_out,
                     fmt::join(rows, "\n"));
}

std::string facets_of(const Archive& archive, const QueryRequest& query) {
  FacetTablesRequest request;
  request.query = query;
  request.query.everything = true;
  request.by = {"source", "month", "ticker"};
  request.limit = 1000;
  Analyser analyser;
  const FacetTables tables = make_facet_tables(archive, analyser, request);
  std::string text = fmt::format("{} of {}\n", tables.total, tables.archive_total);
  for (const FacetTable& table : tables.facets) {
    std::vector<std::string> rows;
    for (const FacetTableValue& value : table.values)
      rows.push_back(
          fmt::format("{} {} {}", value.value, value.count, value.comparison ? value.comparison->archive_count : 0));
    std::sort(rows.begin(), rows.end());
    text += fmt::format("{}: {}; {} missing\n", table.name, fmt::join(rows, ", "), table.missing);
  }
  return text;
}

std::string timeline_of(const Archive& archive, const QueryRequest& query) {
  TimelineRequest request;
  request.queries = {query};
  request.queries[0].everything = true;
  request.queries[0].since = "2024-11";
  request.queries[0].until = "2025-03";
  request.unit = PeriodUnit::kWeek;
  Analyser analyser;
  const Timeline timeline = make_timeline(archive, analyser, request);
  std::string text = fmt::format("{} undated\n", timeline.series[0].undated_left_out);
  for (std::size_t i = 0; i < timeline.periods.size(); ++i) {
    // The first and last days are those of all versions, without as_of.
    if (timeline.periods[i].total == 0) continue;
    text +=
        fmt::format("{} {} of {}\n", timeline.periods[i].name, timeline.series[0].counts[i], timeline.periods[i].total);
  }
  return text;
}

std::string answer_of(const std::string& path, const std::string& text, std::optional<std::int64_t> as_of_s) {
  const Archive archive = Archive::open(path);
  QueryRequest query;
  query.text = text;
  query.everything = true;
  query.clock.now_s = kMadeAt + 1000 * kSecondsPerDay;
  query.versions.as_of_s = as_of_s;
  return articles_of(archive, query) + facets_of(archive, query) + timeline_of(archive, query);
}

class CorrectedArchive {
 public:
  explicit CorrectedArchive(std::uint64_t seed) : random_(seed) {}

  std::string path() const { return archive_.path(); }
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
  void merge() { archive_.merge(); }

  // New articles and corrections, first seen at `time_s`.
  void add(std::int64_t time_s) {
    std::vector<Article> articles;
    for (std::uint64_t i = 0; i < 2 + below(6); ++i) {
      const std::string title = fmt::format("T{}", below(25));
      const char* const kBodies[] = {"Oil rose", "Gold fell and oil did", "Oil rose while gold fell"};
      Article article = make_article(title, fmt::format("{} {}.", kBodies[below(3)], below(4)));
      article.url = "https://news.example/" + title;
      article.source = below(2) == 0 ? "Harbor Wire" : "Plain Post";
      if (below(5) == 0) {
        article.published.reset();
      } else {
        article.published->utc_s -= static_cast<std::int64_t>(below(60)) * kSecondsPerDay;
      }
      if (below(3) == 0) article = with_companies(std::move(article), {"XOM"});
      article.id = article_id(article);
      article.first_seen_s = time_s;
      articles.push_back(article);
    }
    archive_.add(articles);
  }

 private:
  GrowingArchive archive_;
  std::mt19937_64 random_;
};

}  // namespace

TEST_CASE("As of each time in its past, an archive answers as it did then", "[views][as-of]") {
  for (const std::uint64_t seed : {1, 2}) {
    CorrectedArchive archive(seed);
    std::vector<std::pair<std::int64_t, std::vector<std::string>>> then;
    for (int step = 0; step < 10; ++step) {
      const std::int64_t time_s = kMadeAt + step * 3600;
      archive.add(time_s);
      if (archive.below(4) == 0) archive.merge();
      then.push_back({time_s, {}});
      for (const char* query : kQueries) then.back().second.push_back(answer_of(archive.path(), query, {}));
    }
    for (const bool merged : {false, true}) {
      if (merged) archive.merge();
      for (const auto& [time_s, answers] : then) {
        for (std::size_t i = 0; i < std::size(kQueries); ++i) {
          CAPTURE(seed, merged, time_s, kQueries[i]);
          CHECK(answer_of(archive.path(), kQueries[i], time_s) == answers[i]);
          CHECK(answer_of(archive.path(), kQueries[i], time_s + 3599) == answers[i]);
        }
      }
    }
    CHECK_THAT(answer_of(archive.path(), "", kMadeAt - 1), Catch::StartsWith("0 of 0, 0 undated\n"));
  }
}

TEST_CASE("What is superseded now cannot be asked as of an earlier time", "[views][as-of]") {
  CorrectedArchive archive(1);
  archive.add(kMadeAt);
  CHECK_THROWS_MATCHES(answer_of(archive.path(), "oil is:superseded", kMadeAt), Error, HasKind(ErrorKind::kQuery));
  CHECK_THROWS_MATCHES(answer_of(archive.path(), "oil -is:superseded", kMadeAt), Error, HasKind(ErrorKind::kQuery));
}
