// Workers that exit while they execute a request.
#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "tests/searcher/http/toy_server.h"

using namespace broadtape;
using namespace std::chrono_literals;

TEST_CASE("A request whose worker ends is given to another one", "[http][server]") {
  const TemporaryFolder folder;
  const ToyServer server([](ServerOptions& options) { options.limits.workers = options.limits.exports = 1; });
  const std::string marker = "?" + (folder / "marker");
  SECTION("with a whole answer") {
    const HttpReply reply = server.get("/dies-once" + marker);
    CHECK(reply.status == 200);
    CHECK(reply.body == "alive");
  }
  SECTION("with a stream that has begun, of which nothing was sent") {
    const HttpReply reply = server.get("/export/dies-once" + marker);
    CHECK(reply.status == 200);
    CHECK(reply.body == "alive");
    CHECK(reply.whole);
  }
  SECTION("HEAD too") {
    HttpClient client(server.port());
    client.send("HEAD /dies-once" + marker + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.reply(true).header("content-length") == "5");
    client.send("GET /dies-once" + marker + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(client.reply().body == "alive");
  }
  CHECK(server.figure("workers_broken_total") == 1);
  CHECK(server.figure("requests_retried_total") == 1);
  CHECK(in_time([&] { return !has_zombies(server.pid()); }));
}

TEST_CASE("A request that every worker dies of costs a few of them", "[http][server]") {
  struct Case {
    const char* target;
    long least, most;  // workers
  };
  const Case cases[] = {{"/export/aborts", 2, 2}, {"/export/killed", 2, 21}};
  for (const Case& c : cases) {
    INFO(c.target);
    const ToyServer server([](ServerOptions& options) { options.limits.exports = 1; });
    const HttpReply reply = server.get(c.target);
    CHECK(reply.status == 500);  // because nothing was sent
    CHECK(reply.whole);
    const long broken = server.figure("workers_broken_total");
    CHECK(broken >= c.least);
    CHECK(broken <= c.most);
    CHECK(server.figure("requests_retried_total") == broken - 1);
  }
}

TEST_CASE("A request that was stopped for its time is not tried again", "[http][server]") {
  const ToyServer server([](ServerOptions& options) { options.limits.search_time = 500ms; });
  const auto began = std::chrono::steady_clock::now();
  CHECK(server.get("/sleep").status == 503);
  CHECK(std::chrono::steady_clock::now() - began < 5s);
  CHECK(server.figure("requests_retried_total") == 0);
  CHECK(server.figure("searches_stopped_total") == 1);
}

TEST_CASE("A retried request keeps the time limit that it came with", "[http][server]") {
  const ToyServer server([](ServerOptions& options) {
    options.limits.workers = 1;
    options.limits.search_time = 2s;
  });
  HttpClient client(server.port());
  const auto began = std::chrono::steady_clock::now();
  client.get("/sleep");
  REQUIRE(in_time([&] { return running_children_of(server.pid()) == 1; }));
  std::this_thread::sleep_for(1500ms);
  for (const ProcessState& worker : children_of(server.pid())) ::kill(worker.pid, SIGKILL);
  CHECK(client.reply().status == 503);
  CHECK(std::chrono::steady_clock::now() - began < 3300ms);
}

TEST_CASE("Workers killed under load cost no answer", "[http][server]") {
  const ToyServer server;
  std::atomic<bool> stop{false};
  std::atomic<int> failed{0};
  std::atomic<int> answered{0};
  std::vector<std::thread> clients;
  for (int i = 0; i < 3; ++i) {
    clients.emplace_back([&] {
      HttpClient client(server.port());
      for (; !stop; ++answered) {
        if (client.ask("/nap?5").body != "rested") ++failed;
      }
    });
  }
  for (std::size_t kills = 0; kills < 30;) {
    const auto workers = children_of(server.pid());
    if (!workers.empty()) ::kill(workers[kills++ % workers.size()].pid, SIGKILL);
    std::this_thread::sleep_for(50ms);
  }
  stop = true;
  for (std::thread& client : clients) client.join();
  CHECK(failed == 0);
  CHECK(answered > 3);
  CHECK(server.figure("requests_retried_total") > 0);
}
