#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "indexer/input/limits.h"
#include "indexer/readers/exports/exports.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/text_source.h"

namespace broadtape {
namespace {

constexpr std::string_view kSilentElements[] = {"script",   "style",  "head",    "noscript",
                                                "template", "select", "textarea"};
constexpr std::string_view kLineElements[] = {"p",  "div", "tr", "table", "li", "ul",         "ol", "h1",
                                              "h2", "h3",  "h4", "h5",    "h6", "blockquote", "hr", "body"};

// Reads the text of a page in document order, as lines.
class PageLines {
 public:
  explicit PageLines(const std::function<bool(ExportLine&&)>& take) : take_(take) {}

  void read(xmlNode* root) {
    if (root) walk(root);
    end_paragraph();
  }

 private:
  static LineRole role_of(const xmlNode* element, LineRole outer) {
    const std::string_view names = attribute_view(element, "class");
    if (names.find("Headline") != std::string_view::npos || attribute_view(element, "id") == "hd")
      return LineRole::kHeadline;
    if (names.find("articleParagraph") != std::string_view::npos) return LineRole::kText;
    return names == "author" ? LineRole::kAuthor : outer;
  }

  void walk(xmlNode* node) {
    for (xmlNode* child = node->children; child && goes_on_; child = child->next) {
      if (child->type == XML_TEXT_NODE)
        add(reinterpret_cast<const char*>(child->content));
      else if (is_element(child) && !is_among(element_name(child), kSilentElements))
        walk_element(child);
    }
  }

  void walk_element(xmlNode* element) {
    const std::string_view name = element_name(element);
    if (name == "br") return end_line();
    const bool is_block = is_among(name, kLineElements);
    if (is_block) end_paragraph();
    if ((name == "td" || name == "th") && !trimmed(text_).empty()) text_.push_back('\t');
    const std::string_view names = attribute_view(element, "class");
    if (name == "div" && names.starts_with("article ") && names.ends_with("Article") && goes_on_)
      goes_on_ = take_({{}, 0, LineRole::kStart, false});
    const LineRole outer = std::exchange(role_, role_of(element, role_));
    walk(element);
    if (is_block) end_paragraph();
    role_ = outer;
  }

  void add(std::string_view text) {
    if (role_ != LineRole::kNone && !trimmed(text).empty()) line_role_ = role_;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const char c = text[at];
      const bool no_break = text.substr(at).starts_with("\xC2\xA0");
      const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r' || no_break;
      if (!blank)
        text_.push_back(c);
      else if (!text_.empty() && text_.back() != ' ' && text_.back() != '\t')
        text_.push_back(' ');
      if (no_break) ++at;
    }
  }

  void end_line() {
    const std::string_view text = text_.find('\t') == std::string::npos ? trimmed(text_) : std::string_view(text_);
    if (goes_on_) goes_on_ = take_({std::string(text), 0, line_role_, false});
    after_blank_ = text.empty();
    text_.clear();
    line_role_ = LineRole::kNone;
  }

  void end_paragraph() {
    if (!trimmed(text_).empty()) end_line();
    text_.clear();
    if (!after_blank_) end_line();
  }

  const std::function<bool(ExportLine&&)>& take_;
  std::string text_;
  LineRole role_ = LineRole::kNone;       // of the current element
  LineRole line_role_ = LineRole::kNone;  // of the current line
  bool after_blank_ = true;
  bool goes_on_ = true;
};

// Whether a line of this length was broken before `next`, at a width of 60 to 100 columns.
bool was_broken(std::string_view line, std::string_view next, std::size_t width) {
  const std::size_t word = std::min(next.find(' '), next.size());
  return line.size() + 1 + word > width;
}

bool is_document_number(std::string_view word) {
  return !word.empty() && is_ascii_digit(word[0]) && word.find_first_not_of("0123456789,.") == std::string_view::npos;
}

}  // namespace

bool is_document_count(std::string_view line) {
  constexpr std::size_t kLongest = 60;
  constexpr std::string_view kOf[] = {"of", "von", "de", "van", "di", "sur", "aus"};
  const char first = line.empty() ? ' ' : line[0];
  if (line.size() > kLongest || !(is_ascii_digit(first) || first == 'D' || first == 'd')) return false;
  const std::string lower = ascii_lowered(one_line(line));
  std::vector<std::string_view> words;
  for (std::string_view rest = lower; !rest.empty();) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    words.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (words.size() != 4) return false;
  const auto is_document = [](std::string_view word) {
    return word.starts_with("document") || word.starts_with("dokument");
  };
  const bool counts_first = is_document_number(words[0]) && is_among(words[1], kOf) && is_document_number(words[2]);
  const bool counts_last = is_document_number(words[1]) && is_among(words[2], kOf) && is_document_number(words[3]);
  return (counts_first && is_document(words[3])) || (is_document(words[0]) && counts_last);
}

void each_export_line(ByteSource& text, RecordOutput& output, const std::function<bool(ExportLine&&)>& take) {
  constexpr std::size_t kPeekBytes = 4096;
  PeekSource peeked(text, kPeekBytes);
  if (trimmed(peeked.head()).starts_with('<')) {
    std::string page = read_whole(peeked, kMaxPageBytes);
    output.repair(page);
    const HtmlDocument document(page);
    return PageLines(take).read(document.root());
  }
  LineReader lines(peeked, kMaxRecordBytes);
  for (Line line; lines.next(line);) {
    output.repair(line.text);
    const std::string_view kept = line.text.find('\t') == std::string::npos ? trimmed(line.text) : line.text;
    if (!take({std::string(kept), line.number, LineRole::kNone, line.too_long})) return;
  }
}

void ExportPiece::add(ExportLine&& line) {
  is_too_long =
      is_too_long || line.is_too_long || bytes + line.text.size() > kMaxRecordBytes || lines.size() >= kMaxLines / 4;
  if (is_too_long) return;
  bytes += line.text.size();
  lines.push_back(std::move(line));
}

bool ExportPiece::has_text() const {
  return std::any_of(lines.begin(), lines.end(), [](const ExportLine& line) { return !trimmed(line.text).empty(); });
}

std::string ExportPiece::place() const {
  const auto first =
      std::find_if(lines.begin(), lines.end(), [](const ExportLine& line) { return !trimmed(line.text).empty(); });
  if (first == lines.end() || first->number == 0) return fmt::format("article {}", number);
  return fmt::format("article {}, line {}", number, first->number);
}

std::string ExportPiece::text() const {
  std::string text;
  for (const ExportLine& line : lines) text.append(line.text).push_back('\n');
  return text;
}

bool is_copyright_line(std::string_view line) {
  constexpr std::string_view kBeginnings[] = {"copyright",
                                              "(c) ",
                                              "(copyright",
                                              "\xC2\xA9",
                                              "all rights reserved",
                                              "alle rechte vorbehalten",
                                              "tous droits r",
                                              "todos los derechos",
                                              "todos os direitos",
                                              "tutti i diritti",
                                              "alle rechten voorbehouden"};
  const std::string lower = ascii_lowered(line.substr(0, 40));
  return std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                     [&](std::string_view beginning) { return lower.starts_with(beginning); });
}

bool is_word_count(std::string_view line) {
  constexpr std::string_view kWords[] = {"words",   "word",   "worter",   "wort",    "mots", "mot",  "palabras",
                                         "palabra", "parole", "palavras", "woorden", "ord",  "slow", "слов",
                                         "слова",   "слово",  "kelime",   "語",      "字",   "单词", "단어"};
  constexpr std::size_t kLongest = 30;
  line = trimmed(line);
  if (line.empty() || line.size() > kLongest || !is_ascii_digit(line[0])) return false;
  const std::size_t end = std::min(line.find_first_not_of("0123456789,. "), line.size());
  return is_among(fold(line.substr(end)), kWords);
}

std::string unwrapped_text(const std::vector<std::string_view>& lines) {
  constexpr std::size_t kNarrowest = 60, kWidest = 100;
  std::size_t width = 0;
  for (const std::string_view line : lines) width = std::max(width, line.size());
  const bool is_wrapped = width >= kNarrowest && width <= kWidest;
  std::string text;
  std::string_view before;
  for (const std::string_view line : lines) {
    if (line.empty())
      text += text.empty() || text.ends_with("\n\n") ? "" : before.empty() ? "\n" : "\n\n";
    else if (!before.empty())
      text += is_wrapped && was_broken(before, line, width - width / 10) ? " " : "\n";
    text += line;
    before = line;
  }
  return text;
}

}  // namespace broadtape
