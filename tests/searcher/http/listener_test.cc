// Where a server listens: addresses, socket files, and sockets of the service manager.
#include "searcher/http/listener.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "tests/searcher/http/toy_server.h"
#include "tests/support/error_matcher.h"

using namespace broadtape;
using Catch::Contains;

namespace {

bool is_local_address(const std::string& address) {
  ListenPlace place;
  place.address = address;
  return is_local(place);
}

// A listening TCP socket on a free port of 127.0.0.1.
class TcpListener {
 public:
  TcpListener() : acceptor_(io_) {
    ListenPlace place;
    place.port = 0;
    open_listener(place, acceptor_);
  }
  int descriptor() { return acceptor_.native_handle(); }
  std::uint16_t port() const { return port_of(url_of(acceptor_)); }

 private:
  boost::asio::io_context io_;
  StreamAcceptor acceptor_;
};

}  // namespace

TEST_CASE("Addresses to listen on", "[http][listener]") {
  CHECK(is_local_address("127.0.0.1"));
  CHECK(is_local_address("127.9.9.9"));
  CHECK(is_local_address("::1"));
  CHECK(!is_local_address("0.0.0.0"));
  CHECK(!is_local_address("::"));
  CHECK(!is_local_address("192.168.1.1"));
  CHECK_THROWS_MATCHES(is_local_address("localhost"), Error, HasKind(ErrorKind::kUsage));
  CHECK_THROWS_MATCHES(is_local_address(""), Error, HasKind(ErrorKind::kUsage));
  ToySite site;
  ServerOptions options;
  options.listen.port = 0;
  const Server first(site, options);
  options.listen.port = port_of(first.url());
  CHECK_THROWS_MATCHES(Server(site, options), Error, HasKind(ErrorKind::kUsage) && Says("cannot be listened on"));
}

TEST_CASE("A server answers on a socket file, and removes it at its end", "[http][listener]") {
  const TemporaryFolder folder;
  const std::string path = folder / "socket";
  const auto listen = [&](ServerOptions& options) {
    options.listen.path = path;
    options.trusted_proxies = {"unix"};
    options.names = {"news.example"};
    options.access_log = folder / "log";
  };
  {
    ToyServer server(listen);
    HttpClient client(path);
    CHECK(client.ask("/here").body == "here");
    CHECK_THAT(client.ask("/x", "X-Forwarded-Proto: https\r\nX-Forwarded-Host: news.example\r\n").body,
               Contains("https://news.example\n/x\n"));
    CHECK(client.ask("/export/blocks?40").body.size() == 40 * ToySite::kBlock);
    CHECK(in_time([&] { return read_file(folder / "log").find("\"address\":\"unix\"") != std::string::npos; }));
    CHECK_THROWS_MATCHES(
        [&] {
          ToySite site;
          ServerOptions options;
          options.listen.path = path;
          Server(site, options);
        }(),
        Error, HasKind(ErrorKind::kUsage) && Says("Address already in use"));
    server.send(SIGTERM);
    CHECK(server.wait() == 0);
    CHECK(!std::filesystem::exists(path));
  }
  ServerOptions far;
  far.listen.path = "/" + std::string(200, 'x');
  ToySite site;
  CHECK_THROWS_MATCHES(Server(site, far), Error, HasKind(ErrorKind::kUsage) && Says("the path is too long"));
}

TEST_CASE("A socket file that a killed server left is replaced, another file is not", "[http][listener]") {
  const TemporaryFolder folder;
  const std::string path = folder / "socket";
  const auto listen = [&](ServerOptions& options) { options.listen.path = path; };
  {
    ToyServer killed(listen);
    killed.send(SIGKILL);
    CHECK(killed.wait() == -SIGKILL);
  }
  REQUIRE(std::filesystem::exists(path));
  {
    const ToyServer server(listen);
    CHECK(HttpClient(path).ask("/here").body == "here");
  }
  std::filesystem::remove(path);
  folder.write("socket", "precious");
  CHECK_THROWS(ToyServer(listen));
  CHECK(read_file(path) == "precious");
}

TEST_CASE("Only trusted clients of a socket file may say who they act for", "[http][listener]") {
  const TemporaryFolder folder;
  const ToyServer server([&](ServerOptions& options) { options.listen.path = folder / "socket"; });
  CHECK_THAT(HttpClient(folder / "socket").ask("/x", "X-Forwarded-Proto: https\r\n").body,
             Contains("http://localhost\n/x\n"));
}

TEST_CASE("A server takes a socket that was opened before it", "[http][listener]") {
  TcpListener before;
  HttpClient early(before.port());
  early.get("/here");
  const ToyServer server([&](ServerOptions& options) { options.listen.passed = ::dup(before.descriptor()); });
  CHECK(early.reply().body == "here");
  CHECK(server.port() == before.port());
  ListenPlace place;
  place.passed = before.descriptor();
  CHECK(is_local(place));
}

TEST_CASE("Sockets that are passed to another process, or not one, are not taken", "[http][listener]") {
  const auto set = [](const std::string& process, const char* count) {
    ::setenv("LISTEN_PID", process.c_str(), 1);
    ::setenv("LISTEN_FDS", count, 1);
  };
  ::unsetenv("LISTEN_PID");
  CHECK(!take_passed_socket());
  set(std::to_string(::getppid()), "1");
  CHECK(!take_passed_socket());
  CHECK(std::getenv("LISTEN_FDS"));
  set(std::to_string(::getpid()), "2");
  CHECK_THROWS_MATCHES(take_passed_socket(), Error, HasKind(ErrorKind::kUsage));
  CHECK(!std::getenv("LISTEN_FDS"));
  CHECK(!take_passed_socket());
}
