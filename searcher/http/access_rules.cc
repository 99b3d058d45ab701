#include "searcher/http/access_rules.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <fstream>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "searcher/http/base64.h"

namespace broadtape {
namespace {

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// `127.0.0.1`, or `[::1]` without a zone.
bool is_address(const std::string& text) {
  boost::system::error_code no_address;
  if (!text.starts_with('[')) {
    boost::asio::ip::make_address_v4(text, no_address);
  } else {
    if (text.find('%') != std::string::npos) return false;
    boost::asio::ip::make_address_v6(text.substr(1, text.size() - 2), no_address);
  }
  return !no_address;
}

std::string without_dot(std::string name) {
  if (name.ends_with('.')) name.pop_back();
  return name;
}

// `name`, `name:port`, `[::1]:port`: the name in lower case; empty for anything else.
std::string name_in(std::string_view host) {
  const std::size_t bracket = host.starts_with('[') ? host.find(']') : std::string_view::npos;
  const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos && !is_port(host.substr(colon + 1))) return {};
  const std::string_view name = host.substr(0, colon);
  if (bracket != std::string_view::npos && bracket + 1 != name.size()) return {};
  return without_dot(ascii_lowered(name));
}

// The part of a header after its scheme and blanks; nullopt if the scheme differs.
std::optional<std::string_view> behind(std::string_view scheme, std::string_view header) {
  if (header.size() <= scheme.size() || ascii_lowered(header.substr(0, scheme.size())) != scheme) return std::nullopt;
  header.remove_prefix(scheme.size());
  if (header.front() != ' ') return std::nullopt;
  header.remove_prefix(std::min(header.find_first_not_of(' '), header.size()));
  return header;
}

}  // namespace

AccessRules::AccessRules(std::vector<std::string> names, std::string token)
    : names_(std::move(names)), token_(std::move(token)) {
  for (std::string& name : names_) name = without_dot(ascii_lowered(name));
}

bool AccessRules::knows_host(std::string_view host) const {
  const std::string name = name_in(host);
  if (name.empty()) return false;
  return name == "localhost" || is_address(name) || std::find(names_.begin(), names_.end(), name) != names_.end();
}

bool AccessRules::knows_token(std::string_view authorization) const {
  if (const auto token = behind("bearer", authorization)) return same_secret(*token, token_);
  if (const auto basic = behind("basic", authorization)) {
    const std::optional<std::string> pair = decode_base64(*basic);
    const std::size_t colon = pair ? pair->find(':') : std::string::npos;
    return colon != std::string::npos && same_secret(std::string_view(*pair).substr(colon + 1), token_);
  }
  return false;
}

std::optional<Problem> AccessRules::host_refusal(std::string_view host) const {
  if (knows_host(host)) return std::nullopt;
  return Problem{ProblemType::kHost, "the request's Host is not a name of this server",
                 "use its address, or start it with --host NAME"};
}

std::optional<Problem> AccessRules::token_refusal(std::string_view authorization) const {
  if (token_.empty() || knows_token(authorization)) return std::nullopt;
  return Problem{ProblemType::kToken,
                 authorization.empty() ? "this server answers those who have its token" : "this is not the token",
                 "send it as Authorization: Bearer TOKEN, or as a password with any user name"};
}

std::string read_token(const std::string& path) {
  constexpr std::size_t kMostTokenBytes = 4'096;
  std::ifstream file(path, std::ios::binary);
  std::string token(kMostTokenBytes + 1, '\0');
  const bool opened = file.is_open();
  file.read(token.data(), static_cast<std::streamsize>(token.size()));
  token.resize(static_cast<std::size_t>(file.gcount()));
  if (!opened || file.bad()) throw Error(ErrorKind::kUsage, "the token file " + path + " cannot be read");
  while (!token.empty() && (token.back() == '\n' || token.back() == '\r')) token.pop_back();
  const bool printable = std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (token.size() >= kLeastTokenBytes && token.size() <= kMostTokenBytes && printable) return token;
  throw Error(ErrorKind::kUsage,
              "the token file " + path + " has to hold one line of " + std::to_string(kLeastTokenBytes) +
                  " or more letters, digits or signs",
              "make one with: head -c 24 /dev/urandom | base64 > " + path);
}

bool same_secret(std::string_view given, std::string_view secret) {
  if (secret.empty()) return false;
  std::size_t different = given.size() ^ secret.size();
  for (std::size_t i = 0; i < given.size(); ++i)
    different |= static_cast<unsigned char>(given[i]) ^ static_cast<unsigned char>(secret[i % secret.size()]);
  return different == 0;
}

}  // namespace broadtape
