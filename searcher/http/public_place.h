// Where clients see a server: the path below which it serves, its address behind a reverse proxy, and the origins of
// other pages that may read its answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// "/news" for "/news/", empty for "/". Throws Error(kUsage) unless `text` is a plain absolute path.
std::string read_base_path(const std::string& text);

struct PublicUrl {
  std::string url;   // "https://news.example/tape", without a slash at the end; empty: as each request says
  std::string host;  // "news.example", without a port
};

// Throws Error(kUsage) unless `text` is an address of http or https without a query.
PublicUrl read_public_url(const std::string& text);

// Origins of pages whose scripts may read answers (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol). Requests
// of such pages carry no cookies or passwords of the browser: a page must send the token itself.
class AllowedOrigins {
 public:
  // Each is "https://site.example", as browsers send it, or "*" for all. Throws Error(kUsage) for other text, and for
  // "*" if the server requires a token.
  AllowedOrigins(std::vector<std::string> origins, bool has_token);

  // The value of Access-Control-Allow-Origin for a request from `origin`; empty: the page may not read the answer.
  std::string answer_for(std::string_view origin) const;

  // Whether answers differ by the origin of the request.
  bool vary() const { return !origins_.empty() && !all_; }

 private:
  std::vector<std::string> origins_;
  bool all_ = false;
};

// The path and query of a request below `base_path`; nullopt if it is elsewhere.
std::optional<std::string> target_below(const std::string& base_path, const std::string& target);

}  // namespace broadtape
