// How the news writes exchanges in marks such as `(NASDAQ: NVDA)` and `(TSX: SHOP)`.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadtape {

struct ExchangeMark {
  std::string_view name;        // in capitals, hyphens as spaces
  std::string_view ric_suffix;  // of symbols listed there; empty for the United States
};

// The mark of this name in any case, or null. `NYSE-American` is `NYSE American`.
const ExchangeMark* find_exchange_mark(std::string_view name);

// In place of a suffix: `Euronext` without a city may be any of several.
inline constexpr std::string_view kAnyEuronextSuffix = "*";

inline constexpr std::size_t kMaxExchangeWords = 3;

}  // namespace broadtape
