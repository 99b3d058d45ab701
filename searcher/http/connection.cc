#include "searcher/http/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <cerrno>
#include <ctime>
#include <exception>
#include <iostream>
#include <limits>
#include <utility>

#include "common/text/ascii.h"
#include "searcher/http/gzip.h"
#include "searcher/http/request_head.h"
#include "searcher/http/security_headers.h"

namespace broadtape {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t kReadBytes = 4'096;
constexpr std::size_t kWrittenBytes = std::size_t{64} << 10;  // per write
constexpr std::chrono::milliseconds kLastReading{1'000};
constexpr std::size_t kMostDiscarded = std::size_t{4} << 20;
constexpr std::size_t kHeldShare = 4;  // a quarter of all connections

std::string date_now() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc)};
}

Problem too_many_wrong_tokens(std::chrono::milliseconds blocked) {
  Problem problem{ProblemType::kWrongTokens, "several wrong tokens came from this address just now",
                  "try again after the seconds in Retry-After"};
  problem.retry_after_s = static_cast<unsigned>(std::chrono::ceil<std::chrono::seconds>(blocked).count());
  return problem;
}

}  // namespace

Connection::Connection(ServerState& state, StreamSocket socket, std::string address)
    : state_(state),
      socket_(std::move(socket)),
      address_(std::move(address)),
      timer_(state.io),
      buffer_(state.limits.header_bytes + kReadBytes) {
  state_.connections.insert(this);
  ++state_.by_address[address_];
  ++state_.metrics.connections;
}

Connection::~Connection() {
  state_.connections.erase(this);
  const auto count = state_.by_address.find(address_);
  if (--count->second == 0) state_.by_address.erase(count);
  --state_.metrics.connections;
}

// A completion handler that keeps the connection alive and cancels its timer.
template <class Work>
auto Connection::resumed(Work work) {
  return [self = shared_from_this(), work = std::move(work)](const error_code& failure, std::size_t bytes = 0) mutable {
    self->timer_.cancel();
    work(failure, bytes);
  };
}

void Connection::limit_time(std::chrono::milliseconds time) {
  timed_out_ = false;
  timer_.expires_after(time);
  timer_.async_wait([self = shared_from_this()](const error_code& cancelled) {
    if (cancelled || Clock::now() < self->timer_.expiry()) return;
    self->timed_out_ = true;
    error_code ignored;  // there is nothing left to cancel in that case
    self->socket_.cancel(ignored);
  });
}

void Connection::stop_when_idle() {
  if (idle_) return close();
  if (held_) timer_.cancel();  // the held answer is not needed any more
}

void Connection::await_request() {
  idle_ = true;
  if (state_.stopping) return close();
  if (buffer_.size() > 0) return read_head();  // the client pipelines requests
  limit_time(state_.limits.idle_time);
  socket_.async_read_some(buffer_.prepare(kReadBytes), resumed([this](const error_code& failure, std::size_t bytes) {
                            if (failure) return close();
                            buffer_.commit(bytes);
                            read_head();
                          }));
}

void Connection::read_head() {
  idle_ = false;
  answering_ = true;
  began_ = Clock::now();
  record_ = {};
  record_.address = address_;
  codings_ = {};
  allowed_origin_.clear();
  version_ = 11;
  body_parser_.reset();
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(state_.limits.header_bytes));
  parser_->body_limit(std::numeric_limits<std::uint64_t>::max());  // read_body() has another
  limit_time(state_.limits.slow_time);
  http::async_read_header(socket_, buffer_, *parser_, resumed([this](const error_code& failure, std::size_t) {
                            if (failure) return head_failed(failure);
                            take_request();
                          }));
}

void Connection::head_failed(const error_code& failure) {
  keep_alive_ = head_only_ = false;
  record_.route = "refused";
  if (timed_out_) return refuse({ProblemType::kSlow, "the request's head took too long to arrive"});
  if (failure.category() != make_error_code(http::error::bad_method).category()) return close();
  if (failure == http::error::end_of_stream || failure == http::error::partial_message) return close();
  refuse(problem_of(failure));
}

void Connection::take_request() {
  const auto& request = parser_->get();
  version_ = request.version();
  head_only_ = request.method() == http::verb::head;
  keep_alive_ = request.keep_alive();
  record_.method = text_of(request.method_string());
  record_.target = text_of(request.target());
  record_.user_agent = text_of(request[http::field::user_agent]);
  record_.route = "refused";
  codings_ = codings_of(*parser_);
  const ForwardedClient client = client_of(*parser_, state_.proxies, address_);
  record_.address = client.address;
  allowed_origin_ = state_.origins.answer_for(text_of(request[http::field::origin]));
  HttpRequest local = site_request(*parser_, client);
  local.base = state_.public_url.empty() ? local.base + state_.base_path : state_.public_url;
  const std::optional<std::string> target = target_below(state_.base_path, record_.target);
  local.target = target.value_or(record_.target);
  const std::size_t body_limit = state_.site.body_limit(local.path());
  const std::optional<Problem> problem = refusal_of(*parser_, state_.limits, state_.rules, client, body_limit);
  // The rest of a refused request must not be parsed as a request, so the connection is closed.
  if (problem && (!parser_->is_done() || request.find(http::field::transfer_encoding) != request.end()))
    keep_alive_ = false;
  if (problem) return refuse(*problem);
  if (is_preflight(*parser_)) return answer_preflight();
  if (!state_.site.is_open(local.path())) {
    const std::string authorization = text_of(request[http::field::authorization]);
    const std::optional<Problem> no_token = state_.rules.token_refusal(authorization);
    if (state_.rules.has_token() && !authorization.empty()) {
      const auto blocked = state_.wrong_tokens.blocked_for(client.address, Clock::now());
      if (blocked > blocked.zero()) return refuse(too_many_wrong_tokens(blocked));
      if (no_token) return hold(*no_token);
    }
    if (no_token) return refuse(*no_token);
    if (!target) return answer_elsewhere(record_.target);
  }
  if (local.post) return read_body(std::move(local), body_limit);
  dispatch(std::move(local));
}

void Connection::read_body(HttpRequest request, std::size_t limit) {
  const bool waits = ascii_lowered(text_of(parser_->get()[http::field::expect])) == "100-continue";
  body_parser_.emplace(std::move(*parser_));
  parser_.reset();
  body_parser_->body_limit(limit);
  limit_time(state_.limits.slow_time);
  auto read = [this, request = std::move(request)]() mutable {
    http::async_read(socket_, buffer_, *body_parser_,
                     resumed([this, request = std::move(request)](const error_code& failure, std::size_t) mutable {
                       if (failure) return body_failed(failure);
                       request.body = std::move(body_parser_->get().body());
                       dispatch(std::move(request));
                     }));
  };
  if (!waits || buffer_.size() > 0) return read();
  constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
  asio::async_write(socket_, asio::buffer(kGoOn),
                    resumed([this, read = std::move(read)](const error_code& failure, std::size_t) mutable {
                      if (failure) return body_failed(failure);
                      limit_time(state_.limits.slow_time);
                      read();
                    }));
}

void Connection::body_failed(const error_code& failure) {
  keep_alive_ = false;
  if (timed_out_) return refuse({ProblemType::kSlow, "the request's body took too long to arrive"});
  if (failure.category() != make_error_code(http::error::bad_method).category() ||
      failure == http::error::partial_message)
    return finish(false);
  refuse(problem_of(failure));
}

// A request outside of the base path: sent on if only the slash at the end is missing.
void Connection::answer_elsewhere(const std::string& target) {
  const std::size_t query = std::min(target.find('?'), target.size());
  if (target.substr(0, query) != state_.base_path)
    return refuse({ProblemType::kNotFound, "the paths of this server begin with " + state_.base_path + "/"});
  // Relative, since a proxy may publish the path under another name.
  const std::size_t last = target.rfind('/', query) + 1;
  const std::string place = target.substr(last, query - last) + "/" + target.substr(query);
  whole({{308, {}, {{"Location", place}, {"Cache-Control", "no-store"}}}, {}});
}

// The answer to a browser that asks whether a page of another origin may send a request.
void Connection::answer_preflight() {
  if (allowed_origin_.empty()) return refuse(wrong_method(false));
  whole({{204,
          {},
          {{"Access-Control-Allow-Methods", "GET, HEAD, POST"},
           {"Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match"},
           {"Access-Control-Max-Age", "600"}}},
         {}});
}

// Answers a wrong token after its delay, during which the connection waits but no worker is used. If delayed answers
// exceed their share of all connections, this one is sent immediately. Guessing is still slowed then, since no further
// tokens from this client are checked during the delay.
void Connection::hold(const Problem& problem) {
  const auto delay = state_.wrong_tokens.note(record_.address, Clock::now());
  ++state_.metrics.wrong_tokens;
  if (state_.stopping || state_.held_answers >= state_.limits.connections / kHeldShare) {
    keep_alive_ = false;
    return refuse(problem);
  }
  held_ = true;
  ++state_.held_answers;
  timer_.expires_after(delay);
  timer_.async_wait([self = shared_from_this(), problem](const error_code&) {
    self->held_ = false;
    --self->state_.held_answers;
    self->refuse(problem);
  });
}

void Connection::dispatch(HttpRequest request) {
  SiteRoute route;
  try {
    route = state_.site.route(request);
    record_.route = route.name;
    if (route.lane == Lane::kHere) return whole(state_.site.answer_here(request, state_.metrics));
  } catch (const std::exception& fault) {
    std::cerr << "tape-search: answering " << request.path() << " failed: " << fault.what() << std::endl;
    return refuse({ProblemType::kFailed, "internal error", "see the messages of the server"});
  }
  ProcessPool& pool = route.lane == Lane::kSearch ? state_.searches : state_.exports;
  if (pool.submit(std::move(request), shared_from_this())) return;
  refuse({ProblemType::kBusy,
          route.lane == Lane::kSearch ? "this server has as many requests as it takes at once"
                                      : "this server has as many exports as it takes at once",
          "try again in a second"});
}

void Connection::refuse(const Problem& problem) {
  whole(answer_of(problem));
}

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
  for (const auto& [name, value] : head.headers) response.set(name, value);
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
