#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr double kMostLinked = 0.5;  // a paragraph with a larger share of link text is a list of links

// Headings after the end of an article, in lower case.
constexpr std::string_view kEndHeadings[] = {
    "about the author",
    "about the authors",
    "about author",
    "related",
    "related articles",
    "related stories",
    "related posts",
    "related news",
    "related content",
    "related topics",
    "read more",
    "read next",
    "read also",
    "more stories",
    "more news",
    "more on this story",
    "you may also like",
    "you might also like",
    "recommended",
    "recommended for you",
    "comments",
    "leave a comment",
    "leave a reply",
    "share this",
    "share this article",
    "share this post",
    "sign up",
    "subscribe",
    "newsletter",
    "most popular",
    "most read",
    "trending",
    "latest news",
    "recent posts",
    "popular posts",
    "further reading",
    "tags",
    "conversation",
    "topics",
    "das k\xc3\xb6nnte sie auch interessieren",
    "mehr zum thema",
    "kommentare",
    "\xc3\xa4hnliche artikel",
    "commentaires",
    "\xc3\xa0 lire aussi",
    "articles similaires",
    "comentarios",
    "noticias relacionadas",
    "te puede interesar",
    "leia tamb\xc3\xa9m",
    "leggi anche",
    "articoli correlati",
    "commenti",
    "\xd0\xbe\xd1\x82\xd0\xb7\xd1\x8b\xd0\xb2\xd1\x8b",                                          // Russian: reviews
    "\xd0\x9e\xd1\x82\xd0\xb7\xd1\x8b\xd0\xb2\xd1\x8b",                                          // capitalised
    "\xd0\x9a\xd0\xbe\xd0\xbc\xd0\xbc\xd0\xb5\xd0\xbd\xd1\x82\xd0\xb0\xd1\x80\xd0\xb8\xd0\xb8",  // comments
    "\xd0\xa7\xd0\xb8\xd1\x82\xd0\xb0\xd0\xb9\xd1\x82\xd0\xb5 \xd1\x82\xd0\xb0\xd0\xba\xd0\xb6\xd0\xb5",  // read also
};

// Phrases of the lines after an article, in lower case.
constexpr std::string_view kClosingPhrases[] = {"follow us", "follow him",   "follow her",   "follow me",
                                                "follow @",  "on twitter",   "twitter.com/", "subscribe",
                                                "sign up",   "newsletter",   "contact us",   "be reached at",
                                                "email us",  "reach out to", "send tips",    "all rights reserved"};

// Lines between the paragraphs of an article that are not part of it, in lower case.
constexpr std::string_view kInterruptions[] = {"advertisement",
                                               "advertisement - story continues below",
                                               "story continues below",
                                               "story continues",
                                               "article continues below advertisement",
                                               "article continues after ad",
                                               "continue reading",
                                               "scroll to continue",
                                               "anzeige",
                                               "publicit\xc3\xa9",
                                               "publicidad",
                                               "pubblicit\xc3\xa0",
                                               "loading...",
                                               "close",
                                               "share",
                                               "play video",
                                               "watch now",
                                               "back to gallery"};

constexpr std::size_t kLongestMark = 64;  // bytes; longer than any row of these tables

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

bool is_within(const xmlNode* node, const xmlNode* holder) {
  for (; node; node = node->parent) {
    if (node == holder) return true;
  }
  return false;
}

// How much a paragraph suggests that its container is that of the article. The description repeats its beginning; a
// headline comes directly before.
class ParagraphWeight {
 public:
  ParagraphWeight(std::string_view title, std::string_view description)
      : title_(title), beginning_(description.substr(0, std::min(description.size(), kBeginning))) {}

  double operator()(const TextBlock& block) {
    constexpr std::size_t kShortest = 25;  // bytes; shorter paragraphs are likely captions or buttons
    if (block.text == title_) since_headline_ = 0;
    if (!block.is_paragraph || block.text.size() < kShortest || link_share(block) > kMostLinked) return 0;
    double weight = static_cast<double>(block.text.size()) * (1 - link_share(block));
    if (since_headline_ >= 0 && ++since_headline_ <= 3) weight *= 2;
    if (beginning_.size() == kBeginning && block.text.find(beginning_) != std::string::npos) weight *= 3;
    return weight;
  }

 private:
  static constexpr std::size_t kBeginning = 40;
  std::string_view title_, beginning_;
  int since_headline_ = -1;  // paragraphs; negative: the headline has not come yet
};

// The element whose paragraphs have the most text outside links. Paragraphs also count half for the parent of their
// container, so that an article with individually wrapped paragraphs is found as a whole.
const xmlNode* densest_holder(const std::vector<TextBlock>& blocks, ParagraphWeight weight_of) {
  std::vector<std::pair<const xmlNode*, double>> scores;  // in document order, which breaks ties
  std::unordered_map<const xmlNode*, std::size_t> places;
  const auto add = [&](const xmlNode* node, double weight) {
    const auto [place, is_new] = places.emplace(node, scores.size());
    if (is_new) scores.emplace_back(node, 0.0);
    scores[place->second].second += weight;
  };
  for (const TextBlock& block : blocks) {
    const xmlNode* holder = outside_sections(block.holder);
    const double weight = weight_of(block);
    if (weight <= 0 || !holder) continue;
    add(holder, weight);
    if (holder->parent) add(holder->parent, weight / 2);
  }
  const auto best =
      std::max_element(scores.begin(), scores.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return best == scores.end() ? nullptr : article_around(best->first);
}

bool ends_sentence(std::string_view text) {
  constexpr std::string_view kEnds[] = {".",
                                        "!",
                                        "?",
                                        ":",
                                        "\"",
                                        ")",
                                        "\xe2\x80\x9d",
                                        "\xe2\x80\x99",
                                        "\xc2\xbb",
                                        "\xe2\x80\xa6",
                                        "\xe3\x80\x82",
                                        "\xe3\x80\x8d",
                                        "\xef\xbc\x81",
                                        "\xef\xbc\x9f"};
  return std::any_of(std::begin(kEnds), std::end(kEnds), [&](std::string_view end) { return text.ends_with(end); });
}

bool is_interruption(const std::string& text) {
  return text.size() <= kLongestMark && is_among(ascii_lowered(text), kInterruptions);
}

// A paragraph of prose: a sentence that is no caption.
bool is_prose(const TextBlock& block) {
  constexpr std::size_t kShortestProse = 60;  // bytes
  return block.text.size() >= kShortestProse && ends_sentence(block.text);
}

// `Image 1 of 5`, `3 / 12`.
bool is_counter(std::string_view text) {
  constexpr std::size_t kLongest = 24;
  if (text.size() > kLongest || text.empty() || !is_ascii_digit(text.back())) return false;
  const std::size_t of = text.find(" of ");
  const std::size_t at = of == std::string_view::npos ? text.find('/') : of;
  return at != std::string_view::npos && at > 0 && text.find_first_of("0123456789") < at;
}

bool has_closing_phrase(const std::string& text) {
  constexpr std::size_t kLongest = 400;  // bytes
  if (text.size() > kLongest) return false;
  const std::string lower = ascii_lowered(text);
  const std::size_t at = lower.find('@');
  const bool address =
      at != std::string::npos && at > 0 && is_ascii_letter(lower[at - 1]) && lower.find('.', at) != std::string::npos;
  return address || std::any_of(std::begin(kClosingPhrases), std::end(kClosingPhrases),
                                [&](std::string_view phrase) { return lower.find(phrase) != std::string::npos; });
}

// Removes what precedes the first paragraph of prose: date, byline, captions, buttons. Keeps items of a summary.
void trim_beginning(std::vector<TextBlock>& blocks) {
  constexpr std::size_t kShortestItem = 40;  // bytes
  constexpr std::size_t kMostBlocks = 12;
  const auto first = std::find_if(blocks.begin(), blocks.end(), is_prose);
  if (first == blocks.end() || first - blocks.begin() > static_cast<std::ptrdiff_t>(kMostBlocks)) return;
  blocks.erase(std::remove_if(blocks.begin(), first,
                              [](const TextBlock& block) {
                                return !(block.in_lines && block.text.size() >= kShortestItem) &&
                                       !ends_sentence(block.text);
                              }),
               first);
}

// Removes what follows the article: other stories, the author, invitations to follow and subscribe.
void trim_end(std::vector<TextBlock>& blocks) {
  constexpr double kEarliest = 0.5;  // share of the text before a heading that may end it
  std::size_t whole = 0, before = 0;
  for (const TextBlock& block : blocks) whole += block.text.size();
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const bool late = static_cast<double>(before) >= kEarliest * static_cast<double>(whole);
    std::string_view text = blocks[i].text;
    if (text.ends_with(':')) text.remove_suffix(1);
    if (late && text.size() <= kLongestMark && is_among(ascii_lowered(text), kEndHeadings)) {
      blocks.resize(i);
      break;
    }
    before += blocks[i].text.size();
  }
  while (blocks.size() > 1 && has_closing_phrase(blocks.back().text)) blocks.pop_back();
}

}  // namespace

std::string main_text(xmlNode* root, std::string_view title, std::string_view description) {
  std::vector<TextBlock> blocks = text_blocks(root);
  const xmlNode* holder = densest_holder(blocks, ParagraphWeight(title, description));
  std::erase_if(blocks, [&](const TextBlock& block) {
    return (holder && !is_within(block.holder, holder)) || link_share(block) > kMostLinked || block.text == title ||
           is_interruption(block.text) || is_counter(block.text);
  });
  trim_beginning(blocks);
  trim_end(blocks);
  return body_of(blocks);
}

}  // namespace broadtape
