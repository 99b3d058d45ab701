// /api/v1/saved: many readers follow a saved search, each from the run where it stopped.
#include <libxml/parser.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include "common/archive/saved_searches.h"
#include "tests/searcher/web/local_site.h"
#include "tests/support/csv_cells.h"
#include "tests/support/growing_archive.h"
#include "tests/support/schema_check.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;
using nlohmann::json;

namespace {

Article oil_report(const std::string& title, const std::string& body = "Oil rose on heavy demand.") {
  Article article = make_article(title, body);
  article.url = "https://news.example/" + title;
  article.id = article_id(article);
  article.first_seen_s = kMadeAt;
  return article;
}

std::vector<Article> oil_reports(int first, int count) {
  std::vector<Article> articles;
  for (int i = first; i < first + count; ++i) articles.push_back(oil_report("T" + std::to_string(i)));
  return articles;
}

void save(const GrowingArchive& archive, const std::string& name, const SavedSearch& search) {
  add_saved_search(archive.path(), name, search);
}

using Titles = std::multiset<std::string>;

// Titles with a star for corrections.
Titles titles_of(const json& answer) {
  Titles titles;
  for (const json& row : answer["results"])
    titles.insert(row["title"].get<std::string>() + (row["news"] == "corrected" ? "*" : ""));
  return titles;
}

// Follows a saved search over the API.
class Reader {
 public:
  explicit Reader(std::string parameters = {}) : parameters_(std::move(parameters)) {}

  // What came since the last call, page by page.
  Titles news(LocalSite& site) {
    Titles titles;
    std::string cursor;
    do {
      const std::string target = "/api/v1/saved/oil?after=" + std::to_string(run_) + parameters_;
      const RecordedAnswer answer = site.ask(target + (cursor.empty() ? "" : "&cursor=" + cursor));
      INFO(answer.body.substr(0, 500));
      REQUIRE(answer.status() == 200);
      const json page = answer.json();
      titles.merge(titles_of(page));
      CHECK(page["saved_search"]["after_run"] == run_);
      next_ = page["saved_search"]["run"].get<std::uint64_t>();
      cursor = page["next_cursor"].is_null() ? "" : page["next_cursor"].get<std::string>();
    } while (!cursor.empty());
    run_ = next_;
    return titles;
  }

 private:
  std::string parameters_;
  std::uint64_t run_ = 0, next_ = 0;
};

}  // namespace

TEST_CASE("The saved searches are listed with their news, and no request marks them", "[web][saved]") {
  GrowingArchive archive(oil_reports(0, 2));
  LocalSite site(archive.path());
  CHECK(site.json("/api/v1/saved")["saved_searches"].empty());
  save(archive, "oil", {.query = "oil", .options = {}, .saved_s = kMadeAt, .asked_s = {}, .mark = 1});
  save(archive, "gold",
       {.query = "gold", .options = {{"since", {"7d"}}}, .saved_s = kMadeAt, .asked_s = {}, .mark = 0});
  save(archive, "broken", {.query = "tiker:XOM", .options = {}, .saved_s = kMadeAt, .asked_s = {}, .mark = 0});
  archive.add(oil_reports(2, 3));
  for (int i = 0; i < 2; ++i) {
    const RecordedAnswer answer = site.ask("/api/v1/saved");
    CHECK(schema_faults("saved", answer.body) == "");
    std::map<std::string, json> news;
    const json list = answer.json();
    for (const json& search : list["saved_searches"]) news[search["name"]] = search["new"];
    CHECK(news == std::map<std::string, json>{{"broken", nullptr}, {"gold", 0}, {"oil", 3}});
    CHECK(titles_of(site.json("/api/v1/saved/oil")) == Titles{"T2", "T3", "T4"});
  }
  std::istringstream rows(site.ask("/api/v1/saved?format=jsonl").body);
  for (std::string line; std::getline(rows, line);) CHECK(schema_faults("saved_row", line) == "");
  CHECK(csv_cells(site.ask("/api/v1/saved?format=csv").body).size() == 4);
  CHECK(read_saved_search(archive.path(), "oil").mark == 1);
}

TEST_CASE("Readers of a saved search see each article once, wherever each of them stopped", "[web][saved]") {
  GrowingArchive archive(oil_reports(0, 1));
  save(archive, "oil", {.query = "oil", .options = {}, .saved_s = kMadeAt, .asked_s = {}, .mark = 1});
  LocalSite site(archive.path());
  Reader often, pages("&limit=2"), rarely("&limit=1&sort=oldest");
  CHECK(often.news(site) == Titles{"T0"});
  CHECK(often.news(site).empty());
  archive.add({oil_report("T1"), oil_report("T2"), oil_report("T3"), oil_report("gold", "Gold fell.")});
  CHECK(often.news(site) == Titles{"T1", "T2", "T3"});
  CHECK(pages.news(site) == Titles{"T0", "T1", "T2", "T3"});
  archive.add({oil_report("T1", "Oil fell after all."), oil_report("gold", "Gold and oil fell.")});
  archive.merge();
  CHECK(often.news(site) == Titles{"T1*", "gold"});
  CHECK(pages.news(site) == Titles{"T1*", "gold"});
  CHECK(rarely.news(site) == Titles{"T0", "T1", "T2", "T3", "gold"});
  CHECK(rarely.news(site).empty());
}

TEST_CASE("What arrives between two pages of news comes with the next run", "[web][saved]") {
  GrowingArchive archive(oil_reports(0, 5));
  save(archive, "oil", {.query = "oil", .options = {}, .saved_s = kMadeAt, .asked_s = {}, .mark = 0});
  LocalSite site(archive.path());
  const json first = site.json("/api/v1/saved/oil?limit=3");
  archive.add(oil_reports(5, 2));
  const std::string cursor = first["next_cursor"];
  const json second = site.json("/api/v1/saved/oil?limit=3&cursor=" + cursor);
  Titles titles = titles_of(first);
  titles.merge(titles_of(second));
  CHECK(titles == Titles{"T0", "T1", "T2", "T3", "T4"});
  CHECK(second["next_cursor"].is_null());
  CHECK(second["saved_search"]["run"] == 1);
  CHECK(titles_of(site.json("/api/v1/saved/oil?after=1")) == Titles{"T5", "T6"});
  // Another query is another list.
  LockedSavedSearch locked(archive.path(), "oil");
  locked.prepare({.query = "gold", .options = {}, .saved_s = kMadeAt, .asked_s = {}, .mark = 0});
  locked.commit();
  const RecordedAnswer refused = site.ask("/api/v1/saved/oil?limit=3&cursor=" + cursor);
  CHECK(refused.status() == 400);
  CHECK(refused.json()["parameter"] == "cursor");
}

TEST_CASE("News are streamed as rows, and as pages of the fields that are asked for", "[web][saved]") {
  GrowingArchive archive(oil_reports(0, 250));
  save(archive, "oil", {.query = "oil", .options = {}, .saved_s = kMadeAt, .asked_s = {}, .mark = 0});
  LocalSite site(archive.path());
  const RecordedAnswer page = site.ask("/api/v1/saved/oil");
  CHECK(schema_faults("find", page.body) == "");
  CHECK(page.json()["results"].size() == 200);
  CHECK(page.json()["total"] == 250);
  const RecordedAnswer lines = site.ask("/api/v1/saved/oil?format=jsonl");
  CHECK(lines.streamed);
  CHECK(lines.header("Broadtape-Run") == "1");
  CHECK(schema_faults_of_lines("article_row", lines.body) == "");
  CHECK(std::count(lines.body.begin(), lines.body.end(), '\n') == 250);
  CHECK(site.route("/api/v1/saved/oil?format=jsonl").lane == Lane::kExport);
  const auto cells = csv_cells(site.ask("/api/v1/saved/oil?format=csv&fields=title,news&limit=7").body);
  CHECK(cells.size() == 8);
  CHECK(cells[1][1] == "new");
  CHECK(site.json("/api/v1/saved/oil?limit=1&fields=id")["results"][0].size() == 1);
}

TEST_CASE("The feed of a saved search has the last arrivals, and the entry of a corrected article is updated",
          "[web][saved]") {
  GrowingArchive archive(oil_reports(0, 60));
  save(archive, "oil",
       {.query = "oil", .options = {{"source", {"harbor wire"}}}, .saved_s = kMadeAt, .asked_s = {}, .mark = 1});
  LocalSite site(archive.path());
  const std::string target = "/api/v1/saved/oil.atom";
  const RecordedAnswer first = site.ask(target);
  CHECK(first.head.content_type == "application/atom+xml; charset=utf-8");
  xmlDoc* const document = xmlReadMemory(first.body.data(), static_cast<int>(first.body.size()), nullptr, nullptr,
                                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  CHECK(document != nullptr);
  xmlFreeDoc(document);
  const auto entries = [](const std::string& feed) {
    std::vector<std::string> ids;
    const std::string begin = "<id>urn:broadtape:article:";
    for (std::size_t at = feed.find(begin); at != std::string::npos; at = feed.find(begin, at + 1))
      ids.push_back(feed.substr(at + begin.size(), 16));
    return ids;
  };
  CHECK(entries(first.body).size() == 50);
  CHECK_THAT(first.body, Contains("<title>Broadtape: oil</title>") &&
                             Contains("href=\"http://localhost:8321/?q=oil&amp;source=harbor") &&
                             Contains("href=\"http://localhost:8321/api/v1/saved/oil.atom\""));
  Article corrected = oil_report("T7", "Oil fell after all.");
  corrected.first_seen_s = kMadeAt + 3600;
  archive.add({corrected});
  const RecordedAnswer second = site.ask(target);
  CHECK(entries(second.body).front() == corrected.id);
  CHECK_THAT(second.body, Contains("<updated>" + format_rfc3339(corrected.first_seen_s) + "</updated>"));
  const std::vector<std::string> limited = entries(site.ask(target + "?limit=3").body);
  CHECK(limited.size() == 3);
  CHECK(limited.front() == corrected.id);
}

TEST_CASE("Answers for saved searches are cached until something changes that they show", "[web][saved]") {
  GrowingArchive archive(oil_reports(0, 3));
  save(archive, "oil", {.query = "oil", .options = {}, .saved_s = kMadeAt, .asked_s = {}, .mark = 0});
  LocalSite site(archive.path());
  const std::string targets[] = {"/api/v1/saved", "/api/v1/saved/oil", "/api/v1/saved/oil?after=0",
                                 "/api/v1/saved/oil.atom"};
  std::vector<std::string> tags;
  for (const std::string& target : targets) {
    CAPTURE(target);
    tags.push_back(site.ask(target).header("ETag"));
    CHECK(!tags.back().empty());
    CHECK(site.ask(target, tags.back()).status() == 304);
  }
  const auto replace = [&](const SavedSearch& search) {
    LockedSavedSearch locked(archive.path(), "oil");
    locked.prepare(search);
    locked.commit();
  };
  SavedSearch search = read_saved_search(archive.path(), "oil");
  search.mark = 1;
  search.asked_s = kMadeAt;
  replace(search);
  CHECK(site.ask(targets[0], tags[0]).status() == 200);
  CHECK(site.ask(targets[1], tags[1]).status() == 200);
  CHECK(site.ask(targets[3], tags[3]).status() == 304);
  search.query = "gold";
  replace(search);
  CHECK(site.ask(targets[3], tags[3]).status() == 200);
}

TEST_CASE("Mistakes with saved searches are problems", "[web][saved]") {
  const GrowingArchive archive(oil_reports(0, 1));
  save(archive, "oil", {.query = "oil", .options = {}, .saved_s = kMadeAt, .asked_s = {}, .mark = 0});
  save(archive, "broken", {.query = "tiker:XOM", .options = {}, .saved_s = kMadeAt, .asked_s = {}, .mark = 0});
  save(archive, "later",
       {.query = "oil", .options = {{"mood", {"good"}}}, .saved_s = kMadeAt, .asked_s = {}, .mark = 0});
  LocalSite site(archive.path());
  struct Case {
    const char* target;
    int status;
    const char* type;
    const char* text;
  };
  const Case cases[] = {
      {"/api/v1/saved/gas", 404, "not-found", "there is no saved search gas"},
      {"/api/v1/saved/gas.atom", 404, "not-found", "there is no saved search gas"},
      {"/api/v1/saved/..%2Foil", 404, "not-found", "cannot be the name of a saved search"},
      {"/api/v1/saved/oil.rss", 404, "not-found", "cannot be the name of a saved search"},
      {"/api/v1/saved/broken", 400, "query", "the saved search broken cannot be run"},
      {"/api/v1/saved/broken?format=csv", 400, "query", "write ticker:XOM"},
      {"/api/v1/saved/broken.atom", 400, "query", "the saved search broken cannot be run"},
      {"/api/v1/saved/later", 400, "query", "has the option --mood"},
      {"/api/v1/saved/oil?after=x", 400, "parameter", "after takes a number"},
      {"/api/v1/saved/oil?q=gas", 400, "parameter", "has no parameter 'q'"},
      {"/api/v1/saved/oil?limit=201", 400, "parameter", "limit is at most 200"},
      {"/api/v1/saved/oil.atom?limit=201", 400, "parameter", "limit is at most 200"},
      {"/api/v1/saved/oil?timezone=Mars", 400, "parameter", "Mars"},
      {"/api/v1/saved/oil?cursor=x", 400, "parameter", "invalid cursor"},
      {"/api/v1/saved/oil?cursor=x&format=csv", 400, "parameter", "invalid cursor"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.target);
    const RecordedAnswer answer = site.ask(c.target);
    CHECK(answer.status() == c.status);
    CHECK(schema_faults("problem", answer.body) == "");
    CHECK(answer.json()["type"] == std::string("urn:broadtape:problem:") + c.type);
    CHECK_THAT(answer.body, Contains(c.text));
  }
  LocalSite two({archive.path(), GrowingArchive(oil_reports(1, 1)).path()}, {});
  CHECK(two.ask("/api/v1/saved").status() == 404);
  CHECK(two.ask("/api/v1/saved/oil").status() == 404);
  write_file(archive.path() + "/saved/oil.json", "{\"version\": 1");
  CHECK(site.ask("/api/v1/saved/oil").status() == 503);
  const RecordedAnswer list = site.ask("/api/v1/saved");
  CHECK(list.status() == 200);
  CHECK(schema_faults("saved", list.body) == "");
  std::map<std::string, json> by_name;
  const json searches = list.json()["saved_searches"];
  for (const json& search : searches) by_name[search["name"]] = search;
  CHECK(by_name.at("oil")["new"] == nullptr);
  CHECK(by_name.at("oil")["fault"] == "its file is damaged");
  CHECK_THAT(by_name.at("later")["fault"].get<std::string>(), Contains("has the option --mood"));
  CHECK(by_name.at("broken")["fault"].get<std::string>().find("broken: ") == std::string::npos);
  save(archive, "gas", {.query = "oil", .options = {}, .saved_s = kMadeAt, .asked_s = {}, .mark = 0});
  const RecordedAnswer longer = site.ask("/api/v1/saved", list.header("ETag"));
  CHECK(longer.status() == 200);
  CHECK(longer.json()["saved_searches"].size() == by_name.size() + 1);
  CHECK(site.ask("/api/v1/saved", longer.header("ETag")).status() == 304);
}

TEST_CASE("An archive that was restored from an older copy is followed from its last run on", "[web][saved]") {
  GrowingArchive archive(oil_reports(0, 1));
  save(archive, "oil", {.query = "oil", .options = {}, .saved_s = kMadeAt, .asked_s = {}, .mark = 5});
  LocalSite site(archive.path());
  const json ahead = site.json("/api/v1/saved/oil?after=5");
  CHECK(ahead["results"].empty());
  CHECK(ahead["saved_search"]["run"] == 1);
  archive.add(oil_reports(1, 1));
  CHECK(titles_of(site.json("/api/v1/saved/oil?after=1")) == Titles{"T1"});
  CHECK(titles_of(site.json("/api/v1/saved/oil?after=5")) == Titles{"T1"});
}
