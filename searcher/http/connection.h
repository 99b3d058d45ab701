// A client connection: reads requests one at a time and answers each before it reads the next.
//
// Asynchronous operations keep it alive. Threads: used only by the server's thread.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "searcher/http/accept_encoding.h"
#include "searcher/http/access_log.h"
#include "searcher/http/listener.h"
#include "searcher/http/problem.h"
#include "searcher/http/process_pool.h"
#include "searcher/http/request_head.h"
#include "searcher/http/server_state.h"

namespace broadtape {

class Connection final : public AnswerReceiver, public std::enable_shared_from_this<Connection> {
 public:
  // Keeps a reference to `state`, and counts as an open connection there for its lifetime.
  Connection(ServerState& state, StreamSocket socket, std::string address);
  ~Connection() override;

  void start() { await_request(); }
  // For server shutdown: closes an idle connection at once, a busy one after its current answer.
  void stop_when_idle();

  void whole(HttpAnswer answer) override;
  void begin(HttpHead head) override;
  void chunk(std::string bytes, std::function<void(bool)> next) override;
  void end(const std::vector<std::pair<std::string, std::string>>& trailers) override;
  void broke_off() override;
  bool is_waiting() const override;

 private:
  using Response = boost::beast::http::response<boost::beast::http::string_body>;
  using Serializer = boost::beast::http::response_serializer<boost::beast::http::string_body>;

  static constexpr std::size_t kReadBytes = 4'096;

  void await_request();
  void read_head();
  void head_failed(const boost::system::error_code& failure);
  void take_request();
  void dispatch(HttpRequest request);
  void answer_elsewhere(const std::string& target);
  void answer_preflight();
  void read_body(HttpRequest request, std::size_t limit);
  void body_failed(const boost::system::error_code& failure);
  void refuse(const Problem& problem);
  void hold(const Problem& problem);
  void fill_head(const HttpHead& head, Response& response);
  void send_some();
  template <class Buffers, class Sent>
  void write_part(const Buffers& buffers, Sent sent);
  void finish(bool complete);
  void close_gently();
  void discard_input();
  void close();
  void limit_time(std::chrono::milliseconds time);
  template <class Work>
  auto resumed(Work work);

  ServerState& state_;
  StreamSocket socket_;
  const std::string address_;
  boost::asio::steady_timer timer_;
  bool timed_out_ = false;
  bool idle_ = true;
  bool answering_ = false;
  bool held_ = false;  // the answer to a wrong token is being delayed
  std::size_t discarded_ = 0;
  boost::beast::flat_buffer buffer_;
  std::optional<HeadParser> parser_;
  std::optional<BodyParser> body_parser_;
  unsigned version_ = 11;  // of HTTP, in tenths, of the current request
  std::optional<Response> response_;
  std::optional<Serializer> serializer_;
  AcceptedCodings codings_;
  std::string allowed_origin_;  // of the page that sent the request; may be empty
  bool head_only_ = false;
  bool keep_alive_ = false;
  bool chunked_ = false;
  std::string chunk_;
  AccessRecord record_;
  std::chrono::steady_clock::time_point began_;
  std::chrono::steady_clock::time_point sending_since_;
};

// A completion handler that keeps the connection alive and cancels its timer.
template <class Work>
auto Connection::resumed(Work work) {
  return [self = shared_from_this(), work = std::move(work)](const boost::system::error_code& failure,
                                                             std::size_t bytes = 0) mutable {
    self->timer_.cancel();
    work(failure, bytes);
  };
}

}  // namespace broadtape
