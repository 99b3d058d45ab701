// What the texts for people have in common: numbers, times, lists, bars and charts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "common/terminal/terminal_text.h"
#include "common/time/instant.h"
#include "searcher/output/format.h"
#include "searcher/search/search_answer.h"

namespace broadtape {

inline constexpr std::string_view kFactSeparator = " · ";

// Wrapped to the style's width.
void write_lines(const std::vector<Span>& spans, std::string_view indent, const TextStyle& style, std::ostream& out);

// "1 article", "1,234 articles".
std::string plural(std::uint64_t count, std::string_view noun);

// "2025-01-30 14:05Z", "2025-01-30" when only the day is known, "undated".
std::string shown_time(const std::optional<Instant>& when);

// The first `most` symbols and how many more there are.
std::string shown_tickers(const std::vector<std::string>& symbols, std::size_t most);

// The parts that are not empty, harmless, with separators.
std::string facts_line(const std::vector<std::string>& parts);

std::vector<Span> spans_of(const std::vector<Piece>& pieces, Ink plain, Ink match);

// Cut or filled with blanks to exactly `columns`. Requires harmless text.
std::string fitted(std::string_view text, std::size_t columns);

// A bar for `count` where `most` has `columns`; anything above zero shows.
std::string bar(std::uint64_t count, std::uint64_t most, std::size_t columns);

// The inks that tell the lines of a chart apart, in order, over and over.
Ink series_ink(std::size_t series);

// A bar to the eighth of a column for `count` where `most` fills `columns`; anything above zero shows. Not filled up.
std::string block_bar(double count, double most, std::size_t columns);

// `text` on the right of `columns`.
std::string right_aligned(const std::string& text, std::size_t columns);

// One block for each of `columns` stretches of `counts`, the fuller the higher, or one for each count when they are
// fewer; a blank where there is nothing.
std::string density_strip(const std::vector<std::uint64_t>& counts, std::size_t columns);

// "12.3 %", "0.04 %", "-" without a share.
std::string shown_percent(const std::optional<double>& percent);

}  // namespace broadtape
