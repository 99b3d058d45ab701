// Who may ask: requests that name this server by a name of its own (against DNS rebinding, by which a page of another
// site reaches a server on the visitor's machine), with the token where there is one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/http/problem.h"

namespace broadtape {

class AccessRules {
 public:
  // `names`: hosts that this server goes by besides localhost and addresses. Without a token everybody may ask.
  AccessRules(std::vector<std::string> names, std::string token);

  // Why a request with these two headers is refused; nothing when it is not.
  std::optional<Problem> refusal(std::string_view host, std::string_view authorization) const;

  bool has_token() const { return !token_.empty(); }
  // `host`: a name or address with or without a port.
  bool knows_host(std::string_view host) const;

 private:
  bool knows_token(std::string_view authorization) const;

  std::vector<std::string> names_;  // in lower case, without a dot at the end
  std::string token_;
};

// The token in a file: its one line. Throws Error(kUsage) when it cannot be read, is shorter than kLeastTokenBytes or
// has other characters than printable ASCII.
inline constexpr std::size_t kLeastTokenBytes = 16;
std::string read_token(const std::string& path);

// Whether both are the same, in a time that does not depend on where they differ.
bool same_secret(std::string_view given, std::string_view secret);

}  // namespace broadtape
