#include "searcher/http/forwarded.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/searcher/http/toy_server.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;
using namespace std::chrono_literals;

TEST_CASE("Trusted proxies are addresses and networks", "[http][forwarded]") {
  struct Case {
    const char* network;
    const char* address;
    bool trusted;
  };
  const Case cases[] = {
      {"10.0.0.1", "10.0.0.1", true},
      {"10.0.0.1", "10.0.0.2", false},
      {"10.0.0.0/8", "10.255.3.4", true},
      {"10.0.0.0/8", "11.0.0.1", false},
      {"10.1.2.3/8", "10.9.9.9", true},
      {"192.168.4.0/23", "192.168.5.255", true},
      {"192.168.4.0/23", "192.168.6.0", false},
      {"0.0.0.0/0", "203.0.113.9", true},
      {"0.0.0.0/0", "2001:db8::1", false},
      {"10.0.0.1/32", "10.0.0.1", true},
      {"10.0.0.1/32", "10.0.0.0", false},
      {"::1", "::1", true},
      {"::1", "::2", false},
      {"fd00::/8", "fdff::1", true},
      {"fd00::/8", "fe00::1", false},
      {"2001:db8::/33", "2001:db8:7fff::1", true},
      {"2001:db8::/33", "2001:db8:8000::1", false},
      {"::/0", "2001:db8::1", true},
      {"::/0", "10.0.0.1", false},
      {"::ffff:10.0.0.1", "10.0.0.1", true},
      {"::ffff:10.0.0.0/104", "10.9.9.9", true},
      {"::ffff:10.0.0.0/104", "11.9.9.9", false},
      {"10.0.0.0/8", "::ffff:10.0.0.1", true},
      {"10.0.0.0/8", "unknown", false},
      {"10.0.0.0/8", "", false},
  };
  for (const Case& c : cases) {
    INFO(c.network << " " << c.address);
    CHECK(TrustedProxies({c.network}).contains(c.address) == c.trusted);
  }
  CHECK(!TrustedProxies({}).contains("127.0.0.1"));
  CHECK(TrustedProxies({"10.0.0.0/8", "::1"}).contains("::1"));
  for (const char* text : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0.0/x", "10.0.0",
                           "10.0.0.0/8 ", "localhost", "fd00::/129", "fe80::1%eth0", "[::1]", "::ffff:10.0.0.0/95",
                           "10.0.0.0/4294967296", "10.0.0.1:80"}) {
    INFO(text);
    CHECK_THROWS_MATCHES(TrustedProxies({text}), Error, HasKind(ErrorKind::kUsage) && Says("--trusted-proxy"));
  }
}

TEST_CASE("The client is the last address that is no trusted proxy's", "[http][forwarded]") {
  struct Case {
    const char* peer;
    const char* x_for;
    const char* forwarded;
    const char* client;
  };
  const Case cases[] = {
      {"10.0.0.1", "", "", "10.0.0.1"},
      {"10.0.0.1", "203.0.113.9", "", "203.0.113.9"},
      {"203.0.113.7", "203.0.113.9", "", "203.0.113.7"},  // not from a proxy
      {"203.0.113.7", "203.0.113.9", "for=203.0.113.9", "203.0.113.7"},
      {"10.0.0.1", "1.1.1.1, 203.0.113.9", "", "203.0.113.9"},  // the first may be forged by the client
      {"10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.3,10.0.0.2", "", "203.0.113.9"},
      {"10.0.0.1", "10.0.0.3, 10.0.0.2", "", "10.0.0.3"},  // a client inside the network
      {"10.0.0.1", "203.0.113.9:4711", "", "203.0.113.9"},
      {"10.0.0.1", "[2001:db8::1]:4711", "", "2001:db8::1"},
      {"10.0.0.1", "2001:DB8::1", "", "2001:db8::1"},
      {"10.0.0.1", "::ffff:203.0.113.9", "", "203.0.113.9"},
      {"::ffff:10.0.0.1", "203.0.113.9", "", "203.0.113.9"},
      {"10.0.0.1", "unknown", "", "10.0.0.1"},
      {"10.0.0.1", "203.0.113.9, unknown, 10.0.0.2", "", "10.0.0.2"},
      {"10.0.0.1", "203.0.113.9,", "", "10.0.0.1"},
      {"10.0.0.1", "<script>", "", "10.0.0.1"},
      {"10.0.0.1", "[", "", "10.0.0.1"},
      {"10.0.0.1", "]", "", "10.0.0.1"},
      {"10.0.0.1", ",,,", "", "10.0.0.1"},
      {"10.0.0.1", "\"", "", "10.0.0.1"},
      {"10.0.0.1", "", "for=203.0.113.9", "203.0.113.9"},
      {"10.0.0.1", "", "For=\"203.0.113.9:80\";by=_x", "203.0.113.9"},
      {"10.0.0.1", "", "for=\"[2001:db8::1]:4711\"", "2001:db8::1"},
      {"10.0.0.1", "", "for=1.1.1.1, for=203.0.113.9;proto=https, for=10.0.0.2", "203.0.113.9"},
      {"10.0.0.1", "", "for=\"a,for=1.1.1.1\", for=203.0.113.9", "203.0.113.9"},
      {"10.0.0.1", "", "for=_hidden", "10.0.0.1"},
      {"10.0.0.1", "", "proto=https", "10.0.0.1"},
      {"10.0.0.1", "", "for=203.0.113.9, for=\"", "10.0.0.1"},
      {"10.0.0.1", "", "for", "10.0.0.1"},
      {"10.0.0.1", "203.0.113.9", "for=203.0.113.9", "203.0.113.9"},
      {"10.0.0.1", "203.0.113.9", "for=1.1.1.1", "10.0.0.1"},  // one of them comes from the client
      {"10.0.0.1", "203.0.113.9", "proto=https", "203.0.113.9"},
  };
  const TrustedProxies proxies({"10.0.0.0/8"});
  for (const Case& c : cases) {
    INFO(c.peer << " | " << c.x_for << " | " << c.forwarded);
    ForwardedHeaders headers;
    headers.x_for = c.x_for;
    headers.forwarded = c.forwarded;
    CHECK(proxies.client_of(c.peer, headers).address == c.client);
  }
}

TEST_CASE("Headers of a trusted proxy set the scheme and host of addresses", "[http][forwarded][server]") {
  struct Case {
    const char* headers;
    const char* base;
  };
  const Case cases[] = {
      {"", "http://localhost"},
      {"X-Forwarded-Proto: https\r\n", "https://localhost"},
      {"X-Forwarded-Proto: HTTPS\r\n", "https://localhost"},
      {"X-Forwarded-Proto: gopher\r\n", "http://localhost"},
      {"X-Forwarded-Proto: http, https\r\n", "https://localhost"},
      {"X-Forwarded-For: 203.0.113.9, 127.0.0.1\r\nX-Forwarded-Proto: https, http\r\n", "https://localhost"},
      {"X-Forwarded-For: 1.1.1.1, 203.0.113.9\r\nX-Forwarded-Proto: https, http\r\n", "http://localhost"},
      {"X-Forwarded-Host: news.example\r\n", "http://news.example"},
      {"X-Forwarded-Host: news.example:8443\r\nX-Forwarded-Proto: https\r\n", "https://news.example:8443"},
      {"X-Forwarded-Prefix: /archive/\r\n", "http://localhost/archive"},
      {"X-Forwarded-Prefix: /\r\n", "http://localhost"},
      {"X-Forwarded-Prefix: //evil.example\r\n", "http://localhost"},
      {"X-Forwarded-Prefix: /\"><script>\r\n", "http://localhost"},
      {"X-Forwarded-Prefix: archive\r\n", "http://localhost"},
      {"Forwarded: for=203.0.113.9;proto=https;host=news.example\r\n", "https://news.example"},
      {"Forwarded: for=203.0.113.9;host=\"news.example:80\"\r\nForwarded: for=127.0.0.1\r\n", "http://news.example:80"},
      {"Forwarded: proto=https\r\nX-Forwarded-Proto: http\r\n", "http://localhost"},
  };
  const ToyServer direct;
  const ToyServer server([](ServerOptions& options) {
    options.trusted_proxies = {"127.0.0.1"};
    options.names = {"news.example"};
  });
  for (const Case& c : cases) {
    INFO(c.headers);
    CHECK(server.get("/echo", c.headers).body == std::string(c.base) + "\n/echo\n\nplain");
    CHECK(direct.get("/echo", c.headers).body == "http://localhost\n/echo\n\nplain");
    CHECK(HttpClient(server.port(), 0, "127.0.0.2").ask("/echo", c.headers).body == "http://localhost\n/echo\n\nplain");
  }
  for (const char* host : {"evil.example", "localhost/evil", "a b", ""}) {
    INFO(host);
    const std::string header = std::string("X-Forwarded-Host: ") + host + "\r\n";
    CHECK(server.get("/echo", header).status == (*host ? 421 : 200));
    CHECK(direct.get("/echo", header).status == 200);
  }
}

TEST_CASE("The access log and the delay of wrong tokens are about the client, not the proxy",
          "[http][forwarded][server]") {
  const TemporaryFolder folder;
  const std::string log = folder / "log";
  const ToyServer server([&](ServerOptions& options) {
    options.trusted_proxies = {"127.0.0.1"};
    options.token = "correct-horse-battery";
    options.access_log = log;
  });
  const auto ask = [&](const std::string& from, const std::string& client, const std::string& token) {
    return HttpClient(server.port(), 0, from.c_str())
        .ask("/here", "X-Forwarded-For: " + client + "\r\nAuthorization: Bearer " + token + "\r\n")
        .status;
  };
  std::vector<HttpClient> guesses;
  for (int i = 0; i < 5; ++i) {
    guesses.emplace_back(server.port());
    guesses.back().get("/here", "X-Forwarded-For: 203.0.113.9\r\nAuthorization: Bearer wrong\r\n");
  }
  CHECK(in_time([&] { return std::filesystem::file_size(log) > 0; }));  // the fifth is refused immediately
  CHECK(ask("127.0.0.1", "203.0.113.9", "correct-horse-battery") == 429);
  CHECK(ask("127.0.0.1", "203.0.113.8", "correct-horse-battery") == 200);
  CHECK(ask("127.0.0.2", "203.0.113.9", "correct-horse-battery") == 200);  // from an untrusted address
  std::vector<std::string> addresses;
  CHECK(in_time([&] {  // a line is written after its answer
    std::istringstream lines(read_file(log));
    addresses.clear();
    for (std::string line; std::getline(lines, line);) addresses.push_back(nlohmann::json::parse(line)["address"]);
    return addresses.size() == 4;
  }));
  CHECK(addresses == std::vector<std::string>{"203.0.113.9", "203.0.113.9", "203.0.113.8", "127.0.0.2"});
}

TEST_CASE("A trusted proxy may have more connections than one client", "[http][forwarded][server]") {
  const ToyServer server([](ServerOptions& options) {
    options.trusted_proxies = {"127.0.0.1"};
    options.limits.connections_per_address = 1;
  });
  HttpClient first(server.port()), second(server.port());
  CHECK(first.ask("/here").body == "here");
  CHECK(second.ask("/here").body == "here");
  HttpClient other(server.port(), 0, "127.0.0.2");
  CHECK(other.ask("/here").body == "here");
  CHECK(HttpClient(server.port(), 0, "127.0.0.2").reply().status == 503);
}
