#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/time/date_parser.h"

// Any bytes give a date that survives being written and read, or a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  const broadtape::DateResult result = broadtape::parse_date(text, {1'767'225'600, 3600});
  if (!result) {
    if (result.reason.empty()) std::abort();
    return 0;
  }
  const broadtape::Instant& instant = result.date->instant;
  if (broadtape::parse_instant(broadtape::format_instant(instant)) != instant) std::abort();
  return 0;
}
