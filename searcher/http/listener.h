// The socket on which a server accepts connections: of an IP address, of a path (a Unix domain socket), or one that the
// service manager has opened.
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace broadtape {

using StreamSocket = boost::asio::generic::stream_protocol::socket;
using StreamAcceptor = boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol>;

// The first member that is set counts.
struct ListenPlace {
  int passed = -1;   // take_passed_socket(); owned by the acceptor that opens it
  std::string path;  // "/run/broadtape.sock"; its permissions are those of the umask
  std::string address = "127.0.0.1";
  std::uint16_t port = 8321;  // 0: any free port
};

// What clients of a Unix domain socket have instead of an address.
inline constexpr const char* kUnixPeer = "unix";

// Opens, binds and listens. Replaces a socket file on which no process listens any more. Throws Error(kUsage) if the
// place is invalid or not available.
void open_listener(const ListenPlace& place, StreamAcceptor& acceptor);

// "http://127.0.0.1:8321/", or "unix:/run/broadtape.sock".
std::string url_of(const StreamAcceptor& acceptor);

// Whether only processes of this machine can connect. Throws Error(kUsage) for an invalid address.
bool is_local(const ListenPlace& place);

// The IP address of the other end, or kUnixPeer; nullopt if it has disconnected.
std::optional<std::string> peer_of(int socket);

// The socket that a service manager passes to this process (sd_listen_fds(3)); nullopt if there is none. Removes its
// variables from the environment. Throws Error(kUsage) if there are several, or it is not a listening stream socket.
std::optional<int> take_passed_socket();

}  // namespace broadtape
