// fetch and watch of the real programs.
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <mutex>

#include "tests/indexer/input/loopback_server.h"
#include "tests/support/programs.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;

namespace {

std::string feed_of(const std::vector<std::string>& titles) {
  std::string feed = "<rss><channel><title>Harbor Wire</title>";
  for (const std::string& title : titles) {
    feed += "<item><title>" + title + "</title><link>https://news.example/" + title +
            "</link><pubDate>Thu, 30 Jan 2025 12:00:00 GMT</pubDate><description>Oil rose.</description></item>";
  }
  return feed + "</channel></rss>";
}

// A server with one feed that the test changes.
class ChangingFeed {
 public:
  ChangingFeed()
      : server_({{"/feed", [this](const std::string& request, int connection) {
                    const std::lock_guard lock(mutex_);
                    ++requests_;
                    LoopbackServer::ok(text_, "Cache-Control: no-cache\r\n")(request, connection);
                  }}}) {}

  void set(const std::vector<std::string>& titles) {
    const std::lock_guard lock(mutex_);
    text_ = feed_of(titles);
  }
  int requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  std::string url(const std::string& path = "/feed") const { return server_.url(path); }

 private:
  std::mutex mutex_;
  std::string text_;
  int requests_ = 0;
  LoopbackServer server_;
};

const ProgramSetup kBounded{.max_seconds = 60};

}  // namespace

TEST_CASE("fetch adds what is new at addresses, and says which failed", "[cli][watch]") {
  TemporaryFolder folder;
  ChangingFeed feed;
  feed.set({"first", "second"});
  const auto fetch = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "fetch");
    arguments.insert(arguments.end(), {"--host-pause", "0", "--archive", folder / "archive"});
    return tape_index(arguments, kBounded);
  };
  const Finished first = fetch({feed.url()});
  CHECK(first.status == 0);
  CHECK_THAT(first.err, Contains("2 added, 0 updated, 0 unchanged, 0 rejected; from 1 source\n"));
  CHECK(fetch({feed.url()}).err.empty());  // the same bytes are not read again
  feed.set({"third", "second"});
  CHECK_THAT(fetch({feed.url()}).err, Contains("1 added, 0 updated, 1 unchanged"));
  const Finished failed = fetch({feed.url("/none"), feed.url()});
  CHECK(failed.status == 3);
  CHECK(failed.err == feed.url("/none") + ": answered with HTTP status 404\n");
  CHECK(articles_in(folder / "archive") == 3);
  CHECK(is_sound(folder / "archive"));

  const Finished found =
      tape_search({"oil", "source:\"Harbor Wire\"", "--format", "csv", "--archive", folder / "archive"});
  CHECK_THAT(found.out, Contains("third"));

  CHECK(fetch({}).status == 2);
  CHECK_THAT(fetch({"news.xml"}).err, Contains("is not an http or https address"));
  CHECK_THAT(tape_index({"fetch", feed.url(), "--host-pause", "never"}).err,
             Contains("--host-pause takes seconds from 0 to 60"));
}

TEST_CASE("watch reads feeds and folders until it is told to end", "[cli][watch]") {
  TemporaryFolder folder;
  std::filesystem::create_directory(folder / "in");
  ChangingFeed feed;
  feed.set({"first"});
  const std::vector<std::string> arguments = {"watch",   "--feed", feed.url(),  "--folder",        folder / "in",
                                              "--every", "10s",    "--archive", folder / "archive"};
  {
    Program watch(kTapeIndex, arguments, kBounded);
    CHECK(watch.says("watching 1 addresses and 1 folders"));
    CHECK(watch.says("1 added, 0 updated, 0 unchanged, 0 rejected; from 1 source"));
    folder.write("in/dropped.jsonl", R"({"title": "Dropped", "text": "Gold fell."})"
                                     "\n");
    CHECK(watch.says("from 1 source\n1 added"));
    CHECK(articles_in(folder / "archive") == 2);
    // Others can write in between.
    folder.write("other.jsonl", R"({"title": "Other", "text": "Copper fell."})"
                                "\n");
    CHECK(tape_index({"add", folder / "other.jsonl", "--archive", folder / "archive"}).status == 0);
    feed.set({"first", "second"});
    CHECK(watch.says("1 added, 0 updated, 1 unchanged"));  // when it is asked the second time
    watch.send(SIGTERM);
    CHECK(watch.wait().status == 0);
  }
  CHECK(articles_in(folder / "archive") == 4);
  CHECK(is_sound(folder / "archive"));
  // The next one remembers.
  const int requests = feed.requests();
  Program again(kTapeIndex, arguments, kBounded);
  CHECK(again.says("watching"));
  folder.write("in/later.jsonl", R"({"title": "Later", "text": "Zinc fell."})"
                                 "\n");
  CHECK(again.says("1 added, 0 updated"));
  CHECK(feed.requests() <= requests + 1);
  again.send(SIGINT);
  CHECK(again.wait().status == 0);
  CHECK(articles_in(folder / "archive") == 5);
}

TEST_CASE("watch keeps what it cannot publish, and delivers alerts after a batch", "[cli][watch]") {
  TemporaryFolder folder;
  ChangingFeed feed;
  feed.set({"first"});
  std::filesystem::create_directory(folder / "in");
  folder.write("old.jsonl", R"({"title": "Old", "text": "Nickel fell."})"
                            "\n");
  CHECK(tape_index({"add", folder / "old.jsonl", "--archive", folder / "archive"}).status == 0);
  CHECK(tape_search(
            {"save", "oil", "oil", "--alert", "command:cat >> " + folder / "got", "--archive", folder / "archive"})
            .status == 0);
  Program writer(kTapeIndex, {"add", "-", "--archive", folder / "archive"},
                 {.keeps_input_open = true, .max_seconds = 60});
  writer.write_input(R"({"title": "Writer", "text": "Lead fell."})"
                     "\n");
  CHECK(Program::within_ten_seconds([&] {  // it has the lock
    return read_file(folder / "archive/lock").find(std::to_string(writer.pid())) != std::string::npos;
  }));
  Program watch(kTapeIndex, {"watch", "--feed", feed.url(), "--archive", folder / "archive"}, kBounded);
  CHECK(watch.says("what came is kept and published later"));
  writer.close_input();
  CHECK(writer.wait().status == 0);
  CHECK(watch.says("1 added, 0 updated"));
  CHECK(Program::within_ten_seconds([&] { return std::filesystem::exists(folder / "got"); }));
  watch.send(SIGTERM);
  CHECK(watch.wait().status == 0);
  CHECK_THAT(read_file(folder / "got"), Contains("first"));
  CHECK(articles_in(folder / "archive") == 3);
}

TEST_CASE("watch refuses what it cannot do", "[cli][watch]") {
  TemporaryFolder folder;
  const auto refusal = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "watch");
    arguments.insert(arguments.end(), {"--archive", folder / "archive"});
    const Finished refused = tape_index(arguments, kBounded);
    CHECK(refused.status == 2);
    return refused.err;
  };
  CHECK_THAT(refusal({}), Contains("nothing is named to watch"));
  CHECK_THAT(refusal({"https://news.example/"}), Contains("is an address, not a file of sources"));
  CHECK_THAT(refusal({"--feed", "ftp://news.example/"}), Contains("is not an http or https address"));
  CHECK_THAT(refusal({"--feed", "http://a/", "--every", "5s"}), Contains("--every takes a time from 10s to 1d"));
  CHECK_THAT(refusal({"--feed", "http://a/", "--every", "soon"}), Contains("--every takes a time"));
  CHECK_THAT(refusal({"--feed", "http://a/", "--every", "99999999d"}), Contains("--every takes a time"));
  CHECK_THAT(refusal({"--folder", folder / "archive"}), Contains("the archive that this run writes to"));
}

TEST_CASE("watch reads the sources of a file, each with its options", "[cli][watch]") {
  TemporaryFolder folder;
  std::filesystem::create_directory(folder / "in");
  folder.write("in/dropped.csv", "Top;Body\nDropped;Gold fell to a low of the year on Thursday.\n");
  ChangingFeed feed;
  feed.set({"first"});
  folder.write("sources.toml", "host-pause = 0\nsource = \"Everybody\"\n[[feed]]\nurl = \"" + feed.url() +
                                   "\"\nsource = \"Desk\"\n[[folder]]\npath = \"in\"\n" +
                                   "field = { title = \"Top\" }\n");
  Program watch(kTapeIndex, {"watch", folder / "sources.toml", "--archive", folder / "archive"}, kBounded);
  CHECK(watch.says("watching 1 addresses and 1 folders"));
  CHECK(Program::within_ten_seconds([&] { return articles_in(folder / "archive") == 2; }));
  watch.send(SIGTERM);
  CHECK(watch.wait().status == 0);
  const auto titles_of = [&](const std::string& source) {
    return tape_search(
               {"find", "--source", source, "--format", "csv", "--fields", "title", "--archive", folder / "archive"})
        .out;
  };
  CHECK_THAT(titles_of("Desk"), Contains("first"));
  CHECK_THAT(titles_of("Everybody"), Contains("Dropped"));
}

TEST_CASE("A file of sources that cannot be read is said", "[cli][watch]") {
  TemporaryFolder folder;
  const Finished refused = tape_index({"watch", folder / "none.toml", "--archive", folder / "archive"}, kBounded);
  CHECK(refused.status == 3);
  CHECK_THAT(refused.err, Contains("none.toml cannot be read: No such file or directory"));
}

TEST_CASE("An error in a file of sources names the line, and nothing is watched", "[cli][watch]") {
  struct Case {
    const char* text;
    const char* message;
    const char* hint;
  };
  const Case cases[] = {
      {"[[feed]]\nurl = \"https://a.example/\"\nevry = \"5m\"", "line 3: there is no key `evry`",
       "did you mean every?"},
      {"[[feed]]\nurl = \"https://a.example/\"\nevery = \"5\"",
       "line 3: --every takes a time from 10s to 1d, such as 5m, not `5`", ""},
      {"date-order = \"ymd\"\n[[folder]]\npath = \"in\"", "line 1: --date-order takes dmy or mdy, not `ymd`", ""},
      {"\n[[feed]]\nurl = \"news.xml\"", "line 2: `news.xml` is not an http or https address", "tape-index add"},
      {"host-pause = 90\n[[folder]]\npath = \"in\"", "line 1: --host-pause takes seconds from 0 to 60, not `90`", ""},
  };
  for (const Case& c : cases) {
    TemporaryFolder folder;
    folder.write("sources.toml", c.text);
    const Finished refused = tape_index({"watch", folder / "sources.toml", "--archive", folder / "archive"}, kBounded);
    CHECK(refused.status == 2);
    CHECK_THAT(refused.err, Contains("sources.toml, " + std::string(c.message)) && Contains(c.hint));
    CHECK(!std::filesystem::exists(folder / "archive"));
  }
}

TEST_CASE("watch follows an index of news sitemaps, and fetch does once", "[cli][watch]") {
  TemporaryFolder folder;
  const std::string news =
      "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
      "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://news.example/a</loc><news:news>"
      "<news:publication><news:name>Harbor Wire</news:name></news:publication><news:title>Oil rises</news:title>"
      "<news:publication_date>2025-01-30T12:00:00Z</news:publication_date></news:news></url></urlset>";
  LoopbackServer server(
      {{"/index.xml", LoopbackServer::ok("<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap>"
                                         "<loc>/news.xml</loc><lastmod>2025-01-30</lastmod></sitemap></sitemapindex>")},
       {"/news.xml", LoopbackServer::ok(news)}});
  const Finished fetched =
      tape_index({"fetch", server.url("/index.xml"), "--host-pause", "0", "--archive", folder / "fetched"}, kBounded);
  CHECK(fetched.status == 0);
  CHECK_THAT(fetched.err, Contains("1 added"));
  Program watch(kTapeIndex,
                {"watch", "--sitemap", server.url("/index.xml"), "--host-pause", "0", "--archive", folder / "watched"},
                kBounded);
  CHECK(watch.says("1 added, 0 updated"));
  watch.send(SIGTERM);
  CHECK(watch.wait().status == 0);
  for (const char* archive : {"fetched", "watched"}) CHECK(articles_in(folder / archive) == 1);
}

namespace {

// A feed of one entry with a teaser, and its page, which fails at first if the test wants it.
class PagedSite {
 public:
  PagedSite()
      : server_({{"/feed",
                  [this](const std::string& request, int connection) {
                    LoopbackServer::ok(
                        "<rss><channel><title>Harbor Wire</title><item><title>Oil rises on output "
                        "cuts</title><link>" +
                        url("/page") +
                        "</link><pubDate>Thu, 30 Jan 2025 12:00:00 GMT</pubDate><description>A teaser."
                        "</description></item></channel></rss>")(request, connection);
                  }},
                 {"/sitemap.xml",
                  [this](const std::string& request, int connection) {
                    LoopbackServer::ok("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>" +
                                       url("/page") + "</loc></url></urlset>")(request, connection);
                  }},
                 {"/page", [this](const std::string& request, int connection) {
                    if (page_requests_++ < failures_)
                      LoopbackServer::raw("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")(
                          request, connection);
                    else
                      LoopbackServer::ok(kArticlePage)(request, connection);
                  }}}) {}

  std::string url(const std::string& path) const { return server_.url(path); }
  void fail_first(int failures) { failures_ = failures; }
  int page_requests() const { return page_requests_; }

 private:
  static constexpr const char* kArticlePage =
      "<!DOCTYPE html><html><head><title>Oil rises on output cuts</title><meta property='article:published_time' "
      "content='2025-01-30T12:00:00Z'></head><body><article><h1>Oil rises on output cuts</h1><p>Oil rose three percent "
      "on Thursday after producers agreed to cut output for another quarter, traders said. Brent settled above eighty "
      "dollars a barrel for the first time since October.</p></article></body></html>";

  std::atomic<int> failures_ = 0;
  std::atomic<int> page_requests_ = 0;
  LoopbackServer server_;
};

}  // namespace

TEST_CASE("With pages, an entry is found at once and then with the text of its page, as one article", "[cli][watch]") {
  TemporaryFolder folder;
  PagedSite site;
  folder.write("sources.toml", "pages = true\nhost-pause = 0\n[[feed]]\nurl = \"" + site.url("/feed") + "\"\n");
  const auto bodies = [&](const std::string& archive) {
    return tape_search({"find", "oil", "--format", "csv", "--fields", "title,source,published,body", "--archive",
                        folder / archive})
        .out;
  };
  Program watch(kTapeIndex, {"watch", folder / "sources.toml", "--archive", folder / "archive"}, kBounded);
  CHECK(watch.says("1 added, 0 updated"));
  CHECK(watch.says("0 added, 1 updated"));
  watch.send(SIGTERM);
  CHECK(watch.wait().status == 0);
  CHECK(articles_in(folder / "archive") == 1);
  CHECK_THAT(bodies("archive"), Contains("Brent settled") && Contains("Harbor Wire") &&
                                    Contains("2025-01-30T12:00:00Z") && !Contains("teaser"));
  // fetch waits for the pages; the same again asks for nothing.
  for (int i = 0; i < 2; ++i) {
    const Finished fetched = tape_index(
        {"fetch", site.url("/feed"), "--pages", "--host-pause", "0", "--archive", folder / "fetched"}, kBounded);
    CHECK(fetched.status == 0);
    CHECK(site.page_requests() == 2);
  }
  CHECK_THAT(bodies("fetched"), Contains("Brent settled"));
  // The pages of a sitemap without news are articles.
  const Finished sitemap = tape_index(
      {"fetch", site.url("/sitemap.xml"), "--pages", "--host-pause", "0", "--archive", folder / "sitemap"}, kBounded);
  CHECK(sitemap.status == 0);
  CHECK_THAT(bodies("sitemap"), Contains("Brent settled"));
  for (const char* archive : {"archive", "fetched", "sitemap"}) {
    CHECK(articles_in(folder / archive) == 1);
    CHECK(is_sound(folder / archive));
  }
}

TEST_CASE("A page that fails leaves its entry, and is waited for over a crash", "[cli][watch]") {
  TemporaryFolder folder;
  PagedSite site;
  site.fail_first(1);
  const std::vector<std::string> arguments = {"watch",        "--feed", site.url("/feed"), "--pages",
                                              "--host-pause", "0",      "--archive",       folder / "archive"};
  Program watch(kTapeIndex, arguments, kBounded);
  CHECK(watch.says("1 added, 0 updated"));
  CHECK(Program::within_ten_seconds([&] { return site.page_requests() == 1; }));
  watch.send(SIGKILL);
  watch.wait();
  CHECK(articles_in(folder / "archive") == 1);
  // The list may or may not have the failure; the page is due at once in the latter case, else in minutes.
  for (const auto& file : std::filesystem::directory_iterator(folder / "archive/watch")) {
    if (!file.path().string().ends_with(".pages.json")) continue;
    std::string list = read_file(file.path().string());
    const std::size_t next = list.find("\"next_s\": ");
    REQUIRE(next != std::string::npos);
    list.replace(next, list.find_first_of("\n,", next) - next, "\"next_s\": 0");
    write_file(file.path().string(), list);
  }
  Program again(kTapeIndex, arguments, kBounded);
  CHECK(again.says("0 added, 1 updated"));
  again.send(SIGTERM);
  CHECK(again.wait().status == 0);
  CHECK(site.page_requests() == 2);
  CHECK(articles_in(folder / "archive") == 1);
  CHECK(is_sound(folder / "archive"));
}
