// The documents of a submission to the SEC, and their articles.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/raw_article.h"

namespace broadtape {

struct Submission {
  std::string accession;  // "0000320193-24-000001"
  std::string form;       // "8-K"
  std::string company;
  std::string accepted;  // 20240115163000, US Eastern time
  std::string filed;     // 20240115
  std::vector<std::string> items;
  bool company_is_owner = false;  // who files about another company
};

struct SecDocument {
  std::string type;  // "EX-99.1"
  std::string sequence;
  std::string description;
  std::string text;
  std::uint64_t line = 0;
  bool in_text = false;
  bool has_end = false;
  bool is_encoded = false;  // by uuencode, of which nothing is kept
  bool is_too_long = false;
};

enum class SecContent { kText, kHtml, kData };

SecContent sec_content_of(std::string_view text);

// The article of a document whose content is text or HTML.
RawArticle article_of_document(const Submission& submission, const SecDocument& document, SecContent content);

}  // namespace broadtape
