#include "indexer/readers/json/json_keys.h"

#include <algorithm>
#include <cctype>
#include <vector>

#include "common/article/canonical_url.h"
#include "common/time/date_parser.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_values.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

// Names that say nothing about the articles in them, beside those of lists, holders and groups of fields.
constexpr std::string_view kPlainNames[] = {
    "edges",   "node",      "nodes",    "source",     "item",     "doc",    "story",    "list",
    "content", "children",  "child",    "products",   "bindings", "graph",  "info",     "batch",
    "blocks",  "objects",   "object",   "collection", "elements", "search", "page",     "pages",
    "body",    "main",      "root",     "output",     "input",    "train",  "test",     "dataset",
    "tables",  "table",     "sheet",    "matches",    "hit",      "group",  "groups",   "all",
    "props",   "pageprops", "features", "row",        "embedded", "values", "newsitem", "entry",
    "result",  "payload",   "entity",   "rss",        "records",  "record", "latest",   "contents"};

// Names of sections of newspapers and of topics, normalised.
constexpr std::string_view kSections[] = {
    "top",      "topstories",    "headlines", "general",    "world",       "international", "national",  "local",
    "business", "economy",       "economics", "finance",    "markets",     "market",        "companies", "stocks",
    "bonds",    "forex",         "fx",        "crypto",     "commodities", "energy",        "oil",       "politics",
    "policy",   "opinion",       "analysis",  "technology", "tech",        "science",       "health",    "sports",
    "sport",    "entertainment", "culture",   "lifestyle",  "travel",      "realestate",    "property",  "earnings",
    "mergers",  "ipo",           "ipos",      "banking",    "banks",       "breaking",      "latest",    "featured",
    "trending", "popular"};

bool is_section(const std::string& key) {
  return is_among(normal_field_name(key), kSections);
}

bool is_lower_case_words(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(),
                                     [](char c) { return (c >= 'a' && c <= 'z') || c == ' ' || c == '-' || c == '_'; });
}

// Whether a key is composed of plain words: `latestNews`, `search_results`.
bool has_plain_words(const std::string& key) {
  const std::vector<std::string> words = words_of_name(key);
  return words.size() > 1 && std::all_of(words.begin(), words.end(), [](const std::string& word) {
           return is_article_list_name(word) || is_list_holder_name(word) || is_field_group_name(word) ||
                  is_among(word, kPlainNames) || is_among(word, kSections);
         });
}

}  // namespace

std::optional<RawField> field_of_key(const std::string& key, const FieldNames& names) {
  constexpr std::size_t kShortestOutlet = 3;
  const std::string normal = normal_field_name(key);
  if (is_web_address(key)) return RawField::kUrl;
  if (normal.empty() || normal.find_first_not_of("0123456789") == std::string::npos) {
    constexpr std::size_t kDayDigits = 8, kMillisecondDigits = 13;
    const bool date = normal.size() == kDayDigits || normal.size() == kMillisecondDigits;
    return date && parse_date(key) ? std::optional(RawField::kDate) : std::nullopt;
  }
  if (is_symbol_key(key)) return RawField::kTickers;
  if (std::isdigit(static_cast<unsigned char>(key.front())) && parse_date(key)) return RawField::kDate;
  const bool plain = is_article_list_name(normal) || is_list_holder_name(normal) || is_field_group_name(normal) ||
                     is_among(normal, kPlainNames);
  if (plain || names.find(key) || (has_plain_words(key) && !is_section(key))) return std::nullopt;
  if (std::string_view("_$@").find(key.front()) != std::string_view::npos) return std::nullopt;
  return normal.size() < kShortestOutlet ? std::nullopt : std::optional(RawField::kSource);
}

bool has_section(const json& object) {
  return std::any_of(object.items().begin(), object.items().end(),
                     [](const auto& member) { return member.value().is_structured() && is_section(member.key()); });
}

bool names_section(const std::string& key, const json& inner, bool beside_section, const FieldNames& names) {
  constexpr std::size_t kMostArticles = 5;
  if (is_section(key)) return true;
  if (!is_lower_case_words(key)) return false;
  const std::string normal = normal_field_name(key);
  bool has_source = false;
  std::size_t seen = 0;
  for (const json& article : inner.is_array() ? inner : json::array({inner})) {
    if (!article.is_object() || ++seen > kMostArticles) continue;
    for (const auto& [name, value] : article.items()) {
      const auto match = names.find(name);
      if (!match) continue;
      if (match->field == RawField::kSource) has_source = has_source || !json_text_of(value, RawField::kSource).empty();
      if (match->field != RawField::kUrl || !value.is_string()) continue;
      if (host_of(value.get_ref<const std::string&>()).find(normal) != std::string::npos) return false;
    }
  }
  return beside_section || has_source;
}

}  // namespace broadtape
