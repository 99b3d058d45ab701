// Steps of the HTML reader: parsing a page with libxml2, extracting its text and its metadata.
#pragma once

#include <libxml/tree.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/html/page_dates.h"

namespace broadtape {

// An HTML page parsed by libxml2, without network access or external entities. Any input gives a tree of limited depth.
//
// Threads: different documents may be used in parallel.
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

// The same without a copy; valid as long as the document.
std::string_view attribute_view(const xmlNode* element, std::string_view name);

// Bytes of running text under `element`: of paragraphs, and of other long pieces of text.
std::size_t prose_bytes(const xmlNode* element);

// Whether `element` contains more than `share` of the running text of its document: the article itself, or a wrapper of
// the page that may be named after a part of it: `class="content with-sidebar"`.
bool holds_most_prose(const xmlNode* element, double share = 0.5);

// Calls `visit` for `node` and all elements under it in document order; skips the children of an element for which it
// returns false.
void each_element(xmlNode* node, const std::function<bool(xmlNode*)>& visit);

// Whether `accepts` holds for one of the first `max_elements` elements under `node`, including it.
bool any_element(xmlNode* node, int max_elements, const std::function<bool(xmlNode*)>& accepts);

// All text under `node`, including script and style.
std::string raw_text(const xmlNode* node);

// The text of a script element, without a copy; valid as long as the document.
std::string_view script_text(const xmlNode* script);

// The beginning of raw_text(), in one line: complete characters of at most `max_bytes`.
std::string short_text(const xmlNode* node, std::size_t max_bytes);

// Extracts readable text from HTML: paragraphs, without scripts, menus and share buttons.
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

// The text of the article: of the element with the most running text, without date, byline and captions before it and
// without other stories and invitations after it. `title` and `description` identify the article; may be empty.
std::string main_text(xmlNode* root, std::string_view title, std::string_view description);

// Whether the text of a field is HTML: it has HTML tags that come in pairs or end lines. False for `<O/R>`, `<IBM.N>`
// and `a < b`.
bool looks_like_html(std::string_view text);

// The text of such a field. Keeps angle brackets that are not HTML tags. Throws as HtmlDocument.
std::string html_fragment_text(std::string_view html);

// The two ways to read it. The first reads paragraphs, line ends and references without a parse; nullopt for a field
// with anything else. The second reads any field. Their results are the same.
std::optional<std::string> plain_paragraphs(std::string_view html);
std::string parsed_fragment_text(std::string_view html);

// Extracts article metadata from an HTML page: from JSON-LD, then from OpenGraph and other meta elements, then from
// markup. The date is that of publication; `dates` has all dates found, and kDateSteps ranks them.
struct PageMetadata {
  std::string title;
  std::string article_body;  // only from JSON-LD
  std::string date_text;
  std::string_view date_step;  // the name of its row of kDateSteps
  std::vector<PageDate> dates;
  std::string author;
  std::string source;
  std::string url;
  std::string language;
  std::string description;
  std::vector<std::string> labels;
};

// Fields that the page does not specify are empty. A relative canonical address is resolved against <base>, else
// against `page_address`, the origin of the page (may be empty). Ages such as `2 hours ago` count from `captured_s`;
// without it they are ignored.
PageMetadata page_metadata(xmlNode* root, const std::string& page_address = {},
                           std::optional<std::int64_t> captured_s = std::nullopt);

}  // namespace broadtape
