#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/time/date_parser.h"
#include "common/time/date_words.h"
#include "indexer/readers/field_names.h"
#include "indexer/readers/field_texts.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {

std::string_view part_number(std::string_view text) {
  text = trimmed(text);
  if (text.ends_with(".0")) text.remove_suffix(2);
  return text;
}

bool is_digits(std::string_view text, std::size_t min, std::size_t max) {
  return text.size() >= min && text.size() <= max && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string clock_of_day_part(std::string_view text) {
  constexpr std::size_t kMostDigits = 18;
  constexpr double kSecondsOfDay = 86'400;
  text = trimmed(text);
  if (!text.starts_with("0.") || !is_digits(text.substr(2), 1, kMostDigits)) return {};
  const long second = std::lround(std::strtod(std::string(text).c_str(), nullptr) * kSecondsOfDay);
  if (second >= static_cast<long>(kSecondsOfDay)) return {};
  return fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
}

std::string date_of_parts(std::string_view year, std::string_view month, std::string_view day) {
  year = part_number(year);
  month = part_number(month);
  day = part_number(day);
  const int named = find_date_word(month.ends_with('.') ? month.substr(0, month.size() - 1) : month).month;
  if (!is_digits(year, 4, 4) || !is_digits(day, 1, 2) || (named == 0 && !is_digits(month, 1, 2))) return {};
  return fmt::format("{}-{:0>2}-{:0>2}", year, named > 0 ? std::to_string(named) : std::string(month), day);
}

void add_zone(std::string_view zone, RawArticle& raw) {
  zone = trimmed(zone);
  if (zone.empty()) return;
  const auto may_be_date = [](const DateResult& date) { return date || date.doubt == DateDoubt::kOrder; };
  const auto lacks_zone = [](const DateResult& date) {
    return date ? date.date->zone.empty() && date.date->instant.precision == Precision::kSecond
                : date.doubt == DateDoubt::kOrder;
  };
  for (const std::string& name : {std::string(zone), fmt::format("UTC{}", zone)}) {
    const bool is_of_time = !raw.time_text.empty();
    std::string& text = is_of_time ? raw.time_text : raw.date_text;
    std::string zoned = fmt::format("{} {}", text, name);
    const bool fits = is_of_time ? is_time_of_day(text) && is_time_of_day(zoned)
                                 : lacks_zone(parse_date(text)) && may_be_date(parse_date(zoned));
    if (!fits) continue;
    text = std::move(zoned);
    return;
  }
}

bool is_clock_number(std::string_view name, std::string_view value) {
  value = trimmed(value);
  if (value.size() < 3 || value.size() > 6 || value.find_first_not_of("0123456789") != std::string_view::npos) {
    return false;
  }
  const std::string normal = normal_field_name(name);
  if (!normal.ends_with("time") || normal.find("date") != std::string::npos) return false;
  const std::string digits = value.size() % 2 == 1 ? '0' + std::string(value) : std::string(value);
  const auto part = [&](std::size_t at) { return (digits[at] - '0') * 10 + digits[at + 1] - '0'; };
  return part(0) < 24 && part(2) < 60 && (digits.size() == 4 || part(4) < 60);
}

}  // namespace broadtape
