// The real server for a site that misbehaves: sleeps, crashes, never ends.
#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

#include "searcher/http/server.h"
#include "tests/support/http_client.h"
#include "tests/support/processes.h"
#include "tests/support/program.h"
#include "tests/support/temp_folder.h"

namespace broadtape {

class ToySite final : public Site {
 public:
  bool is_open(std::string_view path) const override { return path == "/here/open"; }
  std::size_t body_limit(std::string_view path) const override { return path == "/posted" ? 1'000 : 0; }

  SiteRoute route(const HttpRequest& request) const override {
    const std::string_view path = request.path();
    if (path.starts_with("/here")) return {Lane::kHere, "here"};
    if (path.starts_with("/export")) return {Lane::kExport, "export"};
    return {Lane::kSearch, "search"};
  }

  HttpAnswer answer_here(const HttpRequest& request, const Metrics& metrics) override {
    if (request.path() == "/here/throws") throw std::runtime_error("this site throws");
    if (request.path() == "/here/metrics") return {{200, "text/plain", {}}, metrics.text()};
    return text("here");
  }

  void answer(const HttpRequest& request, AnswerSink& sink) override {
    const std::string_view path = request.path();
    if (path == "/pid") return sink.whole(text(std::to_string(::getpid())));
    if (path == "/files") return sink.whole(text(std::to_string(open_files_of(::getpid()))));
    if (path == "/sleep") sleep_for_ever();
    if (path == "/nap") {
      std::this_thread::sleep_for(std::chrono::milliseconds(number(request)));
      return sink.whole(text("rested"));
    }
    if (path == "/abort") std::abort();
    if (path == "/exit") ::_exit(3);
    if (path == "/dies-once") {
      die_once(request);
      return sink.whole(text("alive"));
    }
    if (path == "/export/dies-once") {
      sink.begin({200, "text/plain", {}});
      die_once(request);
      return sink.write("alive");
    }
    if (path == "/export/aborts" || path == "/export/killed") {
      sink.begin({200, "text/plain", {}});
      ::raise(path == "/export/killed" ? SIGKILL : SIGABRT);
    }
    if (path == "/throw") throw std::runtime_error("this site throws");
    if (path == "/throw-int") throw 42;
    if (path == "/big") return sink.whole(text(std::string(number(request), 'b')));
    if (path == "/export/blocks") return stream(sink, number(request));
    if (path == "/export/endless") return stream(sink, ~0ul);
    if (path == "/export/empty") return sink.begin({200, "text/plain", {}});
    if (path == "/export/counted") {
      stream(sink, 1);
      sink.trailer("X-Blocks", "1");
      return;
    }
    if (path == "/posted") return sink.whole(text((request.post ? "POST " : "GET ") + request.body));
    if (path == "/export/stuck") {
      stream(sink, 1);
      sleep_for_ever();
    }
    if (path == "/export/breaks") {
      stream(sink, 2);
      throw std::runtime_error("this site throws");
    }
    sink.whole(text(request.base + "\n" + request.target + "\n" + request.if_none_match + "\n" +
                    (request.gzip ? "gzip" : "plain") + (request.head ? " head" : "")));
  }

  static constexpr std::size_t kBlock = 64 * 1024;

 private:
  static HttpAnswer text(std::string body) { return {{200, "text/plain", {}}, std::move(body)}; }

  static std::size_t number(const HttpRequest& request) {
    return std::stoul(request.target.substr(request.target.find('?') + 1));
  }

  // The query is a file. If it does not exist, simulates a worker killed from outside.
  static void die_once(const HttpRequest& request) {
    const std::string file = request.target.substr(request.target.find('?') + 1);
    const int made = ::open(file.c_str(), O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made >= 0) ::raise(SIGKILL);
  }

  [[noreturn]] static void sleep_for_ever() {
    for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
  }

  static void stream(AnswerSink& sink, std::size_t blocks) {
    sink.begin({200, "text/plain", {}});
    for (std::size_t i = 0; i < blocks; ++i) sink.write(std::string(kBlock, static_cast<char>('a' + i % 26)));
  }
};

class ToyServer {
 public:
  // Long limits, since tests run on busy machines; `change` shortens the limit that a test is about.
  explicit ToyServer(const std::function<void(ServerOptions&)>& change = {}) {
    ServerOptions options;
    options.listen.port = 0;
    options.limits.workers = 2;
    options.limits.search_time = options.limits.slow_time = std::chrono::seconds(20);
    if (change) change(options);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) serve(options, ends[1]);
    ::close(ends[1]);
    std::string url;
    for (char c; ::read(ends[0], &c, 1) == 1;) url += c;
    ::close(ends[0]);
    if (url.empty()) throw std::runtime_error("the server does not start: " + errors());
    if (url.starts_with("http:")) port_ = port_of(url);
  }
  ~ToyServer() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    wait();
  }
  ToyServer(const ToyServer&) = delete;
  ToyServer& operator=(const ToyServer&) = delete;

  std::uint16_t port() const { return port_; }
  pid_t pid() const { return pid_; }
  void send(int signal) const { ::kill(pid_, signal); }
  std::string errors() const { return std::filesystem::exists(error_file()) ? read_file(error_file()) : ""; }
  HttpReply get(const std::string& target, const std::string& headers = {}) const {
    return http_get(port_, target, headers);
  }
  // A value from the server's metrics.
  long figure(const std::string& name) const {
    const std::string text = get("/here/metrics").body;
    const std::size_t at = text.find("\nbroadtape_" + name + " ");
    return at == std::string::npos ? -1 : std::stol(text.substr(at + name.size() + 12));
  }

  // Its exit status, or the negative number of the signal that ended it.
  int wait() {
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }
  bool has_ended() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid_;
  }

 private:
  std::string error_file() const { return folder_ / "errors"; }

  [[noreturn]] void serve(const ServerOptions& options, int pipe) noexcept {
    const int file = ::open(error_file().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    ::dup2(file, STDERR_FILENO);
    for (const int signal : {SIGABRT, SIGSEGV, SIGINT, SIGTERM}) ::signal(signal, SIG_DFL);  // instead of Catch2's
    int status = 0;
    try {
      ToySite site;
      Server server(site, options);
      const std::string url = server.url();
      const bool told = ::write(pipe, url.data(), url.size()) == static_cast<ssize_t>(url.size());
      ::close(pipe);
      if (told) server.run();
    } catch (const std::exception& error) {
      std::cerr << error.what() << std::endl;
      status = 1;
    }
    ::_exit(status);
  }

  TemporaryFolder folder_;
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
};

inline bool in_time(const std::function<bool()>& condition) {
  return Program::within_ten_seconds([&] { return condition(); });
}

}  // namespace broadtape
