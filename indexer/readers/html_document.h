// An HTML page parsed by libxml2, without network access or external entities. Any input gives a tree of limited depth.
//
// Threads: different documents may be used in parallel.
#pragma once

#include <libxml/tree.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace broadtape {

class HtmlDocument {
 public:
  // Requires valid UTF-8, regardless of the declaration in the page. Throws Error(kTooLarge) above kMaxPageBytes,
  // kMaxPageNodes or kMaxPageSeconds; the first two bound the memory.
  explicit HtmlDocument(std::string_view text);

  // Null for a page without elements.
  xmlNode* root() const { return root_; }

 private:
  struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  };
  std::unique_ptr<xmlDoc, FreeDocument> document_;
  xmlNode* root_ = nullptr;
};

bool is_element(const xmlNode* node);

// The lower-case name of the element; empty for text and comments.
std::string_view element_name(const xmlNode* node);

std::string attribute(const xmlNode* element, const char* name);

// Calls `visit` for `node` and all elements under it in document order; skips the children of an element for which it
// returns false.
void each_element(xmlNode* node, const std::function<bool(xmlNode*)>& visit);

// All text under `node`, including script and style.
std::string raw_text(const xmlNode* node);

}  // namespace broadtape
