// Names of exchanges in marks such as `(NASDAQ: NVDA)` and `(TSX: SHOP)`.
#pragma once

#include <cstddef>
#include <string_view>

namespace broadtape {

struct ExchangeMark {
  std::string_view name;        // in capitals, spaces for hyphens
  std::string_view ric_suffix;  // Reuters suffix of its symbols; empty for US exchanges
};

// Finds an exchange by case-insensitive name; null if unknown. `NYSE-American` equals `NYSE American`.
const ExchangeMark* find_exchange_mark(std::string_view name);

// The suffix of `Euronext` without a city, which may be any of several.
inline constexpr std::string_view kAnyEuronextSuffix = "*";

inline constexpr std::size_t kMaxExchangeWords = 3;

}  // namespace broadtape
