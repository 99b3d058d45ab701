#include "indexer/watch/polite_client.h"

#include <algorithm>
#include <utility>

#include "common/text/ascii.h"
#include "indexer/input/http_source.h"

namespace broadtape {

std::string authority_of(const std::string& url) {
  const std::string address = without_credentials(url);
  const std::size_t start = address.find("://") + 3;
  return ascii_lowered(address.substr(start, address.find_first_of("/?#", start) - start));
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
