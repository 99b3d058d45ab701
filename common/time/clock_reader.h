// Parses the time of day of a date: `15:01:01.79`, `6:15pm EDT`, `131559+0000`.
#pragma once

#include <string>

#include "common/time/date_tokens.h"
#include "common/time/zone_names.h"

namespace broadtape {

struct WrittenClock {
  int second_of_day = 0;    // 86,400 for 24:00
  bool is_possible = true;  // false for hour 605
  bool has_zone = false;
  Zone zone;
  std::string zone_text;  // as written; may be empty
};

enum class ReadResult { kRead, kNotHere, kRefused };

// Forms that are valid only in some positions.
struct ClockForms {
  bool compact = false;  // `1315`, `131559`: only after a T
  bool dotted = false;   // `16.05`: only after a complete date
};

// Consumes the tokens of the time. kNotHere consumes nothing; kRefused sets `reason`.
ReadResult read_clock(DateTokens& tokens, ClockForms forms, WrittenClock& clock, std::string& reason);

}  // namespace broadtape
