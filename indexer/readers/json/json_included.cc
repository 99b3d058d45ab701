#include <fmt/format.h>

#include <string>
#include <utility>

#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_values.h"

namespace broadtape {
namespace {

using nlohmann::json;

constexpr int kMostReferringLevels = 4;          // of lists and objects around an object with references
constexpr std::size_t kMostReferred = 64;        // of one object
constexpr std::size_t kMostCopiedNames = 3;      // of an object; every reference copies them
constexpr std::size_t kLongestCopiedName = 200;  // in bytes
constexpr std::size_t kMostCopies = 100'000;
constexpr std::size_t kMostObjects = 200'000;
constexpr const char* kNamingMembers[] = {"name",     "displayName", "display_name", "title",  "fullName", "full_name",
                                          "username", "label",       "symbol",       "ticker", "slug"};

// `people` and `9` as a key. A reference may lack the type.
std::string key_of_included(std::string_view type, const std::string& id) {
  return fmt::format("{}\n{}", type, id);
}

// What names an object that is referred to, from it and the groups of its members.
json names_in(const json& object) {
  json named = json::object();
  const auto take = [&](const json& members) {
    for (const char* const name : kNamingMembers) {
      const auto member = members.find(name);
      if (member != members.end() && member->is_string() &&
          member->get_ref<const std::string&>().size() <= kLongestCopiedName)
        if (named.size() < kMostCopiedNames) named.emplace(name, *member);
    }
  };
  for (const char* const group : {"attributes", "fields"}) {
    const auto members = object.find(group);
    if (members != object.end() && members->is_object()) take(*members);
  }
  take(object);
  return named;
}

}  // namespace

bool JsonIncluded::take_part(const json& part) {
  if (!part.is_object() || part.size() != 1) return false;
  const std::string& name = part.begin().key();
  if (name != "included" && name != "includes") return false;
  add(part);
  return true;
}

void JsonIncluded::add(const json& document) {
  if (!document.is_object()) return;
  for (const char* const name : {"included", "includes"}) {
    const auto included = document.find(name);
    if (included == document.end() || !included->is_structured()) continue;
    if (included->is_array()) {
      for (const json& object : *included) add_object(object);
      continue;
    }
    for (const json& list : *included) {  // {"users": [...]}
      if (!list.is_array()) continue;
      for (const json& object : list) add_object(object);
    }
  }
}

void JsonIncluded::add_object(const json& object) {
  if (!object.is_object()) return;
  const auto system = object.find("sys");
  const json& head = system != object.end() && system->is_object() ? *system : object;
  const std::string id = text_member(head, "id");
  if (id.empty() || objects_.size() >= kMostObjects) return;
  json named = names_in(object);
  if (named.empty()) return;
  const auto [same_id, is_new] = objects_.emplace(key_of_included({}, id), named);
  if (!is_new) same_id->second = json();  // of two types
  objects_.insert_or_assign(key_of_included(text_member(head, "type"), id), std::move(named));
}

// The object that a reference names, `{"type": "people", "id": "9"}` or `{"sys": {"type": "Link", "id": "9"}}`; null if
// it is no reference to an included object.
const json* JsonIncluded::referred_by(const json& reference) const {
  if (!reference.is_object()) return nullptr;
  const auto system = reference.find("sys");
  const bool is_link = system != reference.end() && system->is_object();
  const json& head = is_link ? *system : reference;
  const std::string id = text_member(head, "id");
  if (id.empty()) return nullptr;
  const auto found = objects_.find(key_of_included(is_link ? std::string() : text_member(head, "type"), id));
  return found == objects_.end() || found->second.is_null() ? nullptr : &found->second;
}

// The objects that a reference or a list of them names, as a list or a single one; null without any.
json JsonIncluded::all_referred_by(const json& references) {
  if (!references.is_array()) {
    const json* const one = referred_by(references);
    if (one) ++copies_;
    return one ? *one : json();
  }
  json all = json::array();
  for (const json& reference : references) {
    if (all.size() == kMostReferred) break;
    if (const json* const one = copies_ < kMostCopies ? referred_by(reference) : nullptr) {
      all.push_back(*one);
      ++copies_;
    }
  }
  return all.empty() ? json() : all;
}

void JsonIncluded::resolve(json& value, std::string_view document) {
  if (!value.is_object()) return;
  bool has_included = false, refers = false;
  for (const auto& [name, member] : value.get_ref<const json::object_t&>()) {
    has_included = has_included || (name.size() == 8 && (name == "included" || name == "includes"));
    refers = refers || (name.size() == 13 && name == "relationships") || (name.size() == 3 && name == "sys") ||
             (name.size() == 9 && name == "author_id");
  }
  if (has_included) {
    JsonIncluded own;
    own.add(value);
    return own.resolve_in(value, 0);
  }
  if (!refers && objects_.empty()) return;
  if (!std::exchange(looked_, true)) {
    constexpr std::string_view kIncluded = "\"includ";
    if (!document.starts_with('{') || document.find(kIncluded) == std::string_view::npos) return;
    if (auto whole = parse_json(std::string(document)).value) add(*whole);
  }
  if (!objects_.empty()) resolve_in(value, 0);
}

void JsonIncluded::resolve_in(json& value, int depth) {
  if (!value.is_structured() || depth > kMostReferringLevels) return;
  if (value.is_object()) resolve_members(value);
  for (json& inner : value) resolve_in(inner, depth + 1);
}

void JsonIncluded::resolve_members(json& object) {
  std::vector<std::pair<std::string, json>> found;
  const auto note = [&](const std::string& name, json named) {
    if (!named.is_null() && found.size() < kMostReferred && copies_ < kMostCopies)
      found.emplace_back(name, std::move(named));
  };
  if (const auto relations = object.find("relationships"); relations != object.end() && relations->is_object()) {
    for (const auto& [name, relation] : relations->items()) {
      const auto data = relation.is_object() ? relation.find("data") : relation.end();
      if (relation.is_object() && data != relation.end()) note(name, all_referred_by(*data));
    }
  }
  constexpr std::string_view kReference = "_id";
  for (auto& [name, value] : object.items()) {
    const bool is_link = value.is_object() ? value.contains("sys")
                                           : value.is_array() && !value.empty() && value.front().is_object() &&
                                                 value.front().contains("sys");
    if (is_link) {
      if (json named = all_referred_by(value); !named.is_null()) value = std::move(named);
    } else if (name.size() > kReference.size() && name.ends_with(kReference) && !value.is_structured()) {
      const auto one = objects_.find(key_of_included({}, json_text_of(value)));
      if (one != objects_.end() && ++copies_ < kMostCopies)
        note(name.substr(0, name.size() - kReference.size()), one->second);
    }
  }
  for (auto& [name, named] : found) object.emplace(name, std::move(named));
}

}  // namespace broadtape
