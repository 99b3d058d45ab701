#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/ascii.h"
#include "indexer/readers/json/json.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using nlohmann::json;

// Members that have the text of a node, or its parts, by priority.
constexpr std::string_view kNodeTexts[] = {"plain_text", "plainText", "text", "value", "insert", "innerHTML", "html"};
constexpr std::string_view kNodeParts[] = {"children", "content",    "blocks", "elements", "content_elements",
                                           "nodes",    "paragraphs", "items",  "root",     "document",
                                           "ops",      "rich_text",  "data",   "body",     "text"};
constexpr std::string_view kRootTypes[] = {"doc", "document", "root", "body", "article"};
constexpr std::string_view kNodeTypes[] = {"type", "_type", "nodeType", "blockName", "__typename"};

// Parts of the types of nodes that have no running text.
constexpr std::string_view kSkippedTypes[] = {
    "image",  "video", "audio", "embed", "gallery", "figure", "iframe",   "advert",  "promo",       "newsletter",
    "oembed", "photo", "media", "ad_",   "related", "widget", "raw_html", "divider", "interstitial"};
// Types of nodes that are parts of a line.
constexpr std::string_view kInlineTypes[] = {"text",      "span",       "link",
                                             "hyperlink", "a",          "strong",
                                             "em",        "b",          "i",
                                             "bold",      "italic",     "text_link",
                                             "mention",   "underline",  "strikethrough",
                                             "code",      "pre",        "entity-hyperlink",
                                             "inline",    "hashtag",    "linkelement",
                                             "cashtag",   "plain",      "textnode",
                                             "u",         "inlinelink", "asset-hyperlink"};

std::string type_of(const json& node) {
  for (const std::string_view name : kNodeTypes) {
    const auto type = node.find(name);
    if (type != node.end() && type->is_string()) return ascii_lowered(type->get_ref<const std::string&>());
  }
  return {};
}

bool is_skipped(const std::string& type) {
  return std::any_of(std::begin(kSkippedTypes), std::end(kSkippedTypes),
                     [&](std::string_view part) { return type.find(part) != std::string::npos; });
}

const std::string* own_text(const json& node) {
  for (const std::string_view name : kNodeTexts) {
    const auto text = node.find(name);
    if (text != node.end() && text->is_string()) return text->get_ptr<const std::string*>();
  }
  const auto content = node.find("content");
  return content != node.end() ? content->get_ptr<const std::string*>() : nullptr;
}

const json* parts_of(const json& node) {
  if (std::none_of(node.begin(), node.end(), [](const json& member) { return member.is_structured(); })) return nullptr;
  for (const std::string_view name : kNodeParts) {
    const auto parts = node.find(name);
    if (parts != node.end() && parts->is_structured() && !parts->empty()) return &*parts;
  }
  return nullptr;
}

// Whether the node is a part of a line: a string, or a text that is not called a paragraph.
bool is_inline(const json& node) {
  if (node.is_string()) return true;
  if (!node.is_object()) return false;
  const std::string type = type_of(node);
  if (type.empty()) return own_text(node) || node.contains("insert");
  return is_among(type, kInlineTypes);
}

// Whether no text in the list goes on with the next one: none ends with a blank, or is followed by a blank or a mark.
bool are_paragraphs(const json& list) {
  const std::string* last = nullptr;
  for (const json& item : list) {
    const std::string* const text = item.is_object() ? own_text(item) : nullptr;
    if (last && text && !last->empty() && !text->empty()) {
      const bool blank = std::string_view(" \n\t").find(last->back()) != std::string_view::npos;
      if (blank || std::string_view(" \n\t.,;:!?)'").find(text->front()) != std::string_view::npos) return false;
    }
    last = text;
  }
  return list.size() > 1;
}

class RichText {
 public:
  std::string of(const json& value) {
    add(value, false);
    return std::string(trimmed(text_));
  }

 private:
  void new_block() {
    while (!text_.empty() && (text_.back() == '\n' || text_.back() == ' ')) text_.pop_back();
    if (!text_.empty()) text_ += "\n\n";
  }

  // Adds the parts of a node. Strings alone, and objects at whose joints no blank is, are paragraphs; strings between
  // objects are parts of a line. `in_block` is whether a paragraph is around them.
  void add_list(const json& list, bool in_block) {
    const bool strings = std::all_of(list.begin(), list.end(), [](const json& item) { return item.is_string(); });
    const bool objects = std::none_of(list.begin(), list.end(), [](const json& item) { return item.is_string(); });
    const bool paragraphs = strings || (objects && !in_block && are_paragraphs(list));
    for (const json& item : list) {
      const bool block = paragraphs || (objects && !is_inline(item));
      if (block) new_block();
      add(item, in_block);
      if (block) new_block();
    }
  }

  void add(const json& node, bool in_block) {
    if (node.is_string()) {
      text_ += node.get_ref<const std::string&>();
    } else if (node.is_array()) {
      add_list(node, in_block);
    } else if (node.is_object()) {
      const std::string type = type_of(node);
      if (is_skipped(type)) return;
      if (type == "hardbreak" || type == "linebreak" || type == "br") text_ += '\n';
      if (const std::string* const text = own_text(node))
        text_ += *text;
      else if (const json* const parts = parts_of(node))
        add(*parts, in_block || !(type.empty() || is_among(type, kRootTypes)));
    }
  }

  std::string text_;
};

}  // namespace

bool is_rich_text(const json& value) {
  if (value.is_array())
    return std::any_of(value.begin(), value.end(), [](const json& item) {
      return item.is_object() && (own_text(item) || parts_of(item)) && !item.contains("title") &&
             !item.contains("headline");
    });
  return value.is_object() && !value.contains("title") && !value.contains("headline") && parts_of(value) != nullptr;
}

std::string rich_text(const json& value) {
  return RichText().of(value);
}

}  // namespace broadtape
