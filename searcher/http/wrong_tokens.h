// Slows down guessing of the token. The answer to a wrong token is delayed, longer each time, and only a few wrong
// tokens per address are processed at a time.
//
// Threads: used only by the server's thread.
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
  static constexpr std::chrono::minutes kMemory{10};  // ... until the address has sent none for this long
  // Wrong tokens per address whose delays run concurrently. Without this limit, concurrent requests would defeat the
  // delay. At the limit, no token from the address is checked until a delay ends.
  static constexpr std::size_t kAtOnce = 4;
  static constexpr std::size_t kMostClients = 4'096;  // beyond this, the least recent entry is dropped

  // How long tokens from `address` are not checked; 0 if they are.
  Milliseconds blocked_for(const std::string& address, Clock::time_point now) const;

  // Records a wrong token from `address` and returns the delay of its answer. An IPv6 client counts by its /64 network,
  // within which it can choose addresses freely. Requires blocked_for() == 0.
  Milliseconds note(const std::string& address, Clock::time_point now);

  std::size_t clients() const { return clients_.size(); }

 private:
  struct Client {
    std::array<Clock::time_point, kAtOnce> over{};  // when each delay ends
    Milliseconds next = kFirstDelay;
    Clock::time_point last{};
  };

  void forget_one();

  std::map<std::string, Client> clients_;
};

}  // namespace broadtape
