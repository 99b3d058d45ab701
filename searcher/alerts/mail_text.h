// The mail of a delivery (RFC 5322, MIME).
#pragma once

#include <cstdint>
#include <string>

#include "common/archive/alert_queue.h"

namespace broadtape {

// A mail to `address` with the articles of the delivery: title, outlet, time and address of each, as UTF-8. Its
// Message-ID has the delivery's id, by which readers drop repeats. Lines end with a line feed, as sendmail expects.
// Throws Error(kCorrupt) if the delivery's body is not that of an alert.
std::string mail_of(const Delivery& delivery, const std::string& address, std::int64_t now_s);

}  // namespace broadtape
