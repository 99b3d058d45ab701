// Reads the dates that news archives are written with, strictly: what is not surely a date is none.
//
// Forms: RFC 3339 and its looser kin (`2025-01-27 21:05:00 UTC`, `2025-04-07 16:30:00+0900`, `20160116T131559+0000`,
// `2021-4-5`), RFC 822 (`Wed, 19 Mar 2025 14:05:00 EDT`), US long forms (`May 12, 2025 4:05 PM EDT`,
// `Fri Oct 20, 2006 6:15pm EDT`, `September 12, 2023 — 06:15 pm EDT`, `Dec 17, 2024`), day first
// (`26-FEB-1987 15:01:01.79`, `6-Jan-22`, `6 January 2022`), yearless with a weekday (`Feb 05, Thu`), and seconds or
// milliseconds since 1970 (10 or 13 digits, before 2100). Time and weekday may also stand first, and `Published:`,
// `Last updated` before it all. A weekday that contradicts a whole date is overlooked.
// Dates of unknown order (`01/02/2025`, `30.01.2025`) are refused; `2025/01/30` is read.
// docs/archive-format.md lists them all with what they become.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/time/instant.h"

namespace broadtape {

struct DateHints {
  // A yearless date takes the year, among those whose calendar puts it on the weekday written, that brings it nearest
  // to this instant. Without it such a date is no date.
  std::optional<std::int64_t> nearest_s;
  // The zone for times written without one, in seconds east of UTC.
  int default_offset_s = 0;
};

struct ParsedDate {
  Instant instant;
  std::string zone;  // as written: "EDT", "-0400", "Z"; empty when the text has none
};

struct DateResult {
  std::optional<ParsedDate> date;
  std::string reason;  // why there is no date, for the reject report: "February 2025 has no day 31"

  explicit operator bool() const { return date.has_value(); }
};

// Leading and trailing white space, and Reuters-21578's `# date added by ...` remarks (the time is then made up, and
// the day kept), are passed over; anything else left over after a date makes it no date.
// Zone names are the US ones (ET, CT, MT, PT by the daylight saving rules of that day), GMT, UTC, Z, BST, CET, CEST and
// others of zone_names.cc, IST being India; a zone of another name makes it no date.
// A time that cannot be (`31-MAR-1987 605:12:19.12`) leaves the day; 24:00 is the end of the day, second 60 the 59th.
// Years run from 1600 to 9999. A two-digit year is in 1970 to 2069.
DateResult parse_date(std::string_view text, const DateHints& hints = {});

}  // namespace broadtape
