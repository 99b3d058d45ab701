#include "indexer/watch/polite_client.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "common/text/ascii.h"
#include "indexer/input/http_source.h"

namespace broadtape {

std::string authority_of(const std::string& url) {
  const std::string address = without_credentials(url);
  const std::size_t start = address.find("://") + 3;
  return ascii_lowered(address.substr(start, address.find_first_of("/?#", start) - start));
}

bool is_local_address(const std::string& url) {
  std::string host = authority_of(url);
  if (host.starts_with('[')) {  // IPv6, also with an IPv4 address in it
    const bool is_public = host.starts_with("[2") || host.starts_with("[3");
    return !is_public;
  }
  host.resize(std::min(host.find(':'), host.size()));
  while (host.ends_with('.')) host.pop_back();
  constexpr std::string_view kEndings[] = {".localhost", ".local", ".internal", ".lan", ".home.arpa"};
  for (const std::string_view ending : kEndings) {
    if (host.ends_with(ending)) return true;
  }
  if (host.find('.') == host.npos) return true;  // also an IPv4 address as one number
  if (host.find_first_not_of("0123456789.xabcdef") != host.npos || host[0] < '0' || host[0] > '9') return false;
  const int first = std::atoi(host.c_str()), second = std::atoi(host.c_str() + host.find('.') + 1);
  const bool is_odd = host.find('x') != host.npos || (host[0] == '0' && host[1] != '.');  // 0x7f.1, 0177.1
  return is_odd || first == 0 || first == 10 || first == 127 || (first == 169 && second == 254) ||
         (first == 172 && second >= 16 && second < 32) || (first == 192 && second == 168);
}

bool PoliteClient::may_start(const std::string& url, Pause pause) const {
  const auto host = hosts_.find(authority_of(url));
  if (host == hosts_.end()) return true;
  return !host->second.busy && SteadyClock::now() >= host->second.ended + std::max(pause, pause_);
}

void PoliteClient::start(const HttpRequest& request, HttpClient::Done done) {
  Host& host = hosts_[authority_of(request.url)];  // does not move
  host.busy = true;
  client_.start(request, [&host, after = std::move(done)](HttpResponse&& response) {
    host.busy = false;
    host.ended = SteadyClock::now();
    after(std::move(response));
  });
}

}  // namespace broadtape
