// The shapes of dates in lines of text: where they begin and end, in the forms that parse_date() reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/readers/html/page_dates.h"

namespace broadtape {

// A date found in a line, in the forms that parse_date() might read; the most complete first.
struct DateShape {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string day_text;  // "5 June 2015", "2015-06-05"
  std::string written;   // numeric dates as written, if that is not `day_text`
  std::string time;      // "10:22 AM", may be empty
  std::string zone;      // "EDT", "+02:00"; may be empty
};

// The date whose first number is at text[at], which has `digits` digits; month names are not checked.
std::optional<DateShape> date_shape(std::string_view text, std::size_t at, std::size_t digits, DayOrder order);

inline constexpr int kFirstPageYear = 1900;

}  // namespace broadtape
