#include "searcher/http/forwarded.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <optional>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "searcher/http/header_lists.h"
#include "searcher/http/listener.h"

namespace broadtape {

namespace ip = boost::asio::ip;

namespace {

constexpr unsigned kMappedBits = 96;  // of ::ffff:0:0, before the IPv4 address

// Rejects addresses with a zone, which is meaningful only on one machine.
std::optional<ip::address> address_in(std::string_view text) {
  boost::system::error_code failure;
  if (text.find('%') != std::string_view::npos) return std::nullopt;
  const ip::address address = ip::make_address(std::string(text), failure);
  if (failure) return std::nullopt;
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  return address;
}

template <std::size_t N>
std::array<unsigned char, 16> padded(const std::array<unsigned char, N>& bytes) {
  std::array<unsigned char, 16> all{};
  std::copy(bytes.begin(), bytes.end(), all.begin());
  return all;
}

std::array<unsigned char, 16> bytes_of(const ip::address& address) {
  return address.is_v6() ? padded(address.to_v6().to_bytes()) : padded(address.to_v4().to_bytes());
}

// A token, or the value of a quoted string; nullopt for an unterminated string.
std::optional<std::string> unquoted(std::string_view text) {
  if (!text.starts_with('"')) return std::string(text);
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '"') return i + 1 == text.size() ? std::optional(value) : std::nullopt;
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    value += text[i];
  }
  return std::nullopt;
}

// `10.0.0.1`, `10.0.0.1:80`, `::1`, `[::1]`, `[::1]:80`; nullopt for `unknown`, `_name` and other text.
std::optional<std::string> node_address(std::string_view node) {
  if (node.starts_with('[')) {
    node = node.substr(1, std::max<std::size_t>(node.find(']'), 1) - 1);
  } else if (std::count(node.begin(), node.end(), ':') == 1) {
    node = node.substr(0, node.find(':'));
  }
  const std::optional<ip::address> address = address_in(node);
  if (!address) return std::nullopt;
  return address->to_string();
}

std::string scheme_in(std::string_view text) {
  const std::string scheme = ascii_lowered(text);
  return scheme == "http" || scheme == "https" ? scheme : "";
}

// `/news` for `/news/`; empty unless `text` is a plain absolute path.
std::string prefix_in(std::string_view text) {
  while (text.ends_with('/')) text.remove_suffix(1);
  if (!text.starts_with('/') || text.starts_with("//")) return {};
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("/-._~%").find(c) != std::string_view::npos;
  });
  return plain ? std::string(text) : std::string();
}

std::string agreed(const std::string& one, const std::string& other) {
  if (one.empty() || one == other) return other;
  return other.empty() ? one : std::string();
}

}  // namespace

// What one proxy reports about the request it received. The nearest proxy is last.
struct TrustedProxies::Hop {
  std::string node;  // the sender
  std::string scheme;
  std::string host;
};

std::string unmapped_address(const std::string& address) {
  const std::optional<ip::address> parsed = address_in(address);
  return parsed ? parsed->to_string() : address;
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& networks) {
  for (const std::string& text : networks) {
    if (text == kUnixPeer) {
      unix_ = true;
    } else {
      networks_.push_back(network_of(text));
    }
  }
}

TrustedProxies::Network TrustedProxies::network_of(const std::string& text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string_view written = std::string_view(text).substr(0, slash);
  const std::optional<ip::address> address = address_in(written);
  const bool mapped = address && address->is_v4() && written.find(':') != std::string_view::npos;
  unsigned most = address && address->is_v6() ? 128 : 32;
  unsigned bits = most;
  bool valid = address.has_value();
  if (slash < text.size()) {
    const char* const end = text.data() + text.size();
    const auto [stop, failure] = std::from_chars(text.data() + slash + 1, end, bits);
    valid = valid && failure == std::errc() && stop == end;
    if (mapped) {
      valid = valid && bits >= kMappedBits;
      bits -= kMappedBits;
    }
  }
  if (valid && bits <= most) return {address->is_v6(), bits, bytes_of(*address)};
  throw Error(ErrorKind::kUsage, "--trusted-proxy takes an address or a network, not '" + text + "'",
              "write 127.0.0.1, 10.0.0.0/8, fd00::/8, or unix for the clients of a Unix domain socket");
}

bool TrustedProxies::contains(const std::string& address) const {
  if (address == kUnixPeer) return unix_;
  const std::optional<ip::address> parsed = address_in(address);
  if (!parsed) return false;
  const auto bytes = bytes_of(*parsed);
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    if (network.v6 != parsed->is_v6()) return false;
    for (unsigned bit = 0; bit < network.bits; ++bit) {
      const unsigned char mask = static_cast<unsigned char>(0x80u >> (bit % 8));
      if ((bytes[bit / 8] ^ network.bytes[bit / 8]) & mask) return false;
    }
    return true;
  });
}

// X-Forwarded-Proto and -Host are lists parallel to X-Forwarded-For, or a single value set by the nearest proxy.
std::vector<TrustedProxies::Hop> TrustedProxies::x_hops(const ForwardedHeaders& headers) {
  const auto nodes = list_parts(headers.x_for, ','), schemes = list_parts(headers.x_proto, ','),
             hosts = list_parts(headers.x_host, ',');
  if (nodes.empty() && schemes.empty() && hosts.empty()) return {};
  std::vector<Hop> hops(std::max<std::size_t>(nodes.size(), 1));
  const auto value = [&](const std::vector<std::string_view>& list, std::size_t i) {
    if (list.empty()) return std::string_view();
    return list.size() == hops.size() ? list[i] : list.back();
  };
  for (std::size_t i = 0; i < hops.size(); ++i) {
    if (i < nodes.size()) hops[i].node = nodes[i];
    hops[i].scheme = scheme_in(value(schemes, i));
    hops[i].host = value(hosts, i);
  }
  return hops;
}

// `for=10.0.0.1;proto=https;host=news.example, for="[::1]:80"`. A malformed header is ignored.
std::vector<TrustedProxies::Hop> TrustedProxies::rfc_hops(std::string_view header) {
  std::vector<Hop> hops;
  for (const std::string_view element : list_parts(header, ',')) {
    Hop& hop = hops.emplace_back();
    for (const std::string_view pair : list_parts(element, ';')) {
      if (pair.empty()) continue;
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos) return {};
      const std::string name = ascii_lowered(pair.substr(0, equals));
      const std::optional<std::string> value = unquoted(pair.substr(equals + 1));
      if (!value) return {};
      if (name == "for") hop.node = *value;
      if (name == "proto") hop.scheme = scheme_in(*value);
      if (name == "host") hop.host = *value;
    }
  }
  return hops;
}

// Follows the hops back from the peer while the sender is a trusted proxy. Scheme and host are those reported by the
// proxy that received the client's request, or by the next proxy that reports them.
ForwardedClient TrustedProxies::seen_through(const std::string& peer, const std::vector<Hop>& hops) const {
  ForwardedClient client;
  std::string address = peer;
  std::size_t at = hops.size();
  while (at > 0 && contains(address)) {
    const std::optional<std::string> before = node_address(hops[at - 1].node);
    if (!before) break;
    client.address = address = *before;
    --at;
  }
  if (at == hops.size() && at > 0) --at;
  for (; at < hops.size(); ++at) {
    if (client.scheme.empty()) client.scheme = hops[at].scheme;
    if (client.host.empty()) client.host = hops[at].host;
  }
  return client;
}

ForwardedClient TrustedProxies::client_of(const std::string& peer, const ForwardedHeaders& headers) const {
  ForwardedClient client;
  client.address = peer;
  if (!contains(peer)) return client;
  const ForwardedClient x = seen_through(peer, x_hops(headers));
  const ForwardedClient rfc = seen_through(peer, rfc_hops(headers.forwarded));
  const std::string address = agreed(x.address, rfc.address);
  if (!address.empty()) client.address = address;
  client.scheme = agreed(x.scheme, rfc.scheme);
  client.host = agreed(x.host, rfc.host);
  const auto prefixes = list_parts(headers.x_prefix, ',');
  if (!prefixes.empty()) client.prefix = prefix_in(prefixes.back());
  return client;
}

}  // namespace broadtape
