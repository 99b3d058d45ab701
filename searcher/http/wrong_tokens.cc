#include "searcher/http/wrong_tokens.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace broadtape {
namespace {

constexpr std::size_t kNetworkBytes = 8;  // of an IPv6 address

std::string client_key(const std::string& address) {
  boost::system::error_code no_address;
  const auto parsed = boost::asio::ip::make_address(address, no_address);
  if (no_address || !parsed.is_v6()) return address;
  const auto bytes = parsed.to_v6().to_bytes();
  return {reinterpret_cast<const char*>(bytes.data()), kNetworkBytes};
}

}  // namespace

WrongTokens::Milliseconds WrongTokens::blocked_for(const std::string& address, Clock::time_point now) const {
  const auto client = clients_.find(client_key(address));
  if (client == clients_.end()) return Milliseconds(0);
  const auto& over = client->second.over;
  return std::max(Milliseconds(0), std::chrono::ceil<Milliseconds>(*std::min_element(over.begin(), over.end()) - now));
}

WrongTokens::Milliseconds WrongTokens::note(const std::string& address, Clock::time_point now) {
  const std::string key = client_key(address);
  if (clients_.size() >= kMostClients && !clients_.contains(key)) forget_one();
  Client& client = clients_[key];
  if (now - client.last > kMemory) client.next = kFirstDelay;
  const Milliseconds delay = client.next;
  *std::min_element(client.over.begin(), client.over.end()) = now + delay;
  client.next = std::min(2 * delay, kLongestDelay);
  client.last = now;
  return delay;
}

void WrongTokens::forget_one() {
  clients_.erase(std::min_element(clients_.begin(), clients_.end(),
                                  [](const auto& a, const auto& b) { return a.second.last < b.second.last; }));
}

}  // namespace broadtape
