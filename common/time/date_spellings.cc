#include "common/time/date_spellings.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/time/date_forms.h"
#include "common/time/instant.h"

namespace broadtape {
namespace {

constexpr std::size_t kIsoDayBytes = 10;
constexpr std::size_t kCompactDayBytes = 8;
constexpr std::size_t kCompactSecondBytes = 14;

std::size_t digits_from(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_not_of("0123456789", at);
  return (end == std::string_view::npos ? text.size() : end) - std::min(at, text.size());
}

char sign_or_end(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : '\0';
}

bool is_one_of(char c, std::string_view signs) {
  return c != '\0' && signs.find(c) != std::string_view::npos;
}

// `2024-W05-2`, `2024W052`, perhaps with a time.
std::optional<std::string> week_date(std::string_view text) {
  const int year = digits_at(text, 0, 4);
  const std::size_t hyphen = sign_or_end(text, 4) == '-' ? 1 : 0;
  if (year < 1 || sign_or_end(text, 4 + hyphen) != 'W') return std::nullopt;
  const int week = digits_at(text, 5 + hyphen, 2);
  if (hyphen == 1 && sign_or_end(text, 8) != '-') return std::nullopt;
  const std::size_t at = 7 + 2 * hyphen;
  const int weekday = digits_at(text, at, 1);
  if (week < 1 || weekday < 1 || weekday > 7 || digits_from(text, at) != 1) return std::nullopt;
  const Day fourth{year, 1, 4};  // always in the first week
  const std::int64_t first_monday = midnight_utc(fourth) - (weekday_of(fourth) + 6) % 7 * kSecondsPerDay;
  const std::int64_t monday = first_monday + (week - 1) * 7 * kSecondsPerDay;
  if (day_of(monday + 3 * kSecondsPerDay).year != year) return std::nullopt;  // the year has no such week
  return fmt::format("{}{}", format_day(day_of(monday + (weekday - 1) * kSecondsPerDay)), text.substr(at + 1));
}

// `2024-030`, perhaps with a time.
std::optional<std::string> ordinal_date(std::string_view text) {
  const int year = digits_at(text, 0, 4), number = digits_at(text, 5, 3);
  if (year < 1 || sign_or_end(text, 4) != '-' || number < 1 || digits_from(text, 5) != 3) return std::nullopt;
  const char after = sign_or_end(text, 8);
  if (after != '\0' && !is_one_of(after, "T ")) return std::nullopt;
  const Day day = day_of(midnight_utc({year, 1, 1}) + (number - 1) * kSecondsPerDay);
  if (day.year != year) return std::nullopt;
  return fmt::format("{}{}", format_day(day), text.substr(8));
}

// `Z`, `-05:00`, `+01:00`: the zone of an XML Schema date. The hours and minutes of `2024-01-30 09:30` have no sign.
bool is_zone_of_day(std::string_view text) {
  if (text == "Z") return true;
  return text.size() == 6 && is_one_of(text[0], "+-") && digits_at(text, 1, 2) >= 0 && text[3] == ':' &&
         digits_at(text, 4, 2) >= 0;
}

// The time `09-30-00`, `093000`, `0930` or `09` behind `mark`, with what follows it, as `09:30:00` or after a T.
std::optional<std::string> respelled_clock(char mark, std::string_view clock, bool behind_compact) {
  const std::size_t digits = digits_from(clock, 0);
  if (behind_compact && mark != 'T' && (digits == 4 || digits == 6)) return std::string(clock);
  if (digits != 2) return std::nullopt;
  const char sign = sign_or_end(clock, 2);
  const bool has_three = is_one_of(sign, "-:.") && digits_at(clock, 3, 2) >= 0 && sign_or_end(clock, 5) == sign &&
                         digits_at(clock, 6, 2) >= 0 && digits_from(clock, 6) == 2;
  if (has_three && (mark != ' ' || sign == '-')) {
    return fmt::format("{}:{}:{}{}", clock.substr(0, 2), clock.substr(3, 2), clock.substr(6, 2), clock.substr(8));
  }
  const bool is_hour = mark == 'T' && (sign == '\0' || is_one_of(sign, "Z+-")) && clock.size() <= 8;
  return is_hour ? std::optional(fmt::format("{}:00{}", clock.substr(0, 2), clock.substr(2))) : std::nullopt;
}

// A day and what follows it.
std::optional<std::string> respelled_after_day(std::string_view text) {
  const bool is_compact = digits_from(text, 0) == kCompactDayBytes;
  const bool is_iso = digits_at(text, 0, 4) >= 0 && sign_or_end(text, 4) == '-' && digits_at(text, 5, 2) >= 0 &&
                      sign_or_end(text, 7) == '-' && digits_at(text, 8, 2) >= 0;
  if (!is_compact && !is_iso) return std::nullopt;
  const std::string_view day = text.substr(0, is_compact ? kCompactDayBytes : kIsoDayBytes);
  const std::string_view rest = text.substr(day.size());
  if (is_zone_of_day(rest)) return std::string(day);
  if (rest.empty() || !is_one_of(rest[0], "-_T ")) return std::nullopt;
  const std::optional<std::string> clock = respelled_clock(rest[0], rest.substr(1), is_compact);
  return clock ? std::optional(fmt::format("{}T{}", day, *clock)) : std::nullopt;
}

// `20250127211000`, also with a fraction, a zone or milliseconds, `202501272110` and `2025012721`.
std::optional<std::string> spaced_digits(std::string_view text) {
  const std::size_t digits = digits_from(text, 0);
  const bool has_year = text.starts_with("19") || text.starts_with("20");
  const auto spaced = [&](std::string_view clock) {
    return std::optional(fmt::format("{}T{}", text.substr(0, kCompactDayBytes), clock));
  };
  if (digits == kCompactSecondBytes && (digits == text.size() || is_one_of(text[digits], ".,Z+-"))) {
    return spaced(text.substr(kCompactDayBytes));
  }
  if (!has_year || digits != text.size()) return std::nullopt;
  if (digits == 12) return spaced(text.substr(kCompactDayBytes));
  if (digits == 17) return spaced(text.substr(kCompactDayBytes, 6));
  return is_hour_in_digits(text) ? spaced(fmt::format("{}:00", text.substr(kCompactDayBytes))) : std::nullopt;
}

// Characters before which numbers are written in Chinese characters.
constexpr std::string_view kNumberMarks[] = {
    "\xE5\xB9\xB4", "\xE6\x9C\x88", "\xE6\x97\xA5", "\xE6\x99\x82", "\xE6\x97\xB6", "\xE5\x88\x86", "\xE5\x8F\xB7",
};

struct Numeral {
  std::string_view bytes;
  int value;
};
constexpr Numeral kNumerals[] = {
    {"\xE3\x80\x87", 0},   // 〇
    {"\xE9\x9B\xB6", 0},   // 零
    {"\xE4\xB8\x80", 1},   // 一
    {"\xE4\xBA\x8C", 2},   // 二
    {"\xE4\xB8\x89", 3},   // 三
    {"\xE5\x9B\x9B", 4},   // 四
    {"\xE4\xBA\x94", 5},   // 五
    {"\xE5\x85\xAD", 6},   // 六
    {"\xE4\xB8\x83", 7},   // 七
    {"\xE5\x85\xAB", 8},   // 八
    {"\xE4\xB9\x9D", 9},   // 九
    {"\xE5\x8D\x81", 10},  // 十
};

// The number in Chinese characters at the start of `text`, if a mark follows: `二〇二四年`, `三十日`.
std::optional<std::string> marked_number(std::string_view text, std::size_t& bytes) {
  std::string digits;
  bool behind_ten = false;
  for (bytes = 0;; bytes += 3) {
    const std::string_view rest = text.substr(bytes);
    const auto known = std::find_if(std::begin(kNumerals), std::end(kNumerals),
                                    [&](const Numeral& numeral) { return rest.starts_with(numeral.bytes); });
    if (known == std::end(kNumerals)) break;
    if (behind_ten) digits.pop_back();
    behind_ten = known->value == 10;
    digits += behind_ten ? (digits.empty() ? "10" : "0") : std::to_string(known->value);
  }
  const auto is_next = [&](std::string_view mark) { return text.substr(bytes).starts_with(mark); };
  const bool is_marked = std::any_of(std::begin(kNumberMarks), std::end(kNumberMarks), is_next);
  return digits.empty() || !is_marked ? std::nullopt : std::optional(digits);
}

// Digits of other scripts, by the first bytes of their characters and the last byte of zero.
struct DigitBlock {
  std::string_view lead;
  int zero;
};
constexpr DigitBlock kDigitBlocks[] = {
    {"\xE0\xB9", 0x90},  // Thai
    {"\xD9", 0xA0},      // Arabic
    {"\xDB", 0xB0},      // Persian
};

// The ASCII form of the character at the start of `text`, and its bytes; 0 if it has none.
char ascii_form(std::string_view text, std::size_t& bytes) {
  const auto byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0; };
  for (const DigitBlock& block : kDigitBlocks) {
    const int digit = byte(block.lead.size()) - block.zero;
    bytes = block.lead.size() + 1;
    if (text.starts_with(block.lead) && digit >= 0 && digit <= 9) return static_cast<char>('0' + digit);
  }
  bytes = 3;  // the full-width forms, U+FF01 to U+FF5E
  if (byte(0) != 0xEF || (byte(1) != 0xBC && byte(1) != 0xBD)) return '\0';
  const int code = ((byte(1) & 0x3F) << 6 | (byte(2) & 0x3F)) - 0xF00 + 0x20;
  return code > 0x20 && code < 0x7F ? static_cast<char>(code) : '\0';
}

}  // namespace

bool is_hour_in_digits(std::string_view text) {
  if (text.size() != 10 || digits_from(text, 0) != 10) return false;
  const Day day{digits_at(text, 0, 4), digits_at(text, 4, 2), digits_at(text, 6, 2)};
  return day.year >= 1970 && day.year < 2100 && is_valid(day) && digits_at(text, 8, 2) < 24;
}

std::optional<std::string> respelled(std::string_view text) {
  if (digits_from(text, 0) < 4) return std::nullopt;
  if (auto digits = spaced_digits(text)) return digits;
  if (auto week = week_date(text)) return week;
  if (auto ordinal = ordinal_date(text)) return ordinal;
  return respelled_after_day(text);
}

std::optional<std::string> with_ascii_digits(std::string_view text) {
  const bool has_year = text.find(kNumberMarks[0]) != std::string_view::npos;  // others name months so: `15 一月 2024`
  std::string ascii;
  bool has_other = false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t bytes = 1;
    const bool is_other = static_cast<unsigned char>(text[at]) >= 0x80;
    if (const char form = is_other ? ascii_form(text.substr(at), bytes) : '\0'; form != '\0') {
      ascii.push_back(form);
      at += bytes;
      has_other = true;
    } else if (const auto number = is_other && has_year ? marked_number(text.substr(at), bytes) : std::nullopt) {
      ascii += *number;
      at += bytes;
      has_other = true;
    } else {
      ascii.push_back(text[at++]);
    }
  }
  return has_other ? std::optional(std::move(ascii)) : std::nullopt;
}

}  // namespace broadtape
