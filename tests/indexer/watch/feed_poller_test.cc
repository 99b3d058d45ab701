// FeedPoller against servers that misbehave. The table is the list of what servers of feeds were seen to do.
#include "indexer/watch/feed_poller.h"

#include <fmt/core.h>
#include <sys/socket.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "common/time/instant.h"
#include "tests/indexer/input/loopback_server.h"
#include "tests/indexer/input/packed.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;

namespace {

using Answer = LoopbackServer::Answer;
using namespace std::chrono_literals;

const std::string kFeed = "<rss><channel><item><title>Oil rises</title></item></channel></rss>";
// The same by brotli.
constexpr std::string_view kBrotli(
    "\x1b\x42\x00\x40\x2c\x0e\xec\x98\x64\x24\x71\x24\xf0\xd5\x8a\x5e\xf2\x3c\xc9\xd5\x4b\x5a\xb1\xd1\x55\xdb\x5c\xfb"
    "\x94\x81\xcc\x05\x65\x1c\xb8\xaf\xd5\x8d\xc6\xfe\xcc\x60\x52\xf1\x63\xca\x51\xbc\xda\xf7\x20\x50\x30\x00\x1e",
    55);

Answer status(const std::string& line, const std::string& headers = "", const std::string& body = "") {
  return LoopbackServer::raw("HTTP/1.1 " + line + "\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
                             "\r\nConnection: close\r\n\r\n" + body);
}

// Sends `piece` until the client closes the connection, every `pause`.
Answer endless(const std::string& head, const std::string& piece, std::chrono::milliseconds pause = 0ms) {
  return [=](const std::string&, int connection) {
    LoopbackServer::send(connection, head);
    while (::send(connection, piece.data(), piece.size(), MSG_NOSIGNAL) > 0) std::this_thread::sleep_for(pause);
  };
}

// One address of a server, asked by a poller with a clock of its own.
class Asked {
 public:
  explicit Asked(std::map<std::string, Answer> answers) : server_(std::move(answers)) {
    options_.host_pause = 0ms;
    options_.limits = {100'000, 10'000, 2, 1, 2, 5};
  }

  PollOptions& options() { return options_; }
  std::string url(const std::string& path = "/x") const { return server_.url(path); }

  void name(const std::vector<std::string>& urls) {
    options_.addresses.clear();
    for (const std::string& url : urls) options_.addresses.push_back({.url = url, .every_s = 300, .feeds_only = true});
  }

  // As another process would.
  FeedPoller poller(const std::string& path = "/x") {
    name({url(path)});
    return FeedPoller(
        folder_.path(), options_, [this](const std::string&, const std::string& what) { said.push_back(what); },
        [this] { return now_s; });
  }

  // Polls until something was said or arrived, and returns what arrived.
  std::vector<FetchedSource> ask(FeedPoller& poller) const {
    const std::size_t said_before = said.size();
    const std::int64_t asked_before = state().asked_s;
    for (int i = 0; i < 100; ++i) {
      poller.poll(50ms);
      std::vector<FetchedSource> fetched = poller.take();
      if (!fetched.empty() || said.size() > said_before || state().asked_s > asked_before) return fetched;
    }
    return {};
  }

  // Asks once and says that the feed was read.
  bool ask_and_read(FeedPoller& poller) const {
    const std::vector<FetchedSource> fetched = ask(poller);
    for (const FetchedSource& source : fetched) poller.finished(source, {1, {}});
    return !fetched.empty();
  }

  SourceState state(const std::string& path = "/x") const { return read_source_state(folder_.path(), url(path)); }

  std::vector<std::string> said;
  std::int64_t now_s = 1738238400;  // 2025-01-30T12:00:00Z

 private:
  TemporaryFolder folder_;
  LoopbackServer server_;
  PollOptions options_;
};

struct Misbehaviour {
  const char* name;
  Answer answer;
  const char* said;           // empty: the feed is read all the same
  std::int64_t least_wait_s;  // until the next request
};

std::vector<Misbehaviour> misbehaviours() {
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
  const std::string ok = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
  return {
      {"not found", status("404 Not Found"), "answered with HTTP status 404; asked again in ", 225},
      {"forbidden", status("403 Forbidden"), "answered with HTTP status 403", 225},
      {"wants a password", status("401 Unauthorized"), "answered with HTTP status 401", 225},
      {"broken", status("500 Oops", "", "stack trace"), "answered with HTTP status 500", 225},
      {"busy, without a time", status("503 Busy"), "answered with HTTP status 503", 225},
      {"busy for a time", status("503 Busy", "Retry-After: 4000\r\n"), "asked again in 4000 s", 4000},
      {"busy until", status("503 Busy", "Retry-After: Thu, 30 Jan 2025 14:00:00 GMT\r\n"), "asked again in 7200 s",
       7200},
      {"too many requests, for years", status("429 Slow", "Retry-After: 99999999\r\n"), "asked again in 86400 s",
       86'400},
      {"gone", status("410 Gone"), "is gone: its server says that it will not come back (410)", 0},
      {"no change, without a condition", status("304 Not Modified"), "answered with HTTP status 304", 225},
      {"part of it", status("206 Partial Content", "Content-Range: bytes 0-3/99\r\n", kFeed), "HTTP status 206", 225},
      {"no content", status("204 No Content"), "is empty", 225},
      {"empty", LoopbackServer::ok(""), "is empty", 225},
      {"a page of a login", LoopbackServer::ok("<!DOCTYPE html><html><body>Log in"), "is a web page, not a feed", 225},
      {"redirects in a circle", LoopbackServer::redirect("/x"), "more than 5 redirects", 225},
      {"redirects to a file", LoopbackServer::redirect("file:///etc/hostname"), "not http or https", 225},
      {"redirects without an address", status("302 Found"), "answered with HTTP status 302", 225},
      {"closes at once", LoopbackServer::raw(""), "closed the connection without a response", 225},
      {"closes early", LoopbackServer::raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + kFeed),
       "closed before the response was complete", 225},
      {"a chunk is cut off", LoopbackServer::raw(chunked + "fff\r\n<rss>"), "closed", 225},
      {"a chunk has no size", LoopbackServer::raw(chunked + "zz\r\n<rss>\r\n0\r\n\r\n"), "chunk", 225},
      {"no HTTP", LoopbackServer::raw("SSH-2.0-OpenSSH_9.2\r\n"), "what the server sent is not HTTP", 225},
      {"HTTP without a header", LoopbackServer::raw(kFeed), "what the server sent is not HTTP", 225},
      {"sends nothing", [](const std::string&, int) { std::this_thread::sleep_for(2500ms); }, "no connection within",
       225},
      {"stops in the middle",
       [=](const std::string&, int connection) {
         LoopbackServer::send(connection, ok + "<rss>");
         std::this_thread::sleep_for(2500ms);
       },
       "the response was too slow", 225},
      {"a byte at a time", endless(ok, "<", 100ms), "the response was too slow", 225},
      {"without end", endless(ok, std::string(5000, 'x')), "is larger than 100000 bytes", 225},
      {"larger than the limit", LoopbackServer::ok(std::string(100'001, 'x')), "is larger than 100000 bytes", 225},
      {"a header without end", endless("HTTP/1.1 200 OK\r\n", "X: " + std::string(900, 'x') + "\r\n"),
       "its header is larger than 10000 bytes", 225},
      {"a bomb of gzip",
       LoopbackServer::ok(compressed("gzip", std::string(20'000'000, 'x')), "Content-Encoding: gzip\r\n"),
       "is larger than 100000 bytes", 225},
      {"not the gzip that it says", LoopbackServer::ok(kFeed, "Content-Encoding: gzip\r\n"), "ncoding", 225},
      {"gzip", LoopbackServer::ok(compressed("gzip", kFeed), "Content-Encoding: gzip\r\n"), "", 300},
      {"brotli", LoopbackServer::ok(std::string(kBrotli), "Content-Encoding: br\r\n"), "", 300},
      {"without a length", LoopbackServer::raw(ok + kFeed), "", 300},
      {"bare line feeds", LoopbackServer::raw("HTTP/1.1 200 OK\nConnection: close\n\n" + kFeed), "", 300},
      {"early hints before the response",
       LoopbackServer::raw("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: " +
                           std::to_string(kFeed.size()) + "\r\n\r\n" + kFeed),
       "", 300},
      {"called a web page", LoopbackServer::ok(kFeed, "Content-Type: text/html\r\n"), "", 300},
      {"a cache for a year", LoopbackServer::ok(kFeed, "Cache-Control: max-age=31536000\r\n"), "", 3600},
      {"a long ETag", LoopbackServer::ok(kFeed, "ETag: \"" + std::string(5000, 'e') + "\"\r\n"), "", 300},
  };
}

}  // namespace

TEST_CASE("A misbehaving server is reported, and asked again later", "[watch]") {
  for (const Misbehaviour& c : misbehaviours()) {
    DYNAMIC_SECTION(c.name) {
      Asked asked({{"/x", c.answer}});
      FeedPoller poller = asked.poller();
      const std::vector<FetchedSource> fetched = asked.ask(poller);
      if (*c.said == '\0') {
        CHECK(asked.said.empty());
        REQUIRE(fetched.size() == 1);
        CHECK(fetched[0].body == kFeed);
        CHECK(fetched[0].name.url == asked.url());
        poller.finished(fetched[0], {1, {}});
        CHECK(asked.state().failures == 0);
        CHECK(asked.state().etag.empty());
        CHECK(asked.state().next_s == asked.now_s + c.least_wait_s);
        CHECK(poller.failures() == 0);
      } else {
        CHECK(fetched.empty());
        REQUIRE(asked.said.size() == 1);
        CHECK_THAT(asked.said[0], Contains(c.said));
        CHECK(asked.state().failures == 1);
        CHECK(asked.state().next_s >= asked.now_s + c.least_wait_s);
        CHECK(asked.state().next_s <= asked.now_s + kMaxWaitS);
        CHECK(poller.failures() == 1);
      }
    }
  }
}

TEST_CASE("A server that cannot be reached is reported", "[watch]") {
  Asked asked({});
  asked.name({"http://127.0.0.1:1/x", "http://no-such-host.invalid/x", "http://127.0.0.1:1/x"});
  asked.options().once = true;
  TemporaryFolder folder;
  std::map<std::string, std::string> said;
  FeedPoller poller(folder.path(), asked.options(),
                    [&](const std::string& url, const std::string& what) { said[url] = what; });
  for (int i = 0; i < 200 && !poller.is_done(); ++i) poller.poll(50ms);
  CHECK(poller.is_done());
  CHECK(said["http://127.0.0.1:1/x"] == "no connection: Connection refused");
  CHECK_THAT(said["http://no-such-host.invalid/x"], Contains("host name not found"));
  CHECK(poller.failures() == 2);  // an address that is named twice is asked once
}

TEST_CASE("A feed is asked on condition that it changed since it was read", "[watch]") {
  std::vector<std::string> requests;
  std::string body = kFeed;
  Asked asked({{"/x", [&](const std::string& request, int connection) {
                  requests.push_back(request);
                  if (request.find("If-None-Match: \"one\"") != std::string::npos && body == kFeed) {
                    status("304 Not Modified", "ETag: \"one\"\r\n")(request, connection);
                  } else {
                    LoopbackServer::ok(body, "ETag: \"one\"\r\nLast-Modified: Fri, 24 Jan 2025 00:00:00 GMT\r\n")(
                        request, connection);
                  }
                }}});
  {
    FeedPoller poller = asked.poller();
    const std::vector<FetchedSource> first = asked.ask(poller);
    REQUIRE(first.size() == 1);
    CHECK_THAT(requests[0], !Contains("If-None-Match") && !Contains("If-Modified-Since") && Contains("gzip"));
    // Before it is read, nothing is remembered, and it is not asked again.
    CHECK(asked.state().etag.empty());
    asked.now_s += 1000;
    poller.poll(50ms);
    CHECK(requests.size() == 1);
    poller.abandoned(first[0]);
    CHECK(asked.ask_and_read(poller));
    CHECK_THAT(requests[1], !Contains("If-None-Match"));
  }
  FeedPoller poller = asked.poller();  // another process
  poller.poll(50ms);
  CHECK(requests.size() == 2);  // it is not due
  asked.now_s += 300;
  CHECK(!asked.ask_and_read(poller));
  REQUIRE(requests.size() == 3);
  CHECK_THAT(requests[2], Contains("If-None-Match: \"one\"\r\n") &&
                              Contains("If-Modified-Since: Fri, 24 Jan 2025 00:00:00 GMT\r\n"));
  CHECK(asked.state().answered_s == asked.now_s);
  // The same body without a condition is not read again.
  body += "\n";
  asked.now_s += 300;
  CHECK(asked.ask_and_read(poller));
  asked.now_s += 300;
  CHECK(!asked.ask_and_read(poller));
  CHECK(asked.state().answered_s == asked.now_s);
  CHECK(asked.said.empty());
}

TEST_CASE("What could not be read is asked again without a condition", "[watch]") {
  Asked asked({{"/x", LoopbackServer::ok(kFeed, "ETag: \"one\"\r\n")}});
  FeedPoller poller = asked.poller();
  const std::vector<FetchedSource> fetched = asked.ask(poller);
  REQUIRE(fetched.size() == 1);
  poller.finished(fetched[0], {0, "is in no known form"});
  CHECK(asked.state().etag.empty());
  CHECK(asked.state().digest.empty());
  REQUIRE(asked.said.size() == 1);
  CHECK_THAT(asked.said[0], Contains("is in no known form; asked again in"));
  asked.now_s += 1000;
  CHECK(asked.ask_and_read(poller));
  CHECK(asked.said.back() == "answers again");
  CHECK(asked.state().etag == "\"one\"");
}

TEST_CASE("The same failure is said once, and the wait grows", "[watch]") {
  Asked asked({{"/x", status("503 Busy")}});
  FeedPoller poller = asked.poller();
  std::vector<std::int64_t> waits;
  for (int i = 0; i < 5; ++i) {
    asked.ask(poller);
    waits.push_back(asked.state().next_s - asked.now_s);
    asked.now_s = asked.state().next_s;
  }
  CHECK(asked.said.size() == 1);
  CHECK(asked.state().failures == 5);
  CHECK(waits[4] >= 300 * 16 * 3 / 4);
  CHECK(waits[4] <= 300 * 16 * 5 / 4);
}

TEST_CASE("A permanent redirect is followed from then on, a temporary one each time", "[watch]") {
  int old_requests = 0;
  const auto moving = [&](const std::string& line) {
    return [&old_requests, line](const std::string& request, int connection) {
      ++old_requests;
      status(line, "Location: /new\r\n")(request, connection);
    };
  };
  struct Case {
    const char* line;
    bool remembered;
  };
  for (const Case& c :
       {Case{"301 Moved", true}, Case{"308 Moved", true}, Case{"302 Found", false}, Case{"307 T", false}}) {
    DYNAMIC_SECTION(c.line) {
      Asked asked({{"/x", moving(c.line)}, {"/new", LoopbackServer::ok(kFeed)}});
      FeedPoller poller = asked.poller();
      const std::vector<FetchedSource> fetched = asked.ask(poller);
      REQUIRE(fetched.size() == 1);
      CHECK(asked.state().moved_to.empty());  // only once it is read
      poller.finished(fetched[0], {1, {}});
      CHECK(asked.state().moved_to == (c.remembered ? asked.url("/new") : ""));
      CHECK(asked.said.size() == c.remembered);
      asked.now_s += 300;
      asked.ask(poller);
      CHECK(old_requests == (c.remembered ? 1 : 2));
    }
  }
}

TEST_CASE("A feed that is gone is asked again only by name", "[watch]") {
  int requests = 0;
  Asked asked({{"/x", [&](const std::string& request, int connection) {
                  if (++requests == 1) status("410 Gone")(request, connection);
                  LoopbackServer::ok(kFeed)(request, connection);
                }}});
  {
    FeedPoller poller = asked.poller();
    asked.ask(poller);
    asked.now_s += 10 * kMaxWaitS;
    poller.poll(50ms);
  }
  FeedPoller watch = asked.poller();
  watch.poll(50ms);
  CHECK(requests == 1);
  CHECK_THAT(asked.said.back(), Contains("is not asked"));
  asked.options().once = true;
  FeedPoller fetch = asked.poller();
  CHECK(asked.ask_and_read(fetch));
  CHECK(!asked.state().gone);
}

TEST_CASE("A server that wants no request gets none, neither by watch nor by fetch", "[watch]") {
  int requests = 0;
  Asked asked({{"/x", [&](const std::string& request, int connection) {
                  ++requests;
                  status("429 Slow", "Retry-After: 7000\r\n")(request, connection);
                }}});
  asked.options().once = true;
  {
    FeedPoller poller = asked.poller();
    asked.ask(poller);
  }
  asked.now_s += 6999;
  FeedPoller early = asked.poller();
  CHECK(early.is_done());
  CHECK(asked.said.back() == "not asked: the server wants no request before 2025-01-30T13:56:40Z");
  CHECK(requests == 1);
  asked.now_s += 1;
  FeedPoller late = asked.poller();
  asked.ask(late);
  CHECK(requests == 2);
}

TEST_CASE("One request at a time goes to a host, with a pause before the next", "[watch]") {
  std::vector<std::chrono::steady_clock::time_point> starts;
  const Answer answer = [&](const std::string& request, int connection) {
    starts.push_back(std::chrono::steady_clock::now());
    LoopbackServer::ok(kFeed)(request, connection);
  };
  Asked asked({{"/a", answer}, {"/b", answer}, {"/c", answer}});
  asked.options().host_pause = 150ms;
  asked.options().once = true;
  asked.name({asked.url("/a"), asked.url("/b"), asked.url("/c")});
  TemporaryFolder folder;
  FeedPoller poller(folder.path(), asked.options(), [](const std::string&, const std::string&) {});
  std::size_t arrived = 0;
  for (int i = 0; i < 400 && arrived < 3; ++i) {
    poller.poll(10ms);
    arrived += poller.take().size();
  }
  REQUIRE(arrived == 3);
  CHECK(starts[1] - starts[0] >= 150ms);
  CHECK(starts[2] - starts[1] >= 150ms);
}

namespace {

std::string index_of(const std::vector<std::pair<std::string, std::string>>& sitemaps) {
  std::string index = "<?xml version='1.0'?><sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>";
  for (const auto& [url, modified] : sitemaps)
    index += "<sitemap><loc>" + url + "</loc>" +
             (modified.empty() ? std::string() : "<lastmod>" + modified + "</lastmod>") + "</sitemap>";
  return index + "</sitemapindex>";
}

// An index at /x and sitemaps; notes which were asked.
class IndexedSite {
 public:
  IndexedSite()
      : asked(
            {{"/x", [this](const std::string& request, int connection) { give("x", index, request, connection); }},
             {"/a", [this](const std::string& request, int connection) { give("a", "<a/>", request, connection); }},
             {"/i",
              [this](const std::string& request, int connection) { give("i", index_of({}), request, connection); }},
             {"/b", [this](const std::string& request, int connection) { give("b", "<b/>", request, connection); }}}) {}

  // Asks what is due, until nothing was asked for a while; returns which were.
  std::string round(FeedPoller& poller, bool reads = true) {
    requested.clear();
    for (int quiet = 0; quiet < 3;) {
      const std::string before = requested;
      poller.poll(50ms);
      for (const FetchedSource& source : poller.take()) {
        if (reads) poller.finished(source, {1, {}});
      }
      quiet = requested == before ? quiet + 1 : 0;
    }
    std::string sorted = requested;
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }

  std::string index;
  std::string requested;
  Asked asked;

 private:
  void give(const std::string& name, const std::string& body, const std::string& request, int connection) {
    requested += name;
    LoopbackServer::ok(body, name == "x" ? "ETag: \"" + std::to_string(body.size()) + "\"\r\n" : "")(request,
                                                                                                     connection);
  }
};

}  // namespace

TEST_CASE("An index of sitemaps is followed, and a sitemap asked only when it changed", "[watch]") {
  IndexedSite site;
  Asked& asked = site.asked;
  site.index = index_of({{asked.url("/a"), "2025-01-30T10:00:00Z"}, {asked.url("/b"), ""}});
  {
    FeedPoller poller = asked.poller();
    CHECK(site.round(poller, false) == "abx");
  }
  CHECK(asked.state("/a").modified.empty());  // it was not read
  {
    FeedPoller poller = asked.poller();
    asked.now_s += 300;
    CHECK(site.round(poller) == "abx");
    CHECK(asked.state("/a").modified == "2025-01-30T10:00:00Z");
    CHECK(asked.state("/x").etag.empty());
    asked.now_s += 300;
    CHECK(site.round(poller) == "bx");  // without a date of change it is asked each time
    site.index = index_of({{asked.url("/a"), "2025-01-30T11:00:00Z"}, {asked.url("/b"), ""}});
    asked.now_s += 300;
    CHECK(site.round(poller) == "abx");
    site.index = index_of({{asked.url("/a"), "2025-01-30T12:00:00Z"}});
    asked.now_s += 600;
    CHECK(site.round(poller) == "ax");  // b is not listed any more
  }
  FeedPoller poller = asked.poller();  // another process
  asked.now_s += 600;
  CHECK(site.round(poller) == "x");
  CHECK(asked.said.empty());
}

TEST_CASE("A sitemap that fails is asked again although its index says that it did not change", "[watch]") {
  IndexedSite site;
  Asked& asked = site.asked;
  site.index = index_of({{asked.url("/a"), "2025-01-30"}, {asked.url("/none"), "2025-01-30"}});
  FeedPoller poller = asked.poller();
  site.round(poller);
  CHECK(asked.state("/none").failures == 1);
  asked.now_s += 600;
  site.round(poller);
  CHECK(asked.state("/none").failures == 2);
}

TEST_CASE("The latest sitemaps of an index are followed, of its own host", "[watch]") {
  Asked asked({});
  std::vector<std::pair<std::string, std::string>> sitemaps = {{"https://other.example/s.xml", "2025-02-01"},
                                                               {"file:///etc/passwd", "2025-02-01"},
                                                               {"sitemaps/none.xml", "soon"}};
  for (int day = 1; day <= 31; ++day) {
    for (const char* month : {"01", "03"})
      sitemaps.emplace_back(fmt::format("/{}-{}.xml", month, day), fmt::format("2024-{}-{:02}", month, day));
  }
  sitemaps.push_back(sitemaps.back());
  InputName name;
  name.url = "https://news.example/index.xml";
  for (const std::string& body : {index_of(sitemaps), compressed("gzip", index_of(sitemaps))}) {
    const auto index = read_sitemap_index(body, name);
    REQUIRE(index);
    REQUIRE(index->followed.size() == SitemapIndex::kMaxFollowed);
    CHECK(index->followed[0].url == "https://news.example/03-31.xml");
    CHECK(index->followed[0].modified == "2024-03-31");
    CHECK(index->followed[31].url == "https://news.example/01-31.xml");
    CHECK(index->older == 31);
    CHECK(index->elsewhere == 2);
  }
  CHECK(!read_sitemap_index(kFeed, name));
  CHECK(!read_sitemap_index("", name));
  CHECK(!read_sitemap_index("<urlset><url><loc>https://news.example/</loc></url></urlset>", name));
}

TEST_CASE("An index inside an index is a failure, and what is left out is said once", "[watch]") {
  IndexedSite site;
  Asked& asked = site.asked;
  site.index = index_of({{asked.url("/i"), ""}, {"http://other.example/", ""}});
  FeedPoller poller = asked.poller();
  CHECK(site.round(poller) == "ix");
  REQUIRE(asked.said.size() == 2);
  CHECK(asked.said[0] == "lists 1 sitemaps that are followed; left out 1 sitemaps, because they are of another host");
  CHECK_THAT(asked.said[1], Contains("is an index of sitemaps inside another"));
  asked.now_s += 1000;
  CHECK(site.round(poller) == "ix");
  CHECK(asked.said.size() == 2);
}

TEST_CASE("A damaged state costs a request without conditions, and a time far ahead none", "[watch]") {
  TemporaryFolder folder;
  SourceState state;
  state.source = "http://127.0.0.1:1/x";
  state.etag = "\"one\"";
  state.failures = 7;
  state.gone = true;
  write_source_state(folder.path(), state);
  CHECK(read_source_state(folder.path(), state.source) == state);
  CHECK(read_source_state(folder.path(), "http://127.0.0.1:1/y").etag.empty());
  for (const auto& entry : std::filesystem::directory_iterator(folder / kWatchFolder)) {
    for (const char* text : {"", "{", "[]", "{\"version\":1}", "{\"version\":9}"}) {
      write_file(entry.path().string(), text);
      SourceState fresh;
      fresh.source = state.source;
      CHECK(read_source_state(folder.path(), state.source) == fresh);
    }
  }
}
