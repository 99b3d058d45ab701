// Steps of json_article(): the values of members as texts, lists and symbols.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/field_names.h"

namespace broadtape {

// The items of a list, each as json_text_of().
std::vector<std::string> text_list(const nlohmann::json& list, RawField field);

// The object or list that a string holds as JSON, `"{\"url\": ...}"`; nullopt for any other value.
std::optional<nlohmann::json> value_in_string(const nlohmann::json& value);

// The symbols in a list of objects that have them, such as `entities`, `instruments` or `currencies`; empty for any
// other value.
std::vector<std::string> symbols_in(std::string_view name, const nlohmann::json& value);

}  // namespace broadtape
