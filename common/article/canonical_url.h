// One form for the addresses under which one page is reached, so that they can be compared.
//
// Follows RFC 3986, 6.2 (case, percent-encoding, dot segments, default ports) and goes further where addresses of news
// pages are known to differ without naming another page; docs/archive-format.md has the rules. Threads: no state.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

struct CanonicalUrl {
  std::string host;      // Unicode, lower case, with a port that is not a default one: "news.example:8443"
  std::string path;      // empty or "/a/b", never with a slash at the end
  std::string query;     // empty or "?a=1&b=2", in the order of the names
  std::string fragment;  // empty or "#!/story/1": only one that selects another article is kept

  // False for a home page, whose address says nothing about which article was on it.
  bool names_page() const { return !path.empty() || !query.empty() || !fragment.empty(); }

  std::string place() const { return host + path; }
  std::string text() const { return host + path + query + fragment; }
};

// Nothing when `url` is not an http(s) address. The scheme may be missing (`//news.example/a`, `news.example/a`) where
// what is left begins with the name of a host.
std::optional<CanonicalUrl> canonicalise_url(std::string_view url);

// Its text; empty when there is none.
std::string canonical_url(std::string_view url);

// `reference` as an absolute address, seen from the page at `base` (RFC 3986, 5.2); empty when it is relative and
// `base` is no http(s) address with its scheme, or when it has another scheme.
std::string resolve_url(std::string_view base, std::string_view reference);

}  // namespace broadtape
