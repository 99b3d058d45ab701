// Numbers in the values of an article. Damaged values are read as numbers within the limits.
#pragma once

#include <xapian.h>

#include <cmath>
#include <cstdint>
#include <string>

namespace broadtape {

// The nearest whole number from `least` to `most`; `least` for what is no number.
inline std::int64_t stored_number(const std::string& value, std::int64_t least, std::int64_t most) {
  const double number = Xapian::sortable_unserialise(value);
  if (!(number > static_cast<double>(least))) return least;
  return number < static_cast<double>(most) ? static_cast<std::int64_t>(std::llround(number)) : most;
}

// The limits of instants in values, in seconds UTC: the years 1 to 9999.
inline constexpr std::int64_t kFirstInstant = -62'135'596'800, kLastInstant = 253'402'300'799;

// The instant in a value of kPublishedSlot.
inline std::int64_t stored_instant(const std::string& value) {
  return stored_number(value, kFirstInstant, kLastInstant);
}

// The number in a value of kWordsSlot.
inline std::uint64_t stored_count(const std::string& value) {
  constexpr std::int64_t kMost = std::int64_t{1} << 53;
  return static_cast<std::uint64_t>(stored_number(value, 0, kMost));
}

}  // namespace broadtape
