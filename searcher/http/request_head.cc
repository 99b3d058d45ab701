#include "searcher/http/request_head.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "common/text/ascii.h"

namespace broadtape {

namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

// Accepts bytes beyond ASCII: they should be escaped, but often are not.
bool is_printable(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c <= ' ') || c == '\x7f'; });
}

// The values of all lines of a header, joined by commas.
template <class Name>
std::string list_of(const http::request<http::empty_body>& request, Name name) {
  std::string list;
  const auto [first, last] = request.equal_range(name);
  for (auto line = first; line != last; ++line) list += (line == first ? "" : ", ") + text_of(line->value());
  return list;
}

std::size_t lines_of(const http::request<http::empty_body>& request, http::field name) {
  const auto [first, last] = request.equal_range(name);
  return static_cast<std::size_t>(std::distance(first, last));
}

// Another type than JSON needs no preflight, so that any page could send it.
std::optional<Problem> body_refusal(const HeadParser& parser, std::size_t limit) {
  const auto& request = parser.get();
  const std::string type = ascii_lowered(text_of(request[http::field::content_type]));
  const std::string_view bare = std::string_view(type).substr(0, type.find(';'));
  if (bare.substr(0, bare.find_last_not_of(' ') + 1) != "application/json")
    return Problem{ProblemType::kMediaType, "the body of a POST is JSON here", "send Content-Type: application/json"};
  if (!request[http::field::content_encoding].empty())
    return Problem{ProblemType::kMediaType, "a body in another coding is not read", "send it without Content-Encoding"};
  if (parser.content_length().value_or(0) <= limit) return std::nullopt;
  return Problem{ProblemType::kBodyTooLarge, "the body has more than " + std::to_string(limit) + " bytes"};
}

}  // namespace

Problem wrong_method(bool takes_post) {
  Problem problem{ProblemType::kMethod,
                  takes_post ? "this path answers GET, HEAD and POST" : "this path answers GET and HEAD"};
  if (takes_post) problem.methods = "GET, HEAD, POST";
  return problem;
}

std::string text_of(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

std::optional<Problem> refusal_of(const HeadParser& parser, const ServerLimits& limits, const AccessRules& rules,
                                  const ForwardedClient& client, std::size_t body_limit) {
  const auto& request = parser.get();
  const bool is_post = request.method() == http::verb::post && body_limit > 0;
  if (request.method() != http::verb::get && request.method() != http::verb::head && !is_post && !is_preflight(parser))
    return wrong_method(body_limit > 0);
  if (is_post) {
    if (std::optional<Problem> problem = body_refusal(parser, body_limit)) return problem;
  } else if (request.find(http::field::transfer_encoding) != request.end() || parser.content_length().value_or(0) > 0) {
    return Problem{ProblemType::kBodyTooLarge, "a GET has no body here"};
  }
  if (request.target().size() > limits.target_bytes)
    return Problem{ProblemType::kTargetTooLong, "the address is longer than this server reads"};
  if (!request.target().starts_with('/') || !is_printable(text_of(request.target())))
    return Problem{ProblemType::kRequest, "the address is not a path"};
  if (lines_of(request, http::field::host) > 1) return Problem{ProblemType::kRequest, "the request has two Hosts"};
  if (request.version() >= 11 && request.find(http::field::host) == request.end())
    return Problem{ProblemType::kRequest, "the request has no Host"};
  const AcceptedCodings codings = codings_of(parser);
  if (!codings.gzip && !codings.identity)
    return Problem{ProblemType::kNotAcceptable, "Accept-Encoding excludes identity and does not name gzip",
                   "this server answers in gzip or uncompressed"};
  if (!client.host.empty() && !rules.knows_host(client.host))
    return Problem{ProblemType::kHost, "the forwarded host is not a name of this server", "start it with --host NAME"};
  return rules.host_refusal(text_of(request[http::field::host]));
}

bool is_preflight(const HeadParser& parser) {
  const auto& request = parser.get();
  return request.method() == http::verb::options && parser.is_done() &&
         !request[http::field::access_control_request_method].empty();
}

Problem problem_of(const error_code& failure) {
  if (failure == http::error::header_limit || failure == http::error::buffer_overflow)
    return {ProblemType::kHeaderTooLarge, "the request's head is larger than this server reads"};
  if (failure == http::error::body_limit)
    return {ProblemType::kBodyTooLarge, "the body is larger than this path reads"};
  return {ProblemType::kRequest, "invalid HTTP request: " + failure.message()};
}

AcceptedCodings codings_of(const HeadParser& parser) {
  return accepted_codings(list_of(parser.get(), http::field::accept_encoding));
}

ForwardedClient client_of(const HeadParser& parser, const TrustedProxies& proxies, const std::string& peer) {
  const auto& head = parser.get();
  return proxies.client_of(peer, {list_of(head, http::field::forwarded), list_of(head, "X-Forwarded-For"),
                                  list_of(head, "X-Forwarded-Proto"), list_of(head, "X-Forwarded-Host"),
                                  list_of(head, "X-Forwarded-Prefix")});
}

HttpRequest site_request(const HeadParser& parser, const ForwardedClient& client) {
  const auto& head = parser.get();
  HttpRequest request;
  request.head = head.method() == http::verb::head;
  request.post = head.method() == http::verb::post;
  request.html = ascii_lowered(list_of(head, http::field::accept)).find("text/html") != std::string::npos;
  request.gzip = codings_of(parser).gzip;
  request.if_none_match = list_of(head, http::field::if_none_match);
  request.base = (client.scheme.empty() ? "http" : client.scheme) + "://" +
                 (client.host.empty() ? text_of(head[http::field::host]) : client.host) + client.prefix;
  return request;
}

}  // namespace broadtape
