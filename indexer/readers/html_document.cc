#include "indexer/readers/html_document.h"

#include <libxml/HTMLparser.h>

#include <limits>

#include "common/error/error.h"

namespace broadtape {
namespace {

std::string_view view(const xmlChar* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

}  // namespace

HtmlDocument::HtmlDocument(std::string_view text) {
  static const bool initialised = (xmlInitParser(), true);
  (void)initialised;
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw Error(ErrorKind::kTooLarge, "the page is too large");
  }
  // Without HTML_PARSE_HUGE libxml2 stops at 256 levels (xmlParserMaxDepth), which bounds every recursion over the
  // tree.
  constexpr int kOptions =
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT;
  document_.reset(htmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, "UTF-8", kOptions));
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
