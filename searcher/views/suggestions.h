// What a user who has typed the beginning of a ticker or a source may mean: values that the archive has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/archive.h"

namespace broadtape {

struct CompletedValue {
  std::string value;           // "NVDA"; of a source, its name as an article has it
  std::string description;     // the company's name where the symbol directory knows it, otherwise empty
  std::uint64_t articles = 0;  // versions of articles that have it
};

inline constexpr std::size_t kMostCompletedValues = 200;

// Symbols of the archive that begin with `prefix`, in any case; when there is none, those of companies whose names do.
// The `limit` that most articles have, by value. Reads no more than 20,000 terms.
// Throws as searching() does.
std::vector<CompletedValue> suggest_tickers(const Archive& archive, std::string_view prefix,
                                            std::size_t limit = kMostCompletedValues);

// Outlets of the archive whose names begin with `prefix`, folded; likewise.
std::vector<CompletedValue> suggest_sources(const Archive& archive, std::string_view prefix,
                                            std::size_t limit = kMostCompletedValues);

}  // namespace broadtape
