// Extracts readable text from HTML: paragraphs, without scripts, menus and share buttons.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/html_document.h"

namespace broadtape {

struct TextBlock {
  std::string text;                 // one paragraph, heading, list item or table row; contains LF only for <br>
  std::size_t link_bytes = 0;       // bytes of `text` inside <a>
  const xmlNode* holder = nullptr;  // the element that contains the block: the parent of a paragraph
  bool is_paragraph = false;        // not a heading, list item or table row
  bool in_lines = false;            // a list item or table row
};

// The blocks under `root` in document order. Excludes script, nav, aside, footer, form, figure captions, hidden
// elements, and elements with a class or id such as share, related or cookie.
std::vector<TextBlock> text_blocks(xmlNode* root);

// Joins blocks: paragraphs by a blank line, rows and items by a line end.
std::string body_of(const std::vector<TextBlock>& blocks);

// Whether the text of a field is HTML: it has HTML tags that come in pairs or end lines. False for `<O/R>`, `<IBM.N>`
// and `a < b`.
bool looks_like_html(std::string_view text);

// The text of such a field. Keeps angle brackets that are not HTML tags. Throws as HtmlDocument.
std::string html_fragment_text(std::string_view html);

}  // namespace broadtape
