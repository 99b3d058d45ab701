// A raw HTTP client: sends any bytes, valid or not, and parses replies by RFC 9112.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadtape {

struct HttpReply {
  int status = 0;                               // 0: the connection ended before a reply
  std::map<std::string, std::string> headers;   // names in lower case; repeated ones joined by ", "
  std::map<std::string, std::string> trailers;  // of a chunked body; names as sent
  std::string head;                             // as received
  std::string body;
  bool whole = false;  // the body is complete

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

class HttpClient {
 public:
  static constexpr std::chrono::seconds kPatience{30};

  // Connects to 127.0.0.1. `receive_bytes` is the socket's buffer size, for clients that read slowly; `from` is the
  // client's address, such as 127.0.0.2. Throws std::runtime_error if nothing listens there.
  explicit HttpClient(std::uint16_t port, int receive_bytes = 0, const char* from = "127.0.0.1")
      : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (receive_bytes > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = inet_addr(from);
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      ::close(socket_);
      throw std::runtime_error(std::string("no connection from ") + from);
    }
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
    ::close(socket_);
    throw std::runtime_error("nobody listens on port " + std::to_string(port));
  }
  // Connects to a Unix domain socket. Throws std::runtime_error if nothing listens there.
  explicit HttpClient(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
    ::close(socket_);
    throw std::runtime_error("nobody listens at " + path);
  }
  ~HttpClient() {
    if (socket_ >= 0) ::close(socket_);
  }
  HttpClient(HttpClient&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), buffer_(std::move(other.buffer_)) {}
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  int socket() const { return socket_; }

  // False if the server does not accept more.
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  bool get(const std::string& target, const std::string& headers = {}) const {
    return send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");
  }

  bool post(const std::string& target, const std::string& body, const std::string& type = "application/json") const {
    return send("POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
  }

  // The next reply; only its head after a HEAD request.
  HttpReply reply(bool head_only = false) {
    HttpReply reply;
    while (buffer_.find("\r\n\r\n") == std::string::npos) {
      if (!read_more()) return reply;
    }
    const std::size_t end = buffer_.find("\r\n\r\n") + 4;
    reply.head = buffer_.substr(0, end);
    buffer_.erase(0, end);
    read_head(reply);
    if (head_only || reply.status == 304 || reply.status == 204) {
      reply.whole = true;
    } else {
      read_body(reply);
    }
    return reply;
  }

  HttpReply ask(const std::string& target, const std::string& headers = {}) {
    return get(target, headers) ? reply() : HttpReply{};
  }

  // Reads until the server closes the connection; false if that takes longer than `time`.
  bool is_closed_within(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
      if (!read_more(std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now())))
        return ended_;
    }
    return false;
  }

  const std::string& unread() const { return buffer_; }

  // False at the end of the connection or after the time-out.
  bool read_more(std::chrono::milliseconds patience = kPatience) {
    pollfd waited{socket_, POLLIN, 0};
    const int ready = ::poll(&waited, 1, static_cast<int>(std::max<std::int64_t>(patience.count(), 1)));
    if (ready < 0 && errno == EINTR) return true;
    if (ready <= 0) return false;
    char bytes[16 * 1024];
    const ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count < 0 && errno == EINTR) return true;
    ended_ = count <= 0;
    if (ended_) return false;
    buffer_.append(bytes, static_cast<std::size_t>(count));
    return true;
  }

 private:
  static std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.pop_back();
    text.erase(0, text.find_first_not_of(' '));
    return text;
  }

  static void read_head(HttpReply& reply) {
    std::size_t at = reply.head.find("\r\n");
    if (reply.head.compare(0, 7, "HTTP/1.") == 0) reply.status = std::atoi(reply.head.c_str() + 9);
    while ((at += 2) < reply.head.size()) {
      const std::size_t end = reply.head.find("\r\n", at);
      const std::string line = reply.head.substr(at, end - at);
      const std::size_t colon = line.find(':');
      at = end;
      if (colon == std::string::npos) continue;
      std::string name = line.substr(0, colon);
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
      std::string& value = reply.headers[name];
      value += (value.empty() ? "" : ", ") + trimmed(line.substr(colon + 1));
    }
  }

  bool has(std::size_t bytes) {
    while (buffer_.size() < bytes) {
      if (!read_more()) return false;
    }
    return true;
  }

  std::string take(std::size_t bytes) {
    std::string taken = buffer_.substr(0, bytes);
    buffer_.erase(0, bytes);
    return taken;
  }

  void read_body(HttpReply& reply) {
    if (reply.header("transfer-encoding") == "chunked") return read_chunks(reply);
    if (!reply.headers.contains("content-length")) {
      while (read_more()) {
      }
      reply.body = take(buffer_.size());
      reply.whole = ended_;
      return;
    }
    const std::size_t length = std::stoull(reply.header("content-length"));
    reply.whole = has(length);
    reply.body = take(length);
  }

  void read_chunks(HttpReply& reply) {
    for (;;) {
      while (buffer_.find("\r\n") == std::string::npos) {
        if (!read_more()) return;
      }
      const std::size_t line = buffer_.find("\r\n") + 2;
      const std::size_t size = std::stoull(buffer_.substr(0, line), nullptr, 16);
      if (size == 0) return read_trailers(reply);
      if (!has(line + size + 2)) return;
      take(line);
      reply.body += take(size);
      if (take(2) != "\r\n") throw std::runtime_error("a chunk does not end where it says");
    }
  }

  void read_trailers(HttpReply& reply) {
    const std::size_t zero = buffer_.find("\r\n");
    while (buffer_.find("\r\n\r\n", zero) == std::string::npos) {
      if (!read_more()) return;
    }
    const std::size_t end = buffer_.find("\r\n\r\n", zero) + 4;
    const std::string fields = buffer_.substr(zero + 2, end - zero - 4);
    buffer_.erase(0, end);
    for (std::size_t at = 0; at < fields.size(); at = fields.find("\r\n", at) + 2) {
      const std::size_t colon = fields.find(':', at);
      reply.trailers[fields.substr(at, colon - at)] =
          trimmed(fields.substr(colon + 1, fields.find("\r\n", colon) - colon - 1));
    }
    reply.whole = true;
  }

  int socket_;
  std::string buffer_;
  bool ended_ = false;
};

// Sends one request on a new connection.
inline HttpReply http_get(std::uint16_t port, const std::string& target, const std::string& headers = {}) {
  HttpClient client(port);
  return client.ask(target, headers + "Connection: close\r\n");
}

// 8321 for "http://127.0.0.1:8321/".
inline std::uint16_t port_of(const std::string& url) {
  return static_cast<std::uint16_t>(std::stoul(url.substr(url.rfind(':') + 1)));
}

}  // namespace broadtape
