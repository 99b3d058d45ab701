// What a user who has typed the beginning of a ticker, a source or a word may mean: values that the archive has.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/archive/archive.h"
#include "common/text/analyser.h"

namespace broadtape {

struct CompletedValue {
  std::string value;           // "NVDA"; of a source, its name as an article has it
  std::string description;     // the company's name where the symbol directory knows it, otherwise empty
  std::uint64_t articles = 0;  // versions of articles that have it
};

inline constexpr std::size_t kMostCompletedValues = 200;

// Symbols of the archive that begin with `prefix`, in any case; when there is none, those of companies whose names do.
// The `limit` that most articles have, by value. Reads no more than 20,000 terms.
// Throws as with_read_errors() does.
std::vector<CompletedValue> suggest_tickers(const Archive& archive, std::string_view prefix,
                                            std::size_t limit = kMostCompletedValues);

// The same, and those of companies whose names begin so as well: an exact symbol first, then those that most articles
// have.
std::vector<CompletedValue> suggest_companies(const Archive& archive, std::string_view prefix, std::size_t limit);

// Outlets of the archive whose names begin with `prefix`, folded; likewise.
std::vector<CompletedValue> suggest_sources(const Archive& archive, std::string_view prefix,
                                            std::size_t limit = kMostCompletedValues);

// Words of titles and bodies that begin with `prefix`, those that most articles have first, as articles write them.
// None for less than two letters.
std::vector<CompletedValue> suggest_words(const Archive& archive, Analyser& analyser, std::string_view prefix,
                                          std::size_t limit);

enum SuggestionKind : std::uint32_t { kSuggestTickers = 1, kSuggestSources = 2, kSuggestWords = 4 };

struct SuggestRequest {
  std::string prefix;
  std::uint32_t kinds = kSuggestTickers | kSuggestSources | kSuggestWords;
  std::size_t limit = 8;  // of each kind
};

struct SuggestAnswer {
  std::string prefix;
  std::vector<CompletedValue> tickers, sources, words;  // empty when not asked for
  std::int64_t took_us = 0;
};

SuggestAnswer suggest(const Archive& archive, Analyser& analyser, const SuggestRequest& request);

}  // namespace broadtape
