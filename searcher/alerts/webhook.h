// Posts a delivery to a webhook, signed as Standard Webhooks 1.0 says (www.standardwebhooks.com).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/archive/alert_queue.h"
#include "searcher/alerts/child_process.h"

namespace broadtape {

// "v1," and the base64 of HMAC-SHA256 over "ID.TIME.BODY". `secret` is "whsec_" and base64.
std::string webhook_signature(const std::string& secret, std::string_view id, std::int64_t time_s,
                              std::string_view body);

// One request. It fails unless the answer is 2xx; redirects are not followed. Retry-After is in the result.
DeliveryResult post_webhook(const Delivery& delivery, const std::string& secret, std::int64_t now_s,
                            std::int64_t limit_s);

// The target as messages show it: an address without user, password, query and fragment, which may be secret.
std::string shown_target(const std::string& target);

}  // namespace broadtape
