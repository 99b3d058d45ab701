// Half of a hash in hexadecimal: enough to distinguish states and answers.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>

#include "common/article/identity.h"

namespace broadtape {

inline std::string short_tag(const ContentHash& hash) {
  constexpr std::size_t kBytes = 8;
  std::string tag;
  for (std::size_t i = 0; i < kBytes; ++i) tag += fmt::format("{:02x}", hash[i]);
  return tag;
}

}  // namespace broadtape
