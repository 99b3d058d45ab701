#include <algorithm>
#include <cctype>
#include <iterator>
#include <optional>
#include <utility>

#include "common/text/utf8.h"
#include "indexer/input/limits.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/html/page_parts.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

using ElementNames = const std::string_view;

constexpr ElementNames kUnread[] = {"script", "style", "noscript", "template", "select",   "svg",
                                    "iframe", "video", "audio",    "canvas",   "textarea", "head"};
constexpr ElementNames kSkipped[] = {"nav",        "aside",  "footer", "form", "button", "figure",
                                     "figcaption", "object", "dialog", "menu", "caption"};
constexpr ElementNames kBlocks[] = {"p",      "div",  "section", "article", "main",    "li",    "ul",    "ol",
                                    "h1",     "h2",   "h3",      "h4",      "h5",      "h6",    "table", "tr",
                                    "td",     "th",   "pre",     "dl",      "dt",      "dd",    "hr",    "blockquote",
                                    "header", "body", "html",    "center",  "address", "tbody", "thead", "details"};
constexpr ElementNames kLineBlocks[] = {"li", "tr", "dt", "dd"};
constexpr ElementNames kHeadings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};

// Words in class and id attributes of elements that do not belong to the article.
constexpr ElementNames kFurnitureWords[] = {
    "share",         "sharing", "social",     "related",   "recommended", "promo",      "promoted",    "advert",
    "advertisement", "ad",      "ads",        "adslot",    "banner",      "cookie",     "cookies",     "newsletter",
    "subscribe",     "signup",  "comments",   "comment",   "sidebar",     "breadcrumb", "breadcrumbs", "caption",
    "tags",          "menu",    "navigation", "nav",       "navbar",      "foot",       "footer",      "popup",
    "modal",         "paywall", "trending",   "sponsored", "outbrain",    "taboola",    "disclaimer",  "copyright",
    "toolbar",       "tools",   "byline",     "dateline",  "timestamp",   "popular",    "mostread",    "consent",
    "skip",          "login",   "widget",     "rail",      "rollover",    "tooltip",    "popover",     "credit",
    "credits",       "gallery", "slideshow",  "bio"};
// Words of parts that never wrap a page, but may have more text than a short article.
constexpr ElementNames kOutsideWords[] = {"foot",    "footer",   "nav",     "menu",   "cookie",    "cookies",
                                          "consent", "comments", "comment", "navbar", "copyright", "modal"};
// Words of parts that may wrap quotations of the article, such as posts of social networks.
constexpr ElementNames kEmbedWords[] = {"social", "widget"};

bool holds_quotation(xmlNode* element) {
  constexpr int kMaxElements = 100;  // an embedded post is small
  return any_element(element, kMaxElements, [](xmlNode* inner) { return element_name(inner) == "blockquote"; });
}

bool is_hidden(const xmlNode* element) {
  return attribute_view(element, "aria-hidden") == "true" ||
         attribute_view(element, "style").find("display:none") != std::string_view::npos ||
         xmlHasProp(const_cast<xmlNode*>(element), reinterpret_cast<const xmlChar*>("hidden"));
}

// Whether an element has no text of the article.
bool is_skipped(xmlNode* element) {
  constexpr double kAlmostAll = 0.8;
  const std::string_view name = element_name(element);
  if (is_among(name, kUnread)) return true;
  if (name == "body" || name == "html" || name == "article" || name == "main") return false;
  const std::string_view names = attribute_view(element, "class"), id = attribute_view(element, "id");
  const bool furniture = has_name_word(names, kFurnitureWords) || has_name_word(id, kFurnitureWords);
  if (!furniture && !is_among(name, kSkipped) && !is_hidden(element)) return false;
  if ((name == "figure" || has_name_word(names, kEmbedWords)) && holds_quotation(element)) return false;
  // Some systems wrap the whole page in a form, or hide it until a script has run; a wrapper may be named after a part
  // of the page: `class="content with-sidebar"`.
  const bool outside =
      name == "footer" || name == "nav" || has_name_word(names, kOutsideWords) || has_name_word(id, kOutsideWords);
  return !holds_most_prose(element, outside ? kAlmostAll : 0.5);
}

class BlockCollector {
 public:
  std::vector<TextBlock> collect(xmlNode* root) {
    walk(root, false);
    end_block(nullptr);
    return std::move(blocks_);
  }

 private:
  void walk(xmlNode* node, bool in_link) {
    for (xmlNode* child = node->children; child; child = child->next) {
      if (child->type == XML_TEXT_NODE)
        add_text(child, in_link);
      else if (is_element(child) && !is_skipped(child))
        walk_element(child, in_link);
    }
  }

  void walk_element(xmlNode* element, bool in_link) {
    const std::string_view name = element_name(element);
    if (name == "br") {
      open_.text.push_back('\n');
      return;
    }
    const bool cell = name == "td" || name == "th";
    const bool block = is_among(name, kBlocks) && !(cell && in_row_);
    if (block) end_block(element->parent);
    if (cell && in_row_ && !trimmed(open_.text).empty()) open_.text += kCellGap;
    const bool outer_row = in_row_, outer_lines = keeps_lines_;
    if (name == "tr") in_row_ = true;
    if (name == "pre") keeps_lines_ = true;
    walk(element, in_link || name == "a");
    in_row_ = outer_row;
    keeps_lines_ = outer_lines;
    if (block) end_block(element);
  }

  void add_text(const xmlNode* node, bool in_link) {
    const std::string_view text = reinterpret_cast<const char*>(node->content);
    const std::size_t before = open_.text.size();
    for (const char c : text) {
      const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
      if (c == '\n' && keeps_lines_ && !open_.text.empty()) {
        while (open_.text.ends_with(' ')) open_.text.pop_back();
        open_.text += open_.text.ends_with("\n\n") ? "" : "\n";
        continue;
      }
      if (blank && (open_.text.empty() || open_.text.back() == ' ' || open_.text.back() == '\n')) continue;
      open_.text.push_back(blank ? ' ' : c);
    }
    if (in_link) open_.link_bytes += open_.text.size() - before;
  }

  // Ends the current block. `element` is the element that ends or is interrupted by a new block.
  void end_block(const xmlNode* element) {
    const std::string_view text = trimmed(open_.text);
    if (!text.empty()) {
      open_.text = std::string(text);
      const std::string_view name = element ? element_name(element) : "";
      open_.is_paragraph = !is_among(name, kLineBlocks) && !is_among(name, kHeadings);
      open_.holder =
          name == "p" || is_among(name, kHeadings) || is_among(name, kLineBlocks) ? element->parent : element;
      open_.in_lines = is_among(name, kLineBlocks);
      blocks_.push_back(std::move(open_));
    }
    open_ = {};
  }

  static constexpr std::string_view kCellGap = "  ";
  std::vector<TextBlock> blocks_;
  TextBlock open_;
  bool in_row_ = false;
  bool keeps_lines_ = false;  // in `pre`
};

constexpr ElementNames kInline[] = {"a",    "b",    "i",      "em",   "strong", "span",    "br",    "img",   "u",
                                    "sup",  "sub",  "small",  "font", "big",    "tt",      "code",  "abbr",  "cite",
                                    "q",    "s",    "strike", "del",  "ins",    "mark",    "time",  "label", "input",
                                    "meta", "link", "title",  "wbr",  "source", "picture", "param", "col"};

struct Tag {
  std::string_view name;         // as written, without a prefix
  std::size_t prefix_bytes = 0;  // `nitf:`
  bool closing = false;
  bool has_attributes = false;
};

bool is_html_name(std::string_view written) {
  std::string name(written);
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  return is_among(name, kUnread) || is_among(name, kSkipped) || is_among(name, kBlocks) || is_among(name, kInline);
}

// Prefixes of texts in NITF and XHTML that are parts of other documents: `<nitf:p>`.
constexpr ElementNames kNewsPrefixes[] = {"nitf", "xhtml", "html"};

bool is_lower_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// The HTML tag at text[at], if any.
std::optional<Tag> tag_at(std::string_view text, std::size_t at) {
  std::size_t from = at + 1;
  Tag tag;
  if (from < text.size() && text[from] == '/') {
    tag.closing = true;
    ++from;
  }
  std::size_t end = from;
  while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end]))) ++end;
  tag.name = text.substr(from, end - from);
  bool is_of_news = false;
  if (end < text.size() && text[end] == ':' && is_lower_word(tag.name)) {
    is_of_news = is_among(tag.name, kNewsPrefixes);
    const std::size_t begin = end + 1;
    for (++end; end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '.');) ++end;
    tag.prefix_bytes = begin - from;
    tag.name = text.substr(begin, end - begin);
  }
  if (end >= text.size() || tag.name.empty() || !(is_of_news || is_html_name(tag.name))) return std::nullopt;
  const bool closed = text[end] == '>' || text.substr(end).starts_with("/>") || text.substr(end).starts_with(" />");
  tag.has_attributes = !closed && (text[end] == ' ' || text[end] == '\n' || text[end] == '\t');
  if (!closed && !tag.has_attributes) return std::nullopt;
  return tag;
}

}  // namespace

std::vector<TextBlock> text_blocks(xmlNode* root) {
  return root ? BlockCollector().collect(root) : std::vector<TextBlock>();
}

std::string body_of(const std::vector<TextBlock>& blocks) {
  std::string body;
  const TextBlock* before = nullptr;
  for (const TextBlock& block : blocks) {
    if (before) body += before->in_lines && block.in_lines ? "\n" : "\n\n";
    body += block.text;
    before = &block;
  }
  return body;
}

bool looks_like_html(std::string_view text) {
  // A lone `<A>`, `<S>` or `<B>` is a ticker, so require a closing tag, attributes, or a tag that ends lines.
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const auto tag = tag_at(text, at);
    if (!tag) continue;
    if (tag->closing || tag->has_attributes || tag->name == "p" || tag->name == "br" || tag->name == "BR") return true;
  }
  return false;
}

std::string parsed_fragment_text(std::string_view html) {
  std::string escaped;
  for (std::size_t at = 0; at < html.size(); ++at) {
    const bool opens = html[at] == '<';
    const std::optional<Tag> tag = opens ? tag_at(html, at) : std::nullopt;
    const std::size_t prefix_bytes = tag ? tag->prefix_bytes : 0;
    const bool stray = opens && !tag && !html.substr(at).starts_with("<!");
    if (stray)
      escaped += "&lt;";
    else
      escaped.push_back(html[at]);
    if (tag && tag->closing && (tag->name == "br" || tag->name == "BR")) ++at;  // `</br>` is read as `<br>`
    if (prefix_bytes > 0) {
      if (html[at + 1] == '/') escaped.push_back(html[++at]);
      at += prefix_bytes;
    }
    if (escaped.size() > kMaxPageBytes) break;  // which HtmlDocument rejects
  }
  repair_utf8(escaped);
  const HtmlDocument document("<html><body><div>" + escaped + "</div></body></html>");
  return body_of(text_blocks(document.root()));
}

std::string html_fragment_text(std::string_view html) {
  std::optional<std::string> text = plain_paragraphs(html);
  return text ? *std::move(text) : parsed_fragment_text(html);
}

}  // namespace broadtape
