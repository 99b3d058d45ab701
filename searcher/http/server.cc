#include "searcher/http/server.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "common/error/error.h"
#include "searcher/http/connection.h"
#include "searcher/http/listener.h"
#include "searcher/http/problem.h"
#include "searcher/http/security_headers.h"
#include "searcher/http/server_state.h"

namespace broadtape {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr int kYes = 1;
// The send buffer per client. With megabytes buffered by the system, a slow client could not be distinguished from one
// that does not read.
constexpr int kUnsentBytes = 32 * 1024;
constexpr std::chrono::milliseconds kAcceptPause{100};  // when the system has no file descriptors left

// For a connection beyond a limit; sent only as far as the socket accepts it without blocking.
std::string overload_answer() {
  const HttpAnswer answer =
      answer_of({ProblemType::kBusy, "this server has as many connections as it takes", "try again in a second"});
  std::string text =
      "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Type: " + answer.head.content_type +
      "\r\nContent-Length: " + std::to_string(answer.body.size()) + "\r\n";
  for (const auto& [name, value] : answer.head.headers) text += name + ": " + value + "\r\n";
  for (const auto& [name, value] : kSecurityHeaders) text.append(name).append(": ").append(value).append("\r\n");
  return text + "\r\n" + answer.body;
}

// The accepted host names, with that of the public address.
std::vector<std::string> names_of(const ServerOptions& options) {
  std::vector<std::string> names = options.names;
  if (!options.public_url.empty()) names.push_back(read_public_url(options.public_url).host);
  return names;
}

PoolLimits searches_of(const ServerLimits& limits) {
  const std::size_t workers = std::min(limits.workers, limits.requests);
  return {workers, limits.requests - workers, limits.search_time, limits.search_time};
}

PoolLimits exports_of(const ServerLimits& limits) {
  return {limits.exports, 0, limits.search_time, limits.export_time};
}

}  // namespace

ServerState::ServerState(Site& served, const ServerOptions& options)
    : site(served),
      limits(options.limits),
      rules(names_of(options), options.token),
      proxies(options.trusted_proxies),
      origins(options.allowed_origins, !options.token.empty()),
      base_path(options.base_path),
      public_url(options.public_url),
      log(options.access_log),
      searches(io, site, metrics, searches_of(limits)),
      exports(io, site, metrics, exports_of(limits)) {}

struct Server::Impl {
  Impl(Site& site, const ServerOptions& options)
      : state(site, options), acceptor(state.io), pause(state.io), signals(state.io), last_call(state.io) {
    open_listener(options.listen, acceptor);
    if (options.listen.passed < 0) path = options.listen.path;
  }
  ~Impl() {
    if (!path.empty()) ::unlink(path.c_str());
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void accept() {
    acceptor.async_accept([this](const error_code& failure, StreamSocket socket) {
      if (state.stopping) return;
      if (failure) return accept_later();
      take(std::move(socket));
      accept();
    });
  }

  void accept_later() {
    pause.expires_after(kAcceptPause);
    pause.async_wait([this](const error_code& cancelled) {
      if (!cancelled && !state.stopping) accept();
    });
  }

  void take(StreamSocket socket) {
    const std::optional<std::string> peer = peer_of(socket.native_handle());
    if (!peer) return;
    std::string address = unmapped_address(*peer);
    const auto count = state.by_address.find(address);
    const bool too_many = state.connections.size() >= state.limits.connections ||
                          (count != state.by_address.end() && count->second >= state.limits.connections_per_address &&
                           !state.proxies.contains(address));  // a trusted proxy acts for many clients
    if (too_many) {
      ++state.metrics.refused_connections;
      const std::string answer = overload_answer();
      ::send(socket.native_handle(), answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
      return;
    }
    // These fail for a Unix domain socket, which has no such delay, and a small buffer.
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NODELAY, &kYes, sizeof kYes);
    ::setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &kUnsentBytes, sizeof kUnsentBytes);
    std::make_shared<Connection>(state, std::move(socket), std::move(address))->start();
  }

  void await_signal() {
    signals.async_wait([this](const error_code& cancelled, int signal) {
      if (cancelled) return;
      if (signal == SIGCHLD) {
        state.searches.reap();
        state.exports.reap();
      } else if (signal == SIGHUP) {
        state.log.reopen();
      } else if (state.stopping) {
        return state.io.stop();
      } else {
        stop();
      }
      await_signal();
    });
  }

  // Stops accepting connections and requests. Requests in progress keep their time limits for searches and slow
  // clients.
  void stop() {
    state.stopping = true;
    error_code ignored;  // it does not listen any more in any case
    acceptor.close(ignored);
    const std::set<Connection*> connections = state.connections;
    for (Connection* connection : connections) connection->stop_when_idle();
    last_call.expires_after(state.limits.search_time + state.limits.slow_time);
    await_last();
  }

  void await_last() {
    constexpr std::chrono::milliseconds kLook{20};
    if (state.connections.empty() || std::chrono::steady_clock::now() >= last_call.expiry()) return state.io.stop();
    pause.expires_after(kLook);
    pause.async_wait([this](const error_code&) { await_last(); });
  }

  ServerState state;
  StreamAcceptor acceptor;
  std::string path;  // of the socket file to remove at the end; may be empty
  asio::steady_timer pause;
  asio::signal_set signals;
  asio::steady_timer last_call;
};

Server::Server(Site& site, const ServerOptions& options) : impl_(std::make_unique<Impl>(site, options)) {}

Server::~Server() = default;

std::string Server::url() const {
  return url_of(impl_->acceptor);
}

void Server::run() {
  ::signal(SIGPIPE, SIG_IGN);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGCHLD}) impl_->signals.add(signal);
  impl_->await_signal();
  impl_->accept();
  impl_->state.io.run();
}

}  // namespace broadtape
