// Reads the time of day in a written date: `15:01:01.79`, `6:15pm EDT`, `131559+0000`.
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
  std::string zone_text;  // as written; empty when none is
};

enum class ReadResult { kRead, kNotHere, kRefused };

// What may stand at this place, besides `15:01`.
struct ClockForms {
  bool compact = false;  // `1315`, `131559`: behind a T only
  bool dotted = false;   // `16.05`: behind a whole date only
};

// Skips what it read. kNotHere leaves `tokens` alone; kRefused sets `reason`.
ReadResult read_clock(DateTokens& tokens, ClockForms forms, WrittenClock& clock, std::string& reason);

}  // namespace broadtape
