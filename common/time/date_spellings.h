// Spellings of whole dates that the date parser knows only after they are rewritten.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

// ISO weeks and days of the year (`2024-W05-2`, `2024-030`), dates with a zone but no time (`2024-01-30Z`), digits
// without separators (`20240130093000Z`, `2024013009`), and times with other marks (`2024-01-30_09-30-00`,
// `20240130-093000`, `2024-01-30T09`) in the usual form of ISO 8601. nullopt for other text.
std::optional<std::string> respelled(std::string_view text);

// The digits of other scripts (full-width, Thai, Arabic) and the full-width forms of ASCII as ASCII, and the numbers
// before the marks for year, month, day, hour and minute (`二〇二四年一月三十日`) as digits. nullopt if there are none.
std::optional<std::string> with_ascii_digits(std::string_view text);

// A date in Vietnamese, `Thứ Tư, ngày 6 tháng 3 năm 2024`, with the names of its month and weekday in English. A day in
// numbers gets dots, because the day is first. nullopt for other text.
std::optional<std::string> with_english_months(std::string_view text);

// Whether the text is the digits of a year, month, day and hour: `2024013009`. As seconds since 1970, such numbers are
// after 2032.
bool is_hour_in_digits(std::string_view text);

}  // namespace broadtape
