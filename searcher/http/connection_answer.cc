// How a connection sends answers, whole or in chunks, and ends.
#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <ctime>
#include <utility>

#include "searcher/http/connection.h"
#include "searcher/http/gzip.h"
#include "searcher/http/security_headers.h"

namespace broadtape {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t kWrittenBytes = std::size_t{64} << 10;  // per write
constexpr std::chrono::milliseconds kLastReading{1'000};
constexpr std::size_t kMostDiscarded = std::size_t{4} << 20;

std::string date_now() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc)};
}

}  // namespace

bool Connection::is_waiting() const {
  char byte = 0;
  auto& socket = const_cast<StreamSocket&>(socket_);
  const ssize_t received = ::recv(socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return received > 0 || (received < 0 && (errno == EAGAIN || errno == EINTR));
}

void Connection::fill_head(const HttpHead& head, Response& response) {
  record_.status = head.status;
  response.result(static_cast<unsigned>(head.status));
  response.set(http::field::date, date_now());
  response.version(version_);
  if (!head.content_type.empty()) response.set(http::field::content_type, head.content_type);
  for (const auto& [name, value] : head.headers) {
    if (name == "Vary")
      response.insert(name, value);  // an answer may vary by several headers
    else
      response.set(name, value);
  }
  for (const auto& [name, value] : kSecurityHeaders)
    response.set(boost::beast::string_view(name.data(), name.size()),
                 boost::beast::string_view(value.data(), value.size()));
  if (state_.origins.vary()) response.insert(http::field::vary, "Origin");
  if (allowed_origin_.empty()) return;
  response.set(http::field::access_control_allow_origin, allowed_origin_);
  response.set(http::field::access_control_expose_headers, "*");
}

void Connection::whole(HttpAnswer answer) {
  if (state_.stopping) keep_alive_ = false;
  if (codings_.gzip && !codings_.identity) gzip_answer(answer);
  response_.emplace();
  fill_head(answer.head, *response_);
  response_->keep_alive(keep_alive_);
  if (response_->result_int() != 304 && response_->result_int() != 204) response_->content_length(answer.body.size());
  if (!head_only_) response_->body() = std::move(answer.body);
  record_.bytes = response_->body().size();
  serializer_.emplace(*response_);
  sending_since_ = Clock::now();
  send_some();
}

// Each part that the client accepts restarts the timer, within the time limit of an export.
void Connection::send_some() {
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - sending_since_);
  if (took > state_.limits.export_time) return finish(false);
  limit_time(state_.limits.slow_time);
  http::async_write_some(socket_, *serializer_, resumed([this](const error_code& failure, std::size_t) {
                           if (failure) return finish(false);
                           if (!serializer_->is_done()) return send_some();
                           finish(true);
                         }));
}

void Connection::begin(HttpHead head) {
  chunked_ = version_ >= 11;
  if (!chunked_ || state_.stopping) keep_alive_ = false;
  response_.emplace();
  fill_head(head, *response_);
  response_->keep_alive(keep_alive_);
  if (chunked_) response_->chunked(true);
  serializer_.emplace(*response_);
  serializer_->split(true);
  chunk_.clear();
}

void Connection::chunk(std::string bytes, std::function<void(bool)> next) {
  chunk_ = std::move(bytes);
  record_.bytes += chunk_.size();
  const auto sent = [this, next](const error_code& failure, std::size_t) {
    next(!failure && !head_only_);
    if (failure || head_only_) finish(!failure);
  };
  if (!serializer_->is_header_done()) {
    limit_time(state_.limits.slow_time);
    http::async_write_header(socket_, *serializer_,
                             resumed([this, next, sent](const error_code& failure, std::size_t bytes_sent) {
                               if (failure || head_only_) return sent(failure, bytes_sent);
                               std::string first = std::move(chunk_);
                               record_.bytes -= first.size();
                               chunk(std::move(first), next);
                             }));
  } else if (chunked_) {
    write_part(http::make_chunk(asio::buffer(chunk_)), sent);
  } else {
    write_part(asio::buffer(chunk_), sent);
  }
}

// Each write that makes progress restarts the timer.
template <class Buffers, class Sent>
void Connection::write_part(const Buffers& buffers, Sent sent) {
  const auto go_on = [self = shared_from_this()](const error_code& failure, std::size_t) -> std::size_t {
    if (failure) return 0;
    self->limit_time(self->state_.limits.slow_time);
    return kWrittenBytes;
  };
  asio::async_write(socket_, buffers, go_on, resumed(sent));
}

void Connection::end(const std::vector<std::pair<std::string, std::string>>& trailers) {
  if (!serializer_->is_header_done()) {
    limit_time(state_.limits.slow_time);
    return http::async_write_header(socket_, *serializer_,
                                    resumed([this, trailers](const error_code& failure, std::size_t) {
                                      if (failure) return finish(false);
                                      end(trailers);
                                    }));
  }
  if (!chunked_ || head_only_) return finish(true);
  chunk_ = "0\r\n";  // the last chunk
  for (const auto& [name, value] : trailers) chunk_ += name + ": " + value + "\r\n";
  chunk_ += "\r\n";
  limit_time(state_.limits.slow_time);
  asio::async_write(socket_, asio::buffer(chunk_),
                    resumed([this](const error_code& failure, std::size_t) { finish(!failure); }));
}

void Connection::broke_off() {
  finish(false);
}

// Ends an answer; `complete` if the client received all of it.
void Connection::finish(bool complete) {
  if (!std::exchange(answering_, false)) return;  // completion of a write that was in progress when the answer failed
  record_.took_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - began_).count();
  record_.whole = complete;
  state_.metrics.count(record_.route, record_.status, record_.took_us, record_.bytes);
  state_.log.write(record_);
  serializer_.reset();
  response_.reset();
  if (!complete) return close();
  if (keep_alive_) return await_request();
  close_gently();
}

// Shuts down in a way that lets the client read the answer: closing a socket with unread input discards it.
void Connection::close_gently() {
  error_code gone;
  socket_.shutdown(StreamSocket::shutdown_send, gone);
  if (gone) return close();
  buffer_.clear();
  limit_time(kLastReading);
  discard_input();
}

void Connection::discard_input() {
  socket_.async_read_some(buffer_.prepare(kReadBytes),
                          [self = shared_from_this()](const error_code& failure, std::size_t bytes) {
                            self->discarded_ += bytes;
                            if (failure || self->discarded_ > kMostDiscarded) return self->close();
                            self->discard_input();
                          });
}

void Connection::close() {
  timer_.cancel();
  error_code ignored;  // the peer may have disconnected already
  socket_.shutdown(StreamSocket::shutdown_both, ignored);
  socket_.close(ignored);
}

}  // namespace broadtape
