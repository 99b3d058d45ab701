#include "searcher/http/connection.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <exception>
#include <iostream>
#include <limits>
#include <utility>

#include "common/text/ascii.h"
#include "searcher/http/request_head.h"

namespace broadtape {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::size_t kHeldShare = 4;  // a quarter of all connections

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

}  // namespace broadtape
