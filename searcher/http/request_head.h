// Interprets the head of a request: whether it is allowed, and what it requests from the site.
#pragma once

#include <boost/beast/http.hpp>
#include <boost/system/error_code.hpp>
#include <optional>
#include <string>

#include "searcher/http/accept_encoding.h"
#include "searcher/http/access_rules.h"
#include "searcher/http/forwarded.h"
#include "searcher/http/message.h"
#include "searcher/http/problem.h"
#include "searcher/http/server.h"

namespace broadtape {

using BodyParser = boost::beast::http::request_parser<boost::beast::http::string_body>;
using HeadParser = boost::beast::http::request_parser<boost::beast::http::empty_body>;

std::string text_of(boost::beast::string_view text);

// `body_limit` is that of the path (Site::body_limit).
// The reason for refusing a request, other than its token; nullopt if it is allowed. Requires a parser that has read
// the head.
std::optional<Problem> refusal_of(const HeadParser& parser, const ServerLimits& limits, const AccessRules& rules,
                                  const ForwardedClient& client, std::size_t body_limit);

// For a method that a path does not take.
Problem wrong_method(bool takes_post);

// Whether a browser asks if a page of another origin may send a request.
bool is_preflight(const HeadParser& parser);

// The problem to report for a head that could not be read.
Problem problem_of(const boost::system::error_code& failure);

AcceptedCodings codings_of(const HeadParser& parser);

// The client of a request received from `peer`. Requires a parser that has read the head.
ForwardedClient client_of(const HeadParser& parser, const TrustedProxies& proxies, const std::string& peer);

// The request without its target.
HttpRequest site_request(const HeadParser& parser, const ForwardedClient& client);

}  // namespace broadtape
