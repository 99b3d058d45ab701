#include "searcher/http/request_head.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace broadtape {

namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

// Bytes beyond ASCII should be escaped and often are not.
bool is_printable(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c <= ' ') || c == '\x7f'; });
}

// Whether a list such as `gzip, br;q=0.9` names gzip with a weight above 0.
bool takes_gzip(std::string_view header) {
  const std::size_t at = header.find("gzip");
  if (at == std::string_view::npos) return false;
  const std::string_view rest = header.substr(at, header.find(',', at) - at);
  const std::size_t weight = rest.find("q=");
  return weight == std::string_view::npos || rest.find_first_of("123456789", weight) != std::string_view::npos;
}

// By which the client knows this server, for addresses in feeds.
std::string base_of(const http::request<http::empty_body>& request) {
  const bool tls = request["X-Forwarded-Proto"] == "https";
  return (tls ? "https://" : "http://") + text_of(request[http::field::host]);
}

}  // namespace

std::string text_of(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

std::optional<Problem> refusal_of(const HeadParser& parser, const ServerLimits& limits, const AccessRules& rules) {
  const auto& request = parser.get();
  if (request.method() != http::verb::get && request.method() != http::verb::head)
    return Problem{ProblemType::kMethod, "this server answers GET and HEAD"};
  if (request.find(http::field::transfer_encoding) != request.end() || parser.content_length().value_or(0) > 0)
    return Problem{ProblemType::kBodyTooLarge, "a GET has no body here"};
  if (request.target().size() > limits.target_bytes)
    return Problem{ProblemType::kTargetTooLong, "the address is longer than this server reads"};
  if (!request.target().starts_with('/') || !is_printable(text_of(request.target())))
    return Problem{ProblemType::kRequest, "the address is no path"};
  if (std::distance(request.equal_range(http::field::host).first, request.equal_range(http::field::host).second) > 1)
    return Problem{ProblemType::kRequest, "the request has two Hosts"};
  if (request.version() >= 11 && request.find(http::field::host) == request.end())
    return Problem{ProblemType::kRequest, "the request has no Host"};
  return rules.refusal(text_of(request[http::field::host]), text_of(request[http::field::authorization]));
}

Problem problem_of(const error_code& failure) {
  if (failure == http::error::header_limit || failure == http::error::buffer_overflow)
    return {ProblemType::kHeaderTooLarge, "the request's head is larger than this server reads"};
  if (failure == http::error::body_limit) return {ProblemType::kBodyTooLarge, "a GET has no body here"};
  return {ProblemType::kRequest, "this is no HTTP request: " + failure.message()};
}

HttpRequest site_request(const HeadParser& parser) {
  const auto& head = parser.get();
  HttpRequest request;
  request.head = head.method() == http::verb::head;
  request.gzip = takes_gzip(text_of(head[http::field::accept_encoding]));
  request.target = text_of(head.target());
  request.if_none_match = text_of(head[http::field::if_none_match]);
  request.base = base_of(head);
  return request;
}

}  // namespace broadtape
