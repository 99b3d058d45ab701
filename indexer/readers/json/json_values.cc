#include "indexer/readers/json/json_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <utility>

#include "common/time/instant.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/column_content.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

// The members that represent an object where the text of a field is expected, by priority and normalised:
// {"name": "Reuters"}, {"rendered": "..."}, {"main": "..."}, {"$oid": "..."}, {"$date": {"$numberLong": "..."}}.
struct NamingRow {
  RawField field;
  std::string_view names;  // separated by blanks
};
constexpr NamingRow kNaming[] = {
    // in the order of RawField
    {RawField::kTitle, "rendered main basic title headline name plaintext text value default"},
    {RawField::kBody, "rendered plaintext text body html value plain full content"},
    {RawField::kSummary, "rendered basic plaintext text summary html value plain"},
    {RawField::kDate, "date numberlong value iso utc rendered time start datetime timestamp seconds _seconds"},
    {RawField::kSource, "name displayname title label sourcename value text domain id"},
    {RawField::kAuthor, "name displayname fullname original rendered username title value text"},
    {RawField::kTickers, "ticker symbol code name value tag plaintext text"},
    {RawField::kUrl, "canonical expandedurl url href link value"},
    {RawField::kId, "oid id value rendered text"},
    {RawField::kLanguage, "code id name value"},
    {RawField::kLabels, "name label displayname term title topic tag value text code rendered id"},
    {RawField::kTime, "value text"},
    {RawField::kCaptured, "date value iso"},
    {RawField::kYear, "value"},
    {RawField::kMonth, "value"},
    {RawField::kDay, "value"},
    {RawField::kMinute, "value"},
    {RawField::kZone, "id name value"},
    {RawField::kStatus, "name value"},
    {RawField::kCompanies, "name companyname displayname title label value text"},
};

static_assert(std::size(kNaming) == kFieldCount);

std::string number_text(double number) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (std::trunc(number) == number && std::abs(number) < kExact) return fmt::format("{:.0f}", number);
  return fmt::format("{}", number);
}

// `1.738245E9`, as BigQuery writes instants, as `1738245000`; other texts unchanged.
std::string without_exponent(std::string text) {
  constexpr std::size_t kLongest = 24;
  if (text.size() > kLongest || text.find('E') == std::string::npos) return text;
  if (text.find_first_not_of("0123456789.E+") != std::string::npos) return text;
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  return end == text.c_str() + text.size() && std::isfinite(number) ? number_text(number) : text;
}

// The text of {"de": "...", "en": "..."}, in English if there is one; null for other objects.
const json* text_by_language(const json& object) {
  const json* text = nullptr;
  for (const auto& [name, value] : object.items()) {
    const bool is_code = name.size() == 2 && std::islower(static_cast<unsigned char>(name[0])) &&
                         std::islower(static_cast<unsigned char>(name[1]));
    if (!is_code || !(value.is_string() || value.is_null())) return nullptr;
    if (value.is_string() && (!text || name == "en")) text = &value;
  }
  return text;
}

// The part of `object` that represents it; null if it has none.
const json* naming_part(const json& object, RawField field) {
  std::string_view names = kNaming[static_cast<std::size_t>(field)].names;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    for (const auto& [name, value] : object.items()) {
      const bool usable = !value.is_null() && !value.is_boolean() &&
                          (!value.is_structured() || (value.is_object() && name.starts_with('$')));
      if (usable && normal_field_name(name) == names.substr(0, end)) return &value;
    }
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  const bool is_text = field == RawField::kTitle || field == RawField::kBody || field == RawField::kSummary;
  return is_text ? text_by_language(object) : nullptr;
}

// The person, topic or outlet that an object wraps, as interfaces of content systems have it: {"data": {"id": 9,
// "attributes": {"name": "Ann Reed"}}}, {"node": {...}}. Null for other objects and fields.
const json* referred(const json& object, RawField field) {
  constexpr const char* kRelations[] = {"attributes", "data", "fields", "node", "nodes", "edges"};
  constexpr RawField kReferring[] = {RawField::kSource, RawField::kAuthor, RawField::kTickers, RawField::kLanguage,
                                     RawField::kLabels};
  if (std::find(std::begin(kReferring), std::end(kReferring), field) == std::end(kReferring)) return nullptr;
  if (field == RawField::kAuthor) {  // {"bylines": [{"author": {"name": "Ann Reed"}}]}
    for (const char* const name : {"author", "person", "contributor"}) {
      const auto inner = object.find(name);
      if (inner != object.end() && inner->is_structured()) return &*inner;
    }
  }
  for (const char* const name : kRelations) {
    const auto inner = object.find(name);
    if (inner != object.end() && inner->is_structured()) return &*inner;
  }
  return nullptr;
}

// The main one of a list of versions of a text, as ninjs 2 and later has them: [{"role": "main", "value": "..."}]. Null
// if `list` is no such list.
const json* main_version(const json& list) {
  constexpr std::string_view kMain[] = {"main", "headline", "title", "hl1", "body", "default"};
  const json* first = nullptr;
  for (const json& item : list) {
    if (!item.is_object() || !item.contains("value")) return nullptr;
    const auto role = item.find("role");
    const bool is_main = role != item.end() && role->is_string() && is_among(role->get<std::string>(), kMain);
    if (is_main) return &item;
    if (!first) first = &item;
  }
  return first && first->contains("role") ? first : nullptr;
}

const json* naming_part_of_object(const json& value, RawField field) {
  return value.is_object() ? naming_part(value, field) : nullptr;
}

// The address of the article in a list of links, each with its relation; otherwise the first one. Null if all are of
// other documents.
const json& main_link(const json& list) {
  static const json kNone;
  constexpr std::string_view kMain[] = {"alternate", "canonical"};
  const json* first = nullptr;
  for (const json& item : list) {
    const auto rel = item.is_object() ? item.find("rel") : item.end();
    const bool has_rel = item.is_object() && rel != item.end() && rel->is_string();
    if (has_rel && is_among(rel->get_ref<const std::string&>(), kMain)) return item;
    if (!first && !has_rel) first = &item;
  }
  return first ? *first : kNone;
}

std::vector<std::string> ticker_list(const json& list) {
  std::vector<std::string> tickers;
  for (const json& item : list) {
    for (std::string& ticker : split_tickers(json_text_of(item, RawField::kTickers)))
      tickers.push_back(std::move(ticker));
  }
  return tickers;
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

// `BTC` of a list of crypto assets as `BTC-USD`, because the plain code may be that of a share; empty for a currency.
std::string crypto_symbol(const std::string& code) {
  constexpr std::string_view kCurrencies[] = {"USD", "EUR", "GBP", "JPY", "CHF", "CNY", "AUD", "CAD", "KRW", "INR"};
  constexpr std::size_t kLongestCode = 5;
  if (is_among(code, kCurrencies)) return {};
  return code.size() <= kLongestCode && code.find('-') == std::string::npos ? code + "-USD" : code;
}

// Companies as objects, by their symbols if they have some.
bool set_companies(ArticleFields& fields, FieldMatch match, const json& value) {
  const json list = value.is_array() ? value : json::array({value});
  if (std::vector<std::string> symbols = symbols_in({}, list); !symbols.empty()) {
    match.field = RawField::kTickers;
    fields.set_list(match, std::move(symbols));
  } else {
    fields.set_list(match, text_list(list, RawField::kCompanies));
  }
  return true;
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

std::vector<std::string> text_list(const json& list, RawField field) {
  std::vector<std::string> texts;
  for (const json& item : list) texts.push_back(json_text_of(item, field));
  return texts;
}

std::optional<json> value_in_string(const json& value) {
  const std::string* const text = value.get_ptr<const std::string*>();
  if (!text || text->size() < 2 || (text->front() != '{' && text->front() != '[') || !is_structured_cell(*text))
    return std::nullopt;
  std::optional<json> inner = parse_json(*text).value;
  return inner && inner->is_structured() ? inner : std::nullopt;
}

std::vector<std::string> symbols_in(std::string_view name, const json& value) {
  constexpr std::string_view kCryptoLists[] = {"currencies", "coins", "cryptos", "cryptocurrencies", "tokens"};
  const bool is_crypto = is_among(normal_field_name(name), kCryptoLists);
  std::vector<std::string> symbols;
  if (!value.is_array()) return symbols;
  for (const json& item : value) {
    if (!item.is_object()) return {};
    auto symbol = item.find("symbol");
    if (symbol == item.end()) symbol = item.find("ticker");
    if (symbol == item.end() && is_crypto) symbol = item.find("code");
    if (symbol == item.end() || !(symbol->is_string() || symbol->is_null())) return {};
    if (symbol->is_null()) continue;
    const std::string& text = symbol->get_ref<const std::string&>();
    if (std::string read = is_crypto ? crypto_symbol(text) : text; !read.empty()) symbols.push_back(std::move(read));
  }
  return symbols;
}

bool is_version_list(const json& value) {
  return value.is_array() && main_version(value) != nullptr;
}

bool set_json_field(ArticleFields& fields, FieldMatch match, const json& value) {
  if (value.is_boolean() && match.field == RawField::kStatus) fields.set(match, value.get<bool>() ? "true" : "false");
  if (value.is_null() || value.is_boolean()) return true;
  if (std::string date = match.field == RawField::kDate ? date_of_numbers(value) : std::string(); !date.empty()) {
    fields.set(match, std::move(date));
    return true;
  }
  if (match.field == RawField::kTickers && value.is_structured()) {
    fields.set_list(match, ticker_list(value.is_array() ? value : json::array({value})));
    return true;
  }
  if (match.field == RawField::kCompanies && value.is_structured()) return set_companies(fields, match, value);
  const bool is_text =
      match.field == RawField::kTitle || match.field == RawField::kBody || match.field == RawField::kSummary;
  if (is_text && is_version_list(value)) return set_json_field(fields, match, *main_version(value));
  if (is_text && value.is_string()) {
    const std::optional<json> inner = value_in_string(value);
    if (inner && is_rich_text(*inner)) return set_json_field(fields, match, *inner);
  }
  if (is_text && value.is_structured() && is_rich_text(value) && !naming_part_of_object(value, match.field)) {
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

std::string json_text_of(const json& value, RawField field) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_float()) return number_text(value.get<double>());
  if (value.is_number()) return value.dump();
  if (value.is_array()) return joined(text_list(value, field), ", ");
  if (!value.is_object()) return {};
  const json* part = naming_part(value, field);
  if (!part || part->is_number()) {
    if (const json* const other = referred(value, field)) {
      if (std::string text = json_text_of(*other, field); !text.empty()) return text;
    }
  }
  return part ? json_text_of(*part, field) : std::string();
}

}  // namespace broadtape
