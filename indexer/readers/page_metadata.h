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

// Empty where the page says nothing. A relative canonical address is resolved against the page's <base>, else against
// `page_address`, where the page came from, if that is known.
PageMetadata page_metadata(xmlNode* root, const std::string& page_address = {});

}  // namespace broadtape
