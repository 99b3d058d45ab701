// Queries parsed at a fixed time.
#pragma once

#include <cstdint>
#include <string>

#include "searcher/query/parser.h"

namespace broadtape {

inline constexpr std::int64_t kParsedAt = 1'738'245'900;  // 2025-01-30T14:05:00Z

inline ParsedQuery parsed(const std::string& text) {
  static Analyser analyser;
  return parse_query(text, {kParsedAt, {}}, analyser);
}

}  // namespace broadtape
