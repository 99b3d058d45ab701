// tape-search serve as its operator and its clients meet it.
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>
#include <set>

#include "tests/support/made_input.h"
#include "tests/support/openapi_check.h"
#include "tests/support/schema_check.h"
#include "tests/support/served_archive.h"
#include "tests/support/temp_folder.h"

using namespace broadtape;
using Catch::Contains;
using nlohmann::json;

namespace {

const std::string& serve_archive() {
  static const TemporaryFolder folder;
  static const std::string path = [] {
    const std::string input = folder.write("made.jsonl", as_json_lines(ArticleMaker(21).many(300)));
    if (tape_index({"add", input, "--archive", folder / "a"}).status != 0) throw std::runtime_error("no archive");
    return folder / "a";
  }();
  return path;
}

constexpr const char* kSecurity[][2] = {
    {"content-security-policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
     "form-action 'self'; frame-ancestors 'none'"},
    {"x-content-type-options", "nosniff"},
    {"referrer-policy", "no-referrer"},
    {"x-frame-options", "DENY"},
    {"cross-origin-resource-policy", "same-origin"},
};

void check_is_safe(const HttpReply& reply) {
  for (const auto& [name, value] : kSecurity) CHECK(reply.header(name) == value);
  for (const auto& [name, value] : reply.headers) CHECK(!name.starts_with("access-control-"));
}

}  // namespace

TEST_CASE("serve says where it listens, and what keeps it from that", "[cli][serve]") {
  const TemporaryFolder folder;
  const std::string token = folder.write("token", "correct-horse-battery\n");
  folder.write("short", "123\n");
  const ServedArchive running(serve_archive());
  CHECK(running.errors() ==
        "serving " + serve_archive() + " at http://127.0.0.1:" + std::to_string(running.port()) + "/ until Ctrl-C\n");
  const std::string taken = "127.0.0.1:" + std::to_string(running.port());
  struct Case {
    const char* name;
    std::vector<std::string> options;
    int status;
    std::string says;
  };
  const Case cases[] = {
      {"everybody could ask", {"--listen", "0.0.0.0:0"}, 2, "--token-file FILE, or use --public"},
      {"everybody could ask, by IPv6", {"--listen", "[::]:0"}, 2, "--token-file FILE, or use --public"},
      {"a port in use", {"--listen", taken}, 2, taken + " cannot be listened on: Address already in use"},
      {"an address of another machine",
       {"--listen", "192.0.2.1:0", "--public"},
       2,
       "192.0.2.1:0 cannot be listened on"},
      {"a name", {"--listen", "localhost:80"}, 2, "'localhost' is not an address to listen on"},
      {"no port", {"--listen", "127.0.0.1:"}, 2, "--listen: '' is not a port"},
      {"a port too high", {"--listen", ":65536"}, 2, "--listen: '65536' is not a port"},
      {"a port that is none", {"--listen", ":80a"}, 2, "'80a' is not a port"},
      {"something behind the bracket", {"--listen", "[::1]x:80"}, 2, "is not an address to listen on"},
      {"an open bracket", {"--listen", "[::1"}, 2, "is not an address to listen on"},
      {"no token file", {"--token-file", folder / "none"}, 2, "cannot be read"},
      {"a folder for a token file", {"--token-file", folder.path()}, 2, "cannot be read"},
      {"a short token", {"--token-file", folder / "short"}, 2, "16 or more"},
      {"a log that cannot be", {"--access-log", folder / "none/log"}, 3, "none/log cannot be opened"},
      {"an invalid base path", {"--base-path", "news"}, 2, "--base-path takes a path, not 'news'"},
      {"a public address without a scheme", {"--public-url", "news.example"}, 2, "write https://news.example/"},
      {"an origin with a path", {"--allow-origin", "https://a.example/b"}, 2, "--allow-origin takes an origin"},
      {"every origin, with a token",
       {"--allow-origin", "*", "--token-file", token},
       2,
       "write --allow-origin https://site.example"},
      {"no seconds", {"--search-timeout", "soon"}, 2, "--search-timeout takes seconds, not 'soon'"},
      {"no time at all", {"--search-timeout", "0"}, 2, "--search-timeout takes seconds, not '0'"},
      {"no workers", {"--workers", "0"}, 2, "workers"},
      {"a query", {"oil"}, 2, "serve takes no query"},
      {"no archive", {"--archive", folder / "none"}, 3, "there is no archive at"},
  };
  for (const Case& c : cases) {
    INFO(c.name);
    std::vector<std::string> arguments{"serve"};
    if (c.options[0] != "--archive") arguments.insert(arguments.end(), {"--archive", serve_archive()});
    if (c.options[0] != "--listen") arguments.insert(arguments.end(), {"--listen", ":0"});
    arguments.insert(arguments.end(), c.options.begin(), c.options.end());
    const Finished finished = tape_search(arguments);
    CHECK(finished.status == c.status);
    CHECK(finished.out == "");
    CHECK_THAT(finished.err, Contains(c.says));
  }
}

TEST_CASE("serve listens where it is told", "[cli][serve]") {
  const TemporaryFolder folder;
  const std::string token = folder.write("token", "correct-horse-battery\n");
  const std::vector<std::string> places[] = {
      {"--listen", "0.0.0.0:0", "--public"}, {"--listen", "0.0.0.0:0", "--token-file", token}, {"--listen", ":0"}};
  for (const std::vector<std::string>& options : places) {
    const ServedArchive served(serve_archive(), options);
    CHECK(served.get("/healthz", "Authorization: Bearer correct-horse-battery\r\n").status == 200);
  }
}

TEST_CASE("Every path of the description answers as the description says", "[cli][serve]") {
  REQUIRE(tape_search({"save", "shares", "shares", "--archive", serve_archive()}).status == 0);
  const ServedArchive served(serve_archive());
  const HttpReply described = served.get("/api/v1/openapi.json");
  REQUIRE(described.status == 200);
  OpenApiCheck check(json::parse(described.body));
  const std::string id = served.json("/api/v1/search?q=shares&limit=1")["results"][0]["id"];
  std::size_t asked = 0;
  for (const auto& [path, operations] : check.document()["paths"].items()) {
    std::string target = path;
    if (const std::size_t at = target.find("{id}"); at != std::string::npos) target.replace(at, 4, id);
    if (const std::size_t at = target.find("{name}"); at != std::string::npos) target.replace(at, 6, "shares");
    if (!operations.contains("get")) continue;
    std::set<std::string> parameters;
    for (const json& parameter : operations["get"]["parameters"]) {
      if (parameter["in"] == "query") parameters.insert(parameter["name"]);
    }
    const std::string query = parameters.contains("q") ? "?q=shares" : "";
    INFO(target);
    const HttpReply reply = served.get(target + query);
    ++asked;
    CHECK(reply.status == 200);
    check_is_safe(reply);
    const bool is_json = reply.header("content-type") == "application/json";
    CHECK(check.faults(path, "200", reply.header("content-type"),
                       is_json ? json::parse(reply.body) : json(reply.body)) == "");

    // Each parameter with what it cannot be: a problem as the description has it.
    for (const json& parameter : operations["get"]["parameters"]) {
      const json schema = parameter["schema"];
      const bool free = schema["type"] == "string" && !schema.contains("enum");
      if (parameter["in"] != "query" || free || (schema["type"] == "array" && !schema["items"].contains("enum")))
        continue;
      const std::string name = parameter["name"];
      INFO(name);
      const HttpReply refused = served.get(target + "?" + name + "=-1");
      CHECK(refused.status == 400);
      check_is_safe(refused);
      const json problem = json::parse(refused.body);
      CHECK(problem["parameter"] == name);
      CHECK(check.faults(path, "400", refused.header("content-type"), problem) == "");
    }
    if (!parameters.contains("format")) continue;
    for (const char* format : {"jsonl", "csv"}) {
      const HttpReply rows = served.get(target + (query.empty() ? "?" : query + "&") + "format=" + format);
      CHECK(rows.status == 200);
      check_is_safe(rows);
      CHECK(check.faults(path, "200", rows.header("content-type"), rows.body) == "");
    }
  }
  CHECK(asked == 18);
}

TEST_CASE("No path leaves the page's files", "[cli][serve]") {
  const ServedArchive served(serve_archive());
  for (const char* target : {"/../../../../etc/passwd",
                             "/..%2f..%2f..%2fetc%2fpasswd",
                             "/%2e%2e/%2e%2e/etc/passwd",
                             "//etc/passwd",
                             "/./index.html",
                             "/index.html/",
                             "/index.html/../index.html",
                             "/%69ndex.html",
                             "/..",
                             "/.",
                             "/\\..\\..\\etc\\passwd",
                             "/etc/passwd",
                             "/page/index.html",
                             "/index.html%00",
                             "/api/v1/../../index.html",
                             "/api/v1/articles/../search",
                             "/main.cc",
                             "/XAPIANDB",
                             "/segments/000001/iamglass",
                             "/api/v1/articles/..%2f..%2fXAPIANDB"}) {
    INFO(target);
    const HttpReply reply = served.get(target);
    CHECK(reply.status == 404);
    CHECK(schema_faults("problem", reply.body) == "");
    CHECK_THAT(reply.body, !Contains("root:") && !Contains("<html"));
    check_is_safe(reply);
  }
  CHECK(served.get("/").status == 200);
  CHECK(served.get("/index.html").status == 200);
}

TEST_CASE("A page of another site can neither reach the server nor read its answers", "[cli][serve]") {
  const ServedArchive served(serve_archive(), {"--host", "news.example"});
  const std::string request = "GET /api/v1/search?q=shares HTTP/1.1\r\nConnection: close\r\n";
  for (const char* host :
       {"evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "news.example.evil.example", ""}) {
    INFO(host);
    HttpClient client(served.port());
    client.send(request + "Host: " + host + "\r\nOrigin: http://evil.example\r\n\r\n");
    const HttpReply reply = client.reply();
    CHECK(reply.status == 421);
    CHECK_THAT(reply.body, !Contains("results"));
    check_is_safe(reply);
  }
  for (const char* host : {"localhost", "127.0.0.1:80", "[::1]", "NEWS.example:8321"}) {
    INFO(host);
    HttpClient client(served.port());
    client.send(request + "Host: " + host + "\r\nOrigin: http://evil.example\r\n\r\n");
    const HttpReply reply = client.reply();
    CHECK(reply.status == 200);
    check_is_safe(reply);
  }
  HttpClient preflight(served.port());
  preflight.send(
      "OPTIONS /api/v1/search HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
      "Access-Control-Request-Method: GET\r\nAccess-Control-Request-Private-Network: true\r\n\r\n");
  const HttpReply refused = preflight.reply();
  CHECK(refused.status == 405);
  check_is_safe(refused);
}

TEST_CASE("With a token nothing is told without it", "[cli][serve]") {
  const TemporaryFolder folder;
  const ServedArchive served(serve_archive(), {"--token-file", folder.write("token", "correct-horse-battery\n"),
                                               "--access-log", folder / "log"});
  for (const char* target : {"/", "/metrics", "/api/v1/search?q=shares", "/nothing", "/opensearch.xml"}) {
    INFO(target);
    const HttpReply without = served.get(target);
    CHECK(without.status == 401);
    check_is_safe(without);
    CHECK(served.get(target, "Authorization: Bearer correct-horse-batterx\r\n").status == 401);
    // "reader:correct-horse-battery"
    const int known = served.get(target, "Authorization: Basic cmVhZGVyOmNvcnJlY3QtaG9yc2UtYmF0dGVyeQ==\r\n").status;
    CHECK(known == (std::string(target) == "/nothing" ? 404 : 200));
  }
  const HttpReply health = served.get("/healthz");
  CHECK(health.body == "{\"format_version\":1,\"status\":\"ok\"}\n");
  check_is_safe(health);
  CHECK_THAT(read_file(folder / "log"), !Contains("correct-horse") && !Contains("cmVhZ"));
}

TEST_CASE("A page of an allowed origin may read answers, below the base path", "[cli][serve]") {
  const ServedArchive served(serve_archive(), {"--allow-origin", "https://site.example", "--base-path", "/news/",
                                               "--public-url", "https://tape.example/news"});
  const std::string origin = "Origin: https://site.example\r\n";
  const HttpReply reply = served.get("/news/api/v1/search?q=shares&limit=1", origin);
  CHECK(reply.status == 200);
  CHECK(reply.header("access-control-allow-origin") == "https://site.example");
  CHECK(served.get("/news/", origin).header("access-control-expose-headers") == "*");
  CHECK(served.get("/api/v1/search?q=shares").status == 404);
  CHECK(served.json("/news/api/v1/openapi.json")["servers"][0]["url"] == "https://tape.example/news");
  CHECK_THAT(served.get("/news/api/v1/search?q=shares&format=rss").body,
             Contains("<link>https://tape.example/news/?q=shares</link>"));
}

TEST_CASE("Answers are compressed and kept by clients that say so", "[cli][serve]") {
  const ServedArchive served(serve_archive());
  for (const char* target : {"/api/v1/search?q=shares", "/", "/api/v1/search?q=shares&format=csv"}) {
    INFO(target);
    const HttpReply plain = served.get(target), packed = served.get(target, "Accept-Encoding: gzip\r\n");
    CHECK(plain.header("content-encoding") == "");
    CHECK(packed.header("content-encoding") == "gzip");
    CHECK(plain.header("vary") == "Accept-Encoding");
    CHECK(packed.body.substr(0, 2) == "\x1f\x8b");
    CHECK(packed.body.size() < plain.body.size() / 2);
    const HttpReply known = served.get(target, "If-None-Match: " + plain.header("etag") + "\r\n");
    CHECK(known.status == 304);
    CHECK(known.header("etag") == plain.header("etag"));
    check_is_safe(known);
  }
}

TEST_CASE("serve stops cleanly", "[cli][serve]") {
  for (const int signal : {SIGTERM, SIGINT}) {
    ServedArchive served(serve_archive());
    HttpClient idle(served.port());
    CHECK(idle.ask("/api/v1/search?q=shares").status == 200);
    const Finished finished = served.stop(signal);
    CHECK(finished.status == 0);
    CHECK(finished.out == "");
    CHECK_THAT(finished.err, Catch::EndsWith("until Ctrl-C\n"));  // a sanitizer would add to it
    CHECK(idle.is_closed_within(std::chrono::seconds(10)));
  }
}

TEST_CASE("A new run is seen by the next request, and stays seen when the archive is another", "[cli][serve]") {
  const TemporaryFolder folder;
  ArticleMaker maker(31);
  const auto add = [&](std::size_t count) {
    return tape_index({"add", folder.write("new.jsonl", as_json_lines(maker.many(count))), "--archive", folder / "a"})
        .status;
  };
  REQUIRE(add(10) == 0);
  const ServedArchive served(folder / "a");
  HttpClient client(served.port());
  const auto total = [&] { return json::parse(client.ask("/api/v1/search?everything=true&limit=0").body)["total"]; };
  CHECK(total() == 10);
  for (int articles = 15; articles <= 30; articles += 5) {
    REQUIRE(add(5) == 0);
    CHECK(total() == articles);
  }
  REQUIRE(tape_index({"compact", "--archive", folder / "a"}).status == 0);
  CHECK(total() == 30);
  std::filesystem::remove_all(folder / "a");
  CHECK(client.ask("/healthz").status == 503);
  REQUIRE(add(7) == 0);
  CHECK(total() == 7);
}
