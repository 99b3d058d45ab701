#include "indexer/readers/json/json_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "common/time/instant.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

// `1.738245E9`, as BigQuery writes instants, as `1738245000`; other texts unchanged.
std::string without_exponent(std::string text) {
  constexpr std::size_t kLongest = 24;
  if (text.size() > kLongest || text.find('E') == std::string::npos) return text;
  if (text.find_first_not_of("0123456789.E+") != std::string::npos) return text;
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  return end == text.c_str() + text.size() && std::isfinite(number) ? json_number_text(number) : text;
}

// The date in a list such as `[2024, 1, 30, 9, 30]`, as Java and Python write it, or in an object with the members
// year, month and day; empty for any other value.
std::string date_of_numbers(const json& value) {
  constexpr std::size_t kParts = 6, kMaxNumbers = 9;  // Python adds the weekday and more
  constexpr std::string_view kNames[kParts] = {"year",           "month monthvalue", "day dayofmonth",
                                               "hour hourofday", "minute",           "second"};
  std::vector<int> parts;
  const auto take = [&](const json& part) {
    const bool fits = part.is_number_integer() && part.get<double>() >= 0 && part.get<double>() < 10'000;
    if (fits) parts.push_back(part.get<int>());
    return fits;
  };
  if (value.is_array() && value.size() <= kMaxNumbers) {
    for (std::size_t i = 0; i < std::min(value.size(), kParts) && take(value[i]);) ++i;
  } else if (value.is_object()) {
    for (const std::string_view names : kNames) {
      const auto named = [&](const auto& item) {
        return fmt::format(" {} ", names).find(fmt::format(" {} ", normal_field_name(item.key()))) != std::string::npos;
      };
      auto member = value.begin();
      while (member != value.end() && !(named(member) && member->is_number_integer())) ++member;
      if (member == value.end() || !take(*member)) break;
    }
  }
  if (parts.size() < 3 || !is_valid(Day{parts[0], parts[1], parts[2]})) return {};
  parts.resize(parts.size() < 5 ? 3 : kParts);
  std::string date = format_day({parts[0], parts[1], parts[2]});
  if (parts.size() == kParts) date += fmt::format(" {:02}:{:02}:{:02}", parts[3], parts[4], parts[5]);
  return date;
}

// The same as set_json_field() for a list. False for a list that is no value of the field.
bool set_json_list(ArticleFields& fields, FieldMatch match, const json& list) {
  std::vector<std::string> texts = text_list(list, match.field);
  std::erase_if(texts, [&](const std::string& text) { return is_reference(match.field, text); });
  switch (match.field) {
    case RawField::kBody:
    case RawField::kSummary:
      fields.set(match, joined(texts, "\n\n"));  // paragraphs
      return true;
    case RawField::kAuthor:
    case RawField::kLabels:
      fields.set_list(match, std::move(texts));
      return true;
    case RawField::kDate:
      if (list.size() != 1 || texts.empty()) return false;
      fields.set(match, std::move(texts.front()));
      return true;
    default:
      if (!texts.empty()) fields.set(match, std::move(texts.front()));
      return true;
  }
}

}  // namespace

std::optional<json> value_in_string(const json& value) {
  const std::string* const text = value.get_ptr<const std::string*>();
  if (!text || text->size() < 2 || (text->front() != '{' && text->front() != '[') || !is_structured_cell(*text))
    return std::nullopt;
  std::optional<json> inner = parse_json(*text).value;
  return inner && inner->is_structured() ? inner : std::nullopt;
}

bool set_json_field(ArticleFields& fields, FieldMatch match, const json& value) {
  if (value.is_boolean() && match.field == RawField::kStatus) fields.set(match, value.get<bool>() ? "true" : "false");
  if (value.is_null() || value.is_boolean()) return true;
  if (std::string date = match.field == RawField::kDate ? date_of_numbers(value) : std::string(); !date.empty()) {
    fields.set(match, std::move(date));
    return true;
  }
  if (match.field == RawField::kTickers && value.is_structured()) {
    set_tickers(fields, match, value);
    return true;
  }
  if (match.field == RawField::kCompanies && value.is_structured()) {
    set_companies(fields, match, value);
    return true;
  }
  const bool is_text =
      match.field == RawField::kTitle || match.field == RawField::kBody || match.field == RawField::kSummary;
  if (is_text && is_version_list(value)) return set_json_field(fields, match, *main_version(value));
  if (is_text && value.is_string()) {
    const std::optional<json> inner = value_in_string(value);
    if (inner && is_rich_text(*inner)) return set_json_field(fields, match, *inner);
  }
  const bool is_named = value.is_object() && naming_part(value, match.field);
  if (is_text && value.is_structured() && !is_named && is_rich_text(value)) {
    std::string text = rich_text(value);
    if (text.empty()) return value.is_array();
    fields.set(match, std::move(text));
    return true;
  }
  if (match.field == RawField::kUrl && value.is_array()) return set_json_field(fields, match, main_link(value));
  if (value.is_array()) return set_json_list(fields, match, value);
  std::string text = json_text_of(value, match.field);
  if (value.is_object() && text.empty()) return false;
  if (match.field == RawField::kDate) text = without_exponent(std::move(text));
  if (!is_reference(match.field, text)) fields.set(match, std::move(text));
  return true;
}

}  // namespace broadtape
