// Parses the date formats of news archives, strictly: ambiguous input is rejected.
//
// Forms: RFC 3339 and looser variants (`2025-01-27 21:05:00 UTC`, `2025-04-07 16:30:00+0900`, `20160116T131559+0000`,
// `2021-4-5`), RFC 822 (`Wed, 19 Mar 2025 14:05:00 EDT`), US long forms (`May 12, 2025 4:05 PM EDT`,
// `Fri Oct 20, 2006 6:15pm EDT`, `September 12, 2023 — 06:15 pm EDT`, `Dec 17, 2024`), day first
// (`26-FEB-1987 15:01:01.79`, `6-Jan-22`, `6 January 2022`), yearless with a weekday (`Feb 05, Thu`), and seconds or
// milliseconds since 1970 (10 or 13 digits, before 2100). Time and weekday may also come first, and `Published:` or
// `Last updated` before everything. A weekday that contradicts a complete date is ignored.
// Dates of unknown order (`01/02/2025`, `30.01.2025`) are rejected; `2025/01/30` is accepted.
// docs/archive-format.md lists all formats with their results.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/time/instant.h"

namespace broadtape {

struct DateHints {
  // A date without a year gets the year in which it falls on the given weekday and is nearest to this instant. If
  // unset, dates without a year are rejected.
  std::optional<std::int64_t> nearest_s;
  // The zone of times without a zone, in seconds east of UTC.
  int default_offset_s = 0;
};

struct ParsedDate {
  Instant instant;
  std::string zone;  // as written: "EDT", "-0400", "Z"; may be empty
};

struct DateResult {
  std::optional<ParsedDate> date;
  std::string reason;  // why the text was rejected: "February 2025 has no day 31"

  explicit operator bool() const { return date.has_value(); }
};

// Ignores surrounding white space and the `# date added by ...` remarks of Reuters-21578 (only the day is kept, because
// the time is invented). Any other text after a date is an error. Known zones are the US ones (ET, CT, MT, PT by the
// daylight saving rules of that day), GMT, UTC, Z, BST, CET, CEST and the others of time_zone.cc; IST is India; other
// names are errors. An impossible time (`31-MAR-1987 605:12:19.12`) leaves the day; 24:00 is the end of the day, second
// 60 becomes 59. Years run from 1600 to 9999. A two-digit year is in 1970 to 2069.
DateResult parse_date(std::string_view text, const DateHints& hints = {});

}  // namespace broadtape
