// Limits on an article's length, as in `words:>200`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

struct WordCountResult {
  std::uint32_t least = 0;
  std::optional<std::uint32_t> most;  // both inclusive
  std::string text;                   // normalised
  std::string problem;                // why the text is invalid; empty if it is valid
  std::string hint;
};

// `200`, `2,000`, `>200`, `>=200`, `<500`, `<=500`, `200..500`, `200..`, `..500`.
WordCountResult parse_word_count(std::string_view text);

}  // namespace broadtape
