// Parts shared by text output: numbers, times, lists, bars and charts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "common/terminal/terminal_text.h"
#include "common/text/display_width.h"
#include "common/time/instant.h"
#include "searcher/output/format.h"
#include "searcher/search/search_answer.h"
#include "searcher/search/shown_companies.h"

namespace broadtape {

inline constexpr std::string_view kFactSeparator = " · ";

// Wrapped to the style's width.
void write_lines(const std::vector<Span>& spans, std::string_view indent, const TextStyle& style, std::ostream& out);

// "1 article", "1,234 articles".
std::string plural(std::uint64_t count, std::string_view noun);

// "2025-01-30 14:05Z", or "2025-01-30 15:05+01:00" in another zone; "2025-01-30" if the time is unknown; "undated".
std::string shown_time(const std::optional<Instant>& when, const TimeZone& zone);

// "+3 copies: Harbor Wire 07:12 first": how many further matches a hit represents, and who had the story first. The day
// is left out if it is that of the hit. Empty if it represents none. Harmless.
std::string copies_line(const Hit& hit, const TimeZone& zone);

// The first `most` symbols and the number of further ones.
std::string shown_tickers(const std::vector<std::string>& symbols, std::size_t most);

// Whether the value of a company's row is a symbol or code rather than `company`, its key, alone or after kOneCompany.
bool is_symbol(std::string_view value, std::string_view company);

// "NVDA  Nvidia": the symbol, padded to `symbol_columns`, and the name of a company. `company` is its key, which is not
// shown instead of a symbol if there is a name. Harmless.
std::string company_label(const std::string& symbol, const std::string& company, const std::string& name,
                          std::size_t symbol_columns);

// What is shown for the values of a facet: FacetValue or FacetTableValue. Harmless.
template <class Value>
std::vector<std::string> value_labels(const std::vector<Value>& values) {
  std::size_t columns = 0;
  for (const Value& value : values) {
    if (is_symbol(value.value, value.company)) columns = std::max(columns, display_width(harmless(value.value)));
  }
  std::vector<std::string> labels;
  for (const Value& value : values) labels.push_back(company_label(value.value, value.company, value.name, columns));
  return labels;
}

// "companies: NVDA Nvidia (nvidia, exchange-mark, about), ..."; empty if there are none. Harmless.
std::string companies_line(const std::vector<ShownCompany>& companies);

// The non-empty parts, made harmless, with separators.
std::string facts_line(const std::vector<std::string>& parts);

std::vector<Span> spans_of(const std::vector<Piece>& pieces, Ink plain, Ink match);

// Truncated or padded to exactly `columns`. Requires harmless text.
std::string fitted(std::string_view text, std::size_t columns);

// A bar for `count`, on a scale where `most` takes `columns`; nonzero counts are always visible.
std::string bar(std::uint64_t count, std::uint64_t most, std::size_t columns);

// The ink of a chart's series, from a repeating sequence.
Ink series_ink(std::size_t series);

// As bar(), with a resolution of an eighth of a column. Not padded.
std::string block_bar(double count, double most, std::size_t columns);

// `text` right-aligned in `columns`.
std::string right_aligned(const std::string& text, std::size_t columns);

// Divides `counts` into `columns` parts and draws one block per part, of a height in proportion to its counts; one per
// count if there are fewer counts. Zero is a blank.
std::string density_strip(const std::vector<std::uint64_t>& counts, std::size_t columns);

// "12.3 %", "0.04 %", "-" for nullopt.
std::string shown_percent(const std::optional<double>& percent);

}  // namespace broadtape
