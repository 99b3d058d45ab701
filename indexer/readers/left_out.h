// Counts what a reader leaves out, by kind, for a note at the end.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace broadtape {

class LeftOut {
 public:
  void add(const std::string& kind) { ++counts_[kind]; }

  // `12 image/png, 3 text/css, 5 others`, the most frequent first; empty if nothing was left out.
  std::string summary() const {
    constexpr std::size_t kShown = 8;
    std::vector<std::pair<std::string, std::uint64_t>> kinds(counts_.begin(), counts_.end());
    std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string text;
    std::uint64_t others = 0;
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
};

}  // namespace broadtape
