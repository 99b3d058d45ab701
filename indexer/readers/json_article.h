// Articles out of a JSON value, whatever its publisher calls the fields and however deep it wraps them.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "indexer/readers/field_names.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

// A value as text: strings as they are, numbers as their digits, an object by its name (`{"name": "Reuters"}`), a list
// by its items; empty for null and booleans.
std::string json_text_of(const nlohmann::json& value);

RawArticle json_article(const nlohmann::json& object, const FieldNames& names);

// Calls `visit` for each article object that `value` is or holds in a list, at most a few wrappers deep; false as soon
// as `visit` returns false. A value that is neither object nor list is visited as it is.
bool each_json_article(const nlohmann::json& value, const FieldNames& names,
                       const std::function<bool(const nlohmann::json&)>& visit);

}  // namespace broadtape
