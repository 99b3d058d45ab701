#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "common/text/utf8.h"
#include "indexer/readers/html/html.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Reads a field of paragraphs as HtmlDocument and BlockCollector do.
class ParagraphReader {
 public:
  explicit ParagraphReader(std::string_view html) : html_(html) {}

  std::optional<std::string> read() {
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '<') {
        if (!take_tag()) return std::nullopt;
      } else if (c == '&') {
        if (!take_reference()) return std::nullopt;
      } else {
        add(c);
        ++at_;
      }
    }
    end_paragraph();
    return std::move(text_);
  }

 private:
  enum class Means { kOpens, kCloses, kLineEnd };
  struct TagRow {
    std::string_view tag;
    Means means;
  };
  static constexpr TagRow kTags[] = {{"<p>", Means::kOpens},      {"</p>", Means::kCloses},  {"<P>", Means::kOpens},
                                     {"</P>", Means::kCloses},    {"<br>", Means::kLineEnd}, {"<br/>", Means::kLineEnd},
                                     {"<br />", Means::kLineEnd}, {"<BR>", Means::kLineEnd}};
  struct ReferenceRow {
    std::string_view reference;
    char character;
  };
  static constexpr ReferenceRow kReferences[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};

  bool take_tag() {
    const auto row = std::find_if(std::begin(kTags), std::end(kTags),
                                  [&](const TagRow& tag) { return html_.substr(at_).starts_with(tag.tag); });
    if (row == std::end(kTags)) return false;
    at_ += row->tag.size();
    if (row->means == Means::kLineEnd) {
      paragraph_.push_back('\n');
      return true;
    }
    if (row->means == Means::kCloses && !in_paragraph_) return false;
    end_paragraph();
    in_paragraph_ = row->means == Means::kOpens;
    return true;
  }

  bool take_reference() {
    const auto row = std::find_if(std::begin(kReferences), std::end(kReferences), [&](const ReferenceRow& known) {
      return html_.substr(at_).starts_with(known.reference);
    });
    if (row == std::end(kReferences)) return false;
    add(row->character);
    at_ += row->reference.size();
    return true;
  }

  // Collapses blanks.
  void add(char c) {
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    if (blank && (paragraph_.empty() || paragraph_.back() == ' ' || paragraph_.back() == '\n')) return;
    paragraph_.push_back(blank ? ' ' : c);
  }

  void end_paragraph() {
    if (const std::string_view text = trimmed(paragraph_); !text.empty()) {
      if (!text_.empty()) text_ += "\n\n";
      text_ += text;
    }
    paragraph_.clear();
  }

  const std::string_view html_;
  std::size_t at_ = 0;
  bool in_paragraph_ = false;
  std::string paragraph_, text_;
};

// Whether libxml2 keeps every character: none is invalid, a control character or among the last ones of the BMP, of
// which it drops U+FFFE and U+FFFF.
bool is_kept_as_it_is(std::string_view text) {
  const bool has_control = std::any_of(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; });
  if (has_control || text.find("\xef\xbf") != std::string_view::npos) return false;
  std::string repaired(text);
  repair_utf8(repaired);
  return repaired == text;
}

}  // namespace

std::optional<std::string> plain_paragraphs(std::string_view html) {
  constexpr std::size_t kMostBytes = 256u << 10;  // below all limits of HtmlDocument
  if (html.size() > kMostBytes || !is_kept_as_it_is(html)) return std::nullopt;
  return ParagraphReader(html).read();
}

}  // namespace broadtape
