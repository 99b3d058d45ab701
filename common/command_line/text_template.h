// Text templates with placeholders: "@name@".
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace broadtape {

// Replaces every "@name@" of `values` in `text`. Values are inserted verbatim.
inline std::string filled(std::string_view text,
                          std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    bool replaced = false;
    for (const auto& [name, value] : values) {
      if (text[at] != '@' || text.substr(at + 1, name.size()) != name) continue;
      if (at + 1 + name.size() >= text.size() || text[at + 1 + name.size()] != '@') continue;
      out += value;
      at += name.size() + 2;
      replaced = true;
      break;
    }
    if (!replaced) out += text[at++];
  }
  return out;
}

}  // namespace broadtape
