// Requests with a body, and answers with trailer fields.
#include <catch2/catch.hpp>

#include "tests/searcher/http/toy_server.h"

using namespace broadtape;
using Catch::Contains;

namespace {

const std::string kHead = "POST /posted HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

}  // namespace

TEST_CASE("A path that takes bodies gets them, one request after the other", "[http][post]") {
  const ToyServer server;
  HttpClient client(server.port());
  const std::string large(1'000, 'x');
  for (const std::string& body : {std::string("{}"), large, std::string()}) {
    client.post("/posted", body);
    CHECK(client.reply().body == "POST " + body);
  }
  // Pipelined, in chunks, and in pieces.
  client.send(kHead + "Content-Length: 3\r\n\r\none" + kHead +
              "Transfer-Encoding: chunked\r\n\r\n3\r\ntwo\r\n2\r\n+1\r\n0\r\n\r\n" + kHead +
              "Content-Length: 5\r\n\r\nth");
  CHECK(client.reply().body == "POST one");
  CHECK(client.reply().body == "POST two+1");
  client.send("ree");
  CHECK(client.reply().body == "POST three");
  CHECK(client.ask("/posted").body == "GET ");
}

TEST_CASE("A client that waits for permission to send its body gets it", "[http][post]") {
  const ToyServer server;
  HttpClient client(server.port());
  client.send(kHead + "Content-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  while (client.unread().find("\r\n\r\n") == std::string::npos) REQUIRE(client.read_more());
  CHECK(client.unread() == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("body");
  while (client.unread().find("POST body") == std::string::npos) REQUIRE(client.read_more());
  CHECK_THAT(client.unread(), Contains("HTTP/1.1 200 OK"));
}

TEST_CASE("Bodies that a path does not take are refused", "[http][post]") {
  struct Case {
    const char* name;
    std::string bytes;
    int status;
    const char* allow;
  };
  const std::string host = "Host: localhost\r\n";
  const std::string much(1'001, 'x');
  const Case cases[] = {
      {"another path", "POST /here HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\n{}", 405, "GET, HEAD"},
      {"another method", "PUT /posted HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\n{}", 405, "GET, HEAD, POST"},
      {"a form",
       "POST /posted HTTP/1.1\r\n" + host +
           "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=b",
       415, ""},
      {"plain text", "POST /posted HTTP/1.1\r\n" + host + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
       415, ""},
      {"another coding", kHead + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", 415, ""},
      {"no type", "POST /posted HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\n{}", 415, ""},
      {"too much", kHead + "Content-Length: 1001\r\n\r\n" + much, 413, ""},
      {"too much in chunks", kHead + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + much + "\r\n0\r\n\r\n", 413, ""},
      {"no chunks", kHead + "Transfer-Encoding: chunked\r\n\r\nhello\r\n", 400, ""},
  };
  const ToyServer server([](ServerOptions& options) { options.token = "correct-horse-battery"; });
  const std::string token = "Authorization: Bearer correct-horse-battery\r\n";
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      HttpClient client(server.port());
      std::string bytes = c.bytes;
      bytes.insert(bytes.find("\r\n") + 2, token);
      client.send(bytes);
      const HttpReply reply = client.reply();
      CHECK(reply.status == c.status);
      CHECK(reply.header("allow") == c.allow);
      CHECK(reply.header("connection") == "close");
    }
  }
  HttpClient without(server.port());
  without.post("/posted", "{}");
  CHECK(without.reply().status == 401);
  HttpClient slow(server.port());
  slow.send("POST /posted HTTP/1.1\r\n" + host + token +
            "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
  HttpClient gone(server.port());
  gone.send("POST /posted HTTP/1.1\r\n" + host + token +
            "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
  ::shutdown(gone.socket(), SHUT_WR);
  CHECK(gone.is_closed_within(std::chrono::seconds(10)));
  CHECK(server.get("/pid", token).status == 200);
}

TEST_CASE("A body that does not arrive in time is not awaited", "[http][post]") {
  const ToyServer server([](ServerOptions& options) { options.limits.slow_time = std::chrono::milliseconds(200); });
  HttpClient client(server.port());
  client.send(kHead + "Content-Length: 4\r\n\r\nbo");
  CHECK(client.reply().status == 408);
}

TEST_CASE("A stream ends with its trailer fields", "[http][post]") {
  const ToyServer server;
  HttpClient client(server.port());
  for (int i = 0; i < 2; ++i) {
    const HttpReply reply = client.ask("/export/counted");
    CHECK(reply.whole);
    CHECK(reply.body.size() == ToySite::kBlock);
    CHECK(reply.trailers == std::map<std::string, std::string>{{"X-Blocks", "1"}});
  }
  CHECK(client.ask("/export/blocks?2").trailers.empty());
  client.send("HEAD /export/counted HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(client.reply(true).status == 200);
  CHECK(client.ask("/here").body == "here");
  client.send("GET /export/counted HTTP/1.0\r\nHost: localhost\r\n\r\n");
  CHECK(client.reply().body.size() == ToySite::kBlock);
}
