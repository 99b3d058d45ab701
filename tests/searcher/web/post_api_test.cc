// Requests in JSON bodies, several at once, and exports that are resumed.
#include <catch2/catch.hpp>
#include <set>
#include <sstream>

#include "searcher/web/json_body.h"
#include "tests/searcher/web/local_site.h"
#include "tests/support/growing_archive.h"
#include "tests/support/schema_check.h"

using namespace broadtape;
using Catch::Contains;
using nlohmann::json;

namespace {

std::vector<Article> numbered_reports(int first, int count) {
  std::vector<Article> articles;
  for (int i = first; i < first + count; ++i) {
    Article article =
        make_article("Oil report " + std::to_string(i), "Oil rose on heavy demand, part " + std::to_string(i));
    article.url = "https://news.example/" + std::to_string(i);
    article.id = article_id(article);
    article.source = i % 2 ? "Harbor, Wire" : "Second";
    articles.push_back(article);
  }
  return articles;
}

std::vector<std::string> lines_in(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// An answer without what differs from one request to the next.
json lasting(json answer) {
  answer.erase("took_us");
  return answer;
}

const ApiRoute& search_route() {
  return *find_route("/api/v1/search").route;
}

}  // namespace

TEST_CASE("A body of JSON is the same request as a query", "[web][post]") {
  struct Case {
    const char* body;
    const char* target;
  };
  const Case cases[] = {
      {"{}", "/api/v1/search"},
      {R"({"q": "oil & gas"})", "/api/v1/search?q=oil%20%26%20gas"},
      {R"({"limit": 50, "everything": true})", "/api/v1/search?everything=true&limit=50"},
      {R"({"ticker": ["XOM", "CVX"]})", "/api/v1/search?ticker=XOM&ticker=CVX"},
      {R"({"ticker": "XOM,CVX"})", "/api/v1/search?ticker=XOM%2CCVX"},
      {R"({"source": ["Harbor, Wire", "A \"B\", C"]})",
       "/api/v1/search?source=%22Harbor%2C%20Wire%22&source=%22A%20%22%22B%22%22%2C%20C%22"},
      {R"({"filter": ["label:a, b"]})", "/api/v1/search?filter=label%3Aa%2C%20b"},
      {R"({"q": null, "since": "2025"})", "/api/v1/search?since=2025"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.body);
    CHECK(target_of_body(search_route(), c.body) == c.target);
  }
  for (const char* body : {"", "[]", "3", "{\"q\"", "{\"q\": {}}", "{\"q\": [[]]}"}) {
    CAPTURE(body);
    CHECK_THROWS_AS(target_of_body(search_route(), body), Refusal);
  }
}

TEST_CASE("A search can be a POST", "[web][post]") {
  const GrowingArchive archive(numbered_reports(0, 6));
  LocalSite site(archive.path());
  const RecordedAnswer posted = site.post("/api/v1/search", R"({"q": "oil", "source": ["Harbor, Wire"], "limit": 2})");
  CHECK(posted.status() == 200);
  CHECK(lasting(posted.json()) == lasting(site.json("/api/v1/search?q=oil&source=%22Harbor%2C+Wire%22&limit=2")));
  const json next = posted.json()["next_cursor"];
  const RecordedAnswer second = site.post(
      "/api/v1/search", json{{"q", "oil"}, {"source", {"Harbor, Wire"}}, {"limit", 2}, {"cursor", next}}.dump());
  CHECK(second.json()["results"].size() == 1);
  CHECK(site.post_route("/api/v1/search", R"({"q": "oil", "format": "csv"})").lane == Lane::kExport);
  CHECK(site.post("/api/v1/search", R"({"q": "oil", "format": "csv"})").streamed);
  struct Case {
    const char* target;
    const char* body;
    const char* says;
  };
  const Case refused[] = {{"/api/v1/search", "[]", "not a JSON object"},
                          {"/api/v1/search", R"({"query": "oil"})", "has no parameter 'query'"},
                          {"/api/v1/search", R"({"limit": "x"})", "limit takes a number"},
                          {"/api/v1/search?q=oil", "{}", "in its body, not in the address"}};
  for (const Case& c : refused) {
    CAPTURE(c.body);
    const RecordedAnswer answer = site.post(c.target, c.body);
    CHECK(answer.status() == 400);
    CHECK(schema_faults("problem", answer.body) == "");
    CHECK_THAT(answer.body, Contains(c.says));
  }
}

TEST_CASE("A batch has a line for each request, also for those that fail", "[web][post]") {
  const GrowingArchive archive(numbered_reports(0, 6));
  LocalSite site(archive.path());
  const std::string id = site.json("/api/v1/search?q=oil&limit=1")["results"][0]["id"];
  const json requests = {{{"q", "oil"}, {"limit", 1}},
                         {{"path", "/count"}, {"q", {"oil", "report"}}},
                         {{"path", "/articles/{id}"}, {"id", id}},
                         {{"path", "/articles/{id}"}, {"id", "none"}},
                         {{"path", "/articles/{id}"}},
                         {{"path", "/search"}, {"q", "oil"}, {"format", "csv"}},
                         {{"path", "/metrics"}},
                         {{"path", "/search"}, {"q", "date:2025-02-31"}},
                         7};
  const RecordedAnswer answer = site.post("/api/v1/batch", json{{"requests", requests}}.dump());
  CHECK(answer.streamed);
  CHECK(answer.head.content_type == "application/jsonl");
  const std::vector<std::string> lines = lines_in(answer.body);
  const int statuses[] = {200, 200, 200, 404, 400, 400, 400, 400, 400};
  REQUIRE(lines.size() == std::size(statuses));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CAPTURE(lines[i]);
    CHECK(schema_faults("batch_answer", lines[i]) == "");
    const json line = json::parse(lines[i]);
    CHECK(line["index"] == i);
    CHECK(line["status"] == statuses[i]);
    if (statuses[i] >= 400) CHECK(schema_faults("problem", line["answer"].dump()) == "");
  }
  CHECK(lasting(json::parse(lines[0])["answer"]) == lasting(site.json("/api/v1/search?q=oil&limit=1")));
  CHECK(json::parse(lines[2])["answer"] == site.json("/api/v1/articles/" + id));
  json many = json::array();
  for (int i = 0; i < 101; ++i) many.push_back({{"q", "oil"}});
  for (const std::string& body : {std::string("{}"), std::string("[]"), json{{"requests", many}}.dump()})
    CHECK(site.post("/api/v1/batch", body).status() == 400);
  CHECK(site.ask("/api/v1/batch").status() == 405);
  CHECK(site.post("/api/v1/batch", R"({"requests": []})").body.empty());
}

TEST_CASE("An interrupted export goes on where it stopped, in the state that it began with", "[web][post]") {
  GrowingArchive archive(numbered_reports(0, 20));
  LocalSite site(archive.path());
  for (const char* query : {"q=oil&sort=oldest", "q=oil", "q=oil&collapse=story", "everything=true&sort=stored"}) {
    CAPTURE(query);
    const std::string target = std::string("/api/v1/search?format=jsonl&fields=id,title&") + query;
    const RecordedAnswer whole = site.ask(target);
    const std::vector<std::string> lines = lines_in(whole.body);
    CHECK(whole.header("Broadtape-Rows") == std::to_string(lines.size()));
    CHECK(whole.trailers ==
          std::vector<std::pair<std::string, std::string>>{{"Broadtape-Rows-Sent", std::to_string(lines.size())}});
    const std::string cursor = whole.header("Broadtape-Cursor");
    for (const std::size_t got : {std::size_t{0}, std::size_t{7}, lines.size() - 1, lines.size()}) {
      const RecordedAnswer rest = site.ask(target + "&cursor=" + cursor + "&skip=" + std::to_string(got));
      CHECK(rest.header("Broadtape-Rows") == std::to_string(lines.size() - got));
      CHECK(lines_in(rest.body) ==
            std::vector<std::string>(lines.begin() + static_cast<std::ptrdiff_t>(got), lines.end()));
      const std::string later = rest.header("Broadtape-Cursor");
      CHECK(site.ask(target + "&cursor=" + later).body == rest.body);
    }
    CHECK(site.ask(target + "&limit=3&skip=2").header("Broadtape-Rows") == "3");
  }
  const std::string target = "/api/v1/search?q=oil&format=csv&fields=title";
  const std::string cursor = site.ask(target).header("Broadtape-Cursor"), before = site.ask(target).body;
  archive.add(numbered_reports(20, 5));
  CHECK(site.ask(target + "&cursor=" + cursor).body == before);
  CHECK(site.ask(target + "&match=any&cursor=" + cursor).status() == 400);
  CHECK(site.ask("/api/v1/search?q=oil&skip=2").status() == 400);
  CHECK(site.ask("/api/v1/search?q=oil&format=rss&cursor=" + cursor).status() == 400);
}
