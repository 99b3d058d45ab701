#include <algorithm>
#include <cctype>
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
                                           "ops",      "rich_text",  "data",   "body",     "text",
                                           "leaves",   "params"};
constexpr std::string_view kRootTypes[] = {"doc", "document", "root", "body", "article"};
constexpr std::string_view kNodeTypes[] = {"type", "_type", "nodeType", "blockName", "__typename"};

// Parts of the types of nodes that have no running text.
constexpr std::string_view kSkippedTypes[] = {
    "image",  "video", "audio", "embed", "gallery", "figure", "iframe",   "advert",  "promo",       "newsletter",
    "oembed", "photo", "media", "ad_",   "related", "widget", "raw_html", "divider", "interstitial"};
// Types of nodes that are paragraphs even beside parts of a line.
constexpr std::string_view kBlockTypes[] = {"paragraph", "p",  "heading", "header",     "block",      "list",
                                            "ul",        "ol", "li",      "blockquote", "quote",      "table",
                                            "h1",        "h2", "h3",      "h4",         "bulletlist", "orderedlist"};
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
    const auto type = node.is_object() ? node.find(name) : node.end();
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

json::const_iterator parts_of(const json& node) {
  if (std::none_of(node.begin(), node.end(), [](const json& member) { return member.is_structured(); }))
    return node.end();
  for (const std::string_view name : kNodeParts) {
    const auto parts = node.find(name);
    if (parts != node.end() && parts->is_structured() && !parts->empty()) return parts;
  }
  return node.end();
}

bool has_parts(const json& node) {
  return parts_of(node) != node.end();
}

// Whether the node is a part of a line: a string, or a text that is not called a paragraph.
bool is_inline(const json& node) {
  if (node.is_string()) return true;
  if (!node.is_object()) return false;
  const std::string type = type_of(node);
  if (type.empty()) return own_text(node) || node.contains("insert");
  return is_among(type, kInlineTypes);
}

bool is_block(const json& node) {
  return node.is_object() && is_among(type_of(node), kBlockTypes);
}

// Whether a piece of a line is in the list, so that nodes of unknown types beside it are pieces, too.
bool is_line(const json& list) {
  return std::any_of(list.begin(), list.end(), [](const json& item) {
    return item.is_string() || (item.is_object() && is_inline(item) && own_text(item));
  });
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

// Whether texts of the tree have tags, so that the whole is read as HTML.
bool has_tags(std::string_view text) {
  for (std::size_t at = text.find('<'); at + 1 < text.size(); at = text.find('<', at + 1)) {
    if (std::isalpha(static_cast<unsigned char>(text[at + 1])) || text[at + 1] == '/') return true;
  }
  return false;
}

// The text as HTML whose paragraphs are those of the tree.
std::string with_tags(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    html += text.substr(0, end);
    text.remove_prefix(end);
    if (text.starts_with("\n\n"))
      html += "<p>";
    else if (!text.empty())
      html += "<br>";
    text.remove_prefix(std::min(text.find_first_not_of('\n'), text.size()));
  }
  return html;
}

class RichText {
 public:
  std::string of(const json& value) {
    add(value, false);
    const std::string_view text = trimmed(text_);
    return has_tags(text) ? with_tags(text) : std::string(text);
  }

 private:
  void new_block() {
    while (!text_.empty() && (text_.back() == '\n' || text_.back() == ' ')) text_.pop_back();
    if (!text_.empty()) text_ += "\n\n";
  }

  // Adds the parts of a node. Objects at whose joints no blank is are paragraphs, and so are strings alone, unless they
  // are the content of a paragraph; otherwise what is beside a piece of a line is one, too. `in_block` is whether a
  // paragraph is around them.
  void add_list(const json& list, bool in_block, bool in_line) {
    const bool strings = std::all_of(list.begin(), list.end(), [](const json& item) { return item.is_string(); });
    const bool objects = std::none_of(list.begin(), list.end(), [](const json& item) { return item.is_string(); });
    const bool paragraphs = (strings && !in_line) || (objects && !in_block && are_paragraphs(list));
    const bool line = !paragraphs && is_line(list);
    for (const json& item : list) {
      const bool block = paragraphs || is_block(item) || (!line && !is_inline(item));
      if (block) new_block();
      add(item, in_block);
      if (block) new_block();
    }
  }

  void add(const json& node, bool in_block) {
    if (node.is_string()) {
      text_ += node.get_ref<const std::string&>();
    } else if (node.is_array()) {
      add_list(node, in_block, false);
    } else if (node.is_object()) {
      const std::string type = type_of(node);
      if (is_skipped(type)) return;
      if (type == "hardbreak" || type == "linebreak" || type == "br") text_ += '\n';
      if (const std::string* const text = own_text(node))
        text_ += *text;
      else if (const auto parts = parts_of(node); parts != node.end())
        add_parts(parts, in_block || !(type.empty() || is_among(type, kRootTypes)));
    }
  }

  void add_parts(const json::const_iterator& parts, bool in_block) {
    const bool is_content = parts.key() == "children" || parts.key() == "content";
    if (parts->is_array())
      add_list(*parts, in_block, in_block && is_content);
    else
      add(*parts, in_block);
  }

  std::string text_;
};

}  // namespace

bool is_rich_text(const json& value) {
  if (value.is_array())
    return std::any_of(value.begin(), value.end(), [](const json& item) {
      return item.is_object() && (own_text(item) || has_parts(item)) && !item.contains("title") &&
             !item.contains("headline");
    });
  return value.is_object() && !value.contains("title") && !value.contains("headline") && has_parts(value);
}

bool is_text_tree(const json& value) {
  if (!value.is_object()) return false;
  if (is_among(type_of(value), kRootTypes)) return has_parts(value);
  const auto root = value.find("root"), blocks = value.find("blocks");
  const bool has_blocks =
      blocks != value.end() && blocks->is_array() && !blocks->empty() && !type_of((*blocks)[0]).empty();
  return has_blocks || (root != value.end() && is_text_tree(*root));
}

std::string rich_text(const json& value) {
  return RichText().of(value);
}

}  // namespace broadtape
