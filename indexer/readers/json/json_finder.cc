#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>
#include <utility>

#include "common/article/canonical_url.h"
#include "common/time/date_parser.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

constexpr int kMaxNesting = 8;  // of lists and objects around an article

// Names that say nothing about the articles in them, beside those of lists, holders and groups of fields.
constexpr std::string_view kPlainNames[] = {
    "edges",    "node",       "nodes",    "source",   "item",    "doc",       "story",   "list",   "content",
    "children", "child",      "products", "bindings", "graph",   "info",      "batch",   "blocks", "objects",
    "object",   "collection", "elements", "search",   "page",    "pages",     "body",    "main",   "root",
    "output",   "input",      "train",    "test",     "dataset", "tables",    "table",   "sheet",  "matches",
    "hit",      "group",      "groups",   "all",      "props",   "pageprops", "features"};

bool is_symbol_key(std::string_view key) {
  constexpr std::size_t kLongest = 10;
  if (key.empty() || key.size() > kLongest || !std::isalnum(static_cast<unsigned char>(key.back()))) return false;
  bool letter = false;
  for (const char c : key) {
    if (std::isupper(static_cast<unsigned char>(c)))
      letter = true;
    else if (!std::isdigit(static_cast<unsigned char>(c)) &&
             std::string_view(".-^=:").find(c) == std::string_view::npos)
      return false;
  }
  return letter;
}

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

bool has_section(const json& object) {
  return std::any_of(object.items().begin(), object.items().end(),
                     [](const auto& member) { return member.value().is_structured() && is_section(member.key()); });
}

bool is_lower_case_words(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(),
                                     [](char c) { return (c >= 'a' && c <= 'z') || c == ' ' || c == '-' || c == '_'; });
}

// The field that the key of an article or of a list of articles gives; nullopt if it gives none.
std::optional<RawField> field_of_key(const std::string& key, const FieldNames& names) {
  const std::string normal = normal_field_name(key);
  if (is_web_address(key)) return RawField::kUrl;
  if (normal.empty() || normal.find_first_not_of("0123456789") == std::string::npos) {
    constexpr std::size_t kDayDigits = 8;
    return normal.size() == kDayDigits && parse_date(key) ? std::optional(RawField::kDate) : std::nullopt;
  }
  if (is_symbol_key(key)) return RawField::kTickers;
  if (std::isdigit(static_cast<unsigned char>(key.front())) && parse_date(key)) return RawField::kDate;
  const bool plain = is_article_list_name(normal) || is_list_holder_name(normal) || is_field_group_name(normal) ||
                     is_among(normal, kPlainNames);
  if (plain || names.find(key)) return std::nullopt;
  return RawField::kSource;
}

bool has_text(const json& value, RawField field) {
  return !value.is_boolean() && !value.is_number() && !json_text_of(value, field).empty();
}

class ArticleFinder {
 public:
  ArticleFinder(const FieldNames& names, const std::function<bool(const FoundArticle&)>& visit)
      : names_(names), visit_(visit) {}

  // False if `visit` did.
  bool find_in(const json& value) {
    if (!holds_articles(value, 0)) return visit_({&value});
    return visit_all(value, {&value}, 0);
  }

 private:
  // Whether the object has a title or a text. A name that often means something else (`name`) is a title only beside a
  // date, an address or a summary: a product or a person is not an article.
  bool is_article(const json& object) const {
    if (!object.is_object()) return false;
    const Texts texts = texts_of(object);
    if (!texts.title && !texts.body) return texts.weak_title && (texts.date || texts.other);
    if (texts.date || (texts.title && texts.body)) return true;
    return texts.title ? !wraps_articles(object) : texts.other || !is_block(object);
  }

  struct Texts {
    bool title = false, weak_title = false, body = false, date = false;
    bool other = false;  // an address or a summary
  };

  Texts texts_of(const json& object) const {
    Texts texts;
    for (const auto& [name, value] : object.items()) {
      const auto match = names_.find(name);
      if (!match || (value.is_array() && !is_version_list(value))) continue;
      const bool is_title = match->field == RawField::kTitle;
      if ((is_title || match->field == RawField::kBody) && has_text(value, match->field))
        (match->weak ? texts.weak_title : is_title ? texts.title : texts.body) = true;
      texts.date |= match->field == RawField::kDate;
      texts.other |= match->field == RawField::kUrl || match->field == RawField::kSummary;
    }
    return texts;
  }

  // Whether an object with a title, but without date and text, has a list of articles with them: a feed.
  bool wraps_articles(const json& object) const {
    return std::any_of(object.begin(), object.end(), [&](const json& list) {
      if (!list.is_array() || list.empty() || !list.front().is_object()) return false;
      const Texts first = texts_of(list.front());
      return first.title && (first.date || first.body);
    });
  }

  // Whether an object with a text is a part of a text: {"type": "paragraph", "text": "..."}.
  static bool is_block(const json& object) {
    const auto type = object.find("type");
    return type != object.end() && type->is_string();
  }

  // {"columns": ["title", ...], "data": [["Acme beats", ...], ...]}, as pandas writes it.
  bool is_split_table(const json& object) const {
    const auto columns = object.find("columns"), data = object.find("data");
    return columns != object.end() && data != object.end() && columns->is_array() && data->is_array() &&
           std::any_of(columns->begin(), columns->end(),
                       [&](const json& name) { return name.is_string() && is_text_name(name.get<std::string>()); });
  }

  // {"title": {"0": "Acme beats", ...}, ...} or {"title": ["Acme beats", ...], ...}, likewise.
  bool is_column_table(const json& object) const {
    bool text = false;
    for (const auto& [name, column] : object.items()) {
      if (!column.is_structured() || column.empty() || column.begin()->is_structured()) return false;
      text |= is_text_name(name) && column.begin()->is_string() && column.size() == object.begin()->size();
    }
    return text && object.size() > 1;
  }

  bool is_text_name(const std::string& name) const {
    const auto match = names_.find(name);
    return match &&
           (match->field == RawField::kTitle || match->field == RawField::kBody || match->field == RawField::kSummary);
  }

  bool holds_articles(const json& value, int depth) const {
    if (depth > kMaxNesting) return false;
    if (value.is_object() && (is_split_table(value) || is_column_table(value) || is_article(value))) return true;
    if (!value.is_structured()) return false;
    return std::any_of(value.begin(), value.end(), [&](const json& inner) { return holds_articles(inner, depth + 1); });
  }

  // Requires holds_articles(value, depth). `found` is what is known of the articles in it.
  bool visit_all(const json& value, FoundArticle found, int depth) {
    found.object = &value;
    if (value.is_array()) {
      return std::all_of(value.begin(), value.end(), [&](const json& item) {
        FoundArticle inner = found;
        inner.object = &item;
        return holds_articles(item, depth + 1) ? visit_all(item, found, depth + 1) : visit_(inner);
      });
    }
    if (is_split_table(value)) return visit_split_table(value);
    if (is_column_table(value)) return visit_column_table(value);
    if (is_article(value)) return visit_(found);
    std::optional<bool> sections;  // whether a key of `value` is a known section
    for (const auto& [name, inner] : value.items()) {
      if (!holds_articles(inner, depth + 1)) continue;
      FoundArticle next = found;
      next.around.push_back(&value);
      next.is_wrapped = inner.is_object();
      if (auto field = field_of_key(name, names_)) {
        if (field == RawField::kSource && !sections) sections = has_section(value);
        if (field == RawField::kSource && names_section(name, inner, *sections)) field = RawField::kLabels;
        next.keys.emplace_back(*field, name);
        next.is_wrapped = false;
      }
      if (!visit_all(inner, next, depth + 1)) return false;
    }
    return true;
  }

  // Whether a key that may be the source of the articles in `inner` is rather their section: a known one, or words in
  // lower case beside one, or beside sources that the articles have themselves. An outlet is in their addresses.
  bool names_section(const std::string& key, const json& inner, bool beside_section) const {
    constexpr std::size_t kMostArticles = 5;
    if (is_section(key)) return true;
    if (!is_lower_case_words(key)) return false;
    const std::string normal = normal_field_name(key);
    bool has_source = false;
    std::size_t seen = 0;
    for (const json& article : inner.is_array() ? inner : json::array({inner})) {
      if (!article.is_object() || ++seen > kMostArticles) continue;
      for (const auto& [name, value] : article.items()) {
        const auto match = names_.find(name);
        if (!match) continue;
        if (match->field == RawField::kSource) has_source = has_source || has_text(value, RawField::kSource);
        if (match->field != RawField::kUrl || !value.is_string()) continue;
        if (host_of(value.get_ref<const std::string&>()).find(normal) != std::string::npos) return false;
      }
    }
    return beside_section || has_source;
  }

  bool visit_split_table(const json& table) {
    const json& columns = table["columns"];
    return std::all_of(table["data"].begin(), table["data"].end(), [&](const json& cells) {
      json row = json::object();
      for (std::size_t i = 0; cells.is_array() && i < std::min(cells.size(), columns.size()); ++i) {
        if (columns[i].is_string()) row[columns[i].get<std::string>()] = cells[i];
      }
      return visit_({&row});
    });
  }

  bool visit_column_table(const json& table) {
    for (auto at = table.begin()->items().begin(); at != table.begin()->items().end(); ++at) {
      json row = json::object();
      for (const auto& [name, column] : table.items()) {
        if (column.is_object()) {
          const auto cell = column.find(at.key());
          if (cell != column.end()) row[name] = *cell;
        } else if (const std::size_t index = static_cast<std::size_t>(std::stoull(at.key())); index < column.size()) {
          row[name] = column[index];
        }
      }
      if (!visit_({&row})) return false;
    }
    return true;
  }

  const FieldNames& names_;
  const std::function<bool(const FoundArticle&)>& visit_;
};

}  // namespace

bool each_json_article(const json& value, const FieldNames& names,
                       const std::function<bool(const FoundArticle&)>& visit) {
  return ArticleFinder(names, visit).find_in(value);
}

}  // namespace broadtape
