#include <fmt/format.h>
#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <new>
#include <vector>

#include "common/error/error.h"
#include "indexer/input/limits.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

std::string_view view(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

double thread_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// Counts the running text under each element, once for all questions, and keeps it in the node.
std::size_t count_prose(xmlNode* node, bool in_paragraph) {
  constexpr std::size_t kLongText = 80;  // bytes; shorter text outside paragraphs may be a menu or a caption
  std::size_t bytes = 0;
  for (xmlNode* child = node->children; child; child = child->next) {
    if (child->type == XML_TEXT_NODE) {
      const std::size_t length = view(child->content).size();
      if (in_paragraph || length >= kLongText) bytes += length;
    } else if (child->type == XML_ELEMENT_NODE) {
      const std::string_view name = view(child->name);
      if (name != "script" && name != "style") bytes += count_prose(child, in_paragraph || name == "p");
    }
  }
  static_assert(sizeof(node->_private) >= sizeof bytes);
  std::memcpy(&node->_private, &bytes, sizeof bytes);
  return bytes;
}

bool search_elements(xmlNode* node, int& rest, const std::function<bool(xmlNode*)>& accepts) {
  if (!node || !is_element(node) || --rest < 0) return false;
  if (accepts(node)) return true;
  for (xmlNode* child = node->children; child && rest > 0; child = child->next) {
    if (search_elements(child, rest, accepts)) return true;
  }
  return false;
}

void add_beginning(const xmlNode* node, std::size_t max_bytes, std::string& text) {
  if (node->type == XML_TEXT_NODE && text.size() < max_bytes) {
    const char* content = reinterpret_cast<const char*>(node->content);
    text.append(content, strnlen(content, max_bytes - text.size()));
  }
  if (node->type != XML_ELEMENT_NODE) return;
  for (const xmlNode* child = node->children; child && text.size() < max_bytes; child = child->next) {
    add_beginning(child, max_bytes, text);
  }
}

// A parse with limits: feeds the text to libxml2 in pieces and counts the resulting nodes.
class BoundedParse {
 public:
  explicit BoundedParse(std::string_view text) : rest_(text), parser_(htmlNewParserCtxt()) {
    if (!parser_) throw std::bad_alloc();
    parser_->_private = this;
    handlers_ = *parser_->sax;
    parser_->sax->startElement = on_element;
    parser_->sax->comment = on_comment;
    parser_->sax->processingInstruction = on_instruction;
  }
  ~BoundedParse() { htmlFreeParserCtxt(parser_); }
  BoundedParse(const BoundedParse&) = delete;
  BoundedParse& operator=(const BoundedParse&) = delete;

  // The caller owns the document; null for empty text.
  xmlDoc* run(int options) {
    xmlDoc* const document = htmlCtxtReadIO(parser_, on_read, nullptr, this, nullptr, "UTF-8", options);
    if (nodes_ <= kMaxPageNodes && !late_) return document;
    xmlFreeDoc(document);
    if (late_) throw Error(ErrorKind::kTooLarge, fmt::format("its HTML takes more than {} s to read", kMaxPageSeconds));
    throw Error(ErrorKind::kTooLarge, fmt::format("its HTML has more than {} elements and attributes", kMaxPageNodes));
  }

 private:
  static BoundedParse& of(void* parser) {
    return *static_cast<BoundedParse*>(static_cast<htmlParserCtxt*>(parser)->_private);
  }

  static int on_read(void* self, char* buffer, int size) {
    auto& parse = *static_cast<BoundedParse*>(self);
    parse.late_ = parse.late_ || thread_seconds() - parse.started_s_ > kMaxPageSeconds;
    if (parse.late_) return 0;
    const std::size_t count = parse.rest_.copy(buffer, static_cast<std::size_t>(size));
    parse.rest_.remove_prefix(count);
    return static_cast<int>(count);
  }

  static void on_element(void* parser, const xmlChar* name, const xmlChar** attributes) {
    // libxml2 takes linear time to add an attribute to an element; real pages have far fewer.
    constexpr std::size_t kMaxAttributes = 1000;
    std::size_t count = 0;
    while (attributes && attributes[2 * count] && count < kMaxAttributes) ++count;
    if (!of(parser).takes(1 + count)) return;
    if (!attributes || !attributes[2 * count]) return of(parser).handlers_.startElement(parser, name, attributes);
    std::vector<const xmlChar*> kept(attributes, attributes + 2 * count);
    kept.push_back(nullptr);
    of(parser).handlers_.startElement(parser, name, kept.data());
  }

  static void on_comment(void* parser, const xmlChar* text) {
    if (of(parser).takes(1)) of(parser).handlers_.comment(parser, text);
  }

  static void on_instruction(void* parser, const xmlChar* target, const xmlChar* data) {
    if (of(parser).takes(1)) of(parser).handlers_.processingInstruction(parser, target, data);
  }

  bool takes(std::size_t nodes) {
    nodes_ += nodes;
    if (nodes_ <= kMaxPageNodes && !late_) return true;
    xmlStopParser(parser_);
    return false;
  }

  std::string_view rest_;
  htmlParserCtxt* parser_;
  htmlSAXHandler handlers_;
  std::size_t nodes_ = 0;
  double started_s_ = thread_seconds();
  bool late_ = false;
};

}  // namespace

HtmlDocument::HtmlDocument(std::string_view text) {
  static const bool initialised = (xmlInitParser(), true);
  (void)initialised;
  if (text.size() > kMaxPageBytes) {
    throw Error(ErrorKind::kTooLarge, fmt::format("its HTML is larger than {} bytes", kMaxPageBytes));
  }
  // Without HTML_PARSE_HUGE libxml2 limits the depth to 256 levels (xmlParserMaxDepth), which bounds recursion over the
  // tree.
  constexpr int kOptions =
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
  document_.reset(BoundedParse(text).run(kOptions));
  if (document_) root_ = xmlDocGetRootElement(document_.get());
  if (root_) count_prose(root_, false);
}

bool is_element(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE;
}

std::string_view element_name(const xmlNode* node) {
  return is_element(node) ? view(node->name) : std::string_view();
}

std::string attribute(const xmlNode* element, const char* name) {
  const std::unique_ptr<xmlChar, void (*)(void*)> value(
      xmlGetProp(const_cast<xmlNode*>(element), reinterpret_cast<const xmlChar*>(name)), [](void* p) { xmlFree(p); });
  return std::string(view(value.get()));
}

std::string_view attribute_view(const xmlNode* element, std::string_view name) {
  for (const xmlAttr* property = element->properties; property; property = property->next) {
    const char* own = reinterpret_cast<const char*>(property->name);
    if (own[0] != name[0] || view(property->name) != name) continue;
    return property->children ? view(property->children->content) : "";  // the HTML parser makes one node of a value
  }
  return {};
}

std::size_t prose_bytes(const xmlNode* element) {
  std::size_t bytes = 0;
  std::memcpy(&bytes, &element->_private, sizeof bytes);
  return bytes;
}

bool holds_most_prose(const xmlNode* element, double share) {
  const auto whole = static_cast<double>(prose_bytes(xmlDocGetRootElement(element->doc)));
  return static_cast<double>(prose_bytes(element)) > share * whole;
}

void each_element(xmlNode* node, const std::function<bool(xmlNode*)>& visit) {
  if (!node || !is_element(node) || !visit(node)) return;
  for (xmlNode* child = node->children; child; child = child->next) each_element(child, visit);
}

bool any_element(xmlNode* node, int max_elements, const std::function<bool(xmlNode*)>& accepts) {
  return search_elements(node, max_elements, accepts);
}

std::string_view script_text(const xmlNode* script) {
  // The HTML parser makes one node of it.
  return script->children ? view(script->children->content) : std::string_view();
}

std::string short_text(const xmlNode* node, std::size_t max_bytes) {
  std::string text;
  add_beginning(node, 2 * max_bytes, text);
  if (text.size() == 2 * max_bytes) {  // perhaps cut inside a character
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xc0) == 0x80) text.pop_back();
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xc0) text.pop_back();
  }
  text = one_line(text);
  std::size_t size = std::min(text.size(), max_bytes);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  text.resize(size);
  return text;
}

std::string raw_text(const xmlNode* node) {
  const std::unique_ptr<xmlChar, void (*)(void*)> content(xmlNodeGetContent(node), [](void* p) { xmlFree(p); });
  return std::string(view(content.get()));
}

}  // namespace broadtape
