// A server below a path, behind a proxy, and for pages of other origins.
#include "searcher/http/public_place.h"

#include <catch2/catch.hpp>

#include "tests/searcher/http/toy_server.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;
using Catch::Contains;

TEST_CASE("Base paths and public addresses are read strictly", "[http][place]") {
  CHECK(read_base_path("/") == "");
  CHECK(read_base_path("/news") == "/news");
  CHECK(read_base_path("/a/b-c.d/") == "/a/b-c.d");
  for (const char* text : {"", "news", "//news", "/news//", "/a?b", "/a b", "/a#b", "/a\"b"}) {
    CAPTURE(text);
    CHECK_THROWS_MATCHES(read_base_path(text), Error, HasKind(ErrorKind::kUsage));
  }
  struct Case {
    const char* text;
    const char* url;
    const char* host;
  };
  const Case cases[] = {{"https://news.example", "https://news.example", "news.example"},
                        {"https://news.example/", "https://news.example", "news.example"},
                        {"http://news.example:8080/tape/", "http://news.example:8080/tape", "news.example"},
                        {"https://[::1]:8443/a/b", "https://[::1]:8443/a/b", "[::1]"}};
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(read_public_url(c.text).url == c.url);
    CHECK(read_public_url(c.text).host == c.host);
  }
  for (const char* text : {"", "news.example", "ftp://news.example", "https://", "https:///a", "https://a b",
                           "https://user@news.example", "https://news.example:x", "https://news.example/?q=1"}) {
    CAPTURE(text);
    CHECK_THROWS_MATCHES(read_public_url(text), Error, HasKind(ErrorKind::kUsage));
  }
}

TEST_CASE("Origins are those that browsers can send, and match exactly", "[http][place]") {
  const AllowedOrigins some({"https://site.example", "http://localhost:3000"}, true);
  CHECK(some.vary());
  CHECK(some.answer_for("https://site.example") == "https://site.example");
  CHECK(some.answer_for("http://localhost:3000") == "http://localhost:3000");
  for (const char* other : {"", "null", "http://site.example", "https://site.example:8443", "https://sub.site.example",
                            "https://site.example.evil.example", "https://SITE.example", "*"}) {
    CAPTURE(other);
    CHECK(some.answer_for(other) == "");
  }
  const AllowedOrigins all({"*"}, false);
  CHECK(!all.vary());
  CHECK(all.answer_for("https://any.example") == "*");
  CHECK(all.answer_for("") == "");
  CHECK_THROWS_MATCHES(AllowedOrigins({"*"}, true), Error, HasKind(ErrorKind::kUsage) && Says("with a token"));
  for (const char* text : {"", "null", "site.example", "https://site.example/", "https://site.example:443",
                           "http://site.example:80", "https://Site.example", "https://*.site.example"}) {
    CAPTURE(text);
    CHECK_THROWS_MATCHES(AllowedOrigins({text}, false), Error, HasKind(ErrorKind::kUsage));
  }
}

TEST_CASE("Everything is below the base path, and sees itself at its root", "[http][place]") {
  const ToyServer server([](ServerOptions& options) {
    options.base_path = "/news";
    options.token = "correct-horse-battery";
  });
  const std::string token = "Authorization: Bearer correct-horse-battery\r\n";
  const std::string host = "http://localhost";
  CHECK_THAT(server.get("/news/x?a=/b", token).body, Contains(host + "/news\n/x?a=/b\n"));
  CHECK(server.get("/news/here", token).body == "here");
  const HttpReply sent_on = server.get("/news?q=a/b", token);
  CHECK(sent_on.status == 308);
  CHECK(sent_on.header("location") == "news/?q=a/b");
  for (const char* path : {"/", "/here", "/newspaper", "/new"}) {
    CAPTURE(path);
    CHECK(server.get(path, token).status == 404);
    CHECK(server.get(path).status == 401);
  }
  // What needs no token needs no path.
  CHECK(server.get("/here/open").body == "here");
  CHECK(server.get("/news/here/open").body == "here");
}

TEST_CASE("What is open does not judge tokens", "[http][place]") {
  const ToyServer server([](ServerOptions& options) { options.token = "correct-horse-battery"; });
  for (int i = 0; i < 10; ++i) CHECK(server.get("/here/open", "Authorization: Bearer guess\r\n").status == 200);
  CHECK(server.get("/here/opened").status == 401);
  CHECK(server.get("/here/open", "Host: evil.example\r\n").status == 400);
}

TEST_CASE("The public address replaces what requests say", "[http][place]") {
  const ToyServer server([](ServerOptions& options) { options.public_url = "https://site.example/tape"; });
  HttpClient client(server.port());
  client.send("GET /x HTTP/1.1\r\nHost: site.example\r\n\r\n");
  CHECK_THAT(client.reply().body, Contains("https://site.example/tape\n/x\n"));
  client.send("GET /x HTTP/1.1\r\nHost: other.example\r\n\r\n");
  CHECK(client.reply().status == 421);
}

TEST_CASE("Pages of allowed origins may read answers, and ask before", "[http][place]") {
  const ToyServer server([](ServerOptions& options) {
    options.allowed_origins = {"https://site.example"};
    options.token = "correct-horse-battery";
  });
  const std::string token = "Authorization: Bearer correct-horse-battery\r\n";
  const std::string known = "Origin: https://site.example\r\n", other = "Origin: https://evil.example\r\n";
  for (const char* path : {"/here", "/pid", "/export/blocks?1", "/throw"}) {
    CAPTURE(path);
    const HttpReply reply = server.get(path, token + known);
    CHECK(reply.header("access-control-allow-origin") == "https://site.example");
    CHECK(reply.header("access-control-allow-credentials") == "");
    CHECK_THAT(reply.header("vary"), Contains("Origin"));
    CHECK(server.get(path, token + other).header("access-control-allow-origin") == "");
    CHECK_THAT(server.get(path, token + other).header("vary"), Contains("Origin"));
  }
  const HttpReply refused = server.get("/here", known);
  CHECK(refused.status == 401);
  CHECK(refused.header("access-control-allow-origin") == "https://site.example");

  const auto preflight = [&](const std::string& headers) {
    HttpClient client(server.port());
    client.send("OPTIONS /here HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
    const HttpReply reply = client.reply();
    CHECK(client.ask("/here", token).body == "here");
    return reply;
  };
  const std::string asks = "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: authorization\r\n";
  const HttpReply allowed = preflight(known + asks);
  CHECK(allowed.status == 204);
  CHECK(allowed.header("access-control-allow-origin") == "https://site.example");
  CHECK_THAT(allowed.header("access-control-allow-headers"), Contains("Authorization"));
  CHECK(preflight(other + asks).status == 405);
  CHECK(preflight(known).status == 405);
  HttpClient evil(server.port());
  evil.send("OPTIONS /here HTTP/1.1\r\nHost: evil.example\r\n" + known + asks + "\r\n");
  CHECK(evil.reply().status == 421);
}
