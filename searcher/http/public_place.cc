#include "searcher/http/public_place.h"

#include <algorithm>

#include "common/error/error.h"
#include "common/text/ascii.h"

namespace broadtape {
namespace {

bool is_path_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         std::string_view("/-._~%").find(c) != std::string_view::npos;
}

bool is_plain_path(std::string_view path) {
  return path.starts_with('/') && !path.ends_with('/') && path.find("//") == std::string_view::npos &&
         std::all_of(path.begin(), path.end(), is_path_character);
}

std::string_view without_slash(std::string_view text) {
  if (text.ends_with('/')) text.remove_suffix(1);
  return text;
}

// `site.example`, `site.example:8080`, `[::1]:8080`: the part before the port; empty if it is invalid.
std::string host_in(std::string_view authority) {
  const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : std::string_view::npos;
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view host = authority.substr(0, colon);
  const bool is_port = colon == std::string_view::npos ||
                       (colon + 1 < authority.size() &&
                        authority.substr(colon + 1).find_first_not_of("0123456789") == std::string_view::npos);
  const bool is_host = host.find_first_of(" @?#\\\"'<>*,") == std::string_view::npos;
  return is_port && is_host ? std::string(host) : std::string();
}

// The part after "https://" or "http://"; nullopt for another scheme.
std::optional<std::string_view> after_scheme(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (url.starts_with(scheme)) return url.substr(scheme.size());
  }
  return std::nullopt;
}

bool is_default_port(std::string_view origin) {
  return (origin.starts_with("https://") && origin.ends_with(":443")) ||
         (origin.starts_with("http://") && origin.ends_with(":80"));
}

void require_origin(const std::string& text) {
  const std::optional<std::string_view> authority = after_scheme(text);
  if (authority && authority->find('/') == std::string_view::npos && !host_in(*authority).empty() &&
      ascii_lowered(text) == text && !is_default_port(text))
    return;
  throw Error(ErrorKind::kUsage, "--allow-origin takes an origin as browsers send it, not '" + text + "'",
              "write https://site.example or http://localhost:3000: in lower case, without a path or a default port");
}

}  // namespace

std::string read_base_path(const std::string& text) {
  const std::string_view path = without_slash(text);
  if (path.empty() && !text.empty()) return {};
  if (is_plain_path(path)) return std::string(path);
  throw Error(ErrorKind::kUsage, "--base-path takes a path, not '" + text + "'", "write /news/");
}

PublicUrl read_public_url(const std::string& text) {
  const std::string_view url = without_slash(text);
  if (const std::optional<std::string_view> rest = after_scheme(url)) {
    const std::size_t slash = std::min(rest->find('/'), rest->size());
    const std::string host = host_in(rest->substr(0, slash));
    const std::string_view path = rest->substr(slash);
    if (!host.empty() && (path.empty() || is_plain_path(path))) return {std::string(url), host};
  }
  throw Error(ErrorKind::kUsage, "--public-url takes an address, not '" + text + "'",
              "write https://news.example/ or https://site.example/news/");
}

AllowedOrigins::AllowedOrigins(std::vector<std::string> origins, bool has_token) : origins_(std::move(origins)) {
  for (const std::string& origin : origins_) {
    if (origin != "*") {
      require_origin(origin);
      continue;
    }
    if (has_token)
      throw Error(ErrorKind::kUsage, "with a token, --allow-origin * would let any page use a token that it has got",
                  "write --allow-origin https://site.example for each origin");
    all_ = true;
  }
}

std::string AllowedOrigins::answer_for(std::string_view origin) const {
  if (origin.empty()) return {};
  if (all_) return "*";
  const bool known = std::find(origins_.begin(), origins_.end(), origin) != origins_.end();
  return known ? std::string(origin) : std::string();
}

std::optional<std::string> target_below(const std::string& base_path, const std::string& target) {
  if (!target.starts_with(base_path) || target.size() == base_path.size()) return std::nullopt;
  if (target[base_path.size()] != '/') return std::nullopt;
  return target.substr(base_path.size());
}

}  // namespace broadtape
