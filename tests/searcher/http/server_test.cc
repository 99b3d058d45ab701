// The server as seen by clients: what it refuses, what it survives, and that it continues to serve.
#include "searcher/http/server.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <thread>

#include "common/text/ascii.h"
#include "searcher/http/frames.h"
#include "searcher/http/security_headers.h"
#include "tests/searcher/http/toy_server.h"
#include "tests/support/error_matcher.h"
#include "tests/support/sanitizers.h"
#include "tests/support/schema_check.h"

using namespace broadtape;
using Catch::Contains;
using namespace std::chrono_literals;

namespace {

std::string type_of(const HttpReply& reply) {
  const nlohmann::json problem = nlohmann::json::parse(reply.body, nullptr, false);
  return problem.is_object() ? problem.value("type", "") : "";
}

std::string problem(const char* name) {
  return std::string("urn:broadtape:problem:") + name;
}

std::string many(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("The server refuses invalid and unsupported requests", "[http][server]") {
  struct Case {
    const char* name;
    std::string bytes;
    int status;
    const char* problem;
    bool goes_on;  // the connection accepts another request
  };
  const std::string host = "Host: localhost\r\n";
  const Case cases[] = {
      {"no HTTP at all", "hello, server\r\n\r\n", 400, "request", false},
      {"binary", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n", 400, "request", false},
      {"HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "request", false},
      {"HTTP/0.9", "GET /\r\n\r\n", 400, "request", false},
      {"HTTP/3.0", "GET / HTTP/3.0\r\n" + host + "\r\n", 400, "request", false},
      {"no Host", "GET / HTTP/1.1\r\n\r\n", 400, "request", true},
      {"two Hosts", "GET / HTTP/1.1\r\n" + host + "Host: localhost\r\n\r\n", 400, "request", true},
      {"no coding accepted", "GET / HTTP/1.1\r\n" + host + "Accept-Encoding: identity;q=0, br\r\n\r\n", 406,
       "not-acceptable", true},
      {"an empty Host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 421, "host", true},
      {"another host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421, "host", true},
      {"a whole address", "GET http://localhost/ HTTP/1.1\r\n" + host + "\r\n", 400, "request", true},
      {"an asterisk", "GET * HTTP/1.1\r\n" + host + "\r\n", 400, "request", true},
      {"POST", "POST / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n", 405, "method", true},
      {"POST with a body", "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nGET", 405, "method", false},
      {"PUT", "PUT / HTTP/1.1\r\n" + host + "\r\n", 405, "method", true},
      {"DELETE", "DELETE / HTTP/1.1\r\n" + host + "\r\n", 405, "method", true},
      {"OPTIONS", "OPTIONS / HTTP/1.1\r\n" + host + "Origin: http://evil.example\r\n\r\n", 405, "method", true},
      {"TRACE", "TRACE / HTTP/1.1\r\n" + host + "\r\n", 405, "method", true},
      {"CONNECT", "CONNECT evil.example:80 HTTP/1.1\r\n" + host + "\r\n", 405, "method", true},
      {"a method of one's own", "FROB / HTTP/1.1\r\n" + host + "\r\n", 405, "method", true},
      {"a body", "GET / HTTP/1.1\r\n" + host + "Content-Length: 10\r\n\r\n0123456789", 413, "too-large", false},
      {"a huge body", "GET / HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999\r\n\r\n", 400, "request",
       false},
      {"a body without end", "GET / HTTP/1.1\r\n" + host + "Content-Length: 18446744073709551615\r\n\r\n", 413,
       "too-large", false},
      {"a chunked body", "GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 413, "too-large",
       false},
      {"a body in another coding", "GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\nGET /pid HTTP/1.1\r\n",
       413, "too-large", false},
      {"two lengths", "GET / HTTP/1.1\r\n" + host + "Content-Length: 0\r\nContent-Length: 5\r\n\r\n01234", 400,
       "request", false},
      {"a length and chunks",
       "GET / HTTP/1.1\r\n" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "request",
       false},
      {"a blank before the colon", "GET / HTTP/1.1\r\n" + host + "Transfer-Encoding : chunked\r\n\r\n", 400, "request",
       false},
      {"a control character in a header", "GET / HTTP/1.1\r\n" + host + "X-Name: a\x01z\r\n\r\n", 400, "request",
       false},
      {"a bare line feed in a header", "GET / HTTP/1.1\r\n" + host + "X-Name: a\nX-Other: b\r\n\r\n", 400, "request",
       false},
      {"a blank in the address", "GET /a b HTTP/1.1\r\n" + host + "\r\n", 400, "request", false},
      {"an address too long", "GET /" + std::string(8'192, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 414, "too-large",
       true},
      {"a header too large", "GET / HTTP/1.1\r\n" + host + "X-Name: " + std::string(20'000, 'a') + "\r\n\r\n", 431,
       "too-large", false},
      {"too many headers", "GET / HTTP/1.1\r\n" + host + many("X-Name: value\r\n", 2'000) + "\r\n", 431, "too-large",
       false},
  };
  const ToyServer server;
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.name) {
      HttpClient client(server.port());
      client.send(c.bytes);
      const HttpReply reply = client.reply();
      INFO(reply.head << reply.body);
      CHECK(reply.status == c.status);
      CHECK(type_of(reply) == problem(c.problem));
      CHECK(schema_faults("problem", reply.body) == "");
      CHECK(reply.header("content-type") == "application/problem+json");
      CHECK(reply.header("cache-control") == "no-store");
      CHECK(reply.header("allow") == (c.status == 405 ? "GET, HEAD" : ""));
      for (const auto& [name, value] : kSecurityHeaders) CHECK(reply.header(ascii_lowered(name)) == value);
      CHECK(reply.header("connection") == (c.goes_on ? "" : "close"));
      if (c.goes_on) {
        CHECK(client.ask("/here").body == "here");
      } else {
        CHECK(client.is_closed_within(10s));
        CHECK(client.unread().empty());
      }
      CHECK(server.get("/pid").status == 200);
    }
  }
}

TEST_CASE("A connection takes one request after the other", "[http][server]") {
  const ToyServer server;
  HttpClient client(server.port());

  SECTION("each behind the answer of the one before") {
    for (int i = 0; i < 5; ++i) {
      const std::string target = "/echo?" + std::to_string(i);
      CHECK_THAT(client.ask(target).body, Contains(target + "\n"));
      CHECK(client.ask("/here").body == "here");
    }
  }
  SECTION("all at once, and the answers come in order") {
    std::string requests;
    for (int i = 0; i < 50; ++i) {
      requests += "GET " + std::string(i % 3 == 0 ? "/here" : "/echo") + "?" + std::to_string(i) +
                  " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }
    REQUIRE(client.send(requests));
    for (int i = 0; i < 50; ++i) {
      const HttpReply reply = client.reply();
      CHECK(reply.status == 200);
      if (i % 3 == 0) CHECK(reply.body == "here");
      if (i % 3 != 0) CHECK_THAT(reply.body, Contains("/echo?" + std::to_string(i) + "\n"));
    }
  }
  SECTION("streams too") {
    CHECK(client.ask("/export/blocks?3").body.size() == 3 * ToySite::kBlock);
    const HttpReply empty = client.ask("/export/empty");
    CHECK((empty.whole && empty.body.empty()));
    CHECK(client.ask("/here").body == "here");
  }
  SECTION("HEAD has the head alone") {
    client.send(
        "HEAD /big?5000 HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD /here HTTP/1.1\r\nHost: localhost\r\n\r\n"
        "HEAD /export/blocks?2 HTTP/1.1\r\nHost: localhost\r\n\r\n"
        "HEAD /export/empty HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.reply(true).header("content-length") == "5000");
    CHECK(client.reply(true).header("content-length") == "4");
    CHECK(client.reply(true).status == 200);
    CHECK(client.reply(true).status == 200);
    CHECK(client.ask("/here").body == "here");
  }
  SECTION("until one says close") {
    CHECK(client.ask("/here", "Connection: close\r\n").header("connection") == "close");
    CHECK(client.is_closed_within(10s));
  }
}

TEST_CASE("HTTP/1.0 gets answers that it knows", "[http][server]") {
  const ToyServer server;
  HttpClient client(server.port());
  SECTION("whole") {
    client.send("GET /big?70000 HTTP/1.0\r\nHost: localhost\r\n\r\n");
    const HttpReply reply = client.reply();
    CHECK_THAT(reply.head, Catch::StartsWith("HTTP/1.0 200 "));
    CHECK(reply.body.size() == 70'000);
  }
  SECTION("streamed, without chunks, to the connection's end") {
    client.send("GET /export/blocks?3 HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n");
    const HttpReply reply = client.reply();
    CHECK(reply.header("transfer-encoding").empty());
    CHECK(reply.header("connection") != "keep-alive");
    CHECK(reply.body.size() == 3 * ToySite::kBlock);
  }
  CHECK(client.is_closed_within(10s));
}

TEST_CASE("The request as passed to a site", "[http][server]") {
  struct Case {
    const char* target;
    const char* headers;
    const char* told;
  };
  const Case cases[] = {
      {"/echo?q=%20", "", "http://localhost\n/echo?q=%20\n\nplain"},
      {"/echo", "Accept-Encoding: br, gzip\r\n", "http://localhost\n/echo\n\ngzip"},
      {"/echo", "Accept-Encoding: gzip;q=0, br\r\n", "http://localhost\n/echo\n\nplain"},
      {"/echo", "Accept-Encoding: gzip;q=0.001\r\n", "http://localhost\n/echo\n\ngzip"},
      {"/echo", "If-None-Match: W/\"a\", \"b\"\r\n", "http://localhost\n/echo\nW/\"a\", \"b\"\nplain"},
      {"/echo", "Accept-Encoding: br\r\nAccept-Encoding: gzip\r\n", "http://localhost\n/echo\n\ngzip"},
      {"/echo", "If-None-Match: \"a\"\r\nIf-None-Match: \"b\"\r\n", "http://localhost\n/echo\n\"a\", \"b\"\nplain"},
      {"/echo", "X-Forwarded-Proto: https\r\n", "http://localhost\n/echo\n\nplain"},
      {"/%c3%a4\xc3\xa4", "", "http://localhost\n/%c3%a4\xc3\xa4\n\nplain"},
  };
  const ToyServer server;
  for (const Case& c : cases) CHECK(server.get(c.target, c.headers).body == c.told);
}

TEST_CASE("Large answers arrive whole, compressed for those who take it", "[http][server]") {
  const ToyServer server;
  CHECK(server.get("/big?8000000").body == std::string(8'000'000, 'b'));
  const HttpReply packed = server.get("/big?8000000", "Accept-Encoding: gzip\r\n");
  CHECK(packed.header("content-encoding") == "gzip");
  CHECK(packed.header("vary") == "Accept-Encoding");
  CHECK(packed.body.size() < 100'000);
  CHECK(packed.body.substr(0, 2) == "\x1f\x8b");
  CHECK(server.get("/big?999", "Accept-Encoding: gzip\r\n").body == std::string(999, 'b'));
  for (const char* target : {"/here", "/big?5", "/export/blocks?1", "/here/throws"}) {
    INFO(target);
    CHECK(server.get(target, "Accept-Encoding: gzip, identity;q=0\r\n").header("content-encoding") == "gzip");
  }
  const HttpReply stream = server.get("/export/blocks?40", "Accept-Encoding: gzip\r\n");
  CHECK(stream.header("content-encoding") == "gzip");
  CHECK(stream.whole);
  CHECK(server.get("/export/blocks?40").body.size() == 40 * ToySite::kBlock);
}

TEST_CASE("A request that arrives slowly is given up", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.slow_time = 700ms; });
  SECTION("a head that stops") {
    HttpClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHost: loc");
    const HttpReply reply = client.reply();
    CHECK(reply.status == 408);
    CHECK(type_of(reply) == problem("slow"));
    CHECK(client.is_closed_within(10s));
  }
  SECTION("a byte now and then gains no time") {
    HttpClient client(server.port());
    const auto began = std::chrono::steady_clock::now();
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    while (!client.read_more(100ms) && client.send("a") && std::chrono::steady_clock::now() - began < 10s) {
    }
    CHECK(client.reply().status == 408);
  }
}

TEST_CASE("A connection without a request is closed in time", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.idle_time = 500ms; });
  HttpClient fresh(server.port());
  HttpClient used(server.port());
  CHECK(used.ask("/here").body == "here");
  CHECK(fresh.is_closed_within(10s));
  CHECK(used.is_closed_within(10s));
  CHECK(fresh.unread().empty());
}

TEST_CASE("A search that takes too long is stopped", "[http][server]") {
  const ToyServer server([](ServerOptions& options) {
    options.limits.workers = 1;
    options.limits.search_time = 1200ms;
  });
  const std::string worker = server.get("/pid").body;
  REQUIRE(running_children_of(server.pid()) == 1);

  SECTION("because it never ends") {
    const HttpReply reply = server.get("/sleep");
    CHECK(reply.status == 503);
    CHECK(type_of(reply) == problem("timeout"));
    CHECK_THAT(reply.body, Contains("longer than 1.2 seconds"));
  }
  SECTION("because its worker does not even read the request") {
    ::kill(static_cast<pid_t>(std::stol(worker)), SIGSTOP);
    CHECK(type_of(server.get("/pid")) == problem("timeout"));
  }
  CHECK(in_time([&] { return children_of(server.pid()).empty(); }));
  CHECK(has_ended(static_cast<pid_t>(std::stol(worker))));
  CHECK(server.figure("searches_stopped_total") == 1);
  CHECK(server.figure("workers_broken_total") == 0);
  const HttpReply next = server.get("/pid");
  CHECK(next.status == 200);
  CHECK(next.body != worker);
}

TEST_CASE("A request that waits too long for its turn is told so", "[http][server]") {
  const ToyServer server([](ServerOptions& options) {
    options.limits.workers = 1;
    options.limits.search_time = 1200ms;
  });
  HttpClient first(server.port()), second(server.port());
  first.get("/sleep");
  REQUIRE(in_time([&] { return server.figure("searches_running") == 1; }));
  second.get("/sleep");
  CHECK(first.reply().status == 503);
  CHECK(second.reply().status == 503);
  CHECK(in_time([&] { return server.get("/pid").status == 200; }));
}

TEST_CASE("A request that breaks down workers costs two of them and gets an error", "[http][server]") {
  struct Case {
    const char* target;
    long broken;       // workers
    const char* told;  // on standard error
  };
  const Case cases[] = {{"/abort", 2, ""},
                        {"/exit", 2, ""},
                        {"/throw", 0, "answering /throw failed: this site throws"},
                        {"/throw-int", 2, ""}};
  for (const Case& c : cases) {
    DYNAMIC_SECTION(c.target) {
      const ToyServer server([](ServerOptions& options) { options.limits.workers = 1; });
      const HttpReply reply = server.get(c.target);
      CHECK(reply.status == 500);
      CHECK(type_of(reply) == problem("failed"));
      CHECK(schema_faults("problem", reply.body) == "");
      CHECK_THAT(reply.body, !Contains("this site throws"));
      CHECK_THAT(server.errors(), Contains(c.told));
      CHECK(server.figure("workers_broken_total") == c.broken);
      CHECK(server.figure("requests_retried_total") == c.broken / 2);
      CHECK(in_time([&] { return !has_zombies(server.pid()); }));
      CHECK(server.get("/pid").status == 200);
      CHECK(running_children_of(server.pid()) == 1);
    }
  }
}

TEST_CASE("A worker that exits between requests is replaced without an error", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.workers = 1; });
  for (int i = 0; i < 5; ++i) {
    const std::string worker = server.get("/pid").body;
    ::kill(static_cast<pid_t>(std::stol(worker)), SIGKILL);
    CHECK(in_time([&] { return has_ended(static_cast<pid_t>(std::stol(worker))); }));
    const HttpReply reply = server.get("/pid");
    CHECK(reply.status == 200);
    CHECK(reply.body != worker);
  }
  CHECK(server.figure("workers_broken_total") == 5);
}

TEST_CASE("A site that throws in the server's own process ends no more than an answer", "[http][server]") {
  const ToyServer server;
  HttpClient client(server.port());
  const HttpReply reply = client.ask("/here/throws");
  CHECK(reply.status == 500);
  CHECK(type_of(reply) == problem("failed"));
  CHECK(client.ask("/here").body == "here");
  CHECK_THAT(server.errors(), Contains("answering /here/throws failed: this site throws"));
}

TEST_CASE("A stream that breaks down is not taken for a whole one", "[http][server]") {
  const ToyServer server;
  HttpClient client(server.port());
  const HttpReply reply = client.ask("/export/breaks");
  CHECK(reply.status == 200);
  CHECK(!reply.whole);
  CHECK(client.is_closed_within(10s));
  CHECK(in_time([&] { return !has_zombies(server.pid()); }));
  CHECK(server.get("/export/blocks?1").whole);
}

TEST_CASE("A stream that gets stuck is stopped at its time", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.export_time = 1s; });
  CHECK(!server.get("/export/stuck").whole);
  CHECK(in_time([&] { return children_of(server.pid()).empty(); }));
  CHECK(server.figure("searches_stopped_total") == 1);
}

TEST_CASE("Past its limits the server says so at once", "[http][server]") {
  SECTION("of requests") {
    const ToyServer server([](ServerOptions& options) {
      options.limits.workers = 1;
      options.limits.requests = 2;
    });
    std::vector<HttpClient> clients;
    for (int i = 0; i < 2; ++i) {
      clients.emplace_back(server.port());
      clients.back().get("/nap?1500");
      REQUIRE(in_time([&] { return server.figure("searches_running") + server.figure("searches_waiting") == i + 1; }));
    }
    HttpClient further(server.port());
    const HttpReply refused = further.ask("/pid");
    CHECK(refused.status == 503);
    CHECK(type_of(refused) == problem("busy"));
    CHECK(refused.header("retry-after") == "1");
    CHECK(further.ask("/here").body == "here");
    for (HttpClient& client : clients) CHECK(client.reply().body == "rested");
    CHECK(further.ask("/pid").status == 200);
  }
  SECTION("of requests, not counting those whose clients have left") {
    const ToyServer server([](ServerOptions& options) {
      options.limits.workers = 1;
      options.limits.requests = 2;
    });
    HttpClient first(server.port());
    first.get("/nap?1500");
    REQUIRE(in_time([&] { return server.figure("searches_running") == 1; }));
    {
      HttpClient leaver(server.port());
      leaver.get("/sleep");
      REQUIRE(in_time([&] { return server.figure("searches_waiting") == 1; }));
    }
    CHECK(server.get("/pid").status == 200);
    CHECK(first.reply().body == "rested");
  }
  SECTION("of exports, which never stand in the way of searches") {
    const ToyServer server([](ServerOptions& options) {
      options.limits.workers = 1;
      options.limits.exports = 1;
    });
    HttpClient reader(server.port());
    reader.get("/export/endless");
    REQUIRE(reader.read_more());
    const HttpReply refused = server.get("/export/blocks?1");
    CHECK(refused.status == 503);
    CHECK(type_of(refused) == problem("busy"));
    for (int i = 0; i < 20; ++i) CHECK(server.get("/pid").status == 200);
  }
  SECTION("of connections in all") {
    const ToyServer server([](ServerOptions& options) { options.limits.connections = 3; });
    std::vector<HttpClient> clients;
    for (int i = 0; i < 3; ++i) {
      clients.emplace_back(server.port());
      CHECK(clients.back().ask("/here").body == "here");
    }
    HttpClient further(server.port());
    const HttpReply refused = further.reply();
    CHECK(refused.status == 503);
    CHECK(refused.header("retry-after") == "1");
    for (const auto& [name, value] : kSecurityHeaders) CHECK(refused.header(ascii_lowered(name)) == value);
    CHECK(schema_faults("problem", refused.body) == "");
    CHECK(further.is_closed_within(10s));
    clients.pop_back();
    CHECK(in_time([&] { return server.get("/here").status == 200; }));
  }
  SECTION("of connections from one address") {
    const ToyServer server([](ServerOptions& options) { options.limits.connections_per_address = 2; });
    HttpClient first(server.port()), second(server.port());
    CHECK(first.ask("/here").body == "here");
    CHECK(second.ask("/here").body == "here");
    CHECK(HttpClient(server.port()).reply().status == 503);
  }
}

TEST_CASE("A client that leaves before its turn costs no search", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.workers = 1; });
  HttpClient first(server.port());
  first.get("/nap?1000");
  REQUIRE(in_time([&] { return server.figure("searches_running") == 1; }));
  for (const bool reset : {false, true}) {
    HttpClient leaver(server.port());
    leaver.get("/abort");
    REQUIRE(in_time([&] { return server.figure("searches_waiting") == (reset ? 2 : 1); }));
    const linger at_once{1, 0};
    if (reset) ::setsockopt(leaver.socket(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  CHECK(first.reply().body == "rested");
  CHECK(server.get("/pid").status == 200);
  CHECK(server.figure("workers_broken_total") == 0);
  CHECK(server.figure("connections") == 2);
}

TEST_CASE("Fewer requests than workers are as many searches at once", "[http][server]") {
  const ToyServer server([](ServerOptions& options) {
    options.limits.workers = 4;
    options.limits.requests = 1;
  });
  HttpClient first(server.port());
  first.get("/nap?1000");
  REQUIRE(in_time([&] { return server.figure("searches_running") == 1; }));
  CHECK(server.get("/pid").status == 503);
  CHECK(first.reply().body == "rested");
}

TEST_CASE("Resources are released when a client disconnects during a stream", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.exports = 2; });
  for (int i = 0; i < 6; ++i) {
    HttpClient client(server.port());
    client.get("/export/endless");
    REQUIRE(client.read_more());
    CHECK(running_children_of(server.pid()) >= 1);
  }
  CHECK(in_time([&] { return children_of(server.pid()).empty(); }));
  CHECK(server.get("/export/blocks?2").whole);
  CHECK(in_time([&] { return server.figure("connections") == 1; }));
}

TEST_CASE("A client that reads slowly costs the server no memory", "[http][server]") {
  const ToyServer server;
  HttpClient slow(server.port(), 4'096);
  slow.get("/export/blocks?2000");  // 125 MB
  const std::size_t before = memory_of(server.pid());
  for (int i = 0; i < 20; ++i) {
    slow.read_more();
    CHECK(server.get("/pid").status == 200);
    std::this_thread::sleep_for(10ms);
  }
  CHECK(memory_of(server.pid()) < before + (std::size_t{16} << 20));
}

TEST_CASE("A client that takes nothing is given up", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.slow_time = 700ms; });
  HttpClient stream(server.port(), 4'096), whole(server.port(), 4'096);
  stream.get("/export/endless");
  whole.get("/big?20000000");
  CHECK(in_time([&] { return server.figure("connections") == 1; }));
  CHECK(running_children_of(server.pid()) == 1);  // the worker of the search continues, that of the stream has ended
}

TEST_CASE("A client that takes a little now and then gets all of its stream", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.slow_time = 1s; });
  HttpClient client(server.port(), 4'096);
  client.get("/export/blocks?100");
  const auto began = std::chrono::steady_clock::now();
  // Far less than a block of the stream per write time-out.
  while (std::chrono::steady_clock::now() - began < 3s) {
    client.read_more(1ms);
    std::this_thread::sleep_for(30ms);
  }
  const HttpReply reply = client.reply();
  CHECK(reply.whole);
  CHECK(reply.body.size() == 100 * ToySite::kBlock);
}

TEST_CASE("A client that drips a whole answer has no longer than an export", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.export_time = 700ms; });
  HttpClient client(server.port(), 4'096);
  client.get("/big?20000000");
  CHECK(in_time([&] {
    client.read_more(1ms);
    return server.figure("connections") == 1;
  }));
}

TEST_CASE("A HEAD of a stream leaves its worker alive", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.exports = 1; });
  HttpClient client(server.port());
  REQUIRE(client.ask("/export/blocks?1").status == 200);
  const std::vector<ProcessState> before = children_of(server.pid());
  REQUIRE(before.size() == 1);
  for (int i = 0; i < 3; ++i) {
    client.send("HEAD /export/blocks?50 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.reply(true).status == 200);
  }
  const std::vector<ProcessState> after = children_of(server.pid());
  REQUIRE(after.size() == 1);
  CHECK(after[0].pid == before[0].pid);
}

TEST_CASE("An answer too large for one piece is refused, and nothing breaks", "[http][server]") {
  const ToyServer server;
  HttpClient client(server.port());
  const HttpReply reply = client.ask("/big?" + std::to_string(kMostAnswerBytes + 1));
  CHECK(reply.status == 500);
  CHECK(type_of(reply) == problem("failed"));
  CHECK(server.figure("workers_broken_total") == 0);
}

TEST_CASE("Searches go on beside 200 idle connections", "[http][server]") {
  const ToyServer server;
  std::vector<HttpClient> idle;
  for (int i = 0; i < 200; ++i) idle.emplace_back(server.port());
  for (int i = 0; i < 20; ++i) idle[i].send("GET / HT");
  for (int i = 0; i < 50; ++i) CHECK(server.get("/pid").status == 200);
  CHECK(server.figure("connections") == 201);
  for (HttpClient& client : idle) client.send("");
  CHECK(idle.back().ask("/here").body == "here");
}

TEST_CASE("Workers inherit no connection", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.workers = 1; });
  std::vector<HttpClient> idle;
  for (int i = 0; i < 30; ++i) idle.emplace_back(server.port());
  REQUIRE(in_time([&] { return server.figure("connections") == 31; }));
  // Standard streams, its socket, and the folder that it reads to count them.
  CHECK(std::stoi(server.get("/files").body) <= 5);
}

TEST_CASE("A server out of file descriptors goes on when it has some again", "[http][server]") {
  // The undefined behaviour sanitizer checks memory through a pipe, and reports an error if it cannot open one.
  if (kSanitized) {
    SUCCEED("left out");
    return;
  }
  const ToyServer server([](ServerOptions& options) { options.limits.workers = 1; });
  const rlimit few{30, 30};
  REQUIRE(::prlimit(server.pid(), RLIMIT_NOFILE, &few, nullptr) == 0);
  {
    std::vector<HttpClient> clients;
    for (int i = 0; i < 60; ++i) {
      clients.emplace_back(server.port());
      clients.back().get("/pid");
    }
    std::this_thread::sleep_for(300ms);
    INFO(server.errors());
    REQUIRE(!server.has_ended());
  }
  CHECK(in_time([&] { return server.get("/pid").status == 200; }));
}

TEST_CASE("A stop finishes requests in progress", "[http][server]") {
  ToyServer server;
  HttpClient idle(server.port()), working(server.port()), streaming(server.port());
  CHECK(idle.ask("/here").body == "here");
  working.get("/nap?800");
  streaming.get("/export/blocks?300");
  REQUIRE(streaming.read_more());
  REQUIRE(in_time([&] { return server.figure("searches_running") == 2; }));
  server.send(SIGTERM);
  CHECK(idle.is_closed_within(10s));
  const HttpReply rested = working.reply();
  CHECK(rested.body == "rested");
  CHECK(rested.header("connection") == "close");
  CHECK(streaming.reply().body.size() == 300 * ToySite::kBlock);
  CHECK(server.wait() == 0);
  CHECK_THROWS(HttpClient(server.port()));
}

TEST_CASE("A second stop ends the server at once", "[http][server]") {
  for (const int signal : {SIGTERM, SIGINT}) {
    ToyServer server;
    HttpClient idle(server.port()), working(server.port());
    working.get("/sleep");
    REQUIRE(in_time([&] { return server.figure("searches_running") == 1; }));
    const std::vector<ProcessState> workers = children_of(server.pid());
    server.send(signal);
    CHECK(idle.is_closed_within(10s));
    CHECK(!server.has_ended());
    server.send(signal);
    CHECK(server.wait() == 0);
    CHECK(working.reply().status == 0);
    for (const ProcessState& worker : workers) {
      CHECK(in_time([&] { return has_ended(worker.pid); }));
    }
  }
}

TEST_CASE("Workers end with a server that is killed", "[http][server]") {
  ToyServer server;
  HttpClient working(server.port());
  working.get("/sleep");
  REQUIRE(in_time([&] { return server.figure("searches_running") == 1; }));
  const std::vector<ProcessState> workers = children_of(server.pid());
  REQUIRE(!workers.empty());
  server.send(SIGKILL);
  CHECK(server.wait() == -SIGKILL);
  for (const ProcessState& worker : workers) {
    CHECK(in_time([&] { return has_ended(worker.pid); }));
  }
}

TEST_CASE("The access log has a line for each request, and is opened anew when asked", "[http][server]") {
  const TemporaryFolder folder;
  const ToyServer server([&](ServerOptions& options) { options.access_log = folder / "log"; });
  server.get("/here?a", "User-Agent: K\xc3\xb6ln/1.0\r\n");
  CHECK(in_time([&] { return !read_file(folder / "log").empty(); }));
  std::filesystem::rename(folder / "log", folder / "old");
  server.get("/pid");
  CHECK(in_time([&] { return read_file(folder / "old").find("/pid") != std::string::npos; }));
  server.send(SIGHUP);
  CHECK(in_time([&] { return std::filesystem::exists(folder / "log"); }));
  HttpClient refused(server.port());
  refused.send("BREW /pot HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  CHECK(refused.reply().status == 405);
  CHECK(in_time([&] { return !read_file(folder / "log").empty(); }));
  const nlohmann::json line = nlohmann::json::parse(read_file(folder / "log"));
  CHECK(line["method"] == "BREW");
  CHECK(line["target"] == "/pot");
  CHECK(line["status"] == 405);
  CHECK(line["route"] == "refused");
  CHECK(line["address"] == "127.0.0.1");
  CHECK(line["whole"] == true);
  CHECK_THAT(read_file(folder / "old"), Contains("\"target\":\"/here?a\""));
}

TEST_CASE("The server asks for its token", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.token = "correct-horse-battery"; });
  const HttpReply refused = server.get("/here");
  CHECK(refused.status == 401);
  CHECK(type_of(refused) == problem("token"));
  CHECK(refused.header("www-authenticate") == "Basic realm=\"Broadtape\"");
  CHECK(server.get("/here", "Authorization: Bearer wrong\r\n").status == 401);
  CHECK(server.get("/here", "Authorization: Bearer correct-horse-battery\r\n").body == "here");
  CHECK(server.get("/here", "Authorization: Bearer wrong\r\nAuthorization: Bearer correct-horse-battery\r\n").status ==
        401);
}
