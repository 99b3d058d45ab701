#include <algorithm>
#include <iterator>
#include <utility>

#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

// Members that have the text of an XML element beside its attributes, by the converters in use.
constexpr std::string_view kTextMembers[] = {"#text",  "$t",      "$",  "_text",          "__text",
                                             "_cdata", "__cdata", "__", "#cdata-section", "_"};
constexpr std::string_view kAttributeMembers[] = {"$", "_attributes", "@attributes", "$attributes"};

// The types of a value that is an object of one member, `{"S": "Acme"}`: DynamoDB, Firestore.
constexpr std::string_view kScalarTypes[] = {"S",           "N",           "BOOL",         "NULL",
                                             "stringValue", "doubleValue", "integerValue", "timestampValue",
                                             "nullValue",   "booleanValue"};
constexpr std::string_view kListTypes[] = {"SS", "NS", "L"};

bool is_typed_value(const json& value);

bool is_list_of_typed(const json& list) {
  return list.is_array() && std::all_of(list.begin(), list.end(),
                                        [](const json& item) { return is_typed_value(item) || item.is_string(); });
}

// Whether the value is an object of one member that is named for its type.
bool is_typed_value(const json& value) {
  if (!value.is_object() || value.size() != 1) return false;
  const auto member = value.begin();
  const std::string_view name = member.key();
  if (is_among(name, kScalarTypes)) return !member->is_structured();
  return is_among(name, kListTypes) || name == "M" || name == "mapValue" || name == "arrayValue";
}

// The member of a typed value that has its content; null for other objects. A symbol such as `L` may be the key of
// articles, whose members are not typed.
json* content_of_typed(json& object) {
  const std::string name = object.begin().key();
  json& inner = object.begin().value();
  if (name.front() == '$' && name.size() > 1) return &inner;  // {"$date": ...}
  if (is_among(name, kScalarTypes)) return inner.is_structured() ? nullptr : &inner;
  if (is_among(name, kListTypes)) return is_list_of_typed(inner) ? &inner : nullptr;
  if (name == "M" && inner.is_object() && std::all_of(inner.begin(), inner.end(), is_typed_value)) return &inner;
  if (name == "mapValue" && inner.is_object() && inner.contains("fields")) return &inner["fields"];
  if (name == "arrayValue" && inner.is_object() && inner.contains("values")) return &inner["values"];
  return nullptr;
}

// Whether all members but `name` are attributes, by the marks before their names.
bool has_only_attributes(const json& object, std::string_view name) {
  return std::all_of(object.items().begin(), object.items().end(), [&](const auto& member) {
    return member.key() == name ||
           (!member.key().empty() && std::string_view("#$@_-").find(member.key().front()) != std::string_view::npos);
  });
}

// The text of an XML element that has attributes; null for other objects.
json* text_of_element(json& object) {
  for (const std::string_view name : kTextMembers) {
    const auto text = object.find(name);
    if (text == object.end() || text->is_structured() || text->is_null()) continue;
    if (name != "$t" && name != "#text" && !has_only_attributes(object, name)) continue;
    return &*text;
  }
  return nullptr;
}

// Makes the attributes of an XML element its members.
void raise_attributes(json& object) {
  for (const std::string_view name : kAttributeMembers) {
    const auto attributes = object.find(name);
    if (attributes == object.end() || !attributes->is_object()) continue;
    const json moved = std::move(*attributes);
    object.erase(attributes);
    for (const auto& [key, value] : moved.items()) object.emplace(key, value);
  }
}

// The content of a property of a page of Notion, {"id": "a", "type": "date", "date": ...}; null for other objects.
json* content_named_by_type(json& object) {
  constexpr std::string_view kTypes[] = {"title",  "date",   "rich_text", "select",       "multi_select",
                                         "url",    "number", "people",    "created_time", "last_edited_time",
                                         "status", "email",  "files",     "formula",      "checkbox"};
  if (object.size() != 3 || !object.contains("id")) return nullptr;
  const auto type = object.find("type");
  if (type == object.end() || !type->is_string() || !is_among(type->get_ref<const std::string&>(), kTypes))
    return nullptr;
  const auto content = object.find(type->get_ref<const std::string&>());
  return content != object.end() && content != type ? &*content : nullptr;
}

// The value that `object` stands for; null if it is plain.
json* plain_part(json& object) {
  if (object.empty()) return nullptr;
  if (object.size() == 1) {
    if (json* const content = content_of_typed(object)) return content;
  }
  if (std::string_view("#$@_").find(object.begin().key().substr(0, 1)) != std::string_view::npos) {
    if (json* const text = text_of_element(object)) return text;
    raise_attributes(object);
  }
  return content_named_by_type(object);
}

}  // namespace

void make_plain(json& value) {
  while (value.is_object()) {
    json* const part = plain_part(value);
    if (!part) break;
    json moved = std::move(*part);
    value = std::move(moved);
  }
  if (!value.is_structured()) return;
  for (json& inner : value) {
    if (inner.is_structured()) make_plain(inner);
  }
}

}  // namespace broadtape
