// Slows down guessing of the token: the answer to a wrong one is held, longer each time, and only a few wrong tokens of
// one address are judged at a time.
//
// Threads: belongs to the server's one thread.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <string>

namespace broadtape {

class WrongTokens {
 public:
  using Clock = std::chrono::steady_clock;
  using Milliseconds = std::chrono::milliseconds;

  static constexpr Milliseconds kFirstDelay{500};  // doubles with each wrong token ...
  static constexpr Milliseconds kLongestDelay{8'000};
  static constexpr std::chrono::minutes kMemory{10};  // ... until an address has sent none for so long
  // Wrong tokens of one address whose delay is not over. More of them at once would undo the delay, so until one ends
  // no token of that address is judged.
  static constexpr std::size_t kAtOnce = 4;
  static constexpr std::size_t kMostClients = 4'096;  // the one that was wrong longest ago is forgotten

  // How long no token from `address` is judged; 0 when one is.
  Milliseconds blocked_for(const std::string& address, Clock::time_point now) const;

  // A wrong token from `address`: how long its answer is held. An IPv6 client counts by its network of 64 bits, within
  // which it can choose addresses. Requires blocked_for() == 0.
  Milliseconds note(const std::string& address, Clock::time_point now);

  std::size_t clients() const { return clients_.size(); }

 private:
  struct Client {
    std::array<Clock::time_point, kAtOnce> over{};  // when the delays end
    Milliseconds next = kFirstDelay;
    Clock::time_point last{};
  };

  void forget_one();

  std::map<std::string, Client> clients_;
};

}  // namespace broadtape
