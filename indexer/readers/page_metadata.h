// Extracts article metadata from an HTML page: from JSON-LD, then from OpenGraph and other meta elements, then from
// markup.
#pragma once

#include <string>
#include <vector>

#include "indexer/readers/html_document.h"

namespace broadtape {

struct PageMetadata {
  std::string title;
  std::string article_body;  // only from JSON-LD
  std::string date_text;
  std::string author;
  std::string source;
  std::string url;
  std::string language;
  std::string description;
  std::vector<std::string> labels;
};

// Fields that the page does not specify are empty. A relative canonical address is resolved against <base>, else
// against `page_address`, the origin of the page (may be empty).
PageMetadata page_metadata(xmlNode* root, const std::string& page_address = {});

}  // namespace broadtape
