#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_set>
#include <utility>

#include "indexer/readers/json/json.h"
#include "indexer/readers/json/json_keys.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

constexpr std::size_t kMostThreadMembers = 200;

// Lists of texts below an article that are not its own.
constexpr std::string_view kAnswers[] = {"comments", "replies", "reactions", "answers", "reviews", "children"};

constexpr int kMaxNesting = 8;  // of lists and objects around an article

// Members beside articles that repeat parts of them or describe what they refer to, normalised.
constexpr std::string_view kAsides[] = {
    "highlight",       "highlights", "highlighting", "highlightresult", "snippetresult", "included",    "includes",
    "relatedarticles", "facets",     "aggregations", "authors",         "sources",       "suggestions", "errors"};

// Whether the value is a headline, or a list of them: texts of three words or more.
bool is_headlines(const json& value) {
  if (value.is_string())
    return std::count(value.get_ref<const std::string&>().begin(), value.get_ref<const std::string&>().end(), ' ') >= 2;
  return value.is_array() && !value.empty() && value.front().is_string() &&
         std::all_of(value.begin(), value.end(),
                     [](const json& item) { return item.is_string() && is_headlines(item); });
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
  struct Texts {
    bool title = false, weak_title = false, body = false, date = false;
    bool other = false;  // an address or a summary
  };

  // Whether the object has a title or a text. A name that often means something else (`name`) is a title only beside a
  // date, an address or a summary: a product or a person is not an article.
  bool is_article(const json& object) const {
    if (!object.is_object()) return false;
    const Texts texts = texts_of(object);
    if (is_thread(object, texts)) return false;
    if (!texts.title && !texts.body) return texts.weak_title && (texts.date || texts.other) && !wraps_article(object);
    if (texts.date || (texts.title && texts.body)) return true;
    return texts.title ? !wraps_articles(object) : texts.other || !is_block(object);
  }

  // Whether an object with a title but without a text has a list of posts, or a group of fields has one.
  bool is_thread(const json& object, const Texts& texts) const {
    return texts.title && !texts.body && has_posts(object, 0);
  }

  // Posts are texts with their dates, without titles.
  bool has_posts(const json& object, int depth) const {
    if (object.size() > kMostThreadMembers) return false;
    return std::any_of(object.items().begin(), object.items().end(), [&](const auto& member) {
      const json& inner = member.value();
      if (inner.is_object()) return depth == 0 && !is_rich_text(inner) && has_posts(inner, 1);
      if (!inner.is_array() || inner.empty() || !inner.front().is_object() || is_block(inner.front())) return false;
      if (is_among(normal_field_name(member.key()), kAnswers)) return false;
      const Texts first = texts_of(inner.front());
      return first.body && first.date && !first.title;
    });
  }

  Texts texts_of(const json& object) const {
    Texts texts;
    for (const auto& [name, value] : object.items()) {
      const auto match = names_.find(name);
      if (!match || (value.is_array() && !is_text_list(value, match->field))) continue;
      const bool is_title = match->field == RawField::kTitle;
      if (match->field == RawField::kBody && value.is_object() && has_title_and_more(value)) continue;
      if ((is_title || match->field == RawField::kBody) && has_text(value, match->field))
        (match->weak ? texts.weak_title : is_title ? texts.title : texts.body) = true;
      texts.date |= match->field == RawField::kDate;
      texts.other |= match->field == RawField::kUrl || match->field == RawField::kSummary;
    }
    return texts;
  }

  // Whether the value of a text, `{"article": {...}}`, is an article itself, with a title and a text or date.
  bool has_title_and_more(const json& object) const {
    bool title = false, more = false;
    for (const auto& [name, value] : object.items()) {
      const auto match = names_.find(name);
      if (!match || match->weak || value.is_null()) continue;
      title |= match->field == RawField::kTitle;
      more |= match->field == RawField::kBody || match->field == RawField::kDate;
    }
    return title && more;
  }

  // Whether a list is one text: of versions, of parts, or of strings. Strings without blanks may be references to
  // articles.
  static bool is_text_list(const json& list, RawField field) {
    if (is_version_list(list)) return true;
    if (list.empty()) return false;
    if (list.front().is_object()) return is_rich_text(list) && (field != RawField::kBody || is_block(list.front()));
    if (!list.front().is_string()) return false;
    if (field == RawField::kTitle && list.size() > 1) return false;
    return field != RawField::kBody || list.front().get_ref<const std::string&>().find(' ') != std::string::npos;
  }

  // Whether a group of fields of an object with only a weak title is an article itself.
  bool wraps_article(const json& object) const {
    return std::any_of(object.items().begin(), object.items().end(), [&](const auto& member) {
      if (!member.value().is_object() || !is_field_group_name(normal_field_name(member.key()))) return false;
      const Texts texts = texts_of(member.value());
      return texts.title || texts.body;
    });
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

  // {"title": {"0": "Acme beats", ...}, ...} or {"title": ["Acme beats", ...], ...}, likewise.
  bool is_column_table(const json& object) const {
    bool text = false;
    for (const auto& [name, column] : object.items()) {
      if (!column.is_structured() || column.empty() || column.begin()->is_object()) return false;
      if (column.begin()->is_array() && !column.is_array()) return false;
      if (column.is_array() && (column.size() < 2 || column.size() != object.begin()->size())) return false;
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
    if (!value.is_structured()) return false;
    if (json_table_of(value, names_)) return true;
    if (value.is_object() && (is_column_table(value) || is_article(value))) return true;
    if (value.is_array())
      return std::any_of(value.begin(), value.end(), [&](const json& item) { return holds_articles(item, depth + 1); });
    return std::any_of(value.items().begin(), value.items().end(), [&](const auto& member) {
      return has_headlines(member.key(), member.value()) || holds_articles(member.value(), depth + 1);
    });
  }

  // Whether a member has only headlines, under a key that gives their date or symbol.
  bool has_headlines(const std::string& key, const json& value) const {
    if (!is_headlines(value)) return false;
    const auto field = field_of_key(key, names_);
    return field == RawField::kDate || field == RawField::kTickers;
  }

  // Requires holds_articles(value, depth). `found` is what is known of the articles in it.
  bool visit_all(const json& value, FoundArticle found, int depth) {
    found.object = &value;
    if (const auto table = json_table_of(value, names_)) return visit_table(*table, found);
    if (value.is_object() && is_column_table(value)) return visit_column_table(value, found);
    if (value.is_object() && is_article(value)) return visit_(found);
    if (value.is_array()) {
      return std::all_of(value.begin(), value.end(), [&](const json& item) {
        FoundArticle inner = found;
        inner.object = &item;
        return holds_articles(item, depth + 1) ? visit_all(item, found, depth + 1) : visit_(inner);
      });
    }
    return visit_members(value, found, depth);
  }

  using Holders = std::unordered_set<const json*>;  // members that hold articles

  bool visit_members(const json& value, FoundArticle found, int depth) {
    if (is_thread(value, texts_of(value))) found.thread = &value;
    Holders holders;
    for (const auto& [name, inner] : value.items()) {
      if (has_headlines(name, inner) || holds_articles(inner, depth + 1)) holders.insert(&inner);
    }
    if (are_groups(value, holders)) return visit_article(value, found);
    std::optional<bool> sections;  // whether a key of `value` is a known section
    for (const auto& [name, inner] : value.items()) {
      if (!holders.contains(&inner)) continue;
      if (holders.size() > 1 && is_among(normal_field_name(name), kAsides)) continue;
      FoundArticle next = found;
      next.around.push_back(&value);
      next.is_wrapped = inner.is_object();
      auto field = field_of_key(name, names_);
      // A single object is rather wrapped in a member than kept by its source.
      if (field == RawField::kSource && inner.is_object() && holders.size() == 1) field = std::nullopt;
      if (field == RawField::kSource) {
        if (!sections) sections = has_section(value);
        const KeyPlace place{value, holders.size() == 1, *sections};
        field = field_of_source_key(name, inner, place, names_);
      }
      if (field) {
        next.keys.emplace_back(*field, name);
        next.is_wrapped = false;
      }
      const bool more = is_headlines(inner) ? visit_headlines(inner, next) : visit_all(inner, next, depth + 1);
      if (!more) return false;
    }
    return true;
  }

  // Whether several groups of fields have parts of one article: its text and its metadata.
  bool are_groups(const json& value, const Holders& holders) const {
    return holders.size() > 1 && std::all_of(value.items().begin(), value.items().end(), [&](const auto& member) {
             const json& inner = member.value();
             const bool holds = holders.contains(&inner);
             const std::string name = normal_field_name(member.key());
             return !holds || (is_field_group_name(name) && is_article(inner)) || is_among(name, kAsides);
           });
  }

  bool visit_article(const json& value, FoundArticle found) {
    found.object = &value;
    return visit_(found);
  }

  bool visit_headlines(const json& value, FoundArticle found) {
    found.is_wrapped = false;
    const auto visit_one = [&](const json& headline) {
      const json article = {{"title", headline}};
      found.object = &article;
      return visit_(found);
    };
    return value.is_array() ? std::all_of(value.begin(), value.end(), visit_one) : visit_one(value);
  }

  // Visits a row of a table; its label may be a date or a symbol. An index of several levels has several labels.
  bool visit_row(const json& row, const json& label, FoundArticle found) {
    found.object = &row;
    found.is_wrapped = false;
    for (const json& part : label.is_array() ? label : json::array({label})) {
      const std::string text = json_text_of(part);
      const auto field = text.empty() ? std::nullopt : field_of_key(text, names_);
      if (field && field != RawField::kSource) found.keys.emplace_back(*field, text);
    }
    return visit_(found);
  }

  bool visit_table(const JsonTable& table, const FoundArticle& found) {
    for (std::size_t i = table.first_row; i < table.rows->size(); ++i) {
      if (!visit_row(table.row(i), table.labels ? (*table.labels)[i] : json(), found)) return false;
    }
    return true;
  }

  bool visit_column_table(const json& table, const FoundArticle& found) {
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
      if (!visit_row(row, table.begin()->is_object() ? json(at.key()) : json(), found)) return false;
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
