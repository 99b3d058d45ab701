#include "indexer/readers/text_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "common/error/error.h"
#include "common/text/ascii.h"
#include "indexer/input/limits.h"

namespace broadtape {
namespace {

constexpr std::string_view kNoBreakSpace = "\xc2\xa0";

// The length of the blank at text[at], or 0.
std::size_t blank_bytes(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return 1;
  return text.substr(at).starts_with(kNoBreakSpace) ? kNoBreakSpace.size() : 0;
}

// Whether the no-break space at text[at] groups digits: `1 250 000`.
bool groups_digits(std::string_view text, std::size_t at) {
  const std::size_t end = at + kNoBreakSpace.size();
  return at > 0 && is_ascii_digit(text[at - 1]) && text.substr(at).starts_with(kNoBreakSpace) && end < text.size() &&
         is_ascii_digit(text[end]);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty()) {
    const std::size_t blank = blank_bytes(text, 0);
    if (blank == 0) break;
    text.remove_prefix(blank);
  }
  while (!text.empty()) {
    if (blank_bytes(text, text.size() - 1) == 1)
      text.remove_suffix(1);
    else if (text.ends_with(kNoBreakSpace))
      text.remove_suffix(kNoBreakSpace.size());
    else
      break;
  }
  return text;
}

std::string one_line(std::string_view text) {
  std::string line;
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t blank = blank_bytes(text, at)) {
      if (groups_digits(text, at)) {
        line += kNoBreakSpace;
      } else {
        gap = true;
      }
      at += blank;
      continue;
    }
    if (gap && !line.empty()) line.push_back(' ');
    gap = false;
    line.push_back(text[at++]);
  }
  return line;
}

bool is_rule_line(std::string_view line) {
  constexpr std::size_t kShortest = 3;
  line = trimmed(line);
  return line.size() >= kShortest && std::string_view("-=*#_~+").find(line[0]) != std::string_view::npos &&
         line.find_first_not_of(line[0]) == std::string_view::npos;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (lines.size() == kMaxLines) throw Error(ErrorKind::kTooLarge, fmt::format("has more than {} lines", kMaxLines));
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

bool is_web_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

}  // namespace broadtape
