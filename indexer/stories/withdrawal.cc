#include "indexer/stories/withdrawal.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "common/text/ascii.h"
#include "indexer/stories/headline_form.h"

namespace broadtape {
namespace {

constexpr std::size_t kHeadBytes = 2000;  // of the body, where a notice names the report
constexpr std::size_t kMostQuoted = 200;  // bytes of a headline
constexpr std::ptrdiff_t kLeastSpaces = 2;

// Marks of notices, by their use at Reuters, AP, AFP, Bloomberg and PR wires; others only say so in their sentence.
constexpr std::string_view kNoticeMarks[] = {"KILL",      "KILLED",     "MANDATORY KILL", "BULLETIN KILL",
                                             "RETRACTED", "RETRACTION", "STORY KILL",     "WITHDRAWAL",
                                             "WITHDRAWN", "WITHDRAWS"};

// What a headline about a report ends with: `UBS Singapore trader story withdrawn`.
constexpr std::string_view kNoticeEnds[] = {"withdrawn", "retracted", "killed"};
constexpr std::string_view kReportWords[] = {"story", "report", "item", "article", "alert", "headline"};

// The bytes of the mark in front with its separator; 0 without one.
std::size_t notice_mark(std::string_view title) {
  for (const std::string_view mark : kNoticeMarks) {
    const std::size_t bracket = title.starts_with('(') || title.starts_with('[') ? 1 : 0;
    if (!title.substr(bracket).starts_with(mark)) continue;
    std::size_t at = bracket + mark.size();
    while (at < title.size() && title[at] == ' ') ++at;
    const std::string_view ends = bracket > 0 ? ")]" : "-:";
    if (at == title.size() || ends.find(title[at]) == ends.npos) continue;
    return std::min(title.find_first_not_of(" -:)]", at), title.size());
  }
  return 0;
}

bool has_word(std::string_view text, std::string_view word) {
  const auto is_letter = [&](std::size_t at) { return at < text.size() && text[at] >= 'a' && text[at] <= 'z'; };
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size())) return true;
  }
  return false;
}

// `Shell climate litigation story withdrawn`, `Edward Jones story of July 13 is withdrawn`.
bool says_withdrawn(std::string_view title) {
  const std::string lower = ascii_lowered(title);
  const auto ends = [&](std::string_view end) {
    return lower.ends_with(end) && has_word(lower.substr(lower.size() - end.size()), end);
  };
  return std::any_of(std::begin(kNoticeEnds), std::end(kNoticeEnds), ends) &&
         std::any_of(std::begin(kReportWords), std::end(kReportWords),
                     [&](std::string_view word) { return has_word(lower, word); });
}

bool may_be_headline(std::string_view text) {
  return text.size() <= kMostQuoted && std::count(text.begin(), text.end(), ' ') >= kLeastSpaces;
}

// Behind `HEADLINE:`, up to the next field in capitals (`STORY_DATE:`) or the end of the line.
std::string_view named_headline(std::string_view head) {
  constexpr std::string_view kName = "HEADLINE:";
  const std::size_t at = head.find(kName);
  if (at == head.npos) return {};
  std::string_view rest = head.substr(at + kName.size());
  rest = rest.substr(0, rest.find('\n'));
  return trim_spaces(rest.substr(0, rest.find(" STORY")));
}

std::string_view quoted_headline(std::string_view head) {
  constexpr std::pair<std::string_view, std::string_view> kQuotes[] = {{"\"", "\""}, {"“", "”"}};
  for (const auto& [open, close] : kQuotes) {
    for (std::size_t at = head.find(open); at != head.npos; at = head.find(open, at)) {
      const std::size_t begin = at + open.size();
      const std::size_t end = head.find(close, begin);
      if (end == head.npos) break;
      if (may_be_headline(head.substr(begin, end - begin))) return trim_spaces(head.substr(begin, end - begin));
      at = end + close.size();
    }
  }
  return {};
}

}  // namespace

std::optional<std::string_view> withdrawn_headline(const Article& article) {
  const std::string_view title = trim_spaces(article.title);
  const std::size_t mark = notice_mark(title);
  if (mark == 0 && !says_withdrawn(title)) return std::nullopt;
  const std::string_view head = std::string_view(article.body).substr(0, kHeadBytes);
  if (const std::string_view named = named_headline(head); may_be_headline(named)) return named;
  if (const std::string_view quoted = quoted_headline(head); !quoted.empty()) return quoted;
  const std::string_view rest = without_version_marks(title.substr(mark));
  return mark > 0 && !says_withdrawn(rest) ? rest : std::string_view();
}

}  // namespace broadtape
