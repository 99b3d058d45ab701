// What an HTML page says about its article: JSON-LD first, then OpenGraph and other meta elements, then the markup.
#pragma once

#include <string>
#include <vector>

#include "indexer/readers/html_document.h"

namespace broadtape {

struct PageMetadata {
  std::string title;
  std::string article_body;  // of JSON-LD only
  std::string date_text;
  std::string author;
  std::string source;
  std::string url;
  std::string language;
  std::string description;
  std::vector<std::string> labels;
};

// Empty where the page says nothing.
PageMetadata page_metadata(xmlNode* root);

}  // namespace broadtape
