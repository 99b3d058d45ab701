// The readable text of HTML: paragraphs, without scripts, menus and share buttons.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/html_document.h"

namespace broadtape {

struct TextBlock {
  std::string text;                 // one paragraph, heading, list item or table row; LF only where <br> stands
  std::size_t link_bytes = 0;       // of `text`, inside <a>
  const xmlNode* holder = nullptr;  // the element that the block stands in: a paragraph's parent
  bool is_paragraph = false;        // not a heading, list item or table row
  bool in_lines = false;            // a list item or table row: one of several lines that belong together
};

// The blocks under `root` in document order. What is no text of an article is left out: script, nav, aside, footer,
// form, figure captions, hidden elements, and elements whose class or id says share, related, cookie and the like.
std::vector<TextBlock> text_blocks(xmlNode* root);

// Blocks as a body: paragraphs apart by a blank line, rows and items by a line end.
std::string body_of(const std::vector<TextBlock>& blocks);

// Whether a field's text is HTML: it has tags of HTML that come in pairs or end lines. `<O/R>`, `<IBM.N>` and `a < b`
// are none.
bool looks_like_html(std::string_view text);

// The text of such a field. Things in angle brackets that are no tags of HTML stay. Throws what
// HtmlDocument throws.
std::string html_fragment_text(std::string_view html);

}  // namespace broadtape
