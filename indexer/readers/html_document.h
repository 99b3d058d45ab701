// An HTML page parsed by libxml2: no network, no entity files, no errors; whatever bytes come, a tree of limited depth.
//
// Threads: documents are independent of each other.
#pragma once

#include <libxml/tree.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace broadtape {

class HtmlDocument {
 public:
  // `text` is UTF-8, whatever the page says about itself; invalid bytes have to be mended before.
  // Throws Error(kTooLarge) past kMaxPageBytes, kMaxPageNodes or kMaxPageSeconds; memory is bounded by the first two.
  explicit HtmlDocument(std::string_view text);

  // Null for a page without an element.
  xmlNode* root() const { return root_; }

 private:
  struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  };
  std::unique_ptr<xmlDoc, FreeDocument> document_;
  xmlNode* root_ = nullptr;
};

bool is_element(const xmlNode* node);

// The element's name in lower case, as libxml2 gives it; empty for text and comments.
std::string_view element_name(const xmlNode* node);

std::string attribute(const xmlNode* element, const char* name);

// Calls `visit` for `node` and every element under it in document order; where it returns false, not for those under
// it.
void each_element(xmlNode* node, const std::function<bool(xmlNode*)>& visit);

// All text under `node` as it stands, script and style included.
std::string raw_text(const xmlNode* node);

}  // namespace broadtape
