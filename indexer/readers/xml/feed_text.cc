#include "indexer/readers/xml/feed_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "indexer/readers/text_layout.h"

namespace broadtape {

std::string person_of(std::string_view text) {
  const std::size_t open = text.find('('), close = text.rfind(')');
  const bool address_first = text.find('@') < open && open != std::string_view::npos && close > open;
  if (address_first) return std::string(trimmed(text.substr(open + 1, close - open - 1)));
  const std::size_t angle = text.find(" <");
  return std::string(trimmed(angle == std::string_view::npos ? text : text.substr(0, angle)));
}

std::string wordpress_html(std::string_view text) {
  constexpr std::string_view kLone[] = {"gallery", "embed", "audio", "video", "playlist", "caption", "contact_form"};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("\n\n")) {
      out += "<br><br>";
      at += 2;
      continue;
    }
    const std::size_t end = text[at] == '[' ? text.find(']', at) : std::string_view::npos;
    constexpr std::size_t kLongest = 1000;
    if (end != std::string_view::npos && end - at < kLongest) {
      std::string_view name = text.substr(at + 1, end - at - 1);
      if (name.starts_with('/')) name.remove_prefix(1);
      name = name.substr(0, name.find(' '));
      const bool word = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || c == '_' || c == '-';
      });
      const std::size_t paired = word ? text.find(fmt::format("[/{}]", name), at > kLongest ? at - kLongest : 0) : at;
      const bool near = word && paired != std::string_view::npos && paired < end + 64 * kLongest;
      if (near || std::find(std::begin(kLone), std::end(kLone), name) != std::end(kLone)) {
        at = end + 1;
        continue;
      }
    }
    out.push_back(text[at++]);
  }
  return out;
}

}  // namespace broadtape
