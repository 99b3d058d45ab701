#include "searcher/http/wrong_tokens.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/searcher/http/toy_server.h"
#include "tests/support/schema_check.h"

using namespace broadtape;
using namespace std::chrono_literals;

namespace {

constexpr const char* kServedToken = "correct-horse-battery";
constexpr const char* kRight = "Authorization: Bearer correct-horse-battery\r\n";
constexpr const char* kWrong = "Authorization: Bearer wrong-horse-battery\r\n";

std::chrono::milliseconds since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
}

void with_token(ServerOptions& options) {
  options.token = kServedToken;
}

}  // namespace

TEST_CASE("Each wrong token of an address is answered later than the one before", "[http][access]") {
  WrongTokens tokens;
  WrongTokens::Clock::time_point now = WrongTokens::Clock::now();
  for (const auto delay : {500ms, 1'000ms, 2'000ms, 4'000ms, 8'000ms, 8'000ms}) {
    CHECK(tokens.blocked_for("10.0.0.1", now) == 0ms);
    CHECK(tokens.note("10.0.0.1", now) == delay);
    now += delay;
  }
  CHECK(tokens.note("10.0.0.2", now) == 500ms);
  CHECK(tokens.note("10.0.0.1", now - 8s + WrongTokens::kMemory) == 8'000ms);
  CHECK(tokens.note("10.0.0.1", now + 2 * WrongTokens::kMemory + 1s) == 500ms);
}

TEST_CASE("Tokens of an address are not judged while too many wrong ones are due", "[http][access]") {
  WrongTokens tokens;
  const WrongTokens::Clock::time_point now = WrongTokens::Clock::now();
  for (std::size_t i = 0; i < WrongTokens::kAtOnce; ++i) {
    CHECK(tokens.blocked_for("2001:db8::1", now) == 0ms);
    tokens.note("2001:db8::1", now);
  }
  CHECK(tokens.blocked_for("2001:db8::1", now) == 500ms);
  CHECK(tokens.blocked_for("2001:db8::1", now + 499ms) == 1ms);
  CHECK(tokens.blocked_for("2001:db8::1", now + 500ms) == 0ms);
  CHECK(tokens.blocked_for("2001:db8:0:0:ffff::7", now) == 500ms);  // in the same network
  CHECK(tokens.blocked_for("2001:db8:0:1::1", now) == 0ms);
  CHECK(tokens.blocked_for("10.0.0.1", now) == 0ms);
}

TEST_CASE("Wrong tokens of many addresses cost bounded memory", "[http][access]") {
  WrongTokens tokens;
  WrongTokens::Clock::time_point now = WrongTokens::Clock::now();
  for (unsigned i = 0; i < WrongTokens::kMostClients + 10; ++i, now += 1ms)
    tokens.note("10.0." + std::to_string(i / 256) + "." + std::to_string(i % 256), now);
  CHECK(tokens.clients() == WrongTokens::kMostClients);
  CHECK(tokens.note("10.0.0.3", now) == 500ms);  // forgotten
  CHECK(tokens.note("10.0.0.200", now) == 1000ms);
}

TEST_CASE("The server holds the answer to a wrong token, and nothing else", "[http][server][access]") {
  const ToyServer server(with_token);
  const auto began = std::chrono::steady_clock::now();
  HttpClient first(server.port()), second(server.port());
  first.get("/here", kWrong);
  second.get("/pid", kWrong);
  CHECK(server.get("/here").status == 401);  // without a token
  CHECK(server.get("/here", kRight).body == "here");
  CHECK(server.get("/pid", kRight).status == 200);
  CHECK(HttpClient(server.port(), 0, "127.0.0.2").ask("/here", kRight).body == "here");
  const bool quick = since(began) < 400ms;
  const bool still_held = !first.read_more(1ms) && !second.read_more(1ms);
  CHECK((still_held || !quick));
  CHECK(first.reply().status == 401);
  CHECK(since(began) >= 500ms);
  const HttpReply reply = second.reply();
  CHECK(reply.status == 401);
  CHECK(reply.header("www-authenticate") == "Basic realm=\"Broadtape\"");
  CHECK(since(began) >= 1'000ms);
  CHECK(first.ask("/here", kRight).body == "here");  // the connection continues
}

TEST_CASE("Wrong tokens in parallel are no faster", "[http][server][access]") {
  const ToyServer server(with_token);
  std::vector<HttpClient> clients;
  for (std::size_t i = 0; i < WrongTokens::kAtOnce; ++i) {
    clients.emplace_back(server.port());
    clients.back().get("/here", kWrong);
  }
  HttpClient other(server.port(), 0, "127.0.0.2");
  REQUIRE(in_time([&] {
    const HttpReply metrics = other.ask("/here/metrics", kRight);
    return metrics.body.find("\nbroadtape_wrong_tokens_total 4\n") != std::string::npos;
  }));
  for (const char* token : {kWrong, kRight}) {
    const HttpReply reply = server.get("/here", token);
    CHECK(reply.status == 429);
    CHECK(nlohmann::json::parse(reply.body)["type"] == "urn:broadtape:problem:wrong-tokens");
    CHECK(schema_faults("problem", reply.body) == "");
    CHECK(reply.header("retry-after") == "1");
  }
  CHECK(server.get("/here").status == 401);
  CHECK(other.ask("/here", kRight).body == "here");
  CHECK(clients[0].reply().status == 401);
  CHECK(server.get("/here", kRight).body == "here");
}

TEST_CASE("Clients with wrong tokens do not use up the connections", "[http][server][access]") {
  const ToyServer server([](ServerOptions& options) {
    with_token(options);
    options.limits.connections = 8;
  });
  std::vector<HttpClient> clients;
  for (const char* from : {"127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"}) {
    clients.emplace_back(server.port(), 0, from);
    clients.back().get("/here", kWrong);
  }
  // Two may be held. The others are answered immediately, and their connections closed.
  int at_once = 0;
  for (HttpClient& client : clients) {
    if (client.reply().header("connection") == "close") ++at_once;
  }
  CHECK(at_once == 2);
}

TEST_CASE("A server that ends does not wait for the answers to wrong tokens", "[http][server][access]") {
  ToyServer server(with_token);
  std::vector<HttpClient> clients;
  for (std::size_t i = 0; i < WrongTokens::kAtOnce; ++i) {
    clients.emplace_back(server.port());
    clients.back().get("/here", kWrong);
  }
  std::this_thread::sleep_for(100ms);
  const auto began = std::chrono::steady_clock::now();
  server.send(SIGTERM);
  CHECK(server.wait() == 0);
  CHECK(since(began) < 3s);  // the last one was due after 4 seconds
  CHECK(clients.back().reply().status == 401);
}
