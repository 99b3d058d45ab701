// Answers as of an instant are those that the archive gave then.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "searcher/search/article_lookup.h"
#include "searcher/search/searcher.h"
#include "searcher/views/coverage.h"
#include "searcher/views/explain.h"
#include "searcher/views/facet_tables.h"
#include "searcher/views/result_terms.h"
#include "searcher/views/similar.h"
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

std::string coverage_of(const Archive& archive, const QueryRequest& query) {
  CoverageRequest request;
  request.query = query;
  request.query.since = "2024-11";
  Analyser analyser;
  const Coverage coverage = make_coverage(archive, analyser, request);
  std::string text =
      fmt::format("coverage: {}, {} undated left out\n", coverage.total, coverage.query.undated_left_out);
  for (const PeriodCoverage& period : coverage.periods)
    text += fmt::format("{} {} of {} sources\n", period.name, period.articles, period.sources);
  return text;
}

// The parts of `terms` that do not compare with the words of all versions.
std::string terms_of(const Archive& archive, const QueryRequest& query) {
  TermsRequest request;
  request.query = query;
  Analyser analyser;
  const TermsAnswer answer = result_terms(archive, analyser, CompanyDirectory::builtin(), request);
  std::string text = fmt::format("terms: {} of {}\n", answer.total, answer.archive_articles);
  for (const SignificantCompany& company : answer.companies)
    text += fmt::format("{} {} {}\n", company.term.term, company.term.counts.in_sample, company.term.counts.elsewhere);
  return text;
}

std::string words_of(const Archive& archive, const QueryRequest& query) {
  TermsRequest request;
  request.query = query;
  Analyser analyser;
  const TermsAnswer answer = result_terms(archive, analyser, CompanyDirectory::builtin(), request);
  std::string text = fmt::format("{} read\n", answer.sample);
  for (const SignificantTerm& word : answer.words)
    text += fmt::format("{} {} of {}, {} of {}\n", word.term, word.counts.in_sample, word.counts.sample,
                        word.counts.elsewhere, word.counts.others);
  return text;
}

std::string similar_to(const Archive& archive, const std::string& id, const QueryRequest& query) {
  SimilarRequest request;
  request.id = id;
  request.query = query;
  request.query.text.clear();
  request.query.everything = false;
  request.limit = 100;
  Analyser analyser;
  const SimilarAnswer answer = similar_articles(archive, analyser, request);
  std::vector<std::string> hits;
  for (const SimilarHit& hit : answer.hits)
    hits.push_back(fmt::format("{}: {} {} {}", hit.hit.article.title, hit.hit.article.body, fmt::join(hit.shared, " "),
                               hit.companies.size()));
  std::sort(hits.begin(), hits.end());  // their order is by the frequencies of today
  return fmt::format("{}: {} similar by {}\n{}\n", answer.title, answer.total, fmt::join(answer.words, " "),
                     fmt::join(hits, "\n"));
}

std::string explanation_of(const Archive& archive, const std::string& id, const QueryRequest& query) {
  ExplainRequest request;
  request.query = query;
  request.id = id;
  Analyser analyser;
  const ExplainAnswer answer = explain_query(archive, analyser, request);
  std::string text = fmt::format("{} match, article {}, {}\n", answer.total, answer.article->title,
                                 answer.article->found ? "found" : "not found");
  for (const ExplainedToken& token : answer.tokens) text += fmt::format("{} {}\n", token.term, token.articles);
  for (const ExplainedPart& part : answer.tree->children)
    text += fmt::format("{} {} {}\n", part.text, part.articles, part.holds.value_or(false));
  return text;
}

std::string version_of(const Archive& archive, const std::string& id, std::optional<std::int64_t> as_of_s) {
  const std::optional<ArticleVersions> versions = find_versions(archive, id, as_of_s);
  if (!versions) return "unknown\n";
  std::string text = fmt::format("{} [{}]\n", versions->current.body, fmt::join(versions->flags[0], ","));
  for (std::size_t i = 0; i < versions->earlier.size(); ++i)
    text += fmt::format("before: {} [{}]\n", versions->earlier[i].body, fmt::join(versions->flags[i + 1], ","));
  return text;
}

std::string id_of(const std::string& title) {
  Article article = make_article(title, "");
  article.url = "https://news.example/" + title;
  return article_id(article);
}

std::string answer_of(const std::string& path, const std::string& text, std::optional<std::int64_t> as_of_s) {
  const Archive archive = Archive::open(path);
  QueryRequest query;
  query.text = text;
  query.everything = true;
  query.clock.now_s = kMadeAt + 1000 * kSecondsPerDay;
  query.versions.as_of_s = as_of_s;
  std::string answers = articles_of(archive, query) + facets_of(archive, query) + timeline_of(archive, query) +
                        coverage_of(archive, query);
  if (!text.empty()) answers += terms_of(archive, query);
  return answers;
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

TEST_CASE("Words, similar articles, explanations and versions as of a time do not change by what comes later",
          "[views][as-of]") {
  for (const std::uint64_t seed : {3, 4}) {
    CorrectedArchive archive(seed);
    std::vector<std::pair<std::int64_t, std::vector<std::string>>> then;
    const std::string id = id_of("T1");
    const auto answers_at = [&](std::int64_t time_s, bool shown_by_time) {
      const Archive opened = Archive::open(archive.path());
      QueryRequest query;
      query.text = "oil -\"gold fell\"";
      query.clock.now_s = kMadeAt + 1000 * kSecondsPerDay;
      query.versions.as_of_s = time_s;
      std::vector<std::string> answers = {words_of(opened, query)};
      answers.push_back(version_of(opened, id, shown_by_time ? std::optional(time_s) : std::nullopt));
      if (answers.back() == "unknown\n") return answers;
      answers.push_back(similar_to(opened, id, query));
      answers.push_back(explanation_of(opened, id, query));
      return answers;
    };
    for (int step = 0; step < 12; ++step) {
      const std::int64_t time_s = kMadeAt + step * 3600;
      archive.add(time_s);
      then.emplace_back(time_s, answers_at(time_s, false));
    }
    REQUIRE(then.back().second.size() == 4);
    for (const bool merged : {false, true}) {
      if (merged) archive.merge();
      for (const auto& [time_s, answers] : then) {
        CAPTURE(seed, merged, time_s);
        CHECK(answers_at(time_s, true) == answers);
      }
    }
    QueryRequest before;
    before.versions.as_of_s = kMadeAt - 1;
    const Archive opened = Archive::open(archive.path());
    CHECK_THROWS_MATCHES(similar_to(opened, id, before), Error, HasKind(ErrorKind::kUsage));
    CHECK(version_of(opened, id, kMadeAt - 1) == "unknown\n");
  }
}

TEST_CASE("What is superseded now cannot be asked as of an earlier time", "[views][as-of]") {
  CorrectedArchive archive(1);
  archive.add(kMadeAt);
  CHECK_THROWS_MATCHES(answer_of(archive.path(), "oil is:superseded", kMadeAt), Error, HasKind(ErrorKind::kQuery));
  CHECK_THROWS_MATCHES(answer_of(archive.path(), "oil -is:superseded", kMadeAt), Error, HasKind(ErrorKind::kQuery));
}

TEST_CASE("Companies as of a time are those of the version of then", "[views][as-of]") {
  Article first = make_article("Oil deal", "A deal was signed.");
  first.url = "https://news.example/deal";
  first.id = article_id(first);
  first.first_seen_s = kMadeAt;
  Article second = first;
  second.body = "A deal was signed and paid.";
  second.first_seen_s = kMadeAt + 100;
  GrowingArchive archive({with_companies(first, {"XOM"})});
  archive.add({with_companies(second, {"CVX"})});
  const auto found = [&](const std::string& symbol, std::int64_t time_s) {
    QueryRequest query;
    query.text = "ticker:" + symbol;
    query.versions.as_of_s = time_s;
    const Archive opened = Archive::open(archive.path());
    return articles_of(opened, query).substr(0, 1);
  };
  for (const bool merged : {false, true}) {
    CAPTURE(merged);
    if (merged) archive.merge();
    CHECK(found("XOM", kMadeAt) == "1");
    CHECK(found("CVX", kMadeAt) == "0");
    CHECK(found("XOM", kMadeAt + 100) == "0");
    CHECK(found("CVX", kMadeAt + 100) == "1");
  }
  // docs/cli.md: a record of the same text adds its companies to the version that the archive has.
  second.first_seen_s = kMadeAt + 200;
  archive.add({with_companies(second, {"CVX", "BP"})});
  CHECK(found("BP", kMadeAt + 100) == "1");
}

namespace {

// Published so many days before kMadeAt.
std::vector<Article> made_before(std::int64_t days, std::size_t count, bool late) {
  std::vector<Article> articles;
  for (std::size_t i = 0; i < count; ++i) {
    Article article = make_article(fmt::format("Oil {} {} {}", late, days, i));
    article.published->utc_s = kMadeAt - days * kSecondsPerDay;
    article.id = article_id(article);
    article.first_seen_s = late ? kMadeAt : article.published->utc_s;
    articles.push_back(article);
  }
  return articles;
}

bool has_late_load(const Warnings& warnings) {
  return std::any_of(warnings.begin(), warnings.end(),
                     [](const Warning& warning) { return warning.code == WarningCode::kLateLoad; });
}

}  // namespace

TEST_CASE("Answers as of a time say that many articles were loaded long after their publication", "[views][as-of]") {
  for (const bool many : {true, false}) {
    GrowingArchive growing(made_before(100, 5, true));
    growing.add(made_before(90, many ? 45 : 46, false));  // a tenth is many
    const Archive archive = Archive::open(growing.path());
    const auto warns_as_of = [&](const std::string& text, std::int64_t days) {
      SearchRequest request;
      request.query.text = text;
      request.query.versions.as_of_s = kMadeAt - days * kSecondsPerDay;
      return has_late_load(Searcher(archive).search(request).query.warnings);
    };
    CAPTURE(many);
    CHECK(warns_as_of("oil", 1) == many);
    CHECK(warns_as_of("oil", 70) == many);
    CHECK(warns_as_of("oil date:2024-10", 70));       // all of them
    CHECK_FALSE(warns_as_of("oil date:2024-11", 1));  // none of them
    CHECK(warns_as_of("oil", 71) == many);
    CHECK(warns_as_of("oil", 100));        // the others were not published yet
    CHECK_FALSE(warns_as_of("oil", 101));  // nor were these
    CHECK_FALSE(warns_as_of("oil", 0));
    CHECK_FALSE(warns_as_of("nothingsuch", 1));
    Analyser analyser;
    const Coverage coverage = make_coverage(archive, analyser, {});
    CHECK(coverage.late == 5);
    CHECK(has_late_load(coverage.query.warnings) == many);
  }
}

TEST_CASE("Articles that were loaded within a month are not loaded late", "[views][as-of]") {
  GrowingArchive growing(made_before(25, 5, true));
  const Archive archive = Archive::open(growing.path());
  SearchRequest request;
  request.query.text = "oil";
  request.query.versions.as_of_s = kMadeAt - 20 * kSecondsPerDay;
  const SearchAnswer answer = Searcher(archive).search(request);
  CHECK(answer.total == 0);
  CHECK_FALSE(has_late_load(answer.query.warnings));
}

TEST_CASE("The parts of a search that finds nothing are counted as of its time", "[views][as-of]") {
  GrowingArchive growing(made_before(100, 5, true));
  const Archive archive = Archive::open(growing.path());
  for (const bool is_loaded : {false, true}) {
    SearchRequest request;
    request.query.versions.as_of_s = kMadeAt - (is_loaded ? 0 : 1);
    request.query.text = "oil nothingsuch";
    request.partial = false;
    const SearchAnswer answer = Searcher(archive).search(request);
    REQUIRE(answer.diagnosis);
    REQUIRE(answer.diagnosis->parts.size() == 2);
    CHECK(answer.diagnosis->parts[0].in_archive == (is_loaded ? 5 : 0));
    CHECK(answer.diagnosis->parts[0].found == (is_loaded ? 5 : 0));
  }
}

TEST_CASE("Articles that were corrected later are not loaded late", "[views][as-of]") {
  std::vector<Article> articles = made_before(100, 1, false);
  articles[0].url = "https://news.example/1";
  articles[0].id = article_id(articles[0]);
  GrowingArchive growing(articles);
  articles[0].body = "Oil again.";
  articles[0].first_seen_s = kMadeAt;
  growing.add(articles);
  const Archive archive = Archive::open(growing.path());
  SearchRequest request;
  request.query.text = "oil";
  request.query.versions.as_of_s = kMadeAt - 1;
  const SearchAnswer answer = Searcher(archive).search(request);
  CHECK(answer.total == 1);
  CHECK_FALSE(has_late_load(answer.query.warnings));
}
