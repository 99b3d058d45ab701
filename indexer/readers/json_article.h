// Extracts articles from a JSON value with any field names and wrappers.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "indexer/readers/field_names.h"
#include "indexer/readers/raw_article.h"

namespace broadtape {

// A value as text: strings unchanged, numbers as digits, an object by its name (`{"name": "Reuters"}`), a list by its
// items; empty for null and booleans.
std::string json_text_of(const nlohmann::json& value);

RawArticle json_article(const nlohmann::json& object, const FieldNames& names);

// Calls `visit` for `value` if it is an article, or for each article in its lists and wrappers, to a limited depth.
// Stops and returns false if `visit` returns false. Visits a value that is neither object nor list unchanged.
bool each_json_article(const nlohmann::json& value, const FieldNames& names,
                       const std::function<bool(const nlohmann::json&)>& visit);

}  // namespace broadtape
