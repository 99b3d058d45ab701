// Normalises addresses, so that different addresses of one page compare equal.
//
// Applies RFC 3986, 6.2 (case, percent-encoding, dot segments, default ports) and rules for differences in news
// addresses that do not identify another page; docs/archive-format.md lists them. Threads: stateless.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

struct CanonicalUrl {
  std::string host;      // Unicode, lower case, with a non-default port: "news.example:8443"
  std::string path;      // empty or "/a/b", without a trailing slash
  std::string query;     // empty or "?a=1&b=2", sorted by name
  std::string fragment;  // empty or "#!/story/1"; kept only if it selects an article

  // False for a home page, whose address does not identify an article.
  bool names_page() const { return !path.empty() || !query.empty() || !fragment.empty(); }

  std::string place() const { return host + path; }
  std::string text() const { return host + path + query + fragment; }
};

// nullopt if `url` is not an http(s) address. The scheme may be missing (`//news.example/a`, `news.example/a`) if the
// rest begins with a host name.
std::optional<CanonicalUrl> canonicalise_url(std::string_view url);

// The same as text; empty if there is none.
std::string canonical_url(std::string_view url);

// The host of an http(s) address as in CanonicalUrl, without its port; empty if there is none.
std::string host_of(std::string_view url);

// Resolves `reference` relative to `base` (RFC 3986, 5.2). Empty if it has a scheme other than http(s), or if it is
// relative and `base` is not an http(s) address with a scheme.
std::string resolve_url(std::string_view base, std::string_view reference);

}  // namespace broadtape
