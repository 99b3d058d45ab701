// The API's answers to complete requests, with an archive in this process.
#include <libxml/parser.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "searcher/web/route_table.h"
#include "tests/searcher/web/local_site.h"
#include "tests/support/csv_cells.h"
#include "tests/support/growing_archive.h"
#include "tests/support/schema_check.h"

using namespace broadtape;
using Catch::Contains;
using nlohmann::json;

namespace {

constexpr const char* kScript = "<script>alert(1)</script>\"'&]]>";

Article hostile_article() {
  Article article = make_article(std::string("Hostile ") + kScript, std::string("Shares of hostile ") + kScript);
  article.source = std::string("=cmd|") + kScript;
  article.author = kScript;
  article.url = "javascript:alert(1)";
  article.labels = {kScript};
  article = with_tickers(article, {"NVDA"});
  article.id = article_id(article);
  return article;
}

const GrowingArchive& archive() {
  static const GrowingArchive made = [] {
    std::vector<Article> articles = ArticleMaker(3).many(80);
    articles.push_back(hostile_article());
    Article undated = with_tickers(make_article("DeepSeek, undated", "DeepSeek may slash demand for GPUs."), {"NVDA"});
    undated.published.reset();
    undated.id = article_id(undated);
    articles.push_back(undated);
    articles.push_back(with_tickers(make_article("K\xc3\xb6ln und M\xc3\xbcnchen", "Aktien steigen."), {"AMD"}));
    return GrowingArchive(articles);
  }();
  return made;
}

LocalSite& site() {
  static LocalSite made(archive().path());
  return made;
}

std::string some_id() {
  return site().json("/api/v1/search?q=shares&limit=1")["results"][0]["id"];
}

std::string with_id(std::string target) {
  const std::size_t at = target.find('$');
  if (at != std::string::npos) target.replace(at, 1, some_id());
  return target;
}

bool is_well_formed(const std::string& xml) {
  xmlDoc* const document = xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (document) xmlFreeDoc(document);
  return document != nullptr;
}

}  // namespace

TEST_CASE("Each path answers as its schema says", "[web][api]") {
  struct Case {
    const char* target;  // "$": an article's id
    const char* schema;
    const char* rows;  // of jsonl; null if not available
  };
  const Case cases[] = {
      {"/api/v1/search?q=shares&facets=ticker,source,month&limit=3", "find", nullptr},
      {"/api/v1/search?q=zebrastripe", "find", "article_row"},
      {"/api/v1/search?q=shares+zebrastripe", "find", "article_row"},
      {"/api/v1/search?everything=true&fields=%2Bbody,words", "find", "article_row"},
      {"/api/v1/search?q=&ticker=NVDA", "find", "article_row"},
      {"/api/v1/search?q=%25%25", "find", nullptr},
      {"/api/v1/count?q=shares&q=oil", "count", "count_row"},
      {"/api/v1/facets?q=shares&by=ticker,weekday&limit=0&sort=lift", "facets", "facets_row"},
      {"/api/v1/facets", "facets", "facets_row"},
      {"/api/v1/timeline?q=shares&q=oil&by=month&peaks=3", "timeline", "timeline_row"},
      {"/api/v1/timeline?q=shares&since=2024-12&until=2025-01", "timeline", "timeline_row"},
      {"/api/v1/terms?q=oil&limit=5", "terms", "terms_row"},
      {"/api/v1/articles/$", "show", "article_version"},
      {"/api/v1/articles/$?highlight=shares", "show", nullptr},
      {"/api/v1/articles/$?diff=true", "show", nullptr},
      {"/api/v1/similar/$?limit=3", "similar", "similar_row"},
      {"/api/v1/stories/$", "story", "story_row"},
      {"/api/v1/search?q=shares&collapse=story&limit=3", "find", "article_row"},
      {"/api/v1/count?q=shares&collapse=copies", "count", "count_row"},
      {"/api/v1/explain?q=shares+rose", "explain", "explain_row"},
      {"/api/v1/explain?q=shares&id=$&recency=30d", "explain", nullptr},
      {"/api/v1/coverage?by=month", "coverage", "coverage_period_row"},
      {"/api/v1/coverage", "coverage", "coverage_source_row"},
      {"/api/v1/suggest?q=har", "suggest", nullptr},
      {"/api/v1/suggest", "suggest", nullptr},
      {"/api/v1/stats", "stats", nullptr},
      {"/api/v1/healthz", "healthz", nullptr},
      {"/healthz", "healthz", nullptr},
  };
  for (const Case& c : cases) {
    const std::string target = with_id(c.target);
    INFO(target);
    const RecordedAnswer answer = site().ask(target);
    CHECK(answer.status() == 200);
    CHECK(answer.head.content_type == "application/json");
    CHECK(schema_faults(c.schema, answer.body) == "");
    CHECK(answer.header("Cache-Control") == "private, no-cache");
    CHECK(!answer.header("ETag").empty());
    if (!c.rows) continue;
    const std::string more = target + (target.find('?') == std::string::npos ? "?" : "&");
    const RecordedAnswer lines = site().ask(more + "format=jsonl");
    CHECK(lines.status() == 200);
    CHECK(lines.head.content_type == "application/jsonl");
    CHECK(schema_faults_of_lines(c.rows, lines.body) == "");
    const RecordedAnswer table = site().ask(more + "format=csv");
    CHECK(table.status() == 200);
    CHECK(table.head.content_type == "text/csv; charset=utf-8");
    const std::vector<std::vector<std::string>> cells = csv_cells(table.body);
    REQUIRE(!cells.empty());
    for (const std::vector<std::string>& row : cells) CHECK(row.size() == cells[0].size());
    CHECK(site().ask(more + "format=csv&csv_bom=true").body.starts_with("\xef\xbb\xbf" + cells[0][0]));
    CHECK(!table.body.starts_with("\xef"));
  }
}

TEST_CASE("Rows of a search are a stream to save", "[web][api]") {
  const RecordedAnswer csv = site().ask("/api/v1/search?everything=true&format=csv&fields=id,source,title");
  CHECK(csv.streamed);
  CHECK(csv.header("Content-Disposition") == "attachment; filename=\"broadtape.csv\"");
  const auto cells = csv_cells(csv.body);
  CHECK(cells.size() == 84);
  CHECK(cells[0] == std::vector<std::string>{"id", "source", "title"});
  CHECK(csv_cells(site().ask("/api/v1/search?everything=true&format=csv&limit=7").body).size() == 8);
  CHECK(csv_cells(site().ask("/api/v1/search?q=zebrastripe&format=csv").body).size() == 1);
  // No spreadsheet evaluates a cell as a formula unless that is requested.
  const std::string hostile = "/api/v1/search?q=hostile&format=csv&fields=source";
  CHECK(csv_cells(site().ask(hostile).body)[1][0][0] != '=');
  CHECK(csv_cells(site().ask(hostile + "&csv_raw=true").body)[1][0][0] == '=');
  CHECK(site().route("/api/v1/search?q=a&format=csv").lane == Lane::kExport);
  CHECK(site().route("/api/v1/search?q=a&format=%63sv").lane == Lane::kExport);
  CHECK(site().route("/api/v1/search?q=a&format=rss").lane == Lane::kSearch);
}

TEST_CASE("Feeds are well-formed, whatever stands in titles and addresses", "[web][api]") {
  for (const char* format : {"rss", "atom"}) {
    for (const char* query : {"everything=true", "q=hostile", "q=zebrastripe", "q=%3Cscript%3E%26%22", "ticker=NVDA",
                              "q=K%C3%B6ln&timezone=Europe/Berlin"}) {
      const std::string target = std::string("/api/v1/search?format=") + format + "&" + query;
      INFO(target);
      const RecordedAnswer feed = site().ask(target);
      CHECK(feed.status() == 200);
      CHECK(feed.head.content_type == std::string("application/") + format + "+xml; charset=utf-8");
      CHECK(is_well_formed(feed.body));
      CHECK_THAT(feed.body, !Contains("<script") && !Contains("javascript:"));
    }
    CHECK_THAT(site().ask(std::string("/api/v1/search?q=hostile&format=") + format).body,
               Contains("http://localhost:8321/?id=") && Contains("http://localhost:8321/api/v1/search?"));
  }
  CHECK(!is_well_formed("<a>"));
  // By default newest first, 50 articles.
  const std::string rss = site().ask("/api/v1/search?everything=true&format=rss").body;
  std::size_t items = 0;
  for (std::size_t at = rss.find("<item>"); at != std::string::npos; at = rss.find("<item>", at + 1)) ++items;
  CHECK(items == 50);
  CHECK(site().ask("/api/v1/search?everything=true&format=rss&limit=201").json()["parameter"] == "limit");
  const RecordedAnswer description = site().ask("/opensearch.xml");
  CHECK(is_well_formed(description.body));
}

TEST_CASE("Hostile text comes out of each path as text of JSON", "[web][api]") {
  const std::string id = site().json("/api/v1/search?q=hostile&limit=1")["results"][0]["id"];
  const std::string targets[] = {
      "/api/v1/search?q=hostile&facets=source,author&fields=%2Bbody,labels",
      "/api/v1/articles/" + id,
      "/api/v1/articles/" + id + "?highlight=hostile",
      "/api/v1/facets?by=source,author&q=hostile",
      "/api/v1/coverage",
      "/api/v1/suggest?q=%3Dcmd",
      "/api/v1/explain?q=%3Cscript%3E",
      "/api/v1/count?q=%3Cscript%3Ealert(1)%3C/script%3E",
  };
  for (const std::string& target : targets) {
    INFO(target);
    const RecordedAnswer answer = site().ask(target);
    CHECK(answer.status() == 200);
    CHECK(answer.head.content_type == "application/json");
    CHECK(!json::parse(answer.body, nullptr, false).is_discarded());
    CHECK_THAT(answer.body, Contains("script>"));
  }
  const json article = site().json("/api/v1/articles/" + id);
  CHECK_THAT(article.dump(), Contains("javascript:alert(1)"));  // passed on unchanged
}

TEST_CASE("An invalid value is rejected with the parameter's name", "[web][api]") {
  struct Case {
    const char* target;
    int status;
    const char* type;
    const char* parameter;
    int position;  // -1: absent
  };
  const Case cases[] = {
      {"/api/v1/search", 400, "parameter", "q", -1},
      {"/api/v1/search?q=", 400, "parameter", "q", -1},
      {"/api/v1/search?Q=oil", 400, "parameter", "Q", -1},
      {"/api/v1/search?q=oil&q=gas", 400, "parameter", "q", -1},
      {"/api/v1/search?q=oil&limit=201", 400, "parameter", "limit", -1},
      {"/api/v1/search?q=oil&limit=ten", 400, "parameter", "limit", -1},
      {"/api/v1/search?q=oil&sort=best", 400, "parameter", "sort", -1},
      {"/api/v1/search?q=oil&fields=nonsense", 400, "parameter", "fields", -1},
      {"/api/v1/search?q=oil&fields=", 400, "parameter", "fields", -1},
      {"/api/v1/search?q=oil&facets=colour", 400, "parameter", "facets", -1},
      {"/api/v1/search?q=oil&facets=ticker&format=csv", 400, "parameter", "facets", -1},
      {"/api/v1/search?q=oil&format=xml", 400, "parameter", "format", -1},
      {"/api/v1/search?q=oil&recency=soon", 400, "parameter", "recency", -1},
      {"/api/v1/search?q=oil&recency=99999999d", 400, "parameter", "recency", -1},
      {"/api/v1/search?q=oil&timezone=Mars/Olympus", 400, "parameter", "timezone", -1},
      {"/api/v1/search?q=oil&timezone=../../../etc/passwd", 400, "parameter", "timezone", -1},
      {"/api/v1/search?q=oil&timezone=UTC%00", 400, "parameter", "timezone", -1},
      {"/api/v1/search?q=oil&now=7d", 400, "parameter", "now", -1},
      {"/api/v1/search?q=oil&now=", 400, "parameter", "now", -1},
      {"/api/v1/search?q=oil&since=2025-02-31", 400, "parameter", "since", 8},
      {"/api/v1/search?q=oil&until=01/02/2025", 400, "parameter", "until", 0},
      {"/api/v1/search?q=oil&published.gte=someday", 400, "parameter", "published.gte", 0},
      {"/api/v1/search?q=oil&published.lt=2025-13", 400, "parameter", "published.lt", 5},
      {"/api/v1/search?q=oil&published.lt=1599", 400, "parameter", "published.lt", 0},
      {"/api/v1/search?q=oil&since=2025&published.lt=2026", 400, "parameter", "since", -1},
      {"/api/v1/search?q=oil+date:2025-02-31", 400, "query", "q", 17},
      {"/api/v1/search?q=K%C3%B6ln+%F0%9F%93%88+date:2025-02-31", 400, "query", "q", 20},
      {"/api/v1/search?q=a*", 400, "query", "q", 0},
      {"/api/v1/count?q=oil&q=date:2025-02-31", 400, "query", "q", -1},
      {"/api/v1/count?q=oil&q=", 400, "parameter", "q", -1},
      {"/api/v1/timeline?q=oil&peaks=101", 400, "parameter", "peaks", -1},
      {"/api/v1/facets?by=colour", 400, "parameter", "by", -1},
      {"/api/v1/coverage?by=week", 400, "parameter", "by", -1},
      {"/api/v1/coverage?q=oil", 400, "parameter", "q", -1},
      {"/api/v1/suggest?kinds=people", 400, "parameter", "kinds", -1},
      {"/api/v1/suggest?limit=51", 400, "parameter", "limit", -1},
      {"/api/v1/articles/$?highlight=date:2025-02-31", 400, "query", "highlight", 13},
      {"/api/v1/articles/$?q=oil", 400, "parameter", "q", -1},
      {"/api/v1/articles/zzzzzzzzzzzzzzzz", 404, "not-found", "", -1},
      {"/api/v1/articles/..%2F..%2Fetc%2Fpasswd", 404, "not-found", "", -1},
      {"/api/v1/articles/%00%ff", 404, "not-found", "", -1},
      {"/api/v1/similar/zzzz", 404, "not-found", "", -1},
      {"/api/v1/stories/zzzz", 404, "not-found", "", -1},
      {"/api/v1/explain?q=oil&id=zzzz", 404, "not-found", "", -1},
      {"/api/v1/stats?q=oil", 400, "parameter", "q", -1},
      {"/api/v1/metrics?q=oil", 400, "parameter", "q", -1},
      {"/api/v1/openapi.json?q=oil", 400, "parameter", "q", -1},
      {"/api/v1/nothing", 404, "not-found", "", -1},
      {"/..%2f..%2fetc/passwd", 404, "not-found", "", -1},
      {"/../../etc/passwd", 404, "not-found", "", -1},
      {"//index.html", 404, "not-found", "", -1},
      {"/index.html%00.js", 404, "not-found", "", -1},
  };
  for (const Case& c : cases) {
    const std::string target = with_id(c.target);
    INFO(target);
    const RecordedAnswer answer = site().ask(target);
    INFO(answer.body);
    CHECK(answer.status() == c.status);
    CHECK(answer.head.content_type == "application/problem+json");
    REQUIRE(schema_faults("problem", answer.body) == "");
    const json problem = answer.json();
    if (*c.type) CHECK(problem["type"] == std::string("urn:broadtape:problem:") + c.type);
    CHECK(problem.value("parameter", "") == c.parameter);
    CHECK(problem.value("position", -1) == c.position);
    CHECK_THAT(problem["detail"].get<std::string>(), !Contains(archive().path()));
  }
}

TEST_CASE("Half-open limits of dates are the inclusive ones, said otherwise", "[web][api]") {
  struct Case {
    const char* half_open;
    const char* inclusive;
  };
  const Case cases[] = {
      {"published.gte=2024-06&published.lt=2024-08", "since=2024-06&until=2024-07"},
      {"published.lt=2025", "until=2024"},
      {"published.gte=2025-01-30&published.lt=2025-01-31", "since=2025-01-30&until=2025-01-30"},
      {"published.lt=2025-01-30T14:05Z", "until=2025-01-30T14:04Z"},
      {"published.gte=2025-01-30T14:05:00Z", "since=2025-01-30T14:05:00Z"},
      {"published.lt=2025-01&timezone=America/New_York", "until=2024-12&timezone=America/New_York"},
  };
  for (const Case& c : cases) {
    INFO(c.half_open);
    const auto total = [](const char* dates) {
      return site().json(std::string("/api/v1/search?everything=true&limit=0&") + dates)["total"].get<int>();
    };
    CHECK(total(c.half_open) > 0);
    CHECK(total(c.half_open) < 82);
    CHECK(total(c.half_open) == total(c.inclusive));
  }
}

TEST_CASE("A copy that is still right is not sent again, until the archive changes", "[web][api]") {
  ArticleMaker maker(4);
  GrowingArchive changing(maker.many(10));
  LocalSite local(changing.path());
  for (const std::string target : {"/api/v1/search?q=shares", "/api/v1/stats", "/api/v1/facets", "/api/v1/suggest?q=s",
                                   "/api/v1/search?q=shares&format=rss", "/api/v1/search?q=shares&format=csv"}) {
    INFO(target);
    const std::string tag = local.ask(target).header("ETag");
    REQUIRE(!tag.empty());
    for (const std::string& known : {tag, "W/\"x\", " + tag, tag.substr(2)}) {
      const RecordedAnswer same = local.ask(target, known);
      CHECK(same.status() == 304);
      CHECK(same.body.empty());
      CHECK(same.header("ETag") == tag);
    }
    CHECK(local.ask(target, "W/\"x\"").status() == 200);
    changing.add(maker.many(1));
    const RecordedAnswer anew = local.ask(target, tag);
    CHECK(anew.status() == 200);
    CHECK(anew.header("ETag") != tag);
  }
  // An asterisk does not match an answer that does not exist.
  CHECK(local.ask("/api/v1/articles/zzzzzzzzzzzzzzzz", "*").status() == 404);
  CHECK(local.ask("/api/v1/search?q=date:2025-02-31", "*").status() == 400);
}

TEST_CASE("Queries are held to the server's limits", "[web][api]") {
  ApiLimits limits;
  limits.query_bytes = 50;
  limits.query.words = 5;
  LocalSite narrow(archive().path(), limits);
  CHECK(narrow.ask("/api/v1/search?q=one+two+three+four+five").status() == 200);
  const json long_query = narrow.json("/api/v1/search?q=" + std::string(51, 'a'));
  CHECK(long_query["parameter"] == "q");
  CHECK(long_query["status"] == 400);
  for (const std::string path : {"search", "count", "terms", "explain", "timeline", "facets"}) {
    INFO(path);
    CHECK(narrow.ask("/api/v1/" + path + "?q=one+two+three+four+five+six").status() == 400);
    CHECK(narrow.ask("/api/v1/" + path + "?q=" + std::string(51, 'a')).status() == 400);
  }
  const std::string id = some_id();
  CHECK(narrow.ask("/api/v1/articles/" + id + "?highlight=one+two+three+four+five+six").status() == 400);
  CHECK(narrow.ask("/api/v1/articles/" + id + "?highlight=" + std::string(51, 'a')).json()["parameter"] == "highlight");
  CHECK(narrow.ask("/api/v1/suggest?q=" + std::string(51, 'a')).status() == 400);
  CHECK(narrow.ask("/api/v1/similar/" + id + "?q=" + std::string(51, 'a')).status() == 400);
  std::string queries = "/api/v1/count?q=a0";
  for (int i = 1; i <= 20; ++i) queries += "&q=a" + std::to_string(i);
  CHECK(narrow.ask(queries).json()["parameter"] == "q");
}

TEST_CASE("An archive that is gone or damaged is a 503 that names no path", "[web][api]") {
  GrowingArchive broken(ArticleMaker(4).many(10));
  LocalSite local(broken.path());
  CHECK(local.ask("/healthz").status() == 200);
  const char* const manifest = GENERATE("", "nonsense\n", "auto segments/000099\n");
  CAPTURE(manifest);
  if (*manifest == '\0')
    broken.remove();
  else
    write_file(broken.path() + "/XAPIANDB", manifest);
  for (const char* target : {"/healthz", "/api/v1/search?q=oil", "/api/v1/stats", "/api/v1/search?q=oil&format=csv"}) {
    const RecordedAnswer answer = local.ask(target);
    CHECK(answer.status() == 503);
    CHECK(answer.json()["type"] == "urn:broadtape:problem:archive");
    CHECK(answer.header("Retry-After") == "1");
    CHECK_THAT(answer.body, !Contains(broken.path()));
  }
  CHECK(local.ask("/").status() == 200);
}

TEST_CASE("The page's files have their types and tags", "[web][page]") {
  for (const auto& [path, type] :
       {std::pair{"/", "text/html; charset=utf-8"}, std::pair{"/icon.svg", "image/svg+xml"}}) {
    const RecordedAnswer file = site().ask(path);
    CHECK(file.status() == 200);
    CHECK(file.head.content_type == type);
    const std::string tag = file.header("ETag");
    CHECK(site().ask(path, tag).status() == 304);
    CHECK(site().ask(std::string(path) + "?q=oil").status() == 200);
  }
}
