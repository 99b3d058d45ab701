// Headers in which reverse proxies describe the original client: X-Forwarded-For, -Proto, -Host and -Prefix, and
// Forwarded (RFC 7239). Anyone can send them, so they are honoured only from configured proxies.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// Each member is the values of all lines of that header joined by commas; empty if there are none.
struct ForwardedHeaders {
  std::string forwarded, x_for, x_proto, x_host, x_prefix;
};

struct ForwardedClient {
  std::string address;
  std::string scheme;  // "https", "http"; empty if not given
  std::string host;    // as sent by the client, unchecked; empty if not given
  std::string prefix;  // "/news": the path under which the proxy publishes this server; may be empty
};

class TrustedProxies {
 public:
  // `networks` are addresses and networks: "10.0.0.1", "10.0.0.0/8", "fd00::/8", or "unix" for all clients of a Unix
  // domain socket. Throws Error(kUsage) for other text.
  explicit TrustedProxies(const std::vector<std::string>& networks);

  bool contains(const std::string& address) const;

  // The client of a request received from `peer`. If the peer is not trusted, it is the client. Otherwise the client is
  // the last address of the list that is not a trusted proxy, since earlier entries may be forged. If X-Forwarded-...
  // and Forwarded contradict each other, one of them comes from the client, and both are ignored.
  ForwardedClient client_of(const std::string& peer, const ForwardedHeaders& headers) const;

 private:
  struct Network {
    bool v6 = false;
    unsigned bits = 0;
    std::array<unsigned char, 16> bytes{};  // only the first 4 for IPv4
  };
  struct Hop;

  static Network network_of(const std::string& text);
  ForwardedClient seen_through(const std::string& peer, const std::vector<Hop>& hops) const;
  static std::vector<Hop> x_hops(const ForwardedHeaders& headers);
  static std::vector<Hop> rfc_hops(std::string_view header);

  std::vector<Network> networks_;
  bool unix_ = false;
};

// Converts an IPv4-mapped IPv6 address (::ffff:10.0.0.1) to IPv4; returns other addresses unchanged.
std::string unmapped_address(const std::string& address);

}  // namespace broadtape
