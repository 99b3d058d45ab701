#include "indexer/readers/text/text_head.h"

#include <algorithm>
#include <initializer_list>

#include "common/text/ascii.h"
#include "common/text/char_class.h"
#include "common/time/date_parser.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

// Whether all of the line is a date: `30 January 2025`, `Published: Jan 30, 2025 9:30 AM`.
bool is_whole_date(std::string_view line) {
  constexpr std::size_t kLongest = 80;
  if (line.size() > kLongest || line.find_first_of("0123456789") == std::string_view::npos ||
      line.find_first_not_of("0123456789") == std::string_view::npos)
    return false;
  const DateResult date = parse_date(line);
  return date || date.doubt == DateDoubt::kOrder;
}

// `By Ann Reed and John Doe`: names, not a sentence.
bool is_names_byline(std::string_view line) {
  constexpr std::size_t kLongest = 80;
  constexpr std::string_view kBetween[] = {"and", "de", "van", "von", "der", "di", "in"};
  if (line.size() > kLongest || !(line.starts_with("By ") || line.starts_with("BY ")) || line.ends_with('.'))
    return false;
  for (std::string_view rest = line.substr(3); !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z' && !is_among(word, kBetween)) return false;
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
  }
  return true;
}

// `By Ann Reed, January 30, 2025`, `January 30, 2025 | By Ann Reed`, `Published on 30 January 2025 by Ann Reed`.
HeadLine byline_with_date(std::string_view line) {
  constexpr std::size_t kLongest = 120;
  if (line.size() > kLongest || line.find_first_of("0123456789") == std::string_view::npos) return {};
  for (const std::string_view between :
       {", ", " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xB7 ", " \xE2\x80\xA2 ", " on "}) {
    const std::size_t at = line.find(between);
    if (at == std::string_view::npos) continue;
    const std::string_view names = trimmed(line.substr(0, at)), date = trimmed(line.substr(at + between.size()));
    if (is_names_byline(names) && is_whole_date(date)) return {std::string(date), std::string(names)};
  }
  const std::size_t by = std::min(line.find(" By "), line.find(" by "));
  if (by == std::string_view::npos) return {};
  std::string_view date = line.substr(0, by);
  date = date.substr(0, date.find_last_not_of(" ,|-") + 1);
  const std::string names = "By" + std::string(line.substr(by + 3));
  if (!is_names_byline(names) || !is_whole_date(date)) return {};
  return {std::string(date), names};
}

}  // namespace

HeadLine head_line_of(std::string_view line) {
  if (is_whole_date(line)) return {std::string(line), {}};
  HeadLine both = byline_with_date(line);
  if (both.date.empty() && is_names_byline(line)) both.author = std::string(line);
  return both;
}

TextHead head_of_text(std::string_view text) {
  constexpr int kMostLines = 10;
  constexpr std::size_t kLongestLine = 100;  // a longer line is running text, unless it is the first
  TextHead head{{}, text, {}, {}, {}};
  bool date_is_before = true, after_title = false;
  for (int i = 0; i < kMostLines && !text.empty();) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    ++i;
    if (is_rule_line(line)) {
      if (after_title) head.rest = text;
      continue;
    }
    after_title = false;
    const HeadLine said = head_line_of(line);
    const bool gives_author = !said.author.empty() && head.author.empty();
    const bool gives_date = !said.date.empty() && (head.date.empty() || (!head.title.empty() && date_is_before));
    if (gives_author) head.author = said.author;
    if (gives_date) {
      head.date = said.date;
      date_is_before = head.title.empty();
    }
    if (gives_author || gives_date) head.used.push_back(line);
    if (!said.date.empty() || !said.author.empty()) {
      continue;
    } else if (head.title.empty()) {
      head.title = line;
      head.rest = text;
      after_title = true;
    } else if (line.size() > kLongestLine) {
      break;
    }
  }
  return head;
}

std::string text_without(std::string_view text, const std::vector<std::string_view>& lines) {
  if (lines.empty()) return std::string(text);
  std::string kept;
  bool at_gap = false;  // a line was left out below a blank line or the start
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = take_line(rest);
    const bool is_left_out = std::any_of(lines.begin(), lines.end(), [&](std::string_view left_out) {
      return left_out.data() >= line.data() && left_out.data() + left_out.size() <= line.data() + line.size();
    });
    if (is_left_out) at_gap = kept.empty() || kept.ends_with("\n\n");
    if (is_left_out || (at_gap && trimmed(line).empty())) continue;
    at_gap = false;
    kept.append(line).append("\n");
  }
  return std::string(trimmed(kept));
}

bool is_placeholder_title(std::string_view written) {
  constexpr std::size_t kShortest = 3;
  constexpr std::string_view kNoTitles[] = {
      "untitled", "untitled document",       "document",     "word document", "no title", "title",
      "blank",    "powerpoint presentation", "untitled page"};
  constexpr std::string_view kFileEndings[] = {".doc",  ".docx", ".rtf", ".pdf", ".txt",
                                               ".indd", ".qxd",  ".htm", ".html"};
  const std::string title = ascii_lowered(written);
  const bool is_file = std::any_of(std::begin(kFileEndings), std::end(kFileEndings),
                                   [&](std::string_view ending) { return title.ends_with(ending); });
  if (is_file || is_among(title, kNoTitles) || title.starts_with("microsoft word - ")) return true;
  if (title.find(' ') != std::string::npos || !is_ascii(title)) return false;
  return title.size() < kShortest || title.find_first_of("0123456789_") != std::string::npos;
}

std::string date_behind_title(std::string_view title) {
  constexpr int kMostWords = 7;
  title = trimmed(title);
  std::string date;
  std::size_t at = title.size();
  for (int words = 0; words < kMostWords && at > 0; ++words) {
    const std::size_t blank = title.find_last_of(" \t", at - 1);
    if (blank == std::string_view::npos || blank == 0) break;
    std::string_view last = title.substr(blank + 1);
    at = title.find_last_not_of(" \t", blank) + 1;
    if (last.starts_with('(') && last.ends_with(')')) last = last.substr(1, last.size() - 2);
    const DateResult read = parse_date(last);
    if (!read) continue;
    const bool is_apart = blank + 1 - at > 1 ||
                          std::string_view("-|,;\xb7\x93\x94").find(title[at - 1]) != title.npos ||
                          title[blank + 1] == '(';
    if (is_apart || read.date->instant.precision == Precision::kSecond) date = std::string(last);
  }
  return date;
}

}  // namespace broadtape
