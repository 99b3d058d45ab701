#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>
#include <utility>

#include "common/article/canonical_url.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Prefers the text in JSON-LD, unless it is only the beginning of the article.
std::string chosen_body(std::string from_json_ld, std::string from_page) {
  const bool is_whole = 2 * from_json_ld.size() >= from_page.size() && !from_json_ld.empty();
  return is_whole ? std::move(from_json_ld) : std::move(from_page);
}

}  // namespace

bool looks_like_html_page(std::string_view head) {
  constexpr std::size_t kLookBytes = 2048;
  std::string start(trimmed(head).substr(0, kLookBytes));
  if (!start.starts_with('<')) return false;
  std::transform(start.begin(), start.end(), start.begin(), [](unsigned char c) { return std::tolower(c); });
  constexpr std::string_view kStarts[] = {"<!doctype html", "<html", "<head", "<body", "<title", "<meta",   "<div",
                                          "<article",       "<main", "<p>",   "<p ",   "<h1",    "<script", "<section"};
  return start.find("<html") != std::string::npos ||
         std::any_of(std::begin(kStarts), std::end(kStarts), [&](std::string_view s) { return start.starts_with(s); });
}

void read_html(ByteSource& text, RecordOutput& output) {
  std::string whole = read_whole(text, kMaxPageBytes);
  output.repair(whole);
  const HtmlDocument document(whole);
  PageMetadata page = document.root() ? page_metadata(document.root(), text.name().url) : PageMetadata();
  RawArticle raw;
  raw.title = one_line(page.title);
  raw.body = chosen_body(std::move(page.article_body), main_text(document.root(), raw.title, page.description));
  if (raw.body.empty()) raw.body = std::move(page.description);
  raw.url = page.url.empty() ? text.name().url : page.url;
  raw.source = page.source.empty() ? host_of(raw.url) : page.source;
  raw.author = std::move(page.author);
  raw.date_text = std::move(page.date_text);
  raw.set_origin(RawField::kDate, page.date_step);
  raw.language = std::move(page.language);
  raw.labels = std::move(page.labels);
  raw.record = "page";
  output.article(std::move(raw), whole);
}

}  // namespace broadtape
