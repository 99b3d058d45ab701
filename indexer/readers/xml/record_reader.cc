#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"
#include "indexer/readers/xml/xml.h"
#include "indexer/readers/xml/xml_syntax.h"

namespace broadtape {
namespace {

using nlohmann::json;

// Elements whose attribute says which field they are: <field name="title">, <str name="body">.
constexpr std::string_view kNamedByAttribute[] = {"field",  "str",      "arr",    "lst",       "date", "int",
                                                  "long",   "float",    "double", "bool",      "text", "string",
                                                  "column", "property", "attr",   "attribute", "value"};
constexpr std::string_view kNameAttributes[] = {"name", "key"};
// Attributes of an article that are fields of it.
constexpr std::string_view kFieldAttributes[] = {"date", "published", "pubdate", "title", "headline"};

// Markup inside the text of an element.
constexpr std::string_view kMarkupNames[] = {
    "p",  "br", "div", "b",  "i",    "u",  "em",  "strong", "a",    "ul",     "ol",         "li",   "h1",
    "h2", "h3", "h4",  "h5", "span", "hr", "sub", "sup",    "para", "figure", "blockquote", "table"};

// The name of the field that an element is, in the spelling of the input.
template <class Attribute>
std::string member_name(const std::string& element, const Attribute& attribute) {
  if (!is_among(element, kNamedByAttribute)) return element;
  for (const std::string_view name : kNameAttributes) {
    const std::string_view value = attribute(name);
    if (!value.empty()) return std::string(value);
  }
  return element;
}

std::string_view attribute_in_tag(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
    const std::string_view rest = without_space(tag.substr(at + name.size()));
    const bool is_whole = at > 0 && std::string_view(" \t\r\n").find(tag[at - 1]) != std::string_view::npos;
    if (!is_whole || !rest.starts_with('=')) continue;
    const std::string_view quoted = without_space(rest.substr(1));
    if (quoted.size() < 2 || (quoted[0] != '"' && quoted[0] != '\'')) return {};
    const std::size_t end = quoted.find(quoted[0], 1);
    return end == std::string_view::npos ? std::string_view() : quoted.substr(1, end - 1);
  }
  return {};
}

// What an element has as members, by their names alone.
struct Members {
  bool title = false, weak_title = false, text = false, date = false, address = false;

  void take(const std::optional<FieldMatch>& match) {
    if (match && match->weak) weak_title = weak_title || match->field == RawField::kTitle;
    if (!match || match->weak) return;
    title = title || match->field == RawField::kTitle;
    text = text || match->field == RawField::kBody || match->field == RawField::kSummary;
    date = date || match->field == RawField::kDate;
    address = address || match->field == RawField::kUrl;
  }
  bool may_be_article() const {
    return (title && (text || date || address)) || (weak_title && text && date);  // `name` alone names a thing
  }
  bool is_surely_article() const { return title && text && date; }
};

// Finds the elements that are articles in the start of a text: those with a title, and a text, date or address. One
// alone needs a text and a date.
class RecordFinder {
 public:
  explicit RecordFinder(const FieldNames& names) : names_(names) {}

  // Their name as in the text, or empty.
  std::string find(std::string_view head) {
    for (std::size_t at = head.find('<'); at < head.size(); at = head.find('<', at)) {
      const std::string_view rest = head.substr(at);
      if (rest.starts_with("<![CDATA[") || rest.starts_with("<!--")) {
        const std::string_view end = rest[2] == '[' ? "]]>" : "-->";
        at = std::min(rest.find(end), rest.size() - 1) + at + 1;
        continue;
      }
      const std::size_t end = end_of_tag(rest);
      if (end == std::string_view::npos) break;
      if (const auto found = take(rest.substr(0, end))) return *found;
      at += std::max<std::size_t>(1, end);
    }
    return {};
  }

 private:
  struct Open {
    std::string name, member;
    Members members;
  };

  std::optional<std::string> take(std::string_view tag) {
    if (tag.starts_with("</")) return close(std::string(name_at(tag.substr(2))));
    const std::string name(name_at(tag.substr(1)));
    if (name.empty()) return std::nullopt;
    const std::string local = ascii_lowered(name.substr(name.find(':') + 1));
    open_.push_back({name, member_name(local, [&](std::string_view a) { return attribute_in_tag(tag, a); }), {}});
    for (const std::string_view attribute : kFieldAttributes) {
      if (!attribute_in_tag(tag, attribute).empty()) open_.back().members.take(names_.find(std::string(attribute)));
    }
    return tag.ends_with('/') ? close(name) : std::nullopt;
  }

  std::optional<std::string> close(const std::string& name) {
    const auto open = std::find_if(open_.rbegin(), open_.rend(), [&](const Open& o) { return o.name == name; });
    if (open == open_.rend()) return std::nullopt;
    open_.erase(open.base(), open_.end());  // they lack their closing tags
    const Open closed = std::move(open_.back());
    open_.pop_back();
    if (!open_.empty()) open_.back().members.take(names_.find(closed.member));
    if (!closed.members.may_be_article()) return std::nullopt;
    const bool is_found = closed.members.is_surely_article() || ++seen_[name] > 1;
    return is_found ? std::optional(name) : std::nullopt;
  }

  const FieldNames& names_;
  std::vector<Open> open_;
  std::map<std::string, int> seen_;
};

std::string record_name(std::string_view head, const FieldNames& names) {
  const std::size_t start = start_of_xml(head);
  const std::string root = xml_root_name(head);
  if (start == std::string_view::npos || root.empty() || root == "html") return {};
  const std::string name = RecordFinder(names).find(head.substr(start));
  return ascii_lowered(name.substr(name.find(':') + 1));
}

void add_member(json& object, const std::string& name, json value) {
  if (value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty())) return;
  if (!object.contains(name)) {
    object[name] = std::move(value);
    return;
  }
  json& known = object[name];
  if (!known.is_array()) known = json::array({std::move(known)});
  known.push_back(std::move(value));
}

// The members of an element, or its text. Markup remains markup; elements of one name are a list.
json value_of(const XmlElement& element) {
  if (!element.has_elements()) {
    const std::string text = element.all_text();
    if (!text.empty() || element.attributes.empty()) return text;
  }
  const auto is_markup = [](const XmlElement& child) {
    return !child.is_text() && is_among(child.local_name(), kMarkupNames);
  };
  if (std::any_of(element.children.begin(), element.children.end(), is_markup)) return markup_of(element);
  json object = json::object();
  bool is_array = false;
  for (const auto& [name, value] : element.attributes) {
    const bool is_its_name = is_among(element.local_name(), kNamedByAttribute) && is_among(name, kNameAttributes);
    if (name == "is_array" || (name == "type" && value == "array")) {  // of Ruby on Rails
      is_array = true;
      continue;
    }
    if (!is_its_name && !name.starts_with("xml")) add_member(object, name, value);
  }
  const bool has_attributes = !object.empty();
  for (const XmlElement& child : element.children) {
    if (child.is_text()) continue;
    const std::string name =
        member_name(std::string(child.local_name()), [&](std::string_view a) { return child.attribute(a); });
    add_member(object, name, value_of(child));
  }
  if (has_attributes || object.size() != 1) return object;
  const std::string name = object.begin().key();
  if (is_array) return object.front().is_array() ? json(object.front()) : json::array({object.front()});
  const bool is_list = object.front().is_array() || element.local_name().starts_with(name) || element.name == "arr";
  return is_list ? json(object.front()) : object;
}

}  // namespace

bool looks_like_xml_records(std::string_view head, const FieldNames& names) {
  return !record_name(head, names).empty();
}

void read_xml_records(TextSource& text, const FieldNames& names, RecordOutput& output) {
  const std::string name = record_name(text.head(), names);
  if (name.empty())
    throw Error(ErrorKind::kInput, "has no elements with a title and a text, date or address",
                "name the title's element with --field title=NAME");
  output.tally().describe(fmt::format("with articles in <{}>", name));
  const auto record = [&](XmlRecord&& read) {
    json value = value_of(read.element);
    if (!value.is_object()) value = json::object();
    make_plain(value);
    return output.article_of(
        std::move(read.place), [&] { return read.element.all_text(); },
        [&] {
          RawArticle raw = json_article({&value}, names, &output.tally());
          if (raw.language.empty()) raw.language = std::move(read.language);
          return raw;
        });
  };
  read_xml(text, {{name}, record, {}}, output);
}

}  // namespace broadtape
