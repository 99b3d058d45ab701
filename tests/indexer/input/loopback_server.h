// An HTTP server on the loopback interface that sends arbitrary bytes chosen by the test for each path.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <utility>

namespace broadtape {

class LoopbackServer {
 public:
  // Gets the request's head and the connection to write to; the connection closes when it returns.
  using Answer = std::function<void(const std::string& request, int connection)>;

  explicit LoopbackServer(std::map<std::string, Answer> answers) : answers_(std::move(answers)) {
    ::setenv("no_proxy", "127.0.0.1", 1);
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    socklen_t length = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    ::listen(listener_, 8);
    thread_ = std::thread([this] { serve(); });
  }

  ~LoopbackServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }

  std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }

  static void send(int connection, const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t count = ::send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) return;
      sent += static_cast<std::size_t>(count);
    }
  }

  static Answer ok(const std::string& body, const std::string& headers = "") {
    return [=](const std::string&, int connection) {
      send(connection, "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + std::to_string(body.size()) +
                           "\r\nConnection: close\r\n\r\n" + body);
    };
  }
  static Answer redirect(const std::string& to) {
    return raw("HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }
  static Answer raw(const std::string& bytes) {
    return [=](const std::string&, int connection) { send(connection, bytes); };
  }

 private:
  void serve() {
    for (int connection; (connection = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(connection)) {
      std::string request;
      char piece[1024];
      while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t count = ::recv(connection, piece, sizeof piece, 0);
        if (count <= 0) break;
        request.append(piece, static_cast<std::size_t>(count));
      }
      const std::size_t path = request.find(' ') + 1;
      const auto found = answers_.find(request.substr(path, request.find(' ', path) - path));
      const Answer& answer = found != answers_.end() ? found->second : not_found_;
      answer(request, connection);
    }
  }

  std::map<std::string, Answer> answers_;
  Answer not_found_ = raw("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnone");
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace broadtape
