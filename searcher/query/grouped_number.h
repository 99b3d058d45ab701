// Numbers in messages: 10000 as "10,000".
#pragma once

#include <cstddef>
#include <string>

namespace broadtape {

inline std::string with_commas(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
  return text;
}

}  // namespace broadtape
