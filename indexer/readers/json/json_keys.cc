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

namespace {

// What the first articles below a key say about it.
struct KeyEvidence {
  bool is_in_address = false;     // of one of them: it is an outlet
  bool has_source = false;        // they have one themselves
  bool is_spelled_alike = false;  // their members begin with a capital, or none, as the key does
};

KeyEvidence evidence_of(const std::string& key, const json& inner, const FieldNames& names) {
  constexpr std::size_t kMostArticles = 5;
  const auto begins_with_capital = [](const std::string& name) {
    return !name.empty() && std::isupper(static_cast<unsigned char>(name.front())) != 0;
  };
  const std::string normal = normal_field_name(key);
  KeyEvidence evidence;
  std::size_t seen = 0;
  for (const json& article : inner.is_array() ? inner : json::array({inner})) {
    if (!article.is_object() || ++seen > kMostArticles) continue;
    for (const auto& [name, value] : article.items()) {
      evidence.is_spelled_alike = evidence.is_spelled_alike || begins_with_capital(name) == begins_with_capital(key);
      const auto match = names.find(name);
      if (!match) continue;
      if (match->field == RawField::kSource && !json_text_of(value, RawField::kSource).empty())
        evidence.has_source = true;
      if (match->field != RawField::kUrl || !value.is_string()) continue;
      if (host_of(value.get_ref<const std::string&>()).find(normal) != std::string::npos) evidence.is_in_address = true;
    }
  }
  return evidence;
}

bool has_scalar(const json& object) {
  return std::any_of(object.begin(), object.end(),
                     [](const json& member) { return !member.is_structured() && !member.is_null(); });
}

bool is_identifier(std::string_view key) {
  constexpr unsigned char kBeyondAscii = 0x80;
  return std::all_of(key.begin(), key.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '-' || c >= kBeyondAscii; });
}

}  // namespace

bool has_section(const json& object) {
  return std::any_of(object.items().begin(), object.items().end(),
                     [](const auto& member) { return member.value().is_structured() && is_section(member.key()); });
}

std::optional<RawField> field_of_source_key(const std::string& key, const json& inner, const KeyPlace& place,
                                            const FieldNames& names) {
  if (is_section(key)) return RawField::kLabels;
  const KeyEvidence evidence = evidence_of(key, inner, names);
  if (evidence.is_in_address) return RawField::kSource;
  // Keys tell apart what is beside one another; a single one, spelled like the names below it, is a name itself.
  const bool may_be_name = place.is_only && evidence.is_spelled_alike && is_identifier(key);
  if (may_be_name && has_scalar(place.object)) return std::nullopt;
  if (is_lower_case_words(key) && (place.beside_section || evidence.has_source)) return RawField::kLabels;
  return may_be_name ? std::nullopt : std::optional(RawField::kSource);
}

}  // namespace broadtape
