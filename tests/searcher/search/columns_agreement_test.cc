// Answers from columns and bitmaps are those of Xapian's matcher.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "searcher/search/searcher.h"
#include "tests/support/article_maker.h"
#include "tests/support/test_archive.h"

namespace broadtape {
namespace {

std::vector<TestArticle> columns_agreement_articles() {
  ArticleMaker maker(21);
  std::vector<TestArticle> articles;
  for (Article& article : maker.many(900, 25)) {
    if (maker.below(12) == 0) article.published.reset();
    if (maker.below(3) == 0) article = with_companies(article, {maker.below(2) == 0 ? "NVDA" : "AMD", "MSFT"});
    if (maker.below(4) == 0) article.source = "The Ledger";
    if (maker.below(3) == 0) article.author = "Jane Roe " + std::to_string(maker.below(4));
    if (maker.below(4) != 0) article.language = maker.below(3) == 0 ? "de" : "en";
    for (const char* const label : {"Earnings", "OIL", "mergers"})
      if (maker.below(3) == 0) article.labels.push_back(label);
    article.first_seen_s += static_cast<std::int64_t>(maker.below(60 * kSecondsPerDay));
    article.id = article_id(article);
    articles.push_back({std::move(article), {}});
    articles.back().flags.superseded = maker.below(15) == 0;
    articles.back().flags.arrival = maker.below(20);
    if (articles.size() > 1 && maker.below(3) == 0)
      articles.back().story = articles[articles.size() - 2].story = articles[articles.size() - 2].article.id;
  }
  return articles;
}

class RandomQueries {
 public:
  explicit RandomQueries(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

  std::string query() {
    std::string text = part(2);
    for (std::uint64_t more = below(3); more > 0; --more) text += (below(3) == 0 ? " OR " : " ") + part(2);
    return text;
  }

  std::string facet() {
    return pick({"ticker", "source", "author", "label", "language", "year", "month", "week", "day", "weekday", "hour"});
  }
  std::string zone() { return pick({"UTC", "UTC", "America/New_York", "Asia/Kolkata"}); }
  std::string date() {
    return below(3) == 0 ? "" : format_rfc3339(kMadeAt - static_cast<std::int64_t>(below(365 * kSecondsPerDay)));
  }

 private:
  std::string pick(const std::vector<std::string>& texts) { return texts[below(texts.size())]; }
  std::string word() {
    return pick(
        {"shares", "chipmaker", "earnings", "guidance", "tariffs", "oil", "merger", "percent", "gold", "rates"});
  }
  std::string part(int depth) {
    switch (below(depth > 0 ? 12 : 6)) {
      case 0:
        return "-" + word();
      case 1:
        return pick({"ticker:NVDA", "ticker:MSFT", "source:\"The Ledger\"", "author:roe", "is:undated", "is:superseded",
                     "label:oil", "lang:de"});
      case 2:
        return pick({"words:>20", "words:31", "first_seen:2025-02", "first_seen:>2025-02-20",
                     "-first_seen:2025-01..2025-02", "first_seen:..2025-03-01T12:00", "date:2024-10",
                     "date:>=2024-06-03", "-date:2024", "date:2025-01"});
      case 3:
        return pick({"title:" + word(), word().substr(0, 3) + "*", "\"" + word() + " " + word() + "\""});
      case 6:
      case 7:
        return "(" + part(depth - 1) + " OR " + part(depth - 1) + ")";
      case 8:
        return "-(" + part(depth - 1) + " " + part(depth - 1) + ")";
      default:
        return word();
    }
  }

  std::mt19937_64 random_;
};

SearchRequest random_request(RandomQueries& queries) {
  constexpr Sort kSorts[] = {Sort::kRelevance, Sort::kRelevance, Sort::kNewest,    Sort::kOldest, Sort::kStored,
                             Sort::kSource,    Sort::kTicker,    Sort::kFirstSeen, Sort::kArrival};
  SearchRequest request;
  request.query.text = queries.query();
  request.query.clock.now_s = kMadeAt;
  request.query.clock.zone = TimeZone::named(queries.zone());
  request.query.since = queries.below(3) == 0 ? queries.date() : "";
  request.query.until = queries.below(4) == 0 ? queries.date() : "";
  if (!request.query.until.empty() && request.query.until < request.query.since)
    std::swap(request.query.since, request.query.until);
  request.query.match = queries.below(2) == 0 ? Match::kAny : Match::kAll;
  request.query.all_versions = queries.below(5) == 0;
  if (queries.below(3) == 0) request.query.versions.after_run = queries.below(22);
  if (queries.below(5) == 0) request.query.versions.until_run = queries.below(22);
  request.sort = kSorts[queries.below(std::size(kSorts))];
  request.collapse = static_cast<Collapse>(queries.below(3));
  request.count_stories = queries.below(2) == 0;
  request.recency_halflife_s = queries.below(4) == 0 ? 30 * kSecondsPerDay : 0;
  request.offset = queries.below(3) == 0 ? queries.below(30) : 0;
  request.limit = queries.below(4) == 0 ? 1'000 : 10;
  request.partial = queries.below(2) == 0;
  request.facet_limit = 0;
  while (queries.below(2) == 0) request.facets.push_back(queries.facet());
  return request;
}

std::vector<std::string> summary_of(const SearchAnswer& answer) {
  std::vector<std::string> lines{std::to_string(answer.total) + " articles, " + std::to_string(answer.results) +
                                 " results, " + std::to_string(answer.stories.value_or(0)) + " stories, undated " +
                                 std::to_string(answer.query.undated_left_out)};
  for (const Hit& hit : answer.hits) lines.push_back(hit.article.id + " with " + std::to_string(hit.collapsed));
  for (const Hit& hit : answer.partial_hits) lines.push_back("partial " + hit.article.id);
  for (const Facet& facet : answer.facets) {
    lines.push_back(facet.name + " " + std::to_string(facet.distinct_values));
    for (const FacetValue& value : facet.values)
      lines.push_back(value.value + " " + value.company + " " + std::to_string(value.count));
  }
  return lines;
}

void check_agreement(std::size_t segments) {
  const TestArchive files(columns_agreement_articles(), segments);
  const Archive fast = files.open();
  for (const auto& columns : fast.columns()) REQUIRE(columns != nullptr);
  files.remove_columns();
  const Archive walked = files.open();
  for (const auto& columns : walked.columns()) REQUIRE(columns == nullptr);
  Searcher by_columns(fast), by_matcher(walked);
  RandomQueries queries(segments);
  std::size_t found_some = 0;
  for (int round = 0; round < 1'500; ++round) {
    const SearchRequest request = random_request(queries);
    CAPTURE(segments, round, request.query.text, request.query.since, request.query.until, request.query.all_versions,
            request.query.versions.after_run.value_or(0), static_cast<int>(request.sort),
            static_cast<int>(request.collapse));
    const std::vector<std::string> expected = summary_of(by_matcher.search(request));
    REQUIRE(summary_of(by_columns.search(request)) == expected);
    found_some += expected.size() > 1 ? 1 : 0;
  }
  CHECK(found_some > 700);
}

TEST_CASE("Counts, stories, facets and orders are the same with and without columns", "[search][columns]") {
  check_agreement(1);
  check_agreement(3);
}

}  // namespace
}  // namespace broadtape
