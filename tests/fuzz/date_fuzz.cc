#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/time/date_parser.h"

namespace {

void check(std::string_view text, const broadtape::DateHints& hints) {
  const broadtape::DateResult result = broadtape::parse_date(text, hints);
  if (!result) {
    if (result.reason.empty()) std::abort();
    return;
  }
  const broadtape::Instant& instant = result.date->instant;
  if (broadtape::parse_instant(broadtape::format_instant(instant)) != instant) std::abort();
}

}  // namespace

// Any bytes give a date that survives being written and read, or a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  broadtape::DateHints hints{1'767'225'600, 3600};
  check(text, hints);
  hints.captured_s = 1'767'225'600;
  hints.has_day_numbers = true;
  for (const auto order : {broadtape::DateOrder::kDayFirst, broadtape::DateOrder::kMonthFirst}) {
    hints.order = order;
    check(text, hints);
  }
  (void)broadtape::is_time_of_day(text);
  return 0;
}
