// When an address is asked again: by what its server and its feed say, within limits.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

namespace broadtape {

inline constexpr std::int64_t kMaxWaitS = 86'400;     // nothing makes a wait longer
inline constexpr std::int64_t kMaxCacheWaitS = 3600;  // by Cache-Control: servers send a year for every file

// What a server and a feed say about the next request.
struct PollHints {
  std::optional<std::int64_t> max_age_s;  // RFC 9111: max-age less Age
  std::optional<std::int64_t> ttl_s;      // RSS: ttl; RSS 1.0: sy:updatePeriod and sy:updateFrequency
  std::bitset<24> skip_hours;             // RSS: hours of UTC
  std::bitset<7> skip_days;               // RSS: days, 0 is Sunday
};

// Retry-After: seconds, or a date. Nullopt for other text.
std::optional<std::int64_t> retry_after_s(std::string_view text, std::int64_t now_s);

// Nullopt without max-age.
std::optional<std::int64_t> max_age_s(std::string_view cache_control, std::string_view age);

// Reads what precedes the first item of a feed, in any form of RSS; at most 64 KiB.
PollHints feed_hints(std::string_view body);

// After an answer: `every_s`, or later as the hints say.
std::int64_t next_after_answer(std::int64_t now_s, std::int64_t every_s, const PollHints& hints);

// After `failures` in a row (1 or more): the wait doubles with each, from `every_s`, and is changed by up to a quarter
// as `jitter` (0 to 1) says. At least `retry_after`, if the server gave it.
std::int64_t next_after_failure(std::int64_t now_s, std::int64_t every_s, std::uint64_t failures,
                                std::optional<std::int64_t> retry_after, double jitter);

}  // namespace broadtape
