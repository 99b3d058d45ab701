#include "searcher/http/listener.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "common/error/error.h"

namespace broadtape {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr int kBacklog = 512;
constexpr int kFirstPassed = 3;  // SD_LISTEN_FDS_START

asio::ip::address address_of(const std::string& text) {
  error_code no_address;
  const asio::ip::address address = asio::ip::make_address(text, no_address);
  if (!no_address) return address;
  throw Error(ErrorKind::kUsage, "'" + text + "' is not an address to listen on",
              "write 127.0.0.1, 0.0.0.0, ::1, unix:/run/broadtape.sock or the like");
}

[[noreturn]] void refuse(const std::string& place, const std::string& reason, const char* hint) {
  throw Error(ErrorKind::kUsage, place + " cannot be listened on: " + reason, hint);
}

union SocketAddress {
  sockaddr any;
  sockaddr_in v4;
  sockaddr_in6 v6;
  sockaddr_un path;
};

std::string ip_text(const SocketAddress& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.any.sa_family == AF_INET6) return ::inet_ntop(AF_INET6, &address.v6.sin6_addr, text, sizeof text);
  return ::inet_ntop(AF_INET, &address.v4.sin_addr, text, sizeof text);
}

SocketAddress own_address(int socket) {
  SocketAddress address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, &address.any, &size);
  return address;
}

// Removes a socket file that a process has left; one with a listener stays, and so does any other file.
void remove_stale(const std::string& path, const asio::local::stream_protocol::endpoint& endpoint) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode)) return;
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool is_stale =
      ::connect(probe, endpoint.data(), static_cast<socklen_t>(endpoint.size())) != 0 && errno == ECONNREFUSED;
  ::close(probe);
  if (is_stale) ::unlink(path.c_str());
}

template <class Endpoint>
void bind_and_listen(const Endpoint& endpoint, StreamAcceptor& acceptor) {
  acceptor.open(endpoint.protocol());
  acceptor.set_option(asio::socket_base::reuse_address(true));
  acceptor.bind(endpoint);
  acceptor.listen(kBacklog);
}

void open_path(const std::string& path, StreamAcceptor& acceptor) {
  if (path.size() >= sizeof(sockaddr_un::sun_path)) refuse(path, "the path is too long", "choose a shorter one");
  const asio::local::stream_protocol::endpoint endpoint(path);
  remove_stale(path, endpoint);
  try {
    bind_and_listen(endpoint, acceptor);
  } catch (const boost::system::system_error& error) {
    refuse(path, error.code().message(), "choose another path with --listen unix:PATH");
  }
}

}  // namespace

void open_listener(const ListenPlace& place, StreamAcceptor& acceptor) {
  if (place.passed >= 0) {
    acceptor.assign({own_address(place.passed).any.sa_family, 0}, place.passed);
  } else if (!place.path.empty()) {
    open_path(place.path, acceptor);
  } else {
    try {
      bind_and_listen(tcp::endpoint(address_of(place.address), place.port), acceptor);
    } catch (const boost::system::system_error& error) {
      refuse(place.address + ":" + std::to_string(place.port), error.code().message(),
             "choose another port with --listen");
    }
  }
}

std::string url_of(const StreamAcceptor& acceptor) {
  const SocketAddress own = own_address(const_cast<StreamAcceptor&>(acceptor).native_handle());
  if (own.any.sa_family == AF_UNIX) return std::string("unix:") + own.path.sun_path;
  const bool is_v6 = own.any.sa_family == AF_INET6;
  const unsigned port = ntohs(is_v6 ? own.v6.sin6_port : own.v4.sin_port);
  return "http://" + (is_v6 ? "[" + ip_text(own) + "]" : ip_text(own)) + ":" + std::to_string(port) + "/";
}

bool is_local(const ListenPlace& place) {
  if (place.passed >= 0) {
    const SocketAddress own = own_address(place.passed);
    return own.any.sa_family == AF_UNIX || address_of(ip_text(own)).is_loopback();
  }
  return !place.path.empty() || address_of(place.address).is_loopback();
}

std::optional<std::string> peer_of(int socket) {
  SocketAddress address{};
  socklen_t size = sizeof address;
  if (::getpeername(socket, &address.any, &size) != 0) return std::nullopt;
  return address.any.sa_family == AF_UNIX ? kUnixPeer : ip_text(address);
}

std::optional<int> take_passed_socket() {
  const char* const process = std::getenv("LISTEN_PID");
  const char* const count = std::getenv("LISTEN_FDS");
  if (!process || !count || std::to_string(::getpid()) != process) return std::nullopt;
  const bool is_one = std::strcmp(count, "1") == 0;
  for (const char* const name : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"}) ::unsetenv(name);
  int listens = 0;
  socklen_t size = sizeof listens;
  if (is_one && ::getsockopt(kFirstPassed, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 && listens != 0) {
    ::fcntl(kFirstPassed, F_SETFD, FD_CLOEXEC);
    return kFirstPassed;
  }
  throw Error(ErrorKind::kUsage, "the service manager has not passed exactly one listening socket",
              "give the .socket unit one ListenStream=, and Accept=no");
}

}  // namespace broadtape
