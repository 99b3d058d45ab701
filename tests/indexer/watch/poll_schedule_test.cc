#include "indexer/watch/poll_schedule.h"

#include <catch2/catch.hpp>

using namespace broadtape;

namespace {

constexpr std::int64_t kThursday = 1738238400;  // 2025-01-30T12:00:00Z
constexpr std::int64_t kHour = 3600;

}  // namespace

TEST_CASE("Retry-After is read as seconds or as a date", "[watch]") {
  struct Case {
    const char* text;
    std::optional<std::int64_t> seconds;
  };
  const Case cases[] = {
      {"120", 120},
      {" 0 ", 0},
      {"Thu, 30 Jan 2025 12:10:00 GMT", 600},
      {"Thu, 30 Jan 2025 11:00:00 GMT", 0},  // has passed
      {"", std::nullopt},
      {"-5", std::nullopt},
      {"1.5", std::nullopt},
      {"soon", std::nullopt},
      {"99999999999999999999", std::nullopt},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    CHECK(retry_after_s(c.text, kThursday) == c.seconds);
  }
}

TEST_CASE("max-age is what is left of the time in a cache", "[watch]") {
  struct Case {
    const char* cache_control;
    const char* age;
    std::optional<std::int64_t> seconds;
  };
  const Case cases[] = {
      {"max-age=600", "", 600},       {"public, Max-Age=600, must-revalidate", "100", 500},
      {"max-age=600", "900", 0},      {"s-maxage=600", "", std::nullopt},
      {"no-cache", "", std::nullopt}, {"max-age=\"600\"", "", std::nullopt},
      {"", "5", std::nullopt},
  };
  for (const Case& c : cases) {
    INFO(c.cache_control);
    CHECK(max_age_s(c.cache_control, c.age) == c.seconds);
  }
}

TEST_CASE("A feed says when it wants to be asked", "[watch]") {
  const PollHints none = feed_hints("<rss><channel><title>News</title><item><ttl>60</ttl></item>");
  CHECK(none.ttl_s == std::nullopt);  // of an item
  CHECK(none.skip_hours.none());

  CHECK(feed_hints("<rss><channel><ttl> 60 </ttl><item>").ttl_s == 3600);
  CHECK(feed_hints("<rss><channel><TTL>60</TTL>").ttl_s == 3600);
  CHECK(feed_hints("<rss><channel><ttl>sixty</ttl>").ttl_s == std::nullopt);
  CHECK(feed_hints("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>").ttl_s == 900);
  CHECK(feed_hints("<sy:updatePeriod>\n\tdaily\n</sy:updatePeriod>").ttl_s == 86'400);
  CHECK(feed_hints("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>").ttl_s ==
        3600);

  const PollHints skips = feed_hints(
      "<skipHours><hour>0</hour><hour>13</hour><hour>24</hour><hour>99</hour></skipHours>"
      "<skipDays><day>Saturday</day><day>Sunday</day><day>Someday</day></skipDays>");
  CHECK(skips.skip_hours.count() == 2);
  CHECK(skips.skip_hours[0]);
  CHECK(skips.skip_hours[13]);
  CHECK(skips.skip_days.count() == 2);
  CHECK(skips.skip_days[6]);
  CHECK(skips.skip_days[0]);
}

TEST_CASE("The next request comes after the longest wait that is asked for, within limits", "[watch]") {
  PollHints hints;
  CHECK(next_after_answer(kThursday, 300, hints) == kThursday + 300);
  hints.max_age_s = 60;
  CHECK(next_after_answer(kThursday, 300, hints) == kThursday + 300);
  hints.max_age_s = 31'536'000;  // of a server that says so for all files
  CHECK(next_after_answer(kThursday, 300, hints) == kThursday + kMaxCacheWaitS);
  hints.ttl_s = 2 * kHour;
  CHECK(next_after_answer(kThursday, 300, hints) == kThursday + 2 * kHour);
  hints.ttl_s = 365 * 24 * kHour;
  CHECK(next_after_answer(kThursday, 300, hints) == kThursday + kMaxWaitS);

  PollHints skips;
  skips.skip_hours.set(12).set(13);
  CHECK(next_after_answer(kThursday, 300, skips) == kThursday + 2 * kHour);
  skips = {};
  skips.skip_days.set(4);  // the rest of Thursday
  CHECK(next_after_answer(kThursday, 300, skips) == kThursday + 12 * kHour);
  skips.skip_hours.set();  // every hour: asked each day all the same
  CHECK(next_after_answer(kThursday, 300, skips) == kThursday + kMaxWaitS);
}

TEST_CASE("The wait doubles with each failure, varies, and is at least what the server asks for", "[watch]") {
  struct Case {
    std::uint64_t failures;
    std::optional<std::int64_t> retry_after;
    double jitter;
    std::int64_t wait_s;
  };
  const Case cases[] = {
      {1, {}, 0.5, 300},
      {2, {}, 0.5, 600},
      {3, {}, 0.5, 1200},
      {1, {}, 0, 225},
      {1, {}, 1, 375},
      {60, {}, 0.5, 86'400},
      {60, {}, 1, 86'400},
      {1, 1000, 0.5, 1000},
      {1, 10, 0.5, 300},
      {1, 10'000'000, 0.5, 86'400},
      {1'000'000'000, {}, 0.5, 86'400},
  };
  for (const Case& c : cases) {
    INFO(c.failures << " " << c.jitter);
    CHECK(next_after_failure(kThursday, 300, c.failures, c.retry_after, c.jitter) == kThursday + c.wait_s);
  }
}
