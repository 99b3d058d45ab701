// What one statement of a text says of its date, and the date that this means: steps of the date parser.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/time/date_parser.h"
#include "common/time/date_parts.h"

namespace broadtape {

// The words before a date. The statement with the highest counts.
enum class DateLabelRank : std::uint8_t { kUpdated, kNone, kPublished };

struct DateStatement {
  DateLabelRank label = DateLabelRank::kNone;
  std::optional<WrittenDay> day;
  std::optional<WrittenClock> clock;
  std::optional<int> weekday;
  std::optional<WrittenAge> age;
  std::optional<int> days_ago;  // `yesterday`

  bool has_date() const { return day || age || days_ago; }
};

struct StatementContext {
  std::string_view text;  // the whole text, for reasons
  const DateHints& hints;
  bool is_guess = false;  // the time of day is invented
};

// Settles the order of day and month and the year, counts ages from the time of capture, and checks the result.
DateResult judged(const DateStatement& statement, const StatementContext& context);

}  // namespace broadtape
