// Letters of ASCII alone, for names and marks that are nothing but ASCII; text goes through fold().
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// A to Z in lower case; every other byte as it is.
inline std::string ascii_lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace broadtape
