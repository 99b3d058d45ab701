// Steps of json_article(): the values of members as texts, lists and symbols.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/article_fields.h"
#include "indexer/readers/field_names.h"

namespace broadtape {

// The object or list that a string holds as JSON, `"{\"url\": ...}"`; nullopt for any other value.
std::optional<nlohmann::json> value_in_string(const nlohmann::json& value);

// Texts of values (json_naming.cc); json_text_of() in json.h is for any value.

// The items of a list and of the lists in it, each as json_text_of().
std::vector<std::string> text_list(const nlohmann::json& list, RawField field);

// The member of that name as text if it is a string or a whole number; otherwise empty.
std::string text_member(const nlohmann::json& object, const char* name);

// Whole numbers without a fraction or an exponent.
std::string json_number_text(double number);

// The part of `object` that represents it where a field is expected, `{"name": "Reuters"}`; null if it has none.
const nlohmann::json* naming_part(const nlohmann::json& object, RawField field);

// The main one of a list of versions of a text, as ninjs 2 and later has them: [{"role": "main", "value": "..."}]. Null
// if `list` is no such list.
const nlohmann::json* main_version(const nlohmann::json& list);

// The address of the article in a list of links, each with its relation; otherwise the first one. A null value if all
// are of other documents.
const nlohmann::json& main_link(const nlohmann::json& list);

// Symbols of companies (json_symbols.cc).

// Whether a key may be a symbol: `NVDA`, `7203.T`.
bool is_symbol_key(std::string_view key);

// The symbols in a list of objects that have them, such as `entities`, `instruments` or `currencies`, also in a list
// `symbols` of each; empty for any other value.
std::vector<std::string> symbols_in(std::string_view name, const nlohmann::json& value);

// Sets the tickers to the symbols in a list or an object.
void set_tickers(ArticleFields& fields, const FieldMatch& match, const nlohmann::json& value);

// Sets companies in a list or an object by their symbols if they have some, otherwise by their names.
void set_companies(ArticleFields& fields, FieldMatch match, const nlohmann::json& value);

}  // namespace broadtape
