#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr double kMostLinked = 0.5;  // a paragraph with a larger share of link text is a list of links

double link_share(const TextBlock& block) {
  return static_cast<double>(block.link_bytes) / static_cast<double>(block.text.size());
}

const xmlNode* outside_sections(const xmlNode* node) {
  while (node && element_name(node) == "section" && node->parent) node = node->parent;
  return node;
}

// The <article> that contains `node`, else `node`.
const xmlNode* article_around(const xmlNode* node) {
  for (const xmlNode* outer = node; outer; outer = outer->parent) {
    if (element_name(outer) == "article") return outer;
  }
  return node;
}

// The element whose paragraphs have the most text outside links. Paragraphs also count half for the parent of their
// container, so that an article with individually wrapped paragraphs is found as a whole.
const xmlNode* densest_holder(const std::vector<TextBlock>& blocks) {
  constexpr std::size_t kShortest = 25;                   // bytes; shorter paragraphs are likely captions or buttons
  std::vector<std::pair<const xmlNode*, double>> scores;  // in document order, which breaks ties
  std::unordered_map<const xmlNode*, std::size_t> places;
  const auto add = [&](const xmlNode* node, double weight) {
    const auto [place, is_new] = places.emplace(node, scores.size());
    if (is_new) scores.emplace_back(node, 0.0);
    scores[place->second].second += weight;
  };
  for (const TextBlock& block : blocks) {
    const xmlNode* holder = outside_sections(block.holder);
    if (!block.is_paragraph || block.text.size() < kShortest || link_share(block) > kMostLinked || !holder) continue;
    const double weight = static_cast<double>(block.text.size()) * (1 - link_share(block));
    add(holder, weight);
    if (holder->parent) add(holder->parent, weight / 2);
  }
  const auto best =
      std::max_element(scores.begin(), scores.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == scores.end() ? nullptr : article_around(best->first);
}

bool is_within(const xmlNode* node, const xmlNode* holder) {
  for (; node; node = node->parent) {
    if (node == holder) return true;
  }
  return false;
}

std::string densest_text(xmlNode* root, std::string_view title) {
  std::vector<TextBlock> blocks = text_blocks(root);
  const xmlNode* holder = densest_holder(blocks);
  std::erase_if(blocks, [&](const TextBlock& block) {
    return (holder && !is_within(block.holder, holder)) || link_share(block) > kMostLinked || block.text == title;
  });
  return body_of(blocks);
}

// Prefers the text in JSON-LD, unless it is only the beginning of the article.
std::string chosen_body(std::string from_json_ld, std::string from_page) {
  return 2 * from_json_ld.size() >= from_page.size() && !from_json_ld.empty() ? from_json_ld : from_page;
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
  raw.body = chosen_body(std::move(page.article_body), densest_text(document.root(), raw.title));
  if (raw.body.empty()) raw.body = std::move(page.description);
  raw.url = page.url.empty() ? text.name().url : std::move(page.url);
  raw.source = page.source.empty() ? url_host(raw.url) : std::move(page.source);
  raw.author = std::move(page.author);
  raw.date_text = std::move(page.date_text);
  raw.language = std::move(page.language);
  raw.labels = std::move(page.labels);
  raw.record = "page";
  output.article(std::move(raw), whole);
}

}  // namespace broadtape
