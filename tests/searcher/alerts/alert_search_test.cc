#include "searcher/alerts/alert_search.h"

#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "common/archive/saved_searches.h"
#include "searcher/output/hit_rows.h"
#include "searcher/views/news.h"
#include "tests/support/growing_archive.h"

using namespace broadtape;
using nlohmann::json;

namespace {

constexpr const char* kAlertQueries[] = {
    "shares",
    "oil OR rose",
    "\"shares rose\"",
    "shares -oil",
    "earn* guidance",
    "shares w/3 rose",
    "ticker:NVDA",
    "company:nvidia shares",
    "date:2024-12..2025-01 percent",
    "title:shares",
    "first_seen:2025 shares",
    "is:undated",
};

void save_alert(const GrowingArchive& archive, const std::string& name, const std::string& query,
                AlertSettings settings = {.targets = {"command:true"}, .articles = 100, .from = 0}) {
  SavedSearch search;
  search.query = query;
  search.alert = std::move(settings);
  add_saved_search(archive.path(), name, search);
}

QueryRequest base() {
  QueryRequest query;
  query.clock.now_s = kMadeAt;
  return query;
}

const std::function<void(const std::string&)> kFailOnMessages = [](const std::string& message) { FAIL(message); };

AlertSearchReport search_now(const GrowingArchive& archive, AlertQueue& queue) {
  return search_for_alerts(Archive::open(archive.path()), queue, base(), kMadeAt, kFailOnMessages);
}

using Found = std::map<std::string, std::multiset<std::string>>;  // by search: ids of articles with their kind

// What is due, which is removed.
Found take_due(const AlertQueue& queue, std::set<std::string>* delivery_ids = nullptr) {
  Found found;
  for (const std::string& path : queue.paths()) {
    const Delivery delivery = AlertQueue::read(path);
    const json body = json::parse(delivery.body);
    CHECK(body["id"] == delivery.id);
    for (const json& row : body["results"])
      found[delivery.search].insert(row["id"].get<std::string>() + " " + row["news"].get<std::string>());
    if (delivery_ids) CHECK(delivery_ids->insert(delivery.id).second);
    AlertQueue::remove(path);
  }
  return found;
}

// The same by a search of the whole archive.
Found expected(const GrowingArchive& archive, std::uint64_t mark) {
  const Archive opened = Archive::open(archive.path());
  Found found;
  for (std::size_t i = 0; i < std::size(kAlertQueries); ++i) {
    NewsRequest request;
    request.search.query = base();
    request.search.query.text = kAlertQueries[i];
    request.search.limit = kAllResults;
    request.mark = mark;
    stream_news(
        opened, request, {}, [](const SearchAnswer&) {},
        [&](Hit&& hit) {
          found["q" + std::to_string(i)].insert(hit.article.id +
                                                (hit.news == News::kCorrected ? " corrected" : " new"));
        });
  }
  return found;
}

std::vector<Article> corrected(std::vector<Article> articles) {
  for (Article& article : articles) article.body += " Shares fell after all, and oil rose.";
  return articles;
}

}  // namespace

TEST_CASE("Alerts find in the new segments alone what a search of the archive finds", "[alerts]") {
  ArticleMaker maker(7);
  std::vector<Article> first = maker.many(120, 20);
  GrowingArchive archive(first);
  for (std::size_t i = 0; i < std::size(kAlertQueries); ++i)
    save_alert(archive, "q" + std::to_string(i), kAlertQueries[i]);
  AlertQueue queue(archive.path());
  std::set<std::string> ids;
  std::size_t total = 0;
  for (int run = 0; run < 8; ++run) {
    CAPTURE(run);
    const std::uint64_t mark = queue.mark();
    const AlertSearchReport report = search_now(archive, queue);
    CHECK(report.searches == std::size(kAlertQueries));
    CHECK(report.unusable == 0);
    const Found found = take_due(queue, &ids);
    CHECK(found == expected(archive, mark));
    for (const auto& [search, articles] : found) total += articles.size();
    CHECK(search_now(archive, queue).searches == 0);
    CHECK(take_due(queue).empty());
    std::vector<Article> next = maker.many(10, 15);
    if (run % 2 == 0) {
      const std::vector<Article> again = corrected({first.begin() + 5 * run, first.begin() + 5 * run + 5});
      next.insert(next.end(), again.begin(), again.end());
    }
    archive.add(next);
    if (run % 3 == 2) archive.merge();
  }
  CHECK(total > 300);
}

TEST_CASE("A process that dies before it moves the mark delivers nothing twice", "[alerts]") {
  GrowingArchive archive(ArticleMaker(8).many(30));
  save_alert(archive, "all", "is:undated OR shares OR oil OR rose",
             {.targets = {"command:true", "mailto:desk@news.example"}, .articles = 4, .from = 0});
  std::set<std::string> ids;
  std::uint64_t deliveries = 0;
  {
    AlertQueue queue(archive.path());
    deliveries = search_now(archive, queue).deliveries;
    for (const std::string& path : queue.paths()) ids.insert(AlertQueue::read(path).id);
    CHECK(ids.size() == deliveries);
  }
  std::filesystem::remove(archive.path() + "/alerts/mark");  // as it was before
  AlertQueue queue(archive.path());
  CHECK(queue.paths().empty());
  CHECK(search_now(archive, queue).deliveries == deliveries);
  std::set<std::string> again;
  for (const std::string& path : queue.paths()) {
    const json body = json::parse(AlertQueue::read(path).body);
    again.insert(body["id"]);
    CHECK(body["results"].size() <= 4);
  }
  CHECK(again == ids);
}

TEST_CASE("An alert begins with the run after it was made", "[alerts]") {
  ArticleMaker maker(9);
  GrowingArchive archive(maker.many(20));
  save_alert(archive, "later", "shares OR oil OR rose", {.targets = {"command:true"}, .articles = 100, .from = 1});
  AlertQueue queue(archive.path());
  CHECK(search_now(archive, queue).matched == 0);
  archive.add(maker.many(20));
  CHECK(search_now(archive, queue).matched == 1);
  CHECK(greatest_mark(archive.path()) == 2);
}

TEST_CASE("A search that cannot be run does not stop the others", "[alerts]") {
  GrowingArchive archive(ArticleMaker(10).many(20));
  save_alert(archive, "broken", "tiker:XOM");
  save_alert(archive, "sound", "shares OR oil OR rose");
  AlertQueue queue(archive.path());
  std::vector<std::string> messages;
  const AlertSearchReport report = search_for_alerts(Archive::open(archive.path()), queue, base(), kMadeAt,
                                                     [&](const std::string& message) { messages.push_back(message); });
  CHECK(report.unusable == 1);
  CHECK(report.matched == 1);
  REQUIRE(messages.size() == 1);
  CHECK_THAT(messages[0], Catch::StartsWith("broken: there is no field tiker"));
  CHECK(queue.mark() == 1);
}

TEST_CASE("Several threads find for each of many searches what one finds, with the same rows", "[alerts]") {
  constexpr std::size_t kSearches = 600;  // enough for several threads
  ArticleMaker maker(11);
  GrowingArchive archive(maker.many(60));
  archive.add(maker.many(30));
  for (std::size_t i = 0; i < kSearches; ++i)
    save_alert(archive, "q" + std::to_string(i), kAlertQueries[i % std::size(kAlertQueries)],
               {.targets = {"command:true"}, .articles = 1000, .from = 1});
  save_alert(archive, "broken", "tiker:XOM");
  save_alert(archive, "wrong", "sauce:Reuters");
  AlertQueue queue(archive.path());
  std::vector<std::string> messages;
  const AlertSearchReport report = search_for_alerts(Archive::open(archive.path()), queue, base(), kMadeAt,
                                                     [&](const std::string& message) { messages.push_back(message); });
  CHECK(report.searches == kSearches + 2);
  CHECK(report.unusable == 2);
  REQUIRE(messages.size() == 2);
  CHECK_THAT(messages[0], Catch::StartsWith("broken: "));
  CHECK_THAT(messages[1], Catch::StartsWith("wrong: "));
  const Archive opened = Archive::open(archive.path());
  const FieldList fields = parse_fields("+news", Format::kJson);
  std::map<std::string, std::string> expected;
  for (const char* const query : kAlertQueries) {
    NewsRequest request;
    request.search.query = base();
    request.search.query.text = query;
    request.search.limit = kAllResults;
    request.search.sort = Sort::kArrival;
    request.mark = 1;
    std::string& rows = expected[query];
    stream_news(
        opened, request, parts_of(fields), [](const SearchAnswer&) {},
        [&](Hit&& hit) {
          rows += rows.empty() ? "" : ",";
          append_json(hit, fields, rows);
        });
    if (rows.empty()) expected.erase(query);
  }
  CHECK(expected.size() > std::size(kAlertQueries) / 2);
  std::map<std::string, std::size_t> deliveries;
  for (const std::string& path : queue.paths()) {
    const std::string body = AlertQueue::read(path).body;
    const std::string query = json::parse(body)["saved_search"]["query"];
    ++deliveries[query];
    CHECK_THAT(body, Catch::EndsWith("\"results\":[" + expected[query] + "]}\n"));
  }
  CHECK(deliveries.size() == expected.size());
  for (const auto& [query, count] : deliveries) CHECK(count == kSearches / std::size(kAlertQueries));
}
