#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <iostream>
#include <thread>

#include "common/archive/archive.h"
#include "common/error/error.h"
#include "common/terminal/terminal_text.h"
#include "searcher/commands/commands.h"
#include "searcher/commands/request_options.h"
#include "searcher/commands/shell_command.h"
#include "searcher/http/access_rules.h"
#include "searcher/http/public_place.h"
#include "searcher/http/server.h"
#include "searcher/web/news_site.h"

namespace broadtape {
namespace {

constexpr std::uint64_t kMostProcesses = 1'000;
constexpr std::uint64_t kMostConnections = 100'000;
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 20;
constexpr std::uint64_t kMostWords = 1'000'000;
constexpr double kMostSeconds = 1'000'000;

std::chrono::milliseconds seconds_of(const Options& options, std::string_view name,
                                     std::chrono::milliseconds otherwise) {
  if (!options.has(name)) return otherwise;
  const std::string text = options.text(name);
  double seconds = 0;
  const auto [end, failure] =
      std::from_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed);
  if (failure != std::errc() || end != text.data() + text.size() || !(seconds > 0 && seconds <= kMostSeconds))
    throw Error(ErrorKind::kUsage, "--" + std::string(name) + " takes seconds, not '" + text + "'", "write 10 or 0.5");
  return std::chrono::milliseconds(std::max(1LL, std::llround(seconds * 1'000)));
}

// `127.0.0.1`, `127.0.0.1:80`, `:80`, `[::1]:80`, `::1`, `unix:/run/broadtape.sock`.
void read_listen(const std::string& text, ListenPlace& place) {
  constexpr std::string_view kPath = "unix:";
  if (text.starts_with(kPath)) {
    place.path = text.substr(kPath.size());
    if (place.path.starts_with('/')) return;
    throw Error(ErrorKind::kUsage, "--listen unix: takes a path that begins with /", "write unix:/run/broadtape.sock");
  }
  constexpr std::uint64_t kMostPort = 65'535;
  const std::size_t bracket = text.starts_with('[') ? text.find(']') : std::string::npos;
  const bool bare_v6 = bracket == std::string::npos && std::count(text.begin(), text.end(), ':') > 1;
  if (bracket != std::string::npos && bracket + 1 < text.size() && text[bracket + 1] != ':')
    throw Error(ErrorKind::kUsage, "'" + text + "' is not an address to listen on", "write [::1]:8321");
  const std::size_t colon = bare_v6 ? std::string::npos : text.find(':', bracket == std::string::npos ? 0 : bracket);
  const std::string address = bracket == std::string::npos ? text.substr(0, colon) : text.substr(1, bracket - 1);
  if (!address.empty()) place.address = address;
  if (colon == std::string::npos) return;
  const std::string port = text.substr(colon + 1);
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(port.data(), port.data() + port.size(), number);
  if (port.empty() || failure != std::errc() || end != port.data() + port.size() || number > kMostPort)
    throw Error(ErrorKind::kUsage, "--listen: '" + port + "' is not a port", "write 127.0.0.1:8321 or :8321");
  place.port = static_cast<std::uint16_t>(number);
}

ServerLimits limits_of(const Options& options) {
  ServerLimits limits;
  limits.workers = options.number("workers", std::max(1u, std::thread::hardware_concurrency()), kMostProcesses, 1);
  limits.requests = options.number("max-requests", limits.requests, kMostConnections, 1);
  limits.exports = options.number("max-exports", limits.exports, kMostProcesses, 1);
  limits.connections = options.number("max-connections", limits.connections, kMostConnections, 1);
  limits.connections_per_address =
      options.number("max-connections-per-address", limits.connections_per_address, kMostConnections, 1);
  limits.header_bytes = options.number("max-header-bytes", limits.header_bytes, kMostBytes, 256);
  limits.target_bytes = std::min(limits.target_bytes, limits.header_bytes);
  limits.search_time = seconds_of(options, "search-timeout", limits.search_time);
  limits.export_time = seconds_of(options, "export-timeout", limits.export_time);
  limits.slow_time = seconds_of(options, "slow-timeout", limits.slow_time);
  limits.idle_time = seconds_of(options, "idle-timeout", limits.idle_time);
  return limits;
}

ApiLimits api_limits_of(const Options& options) {
  ApiLimits limits;
  limits.query_bytes = options.number("max-query-bytes", limits.query_bytes, kMostBytes, 1);
  limits.query.words = options.number("max-query-words", limits.query.words, kMostWords, 1);
  ExpansionLimits& expansions = limits.query.expansions;
  expansions.wildcard = options.number("max-expansion", expansions.wildcard, kMostWords, 1);
  expansions.query = std::max(expansions.query, expansions.wildcard);
  return limits;
}

ServerOptions server_options_of(const Options& options) {
  ServerOptions server;
  if (const std::optional<int> passed = take_passed_socket()) {
    if (options.has("listen"))
      throw Error(ErrorKind::kUsage, "the service manager has passed a socket, so --listen has no meaning",
                  "leave --listen out, or do not start the .socket unit");
    server.listen.passed = *passed;
  } else {
    read_listen(options.text("listen"), server.listen);
  }
  server.names = options.texts("host");
  server.trusted_proxies = options.texts("trusted-proxy");
  server.allowed_origins = options.texts("allow-origin");
  if (options.has("base-path")) server.base_path = read_base_path(options.text("base-path"));
  if (options.has("public-url")) server.public_url = read_public_url(options.text("public-url")).url;
  if (options.has("token-file")) server.token = read_token(options.text("token-file"));
  server.access_log = options.text("access-log");
  server.limits = limits_of(options);
  if (!is_local(server.listen) && server.token.empty() && !options.has("public"))
    throw Error(ErrorKind::kUsage, "on this address everybody who can reach it could search the archive",
                "require a token with --token-file FILE, or use --public");
  return server;
}

}  // namespace

int run_serve(const Options& options) {
  if (!options.operands.empty())
    throw Error(ErrorKind::kUsage, "serve takes no query", "tape-search serve --help shows how it is used");
  const std::vector<std::string> paths = archive_paths(options);
  const ServerOptions server_options = server_options_of(options);
  const std::string shown = Archive::open(paths).path();  // reports its errors now, not to each client
  NewsSite site(paths, api_limits_of(options), [](const QueryRequest& request) { return command_line_of(request); });
  Server server(site, server_options);
  std::cerr << "serving " << harmless(shown) << " at " << server.url() << " until Ctrl-C" << std::endl;
  server.run();
  return kExitFound;
}

}  // namespace broadtape
