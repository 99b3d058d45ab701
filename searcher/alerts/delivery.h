// Delivers what alerts have queued: to a command, by mail, or to a webhook. docs/cli.md has the guarantees.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "common/archive/alert_queue.h"

namespace broadtape {

// Throws Error(kUsage) unless `target` is "command:" and a command of a shell, "mailto:" and an address, or an address
// that begins with http:// or https://.
void require_alert_target(const std::string& target);

inline constexpr std::int64_t kFirstRetrySeconds = 60;         // doubles with each failure ...
inline constexpr std::int64_t kMostRetrySeconds = 6 * 3600;    // ... up to this
inline constexpr std::int64_t kGiveUpSeconds = 3 * 24 * 3600;  // after the delivery was made
inline constexpr std::int64_t kDeliverySeconds = 60;           // time limit of one attempt

struct DeliveryReport {
  std::uint64_t delivered = 0;
  std::uint64_t waiting = 0;   // failed now or before, to be tried again
  std::uint64_t given_up = 0;  // moved to the folder `failed`
};

// Attempts each delivery that is due at `now_s`, or each at all if `every`. After a failure, further ones to the same
// target wait, too, so that a dead host costs one attempt. Calls `say` for each failure. Throws Error(kCorrupt) for a
// damaged file, after the others, Error(kUnwritable).
DeliveryReport deliver_alerts(AlertQueue& queue, std::int64_t now_s, bool every,
                              const std::function<void(const std::string&)>& say);

}  // namespace broadtape
