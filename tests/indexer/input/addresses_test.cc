#include <catch2/catch.hpp>
#include <chrono>

#include "tests/indexer/input/loopback_server.h"
#include "tests/indexer/input/packed.h"
#include "tests/indexer/input/walked.h"

using namespace broadtape;

TEST_CASE("An address is fetched, its redirects followed and its header read", "[input][http]") {
  std::string request;
  const LoopbackServer server({
      {"/start", LoopbackServer::redirect("/news/today.html?x=1")},
      {"/news/today.html?x=1",
       [&](const std::string& head, int connection) {
         request = head;
         LoopbackServer::ok("<p>Gold rose",
                            "Content-Type: text/html; charset=\"ISO-8859-1\"\r\n"
                            "Last-Modified: Fri, 31 Jan 2025 00:00:00 GMT\r\n")(head, connection);
       }},
  });
  const Walked walked = walk(server.url("/start"));
  REQUIRE(walked.problems.empty());
  REQUIRE(walked.streams.size() == 1);
  CHECK(walked.streams[0].text == "<p>Gold rose");
  CHECK(walked.streams[0].name.display == server.url("/start"));
  CHECK(walked.streams[0].name.url == server.url("/news/today.html?x=1"));
  CHECK(walked.streams[0].name.path == "news/today.html");
  CHECK(walked.streams[0].name.charset == "iso-8859-1");
  CHECK(walked.streams[0].name.modified_s == 1738281600);
  CHECK(walked.consumed == 12);
  CHECK_THAT(request, Catch::Contains("User-Agent: Broadtape/0.1\r\n"));
}

TEST_CASE("An archive that is fetched is unwrapped on the way", "[input][http]") {
  const std::string text(3'000'000, 'x');
  const LoopbackServer server({
      {"/zip", LoopbackServer::ok(packed("zip", "none", {{"a", text}, {"b", "two"}}))},
      {"/gz", LoopbackServer::ok(compressed("gzip", text), "Content-Encoding: gzip\r\n")},
  });
  const Walked zip = walk(server.url("/zip"));
  CHECK(zip.displays() == std::vector<std::string>{server.url("/zip: a"), server.url("/zip: b")});
  const Walked gz = walk(server.url("/gz"));
  REQUIRE(gz.streams.size() == 1);
  CHECK(gz.streams[0].text == text);
}

TEST_CASE("Each kind of failure of an address has its own message", "[input][http]") {
  InputLimits limits;
  limits.max_download_bytes = 1000;
  limits.idle_timeout_s = 1;
  const std::string long_text(5000, 'x');
  const LoopbackServer server({
      {"/loop", LoopbackServer::redirect("/loop")},
      {"/file", LoopbackServer::redirect("file:///etc/hostname")},
      {"/ftp", LoopbackServer::redirect("ftp://127.0.0.1/x")},
      {"/announced", LoopbackServer::ok(long_text)},
      {"/unannounced", LoopbackServer::raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + long_text)},
      {"/short", LoopbackServer::raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nonly this")},
      {"/silent", [](const std::string&, int) { std::this_thread::sleep_for(std::chrono::milliseconds(1600)); }},
      {"/closed", LoopbackServer::raw("")},
      {"/empty", LoopbackServer::ok("")},
      {"/error", LoopbackServer::raw("HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")},
  });
  struct Case {
    std::string url;
    std::string reason;
  };
  const Case cases[] = {
      {server.url("/missing"), "answered with HTTP status 404"},
      {server.url("/error"), "answered with HTTP status 503"},
      {server.url("/loop"), "more than 5 redirects"},
      {server.url("/file"), "redirects to an address that is not http or https"},
      {server.url("/ftp"), "redirects to an address that is not http or https"},
      {server.url("/announced"), "is larger than 1000 bytes"},
      {server.url("/unannounced"), "is larger than 1000 bytes"},
      {server.url("/short"), "the connection closed before the response was complete"},
      {server.url("/silent"), "sent nothing for 1 seconds"},
      {server.url("/closed"), "the server closed the connection without a response"},
      {server.url("/empty"), "is empty"},
      {"http://127.0.0.1:1/x", "no connection: Connection refused"},
      {"http://no-such-host.invalid/x", "host name not found"},
  };
  int number = 0;
  for (const Case& c : cases) {
    DYNAMIC_SECTION(number++ << " " << c.reason) {
      ::unsetenv("http_proxy");
      const Walked walked = walk(c.url, limits);
      CHECK(walked.streams.empty());
      REQUIRE(walked.problems.size() == 1);
      CHECK(walked.problems[0].name == c.url);
      CHECK(walked.problems[0].reason == c.reason);
      CHECK(walked.finished);
    }
  }
}

TEST_CASE("A password in an address stays out of the reports", "[input][http]") {
  const Walked walked = walk("http://user:secret@127.0.0.1:1/x");
  REQUIRE(walked.problems.size() == 1);
  CHECK(walked.problems[0].name == "http://127.0.0.1:1/x");
}
