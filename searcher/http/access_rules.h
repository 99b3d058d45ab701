// Access control: the Host header must be a name of this server, and the token must match if one is set. The check of
// the host prevents DNS rebinding, in which a page of another site reaches a server on the visitor's machine.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/http/problem.h"

namespace broadtape {

class AccessRules {
 public:
  // `names` are the accepted host names besides localhost and IP addresses. Without a token all clients have access.
  AccessRules(std::vector<std::string> names, std::string token);

  // The reasons for refusing a request with these headers; nullopt if it is allowed.
  std::optional<Problem> host_refusal(std::string_view host) const;
  std::optional<Problem> token_refusal(std::string_view authorization) const;

  bool has_token() const { return !token_.empty(); }
  // `host` is a name or address with or without a port.
  bool knows_host(std::string_view host) const;

 private:
  bool knows_token(std::string_view authorization) const;

  std::vector<std::string> names_;  // in lower case, without a trailing dot
  std::string token_;
};

// Reads a token from a file that contains it as its only line. Throws Error(kUsage) if the file cannot be read, or the
// token is shorter than kLeastTokenBytes or has characters other than printable ASCII.
inline constexpr std::size_t kLeastTokenBytes = 16;
std::string read_token(const std::string& path);

// Compares in constant time: the time does not depend on where the two differ.
bool same_secret(std::string_view given, std::string_view secret);

}  // namespace broadtape
