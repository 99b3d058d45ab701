#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "common/text/export_form.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/exported_record.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

// Members that represent an object where text is expected, by priority: {"name": "Reuters"}, {"rendered": "..."} of
// WordPress, {"$oid": "..."} and {"$date": ...} of MongoDB.
constexpr const char* kNaming[] = {"name", "rendered", "$oid",  "$date",  "$numberLong", "title",
                                   "text", "value",    "label", "symbol", "#text",       "id"};
constexpr const char* kTickerNaming[] = {"ticker", "symbol", "code", "name", "value"};

// Members that wrap one article: Elasticsearch hits, JSON:API, GraphQL edges.
constexpr const char* kWrappers[] = {"_source", "attributes", "node", "article", "document", "doc", "item", "story"};
constexpr int kMaxWrappers = 4;

std::string number_text(double number) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (std::trunc(number) == number && std::abs(number) < kExact) return fmt::format("{:.0f}", number);
  return fmt::format("{}", number);
}

template <typename Names>
const json* named_part(const json& object, const Names& names) {
  for (const char* name : names) {
    const auto found = object.find(name);
    if (found != object.end() && !found->is_null() && !found->is_structured()) return &*found;
    if (found != object.end() && found->is_object() && name[0] == '$')
      return &*found;  // {"$date": {"$numberLong": ..}}
  }
  return nullptr;
}

std::vector<std::string> ticker_list(const json& list) {
  std::vector<std::string> tickers;
  for (const json& item : list) {
    const json* part = item.is_object() ? named_part(item, kTickerNaming) : &item;
    for (std::string& ticker : split_tickers(part ? json_text_of(*part) : "")) tickers.push_back(std::move(ticker));
  }
  return tickers;
}

std::vector<std::string> text_list(const json& list) {
  std::vector<std::string> texts;
  for (const json& item : list) texts.push_back(json_text_of(item));
  return texts;
}

void set_field(ArticleFields& fields, FieldMatch match, const json& value) {
  if (match.field == Field::kTickers && value.is_array()) return fields.set_list(match, ticker_list(value));
  if (match.field == Field::kTickers && value.is_object()) return fields.set_list(match, ticker_list({value}));
  if (value.is_array() && match.field == Field::kBody) {
    return fields.set(match, joined(text_list(value), "\n\n"));  // paragraphs
  }
  if (value.is_array()) return fields.set_list(match, text_list(value));
  fields.set(match, json_text_of(value));
}

// The value at a path of normalised names, `source.name`; null if there is none.
const json* at_path(const json& object, std::string_view path) {
  const std::size_t dot = path.find('.');
  for (const auto& [name, value] : object.items()) {
    if (normal_field_name(name) != path.substr(0, dot)) continue;
    if (dot == std::string_view::npos) return &value;
    if (value.is_object()) return at_path(value, path.substr(dot + 1));
  }
  return nullptr;
}

bool is_article(const json& object, const FieldNames& names) {
  return std::any_of(object.items().begin(), object.items().end(), [&](const auto& item) {
    const auto match = names.find(item.key());
    return match && (match->field == Field::kTitle || match->field == Field::kBody) && item.value().is_string();
  });
}

const json* wrapped_in(const json& object) {
  for (const char* name : kWrappers) {
    const auto found = object.find(name);
    if (found != object.end() && found->is_object()) return &*found;
  }
  return nullptr;
}

class ArticleFinder {
 public:
  ArticleFinder(const FieldNames& names, const std::function<bool(const json&)>& visit)
      : names_(names), visit_(visit) {}

  bool find_in(const json& value, int depth) {
    if (value.is_array() && depth < kMaxWrappers) {
      return std::all_of(value.begin(), value.end(), [&](const json& item) { return find_in(item, depth + 1); });
    }
    if (!value.is_object() || depth >= kMaxWrappers || is_article(value, names_)) return visit_(value);
    bool found = false;
    for (const auto& [name, inner] : value.items()) {
      const std::string normal = normal_field_name(name);
      const bool list = inner.is_array() && !inner.empty() && inner[0].is_object() && is_article_list_name(normal);
      const bool holder = inner.is_object() && is_list_holder_name(normal);
      if (!list && !holder) continue;
      found = true;
      if (!find_in(inner, depth + 1)) return false;
    }
    if (found) return true;
    const json* inner = wrapped_in(value);
    return inner ? find_in(*inner, depth + 1) : visit_(value);
  }

 private:
  const FieldNames& names_;
  const std::function<bool(const json&)>& visit_;
};

RawArticle exported_object(const json& object) {
  ExportedFields fields;
  for (const auto& [name, value] : object.items()) {
    if (!ExportedFields::is_list(name)) {
      fields.set(name, json_text_of(value));
    } else if (value.is_array()) {
      fields.set_list(name, text_list(value));
    } else {
      fields.set_list(name, split_exported_list(json_text_of(value)));
    }
  }
  return std::move(fields).article();
}

}  // namespace

std::string json_text_of(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_float()) return number_text(value.get<double>());
  if (value.is_number()) return value.dump();
  if (value.is_array()) return joined(text_list(value), ", ");
  if (!value.is_object()) return {};
  const json* part = named_part(value, kNaming);
  return part ? json_text_of(*part) : std::string();
}

RawArticle json_article(const json& object, const FieldNames& names) {
  if (names.chosen().empty() && object.contains(kExportMark)) return exported_object(object);
  ArticleFields fields;
  for (const auto& [name, value] : object.items()) {
    if (const auto match = names.find(name)) set_field(fields, *match, value);
  }
  for (const auto& [path, field] : names.chosen()) {
    if (path.find('.') == std::string::npos) continue;
    if (const json* value = at_path(object, path)) set_field(fields, {field, 0}, *value);
  }
  return std::move(fields).article();
}

bool each_json_article(const json& value, const FieldNames& names, const std::function<bool(const json&)>& visit) {
  return ArticleFinder(names, visit).find_in(value, 0);
}

}  // namespace broadtape
