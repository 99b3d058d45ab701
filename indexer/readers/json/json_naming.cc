#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <utility>

#include "indexer/readers/article_fields.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_values.h"
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
    {RawField::kBody, "rendered plaintext text body html value plain full content nitf"},
    {RawField::kSummary, "rendered basic plaintext text summary html value plain content"},
    {RawField::kDate, "date numberlong value iso utc rendered time start datetime timestamp seconds _seconds"},
    {RawField::kSource, "name displayname title label sourcename value text domain id"},
    {RawField::kAuthor, "name displayname fullname original rendered username title value text"},
    {RawField::kTickers, "ticker symbol code stockid stockcode secucode name value tag plaintext text"},
    {RawField::kUrl, "canonical expandedurl url href link value"},
    {RawField::kId, "oid id value rendered text"},
    {RawField::kLanguage, "code id name value"},
    {RawField::kLabels, "name label displayname term title webtitle topic tag value text code rendered id"},
    {RawField::kTime, "value text"},
    {RawField::kCaptured, "date value iso"},
    {RawField::kYear, "value"},
    {RawField::kMonth, "value"},
    {RawField::kDay, "value"},
    {RawField::kMinute, "value"},
    {RawField::kZone, "id name value"},
    {RawField::kStatus, "name value"},
    {RawField::kCompanies, "name companyname displayname title label value text"},
    {RawField::kFirstSeen, "date value iso"},
};

static_assert(std::size(kNaming) == kFieldCount);

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

}  // namespace

std::string json_number_text(double number) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (std::trunc(number) == number && std::abs(number) < kExact) return fmt::format("{:.0f}", number);
  return fmt::format("{}", number);
}

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

std::string text_member(const json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || !(member->is_string() || member->is_number_integer())) return {};
  return json_text_of(*member);
}

std::vector<std::string> text_list(const json& list, RawField field) {
  std::vector<std::string> texts;
  for (const json& item : list) {
    if (!item.is_array()) {
      texts.push_back(json_text_of(item, field));
      continue;
    }
    for (std::string& text : text_list(item, field)) texts.push_back(std::move(text));
  }
  return texts;
}

bool is_version_list(const json& value) {
  return value.is_array() && main_version(value) != nullptr;
}

std::string json_text_of(const json& value, RawField field) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_float()) return json_number_text(value.get<double>());
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
