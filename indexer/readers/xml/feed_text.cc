#include "indexer/readers/xml/feed_text.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "indexer/readers/text_layout.h"

namespace broadtape {

std::string person_of(std::string_view text) {
  const std::size_t open = text.find('('), close = text.rfind(')');
  const bool address_first = text.find('@') < open && open != std::string_view::npos && close > open;
  if (address_first) return std::string(trimmed(text.substr(open + 1, close - open - 1)));
  const std::size_t angle = text.find(" <");
  return std::string(trimmed(angle == std::string_view::npos ? text : text.substr(0, angle)));
}

namespace {

constexpr std::string_view kShortcodeBytes = "abcdefghijklmnopqrstuvwxyz_-";

// Where `[/name]` is in a text, by name, in order.
using ClosingTags = std::unordered_map<std::string_view, std::vector<std::size_t>>;

ClosingTags closing_tags(std::string_view text) {
  ClosingTags tags;
  for (std::size_t at = text.find("[/"); at != std::string_view::npos; at = text.find("[/", at + 2)) {
    const std::size_t end = std::min(text.find_first_not_of(kShortcodeBytes, at + 2), text.size());
    if (end < text.size() && text[end] == ']') tags[text.substr(at + 2, end - at - 2)].push_back(at);
  }
  return tags;
}

}  // namespace

std::string wordpress_html(std::string_view text) {
  constexpr std::string_view kLone[] = {"gallery", "embed", "audio", "video", "playlist", "caption", "contact_form"};
  constexpr std::size_t kLongest = 1000, kReach = 64 * kLongest;
  const ClosingTags closing = closing_tags(text);
  const auto is_paired = [&](std::string_view name, std::size_t at, std::size_t end) {
    const auto tags = closing.find(name);
    if (tags == closing.end()) return false;
    const auto& places = tags->second;
    const auto paired = std::lower_bound(places.begin(), places.end(), at > kLongest ? at - kLongest : 0);
    return paired != places.end() && *paired < end + kReach;
  };
  std::string out;
  std::size_t close = 0;  // the first `]` behind `at`
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("\n\n")) {
      out += "<br><br>";
      at += 2;
      continue;
    }
    if (text[at] == '[' && close <= at) close = std::min(text.find(']', at), text.size());
    if (text[at] == '[' && close < text.size() && close - at < kLongest) {
      std::string_view name = text.substr(at + 1, close - at - 1);
      if (name.starts_with('/')) name.remove_prefix(1);
      const std::size_t name_end = std::min(name.find_first_not_of(kShortcodeBytes), name.size());
      const bool is_word = name_end > 0 && (name_end == name.size() || name[name_end] == ' ');
      name = name.substr(0, name_end);
      if (is_word && (is_among(name, kLone) || is_paired(name, at, close))) {
        at = close + 1;
        continue;
      }
    }
    out.push_back(text[at++]);
  }
  return out;
}

}  // namespace broadtape
