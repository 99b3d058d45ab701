// Parses the date formats of news archives, strictly: ambiguous input is rejected.
//
// Forms: RFC 3339 and looser variants (`2025-01-27 21:05:00 UTC`, `20160116T131559+0000`, `2021-4-5`), RFC 822
// (`Wed, 19 Mar 2025 14:05:00 EDT`), days with a month's name in the languages of data/words/date-words.tsv
// (`May 12, 2025 4:05 PM EDT`, `26-FEB-1987 15:01:01.79`, `15 de enero de 2024`, `2024年1月15日 上午9:30`), days in
// numbers (`30.01.2025`, `8/23/2026`), yearless ones with a weekday (`Feb 05, Thu`), the time since 1970 in digits,
// `/Date(1705311000000)/`, and, where the hints allow them, ages (`2 hours ago`) and the day numbers of spreadsheets.
// Time and weekday may also come first, and `Published:` or `Last updated` before everything. The date
// counts where its weekday is that of another day.
// docs/archive-format.md lists all formats with their results.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/time/instant.h"

namespace broadtape {

enum class DateOrder : std::uint8_t { kUnknown, kDayFirst, kMonthFirst };

struct YearRange {
  int first = 1800;
  int last = 2100;

  friend bool operator==(const YearRange&, const YearRange&) = default;
};

struct DateHints {
  // A date without a year gets the year in which it falls on the given weekday and is nearest to this instant. If
  // unset, dates without a year are rejected.
  std::optional<std::int64_t> nearest_s = std::nullopt;
  // The zone of times without a zone, in seconds east of UTC.
  int default_offset_s = 0;
  // The order of `01/02/2025`, whose numbers do not show it. kUnknown: rejected.
  DateOrder order = DateOrder::kUnknown;
  // When the text was captured, to which `2 hours ago` and `yesterday` refer. If unset, they are rejected.
  std::optional<std::int64_t> captured_s = std::nullopt;
  // Whether numbers of five digits are the day numbers of a spreadsheet: 45306 is 2024-01-15.
  bool has_day_numbers = false;
  // IST, in seconds east of UTC: India, Israel (7,200) or Ireland (3,600).
  int ist_offset_s = 19'800;
  // Dates outside are rejected.
  YearRange years = {};
};

struct ParsedDate {
  Instant instant;
  std::string zone;  // as written: "EDT", "-0400", "Z"; may be empty
  // The order that the text proves, by a number above 12 or by its weekday, for dates such as `23/08/2026`.
  DateOrder shown_order = DateOrder::kUnknown;
  bool is_other_weekday = false;  // `Monday, 30 January 2025`, which is a Thursday
  bool is_update = false;         // `Updated: 30 January 2025`, without a date of publication
};

// Hints under which a rejected text would be a date.
enum class DateDoubt : std::uint8_t { kNone, kOrder, kDayNumber };

struct DateResult {
  std::optional<ParsedDate> date;
  std::string reason;  // why the text was rejected: "February 2025 has no day 31"
  DateDoubt doubt = DateDoubt::kNone;

  explicit operator bool() const { return date.has_value(); }
};

// Ignores surrounding white space, quotes and brackets, `3 min read`, and the `# date added by ...` remarks of
// Reuters-21578 (only the day is kept, because the time is invented). Any other text after a date is an error; of
// `Published Jan 5, 2025 | Updated Jan 6, 2025` and `Jan 5, 2025 (updated Jan 6)` the first is taken. Known zones are
// the US ones (ET, CT, MT, PT by the daylight saving rules of that day), GMT, UTC, Z, BST, CET, CEST and the others of
// time_zone.cc, and names of the IANA database (`[America/New_York]`), which an offset overrides; other names are
// errors. An impossible time
// (`31-MAR-1987 605:12:19.12`) leaves the day; 24:00 is the end of the day, second 60 becomes 59. A two-digit year is
// in 1970 to 2069.
// In numbers, dots are day-first; otherwise a number above 12, the weekday and the hints decide. Placeholders are
// rejected: 1970-01-01T00:00:00Z, the years 0001 and 9999, 0000-00-00, the example of Go's time formats.
DateResult parse_date(std::string_view text, const DateHints& hints = {});

// An age in a line of text: `2 hours ago`, `yesterday at 14:30`.
struct AgeInText {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_word = false;   // `yesterday`, which other languages have as a word with another meaning
  bool has_time = false;  // of day
};

// The first age in `line`; nullopt if it has none, or is longer than a line of a few words.
std::optional<AgeInText> find_age(std::string_view line);

// Whether a date has no four digits in a row, as ages have none.
bool may_be_age(std::string_view date);

// Whether the text begins with a word for an update: `Updated: 30 January 2025`.
bool begins_with_update(std::string_view text);

// Whether the whole text is a time of day, perhaps with a zone: `09:30AM`, `14:05:00 EST`, `10h21`.
bool is_time_of_day(std::string_view text);

}  // namespace broadtape
