// Counts what a reader leaves out, by kind, for a note at the end.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text/utf8.h"

namespace broadtape {

class LeftOut {
 public:
  // Counts `kind`, which is cut to 50 bytes. Further kinds than 1,000 are only counted as others.
  void add(std::string_view kind) {
    constexpr std::size_t kLongestKind = 50, kMostKinds = 1000;
    const std::string key(utf8_prefix(kind, kLongestKind));
    if (counts_.size() < kMostKinds || counts_.contains(key))
      ++counts_[key];
    else
      ++others_;
  }

  // `12 image/png, 3 text/css, 5 others`, the most frequent first; empty if nothing was left out.
  std::string summary() const {
    constexpr std::size_t kShown = 8;
    std::vector<std::pair<std::string, std::uint64_t>> kinds(counts_.begin(), counts_.end());
    std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string text;
    std::uint64_t others = others_;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      if (i < kShown)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", kinds[i].second, kinds[i].first);
      else
        others += kinds[i].second;
    }
    if (others > 0) text += fmt::format(", {} others", others);
    return text;
  }

 private:
  std::map<std::string, std::uint64_t> counts_;
  std::uint64_t others_ = 0;
};

}  // namespace broadtape
