#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "common/text/export_form.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/exported_record.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_values.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

// Objects inside an article that only group its fields: JSON:API, Elasticsearch, the Guardian, feeds of quote services.
constexpr std::string_view kGroups[] = {
    "attributes", "fields",   "content",     "links",       "finance",  "metadata", "details",
    "data",       "article",  "properties",  "document",    "entities", "taxonomy", "credits",
    "thread",     "itemmeta", "contentmeta", "contentset",  "info",     "meta",     "header",
    "head",       "seo",      "publishing",  "dates",       "sys",      "system",   "timestamps",
    "embedded",   "pagemap",  "metatags",    "newsarticle", "opengraph"};
// Those that searches write as lists of one.
constexpr std::string_view kListedGroups[] = {"metatags", "newsarticle", "opengraph"};
constexpr int kGroupPenalty = 200;     // a field of the article itself counts more
constexpr int kOuterPenalty = 600;     // likewise one of a group
constexpr int kAroundPenalty = 1'000;  // likewise one of the objects around it
constexpr int kKeyRank = 2'500;        // the keys under which the article is found count least
constexpr int kMaxGroups = 3;

RawArticle exported_object(const json& object) {
  ExportedFields fields;
  for (const auto& [name, value] : object.items()) {
    if (!ExportedFields::is_list(name)) {
      fields.set(name, json_text_of(value, RawField::kTitle));
    } else if (value.is_array()) {
      fields.set_list(name, text_list(value, RawField::kLabels));
    } else {
      fields.set_list(name, split_exported_list(json_text_of(value, RawField::kLabels)));
    }
  }
  return std::move(fields).article();
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

struct Collected {
  ArticleFields& fields;
  const FieldNames& names;
  InputTally* tally;            // null: names that are not used are not counted
  const json* found = nullptr;  // the article itself, if it is in the object
};

void collect(const json& object, int penalty, int depth, Collected& result) {
  for (const auto& [name, value] : object.items()) {
    if (&value == result.found) continue;
    if (auto match = result.names.find(name)) {
      match->rank += penalty;
      if (set_json_field(result.fields, *match, value)) continue;
    }
    const bool is_listed = value.is_array() && value.size() == 1 && is_among(normal_field_name(name), kListedGroups);
    const json& group = is_listed ? value.front() : value;
    if (group.is_object() && depth < kMaxGroups && is_field_group_name(normal_field_name(name)))
      collect(group, penalty + kGroupPenalty, depth + 1, result);
    else if (std::vector<std::string> symbols = symbols_in(name, value); !symbols.empty())
      result.fields.set_list({RawField::kTickers, penalty + kGroupPenalty, false, "symbols of a list"},
                             std::move(symbols));
    else if (is_text_tree(value))
      result.fields.set({RawField::kBody, penalty + kGuessRank, false, "a tree of paragraphs"}, rich_text(value));
    else if (const auto inner = depth < kMaxGroups ? value_in_string(value) : std::nullopt; inner && inner->is_object())
      collect(*inner, penalty + kGroupPenalty, depth + 1, result);
    else if (result.tally)
      result.tally->unused(name, value.is_object() ? std::string() : json_text_of(value, RawField::kTitle));
  }
}

// The fields that several articles in an object may share.
void collect_shared(const json& object, const json* inside, int penalty, Collected& result) {
  constexpr RawField kShared[] = {RawField::kSource, RawField::kTickers, RawField::kLanguage, RawField::kDate};
  for (const auto& [name, value] : object.items()) {
    auto match = result.names.find(name);
    if (!match || match->weak || value.is_array() || &value == inside) continue;
    if (std::find(std::begin(kShared), std::end(kShared), match->field) == std::end(kShared)) continue;
    match->rank += penalty;
    set_json_field(result.fields, *match, value);
  }
}

}  // namespace

bool is_field_group_name(std::string_view name) {
  return is_among(name, kGroups);
}

void collect_json_fields(const json& object, int penalty, const FieldNames& names, ArticleFields& fields,
                         InputTally* tally) {
  Collected result{fields, names, tally};
  collect(object, penalty, 0, result);
}

RawArticle json_article(const FoundArticle& found, const FieldNames& names, InputTally* tally) {
  const json& object = *found.object;
  if (names.chosen().empty() && object.contains(kExportMark)) return exported_object(object);
  ArticleFields fields;
  Collected result{fields, names, tally && tally->samples() ? tally : nullptr};
  collect(object, 0, 0, result);
  const auto set_paths = [&](const std::map<std::string, RawField>& paths, int rank) {
    for (const auto& [path, field] : paths) {
      if (path.find('.') == std::string::npos) continue;
      if (const json* value = at_path(object, path)) set_json_field(fields, {field, rank, false, path}, *value);
    }
  };
  set_paths(names.chosen(), 0);
  set_paths(names.learned(), kGuessRank);
  result.tally = nullptr;
  result.found = &object;
  if (found.is_wrapped) collect(*found.around.back(), kOuterPenalty, kMaxGroups - 1, result);
  int penalty = kAroundPenalty;
  const json* inside = &object;
  for (auto around = found.around.rbegin(); around != found.around.rend(); ++around) {
    collect_shared(**around, inside, penalty++, result);
    inside = *around;
  }
  if (found.thread) {
    for (const auto& [name, value] : found.thread->items()) {
      auto match = names.find(name);
      if (!match || match->weak || match->field != RawField::kTitle) continue;
      match->rank = 1;  // before weak names of the post
      set_json_field(fields, *match, value);
    }
  }
  int rank = kKeyRank;
  for (auto key = found.keys.rbegin(); key != found.keys.rend(); ++key)
    fields.set({key->first, rank++, false, "key"}, key->second);
  return std::move(fields).article();
}

}  // namespace broadtape
