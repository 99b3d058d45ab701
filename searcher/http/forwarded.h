// What reverse proxies say of the client that they speak for: X-Forwarded-For, -Proto, -Host and -Prefix, and Forwarded
// (RFC 7239). Anyone can send these headers, so they count only from proxies that the user has named.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// Each: the values of all its lines with commas between; empty where there are none.
struct ForwardedHeaders {
  std::string forwarded, x_for, x_proto, x_host, x_prefix;
};

struct ForwardedClient {
  std::string address;
  std::string scheme;  // "https", "http", or empty: not said
  std::string host;    // as the client named it, unchecked; empty: not said
  std::string prefix;  // "/news": the path that the proxy has put this server under; empty: none
};

class TrustedProxies {
 public:
  // `networks`: "10.0.0.1", "10.0.0.0/8", "fd00::/8". Throws Error(kUsage) for other text.
  explicit TrustedProxies(const std::vector<std::string>& networks);

  bool contains(const std::string& address) const;

  // The client of a request that came from `peer`. From an untrusted peer that is the peer, whatever the headers say.
  // Otherwise it is the last address of the list that is not a trusted proxy's: what stands before it may be made up.
  // Where X-Forwarded-... and Forwarded contradict each other, one of them is the client's own, and neither counts.
  ForwardedClient client_of(const std::string& peer, const ForwardedHeaders& headers) const;

 private:
  struct Network {
    bool v6 = false;
    unsigned bits = 0;
    std::array<unsigned char, 16> bytes{};  // 4 of them where not v6
  };
  struct Hop;

  static Network network_of(const std::string& text);
  ForwardedClient seen_through(const std::string& peer, const std::vector<Hop>& hops) const;
  static std::vector<Hop> x_hops(const ForwardedHeaders& headers);
  static std::vector<Hop> rfc_hops(std::string_view header);

  std::vector<Network> networks_;
};

// An IPv4 address that is written as an IPv6 one (::ffff:10.0.0.1) as IPv4; otherwise the same.
std::string unmapped_address(const std::string& address);

}  // namespace broadtape
