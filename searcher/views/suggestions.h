// Completions of the beginning of a ticker, source or word, from the values in the archive.
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
  std::string value;           // "NVDA", "company:chrysler"; for a source, its name as in an article
  std::string description;     // the company's name from the directory; may be empty
  std::uint64_t articles = 0;  // versions of articles that have it
};

inline constexpr std::size_t kMostCompletedValues = 200;

// Companies of the archive that have or had a symbol with the prefix `prefix`, in any case; if there are none, those of
// which a name, also a former one, has it. Each is a value of ticker: that finds this company alone. Returns the
// `limit` companies with the most articles, sorted by value. Reads at most 50,000 terms. Throws as with_read_errors()
// does.
std::vector<CompletedValue> suggest_tickers(const Archive& archive, std::string_view prefix,
                                            std::size_t limit = kMostCompletedValues);

// The same by symbols and names, as values of company:.
std::vector<CompletedValue> suggest_keys(const Archive& archive, std::string_view prefix,
                                         std::size_t limit = kMostCompletedValues);

// The same as values of ticker:, or `company:KEY` if no symbol finds the company alone; one with that symbol first,
// then by number of articles.
std::vector<CompletedValue> suggest_companies(const Archive& archive, std::string_view prefix, std::size_t limit);

// Sources of the archive whose folded names have the prefix `prefix`; otherwise the same.
std::vector<CompletedValue> suggest_sources(const Archive& archive, std::string_view prefix,
                                            std::size_t limit = kMostCompletedValues);

// Words of titles and bodies with the prefix `prefix`, by descending number of articles, as written in articles. Empty
// for fewer than two letters.
std::vector<CompletedValue> suggest_words(const Archive& archive, Analyser& analyser, std::string_view prefix,
                                          std::size_t limit);

enum SuggestionKind : std::uint32_t { kSuggestTickers = 1, kSuggestSources = 2, kSuggestWords = 4 };

struct SuggestRequest {
  std::string prefix;
  std::uint32_t kinds = kSuggestTickers | kSuggestSources | kSuggestWords;
  std::size_t limit = 8;  // per kind
};

struct SuggestAnswer {
  std::string prefix;
  std::vector<CompletedValue> tickers, sources, words;  // empty if not requested
  std::int64_t took_us = 0;
};

SuggestAnswer suggest(const Archive& archive, Analyser& analyser, const SuggestRequest& request);

}  // namespace broadtape
