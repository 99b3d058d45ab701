#include <fmt/format.h>
#include <libxml/HTMLparser.h>

#include <algorithm>
#include <ctime>
#include <new>
#include <vector>

#include "common/error/error.h"
#include "indexer/input/limits.h"
#include "indexer/readers/html/html.h"

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
    std::vector<const xmlChar*> kept;
    for (const xmlChar** at = attributes; at && *at && kept.size() < 2 * kMaxAttributes; at += 2) {
      kept.insert(kept.end(), {at[0], at[1]});
    }
    if (!of(parser).takes(1 + kept.size() / 2)) return;
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

void each_element(xmlNode* node, const std::function<bool(xmlNode*)>& visit) {
  if (!node || !is_element(node) || !visit(node)) return;
  for (xmlNode* child = node->children; child; child = child->next) each_element(child, visit);
}

std::string raw_text(const xmlNode* node) {
  const std::unique_ptr<xmlChar, void (*)(void*)> content(xmlNodeGetContent(node), [](void* p) { xmlFree(p); });
  return std::string(view(content.get()));
}

}  // namespace broadtape
