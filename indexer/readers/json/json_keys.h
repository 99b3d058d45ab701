// Steps of each_json_article(): what the key above an article or a list of articles says about them.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "indexer/readers/field_names.h"

namespace broadtape {

// The field that the key gives: an address, a day, a symbol, or a source; nullopt if it gives none.
std::optional<RawField> field_of_key(const std::string& key, const FieldNames& names);

// Whether a member of the object with a list or an object has the name of a section of a newspaper: `business`.
bool has_section(const nlohmann::json& object);

// Where a key is found.
struct KeyPlace {
  const nlohmann::json& object;  // has the key
  bool is_only = false;          // no other member of `object` holds articles
  bool beside_section = false;   // has_section(object)
};

// What a key that may be the source of the articles in `inner` is. A known section, or words in lower case beside one
// or beside sources that the articles have themselves, is a label; an outlet is in their addresses. Nullopt for the
// name of a list: {"lines": [...]}.
std::optional<RawField> field_of_source_key(const std::string& key, const nlohmann::json& inner, const KeyPlace& place,
                                            const FieldNames& names);

}  // namespace broadtape
