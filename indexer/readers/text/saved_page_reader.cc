#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "common/text/decode.h"
#include "common/time/date_parser.h"
#include "indexer/input/limits.h"
#include "indexer/readers/forms.h"
#include "indexer/readers/text/page_cards.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Lines that are buttons, and lines that follow an article; case-insensitive.
constexpr std::string_view kButtons[] = {
    "placeholder",      "gotop",       "quote",     "advertisement", "share",     "read more",         "comments",
    "copy link",        "print",       "load more", "sign up",       "log in",    "follow us",         "back to top",
    "related articles", "recommended", "sponsored", "show more",     "most read", "share this article"};
constexpr std::string_view kEndings[] = {"disclaimer:", "disclaimer :", "* the content presented above"};
constexpr std::string_view kReferences[] = {"read more:", "also read:", "see also:", "related:", "read also:"};

// The first word of the end of an advertisement: "... Mistakes? - Find Out Here".
constexpr std::string_view kInvitations[] = {"find", "read", "click", "learn", "sign",     "get",      "join",
                                             "see",  "try",  "start", "watch", "download", "register", "subscribe"};
constexpr std::size_t kLongestAside = 200;

bool is_button(std::string_view line) {
  return std::find(std::begin(kButtons), std::end(kButtons), ascii_lowered(line)) != std::end(kButtons);
}

template <typename Starts>
bool starts_with_any(std::string_view line, const Starts& starts) {
  const std::string text = ascii_lowered(line);
  return std::any_of(std::begin(starts), std::end(starts),
                     [&](std::string_view start) { return text.starts_with(start); });
}

// `Cryptopolitan Academy: Are You Making These Mistakes? - Find Out Here`: the outlet advertises itself or invites.
bool is_promotion(std::string_view line, std::string_view source) {
  if (line.size() > kLongestAside) return false;
  if (!source.empty() && line.starts_with(source)) {
    const std::string_view rest = line.substr(source.size());
    const std::size_t colon = rest.find(':');
    if (colon != std::string_view::npos && std::count(rest.begin(), rest.begin() + colon, ' ') <= 2) return true;
  }
  const std::size_t dash = line.rfind(" - ");
  if (dash == std::string_view::npos) return false;
  const std::string_view call = line.substr(dash + 3);
  const std::string verb = ascii_lowered(call.substr(0, call.find(' ')));
  return std::count(call.begin(), call.end(), ' ') <= 3 &&
         std::find(std::begin(kInvitations), std::end(kInvitations), verb) != std::end(kInvitations);
}

bool is_credit(std::string_view line) {
  return line.size() <= kLongestAside && line.find(". Source: ") != std::string_view::npos;
}

// The name after `Source` or `Source:` in a line with nothing else.
std::string source_named_by(std::string_view line) {
  constexpr std::string_view kMark = "Source";
  constexpr std::size_t kLongestName = 60;
  if (!line.starts_with(kMark) || line.size() > kLongestName) return {};
  const std::string_view rest = line.substr(kMark.size());
  if (!rest.starts_with(' ') && !rest.starts_with(':')) return {};
  const std::string_view name = trimmed(rest.substr(1));
  const bool like_a_name = !name.empty() && !std::islower(static_cast<unsigned char>(name[0])) && !name.ends_with('.');
  return like_a_name ? std::string(name) : std::string();
}

class MainArticle {
 public:
  explicit MainArticle(const std::vector<std::string_view>& lines) {
    for (const std::string_view line : lines) {
      std::string text = one_line(line);
      if (!text.empty()) lines_.push_back(std::move(text));
    }
  }

  RawArticle read() {
    RawArticle raw;
    std::size_t at = 0;
    while (at < lines_.size() && is_button(lines_[at])) ++at;
    if (at < lines_.size()) raw.title = lines_[at++];
    while (at < lines_.size() && take_head_line(lines_[at], raw)) ++at;
    for (; at < lines_.size() && !starts_with_any(lines_[at], kEndings); ++at) {
      if (is_aside(at, raw.source)) continue;
      raw.body += (raw.body.empty() ? "" : "\n\n") + lines_[at];
    }
    return raw;
  }

 private:
  // Lines below the title with source, author and date.
  static bool take_head_line(const std::string& line, RawArticle& raw) {
    constexpr std::size_t kLongestHeadLine = 80;
    if (line.size() > kLongestHeadLine) return false;
    if (std::string source = source_named_by(line); !source.empty() && raw.source.empty()) {
      raw.source = std::move(source);
    } else if ((line.starts_with("By ") || line.starts_with("Author ")) && raw.author.empty()) {
      raw.author = line.substr(line.find(' ') + 1);
    } else if (raw.date_text.empty() && parse_date(line)) {
      raw.date_text = line;
    } else {
      return false;
    }
    return true;
  }

  bool is_aside(std::size_t at, std::string_view source) const {
    const std::string& line = lines_[at];
    const bool captioned = at + 1 < lines_.size() && is_credit(lines_[at + 1]) && lines_[at + 1].starts_with(line);
    return captioned || is_credit(line) || is_button(line) || is_promotion(line, source) ||
           starts_with_any(line, kReferences);
  }

  std::vector<std::string> lines_;
};

RawArticle article_of_page(const PageCard& card, std::size_t number, std::optional<std::int64_t> near_s) {
  RawArticle raw;
  raw.title = card.title;
  raw.body = card.teaser;
  raw.source = card.author;
  raw.date_text = card.date_text;
  raw.date_near_s = near_s;
  raw.record = fmt::format("card {}", number);
  return raw;
}

std::string text_of(const std::vector<std::string_view>& lines, const PageCard& card) {
  std::string text;
  for (std::size_t i = card.first_line; i <= card.last_line; ++i) text += std::string(lines[i]) + "\n";
  return text;
}

}  // namespace

bool looks_like_saved_page(std::string_view head) {
  const std::vector<std::string_view> lines = split_lines(trimmed(head));
  std::vector<std::string_view> first;
  for (std::size_t i = 0; i < lines.size() && first.size() < 2; ++i) {
    if (!trimmed(lines[i]).empty()) first.push_back(trimmed(lines[i]));
  }
  const bool is_date_label = !first.empty() && first[0].find(": ") != std::string_view::npos &&
                             parse_date(first[0].substr(first[0].find(": ") + 2));
  if (first.size() == 2 && !is_date_label && !source_named_by(first[1]).empty()) return true;
  return !find_page_cards(lines).empty();
}

void read_saved_page(ByteSource& text, RecordOutput& output) {
  std::string whole = decode_entities(read_whole(text, kMaxRecordBytes));
  output.repair(whole);
  std::vector<std::string_view> lines = split_lines(whole);
  const std::vector<PageCard> cards = find_page_cards(lines);
  const std::optional<std::int64_t> near_s = cards_near_s(cards, text.name().modified_s);

  const std::size_t article_lines = cards.empty() ? lines.size() : cards.front().first_line;
  RawArticle main = MainArticle({lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(article_lines)}).read();
  main.date_near_s = near_s;
  main.record = "page";
  if (!output.article(std::move(main), whole)) return;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    if (!output.article(article_of_page(cards[i], i + 1, near_s), text_of(lines, cards[i]))) return;
  }
}

}  // namespace broadtape
