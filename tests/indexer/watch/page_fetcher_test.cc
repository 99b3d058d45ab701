// PageFetcher against servers that misbehave.
#include "indexer/watch/page_fetcher.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>

#include "indexer/watch/source_state.h"
#include "tests/indexer/input/loopback_server.h"
#include "tests/indexer/input/packed.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;

namespace {

using PageServer = LoopbackServer;
using namespace std::chrono_literals;

const std::string kPage = "<!DOCTYPE html><html><body><p>Oil rose on Thursday.</p></body></html>";

PageServer::Answer answer_of(const std::string& line, const std::string& headers = "", const std::string& body = "") {
  return PageServer::raw("HTTP/1.1 " + line + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
                         "\r\nConnection: close\r\n\r\n" + body);
}

const PageServer::Answer kNoRobots = answer_of("404 Not Found");

// Pages of one feed, fetched with a clock of the test.
class Pages {
 public:
  Pages() : limits_{100'000, 10'000, 2, 1, 2, 5} { restart(); }

  // As another process would.
  void restart() {
    fetcher.reset();
    client_ = std::make_unique<PoliteClient>(limits_, 0ms);
    fetcher = std::make_unique<PageFetcher>(
        folder_.path(), *client_, std::vector<PagedSource>{{kFeed, 3}},
        [this](const std::string&, const std::string& what) { said.push_back(what); }, [this] { return now_s; },
        limits_);
  }

  void expect(const std::vector<std::string>& urls, bool is_news = true) {
    std::vector<PageEntry> entries;
    for (const std::string& url : urls) entries.push_back({url, "{}", 10, "", is_news});
    fetcher->expect(kFeed, kFeed, 3, entries);
  }

  // Until nothing is to be asked now; passes on what came.
  std::vector<FetchedPage> fetch(const std::string& failure = "") {
    std::vector<FetchedPage> fetched;
    for (int i = 0; i < 200 && !fetcher->is_done(); ++i) {
      fetcher->start_due();
      client_->wait(20ms);
      for (FetchedPage& page : fetcher->take()) {
        fetcher->finished(page, failure);
        fetched.push_back(std::move(page));
      }
    }
    fetcher->save();
    return fetched;
  }

  // The one page of the one list.
  ListedPage listed() const {
    const std::vector<PageList> lists = read_page_lists(folder_.path());
    REQUIRE(lists.size() == 1);
    REQUIRE(lists[0].pages.size() == 1);
    return lists[0].pages[0];
  }
  const TemporaryFolder& folder() const { return folder_; }

  static constexpr const char* kFeed = "http://localhost/rss";
  std::unique_ptr<PageFetcher> fetcher;
  std::vector<std::string> said;
  std::int64_t now_s = 1738238400;

 private:
  const TemporaryFolder folder_;
  const HttpLimits limits_;
  std::unique_ptr<PoliteClient> client_;
};

struct PageCase {
  const char* name;
  PageServer::Answer robots;
  PageServer::Answer page;
  const char* outcome;  // of the page; empty: it is read
  bool tried_again;
};

std::vector<PageCase> page_cases() {
  const PageServer::Answer page = PageServer::ok(kPage);
  const std::string gone = "answered with HTTP status ";
  return {
      {"no robots.txt", kNoRobots, page, "", false},
      {"robots.txt allows it", PageServer::ok("User-agent: *\nDisallow: /private"), page, "", false},
      {"robots.txt refuses it", PageServer::ok("User-agent: *\nDisallow: /p"), page, "does not allow it", false},
      {"robots.txt refuses this robot", PageServer::ok("User-agent: Broadtape\nDisallow: /"), page, "does not allow",
       false},
      {"robots.txt is a page of HTML", PageServer::ok(kPage), page, "", false},
      {"robots.txt is forbidden", answer_of("403 Forbidden"), page, "", false},
      {"robots.txt is broken", answer_of("500 Oops"), page, "", true},
      {"robots.txt is asked too often", answer_of("429 Slow"), page, "", true},
      {"robots.txt has no answer", PageServer::raw(""), page, "", true},
      {"robots.txt has no end", PageServer::ok(std::string(3'000'000, '#')), page, "", true},
      {"not found", kNoRobots, answer_of("404 Not Found"), "", true},
      {"broken", kNoRobots, answer_of("500 Oops"), "", true},
      {"wants a password", kNoRobots, answer_of("401 Unauthorized"), "", true},
      {"part of it", kNoRobots, answer_of("206 Partial Content", "", kPage), "", true},
      {"closes at once", kNoRobots, PageServer::raw(""), "", true},
      {"closes early", kNoRobots, PageServer::raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + kPage), "", true},
      {"sends nothing", kNoRobots, [](const std::string&, int) { std::this_thread::sleep_for(2500ms); }, "", true},
      {"larger than the limit", kNoRobots, PageServer::ok(kPage + std::string(100'001, 'x')), "", true},
      {"a bomb of gzip", kNoRobots,
       PageServer::ok(compressed("gzip", kPage + std::string(20'000'000, 'x')), "Content-Encoding: gzip\r\n"), "",
       true},
      {"gzip", kNoRobots, PageServer::ok(compressed("gzip", kPage), "Content-Encoding: gzip\r\n"), "", false},
      {"a PDF", kNoRobots, PageServer::ok("%PDF-1.7"), "is not a web page", false},
      {"empty", kNoRobots, PageServer::ok(""), "is not a web page", false},
      {"redirects in a circle", kNoRobots, PageServer::redirect("/p"), "has more than 5 redirects", false},
      {"redirects to a file", kNoRobots, PageServer::redirect("file:///etc/hostname"), "not http or https", false},
  };
}

}  // namespace

TEST_CASE("A page is read, given up or tried again, by its server and robots.txt", "[watch][pages]") {
  for (const PageCase& c : page_cases()) {
    DYNAMIC_SECTION(c.name) {
      const PageServer server({{"/robots.txt", c.robots}, {"/p", c.page}});
      Pages pages;
      pages.expect({server.url("/p")});
      const std::vector<FetchedPage> fetched = pages.fetch();
      const ListedPage listed = pages.listed();
      CHECK(fetched.size() == (*c.outcome == '\0' && !c.tried_again));
      CHECK((listed.done_s > 0) == !c.tried_again);
      CHECK(listed.tries == c.tried_again);
      CHECK_THAT(listed.outcome, Contains(c.outcome));
      CHECK(listed.outcome.empty() == (*c.outcome == '\0'));
      CHECK(pages.said.size() == (*c.outcome != '\0'));
      if (fetched.empty()) return;
      CHECK(fetched[0].body == kPage);
      CHECK(fetched[0].name.url == server.url("/p"));
      CHECK(fetched[0].entry.record == "{}");
      CHECK(fetched[0].reading == 3);
    }
  }
}

TEST_CASE("A page that fails is tried a few times, each later, then its entry stays as it is", "[watch][pages]") {
  int requests = 0;
  const PageServer server({{"/p", [&](const std::string& request, int connection) {
                              ++requests;
                              answer_of("503 Busy")(request, connection);
                            }}});
  Pages pages;
  pages.expect({server.url("/p")});
  for (std::uint64_t i = 1; i < PageFetcher::kMostTries; ++i) {
    CHECK(pages.fetch().empty());
    CHECK(pages.listed().tries == i);
    const std::int64_t wait_s = pages.listed().next_s - pages.now_s;
    CHECK(wait_s >= 225);
    pages.now_s += wait_s - 1;
    pages.restart();  // the number of tries is in the archive
    pages.fetch();
    CHECK(requests == static_cast<int>(i));
    pages.now_s += 1;
  }
  CHECK(pages.said.empty());
  pages.fetch();
  CHECK(requests == PageFetcher::kMostTries);
  REQUIRE(pages.said.size() == 1);
  CHECK(pages.said[0] == "answered with HTTP status 503; its entry stays as it is");
  pages.now_s += 10 * 86'400;
  pages.expect({server.url("/p")}, false);  // the feed has it still
  pages.fetch();
  CHECK(requests == PageFetcher::kMostTries);
}

TEST_CASE("A server that asks for time gets no request for any of its pages", "[watch][pages]") {
  int requests = 0;
  const PageServer::Answer busy = [&](const std::string& request, int connection) {
    ++requests;
    answer_of("429 Slow", "Retry-After: 4000\r\n")(request, connection);
  };
  const PageServer server({{"/p", busy}, {"/q", busy}});
  Pages pages;
  pages.expect({server.url("/p"), server.url("/q")});
  pages.fetch();
  CHECK(requests == 1);
  pages.now_s += 3999;
  pages.fetch();
  CHECK(requests == 1);
  pages.now_s += 1;
  pages.fetch();
  CHECK(requests == 2);
}

TEST_CASE("A redirect to another host is followed as the robots.txt of that host allows", "[watch][pages]") {
  for (const bool allowed : {true, false}) {
    const PageServer other({{"/robots.txt", PageServer::ok(allowed ? "" : "User-agent: *\nDisallow: /")},
                            {"/story", PageServer::ok(kPage)}});
    const PageServer server({{"/p", PageServer::redirect(other.url("/story"))}});
    Pages pages;
    pages.expect({server.url("/p")});
    const std::vector<FetchedPage> fetched = pages.fetch();
    REQUIRE(fetched.size() == allowed);
    CHECK(pages.listed().done_s > 0);
    CHECK(pages.said.size() == !allowed);
    if (allowed) CHECK(fetched[0].name.url == other.url("/story"));
    if (allowed) CHECK(fetched[0].entry.url == server.url("/p"));
  }
}

TEST_CASE("robots.txt is read once for a host, and its Crawl-delay kept", "[watch][pages]") {
  int robots = 0;
  std::vector<std::chrono::steady_clock::time_point> starts;
  const PageServer::Answer page = [&](const std::string& request, int connection) {
    starts.push_back(std::chrono::steady_clock::now());
    PageServer::ok(kPage)(request, connection);
  };
  const PageServer server({{"/robots.txt",
                            [&](const std::string& request, int connection) {
                              ++robots;
                              PageServer::ok("User-agent: *\nCrawl-delay: 0.3")(request, connection);
                            }},
                           {"/p", page},
                           {"/q", page}});
  Pages pages;
  pages.expect({server.url("/p"), server.url("/q")});
  CHECK(pages.fetch().size() == 2);
  CHECK(robots == 1);
  REQUIRE(starts.size() == 2);
  CHECK(starts[1] - starts[0] >= 300ms);
  pages.now_s += PageFetcher::kRobotsS;
  pages.expect({server.url("/p")});  // it says something else now
  CHECK(pages.fetch().size() == 1);
  CHECK(robots == 2);
}

TEST_CASE("Each page is read once, over restarts, and again when its entry changes", "[watch][pages]") {
  int requests = 0;
  const PageServer server({{"/p", [&](const std::string& request, int connection) {
                              ++requests;
                              PageServer::ok(kPage)(request, connection);
                            }}});
  Pages pages;
  pages.expect({server.url("/p")});
  pages.restart();  // before it was asked
  CHECK(pages.fetch().size() == 1);
  pages.restart();
  CHECK(pages.fetch().empty());
  pages.expect({server.url("/p")}, false);
  CHECK(pages.fetch().empty());
  CHECK(requests == 1);
  pages.expect({server.url("/p")}, true);
  CHECK(pages.fetch().empty());  // it was read just now
  pages.now_s += PageFetcher::kRereadS;
  CHECK(pages.fetch().size() == 1);
  pages.expect({}, false);
  CHECK(read_page_lists(pages.folder().path())[0].pages.empty());  // the feed has it no more
}

TEST_CASE("A feed of another network cannot have pages of this one asked", "[watch][pages]") {
  int requests = 0;
  const PageServer server({{"/p", [&](const std::string& request, int connection) {
                              ++requests;
                              PageServer::ok(kPage)(request, connection);
                            }}});
  const TemporaryFolder folder;
  PoliteClient client({}, 0ms);
  const std::string feed = "https://news.example/rss";
  std::vector<std::string> said;
  PageFetcher fetcher(
      folder.path(), client, {{feed, 0}}, [&](const std::string&, const std::string& what) { said.push_back(what); },
      [] { return 1738238400; });
  fetcher.expect(feed, feed, 0, {{server.url("/p"), "{}", 10, "", true}});
  for (int i = 0; i < 5; ++i) {
    fetcher.start_due();
    client.wait(20ms);
  }
  CHECK(fetcher.is_done());
  CHECK(requests == 0);
  REQUIRE(said.size() == 1);
  CHECK_THAT(said[0], Contains("is an address of this network"));
}

TEST_CASE("Addresses of this machine and network are known by their names", "[watch][pages]") {
  for (const char* host : {"localhost",
                           "LOCALHOST:80",
                           "user@127.0.0.1",
                           "127.1",
                           "2130706433",
                           "0x7f.1",
                           "0177.0.0.1",
                           "0.0.0.0",
                           "10.1.2.3",
                           "172.16.0.1",
                           "172.31.0.1",
                           "192.168.1.1:8080",
                           "169.254.169.254",
                           "[::1]",
                           "[fe80::1]",
                           "[fd00::1]",
                           "[::ffff:127.0.0.1]:80",
                           "printer",
                           "printer.local",
                           "db.internal.",
                           "x.localhost"}) {
    INFO(host);
    CHECK(is_local_address("http://" + std::string(host) + "/x"));
  }
  for (const char* host : {"news.example", "1.2.3.4", "172.32.0.1", "192.169.0.1", "169.253.0.1", "[2606:4700::1]",
                           "10.example", "127.example", "abc.de", "a.bc", "local.example"}) {
    INFO(host);
    CHECK(!is_local_address("http://" + std::string(host) + "/x"));
  }
}

TEST_CASE("A page that waits when the feed drops its entry is read all the same", "[watch][pages]") {
  const PageServer server({{"/p", PageServer::ok(kPage)}});
  Pages pages;
  pages.expect({server.url("/p")});
  pages.expect({});
  CHECK(pages.fetch("has no more text than its entry").size() == 1);
  CHECK(pages.listed().outcome == "has no more text than its entry");
}

TEST_CASE("The pages that wait for one feed are limited", "[watch][pages]") {
  Pages pages;
  std::vector<std::string> urls;
  for (std::size_t i = 0; i < PageFetcher::kMaxListed + 1; ++i)
    urls.push_back("http://127.0.0.1:1/" + std::to_string(i));
  pages.expect(urls);
  CHECK(read_page_lists(pages.folder().path())[0].pages.size() == PageFetcher::kMaxWaiting);
  REQUIRE(pages.said.size() == 1);
  CHECK(pages.said[0] == "the pages of 4001 entries are left out, because 1000 wait already");
}

TEST_CASE("A damaged list of pages is like one that is lost", "[watch][pages]") {
  Pages pages;
  pages.expect({"http://127.0.0.1:1/x"});
  for (const auto& entry : std::filesystem::directory_iterator(pages.folder() / kWatchFolder)) {
    for (const char* text : {"", "{", "[]", "{\"version\":1}", "{\"version\":9}", "{\"version\":1,\"pages\":[1]}"}) {
      write_file(entry.path().string(), text);
      CHECK(read_page_lists(pages.folder().path()).empty());
    }
  }
}
