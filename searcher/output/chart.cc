#include "searcher/output/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "common/text/display_width.h"

namespace broadtape {
namespace {

constexpr Ink kSeriesInks[] = {Ink::kCyan, Ink::kMagenta, Ink::kGreen, Ink::kBlue};
constexpr const char* kEighthsAcross[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
constexpr const char* kEighthsUp[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr int kEighths = 8;

}  // namespace

Ink series_ink(std::size_t series) {
  return kSeriesInks[series % std::size(kSeriesInks)];
}

std::string block_bar(double count, double most, std::size_t columns) {
  if (count <= 0 || most <= 0 || columns == 0) return "";
  const double filled = std::min(count / most, 1.0) * static_cast<double>(columns) * kEighths;
  const auto eighths = std::max<std::size_t>(1, static_cast<std::size_t>(std::llround(filled)));
  std::string bar;
  for (std::size_t i = 0; i < eighths / kEighths; ++i) bar += "█";
  return bar + kEighthsAcross[eighths % kEighths];
}

std::string right_aligned(const std::string& text, std::size_t columns) {
  const std::size_t width = display_width(text);
  return (width < columns ? std::string(columns - width, ' ') : "") + text;
}

std::string density_strip(const std::vector<std::uint64_t>& counts, std::size_t columns) {
  const std::size_t blocks = std::min(columns, counts.size());
  std::vector<double> density(blocks);
  for (std::size_t block = 0; block < blocks; ++block) {
    const std::size_t begin = block * counts.size() / blocks;
    const std::size_t end = (block + 1) * counts.size() / blocks;
    for (std::size_t i = begin; i < end; ++i) density[block] += static_cast<double>(counts[i]);
    density[block] /= static_cast<double>(end - begin);
  }
  const double most = density.empty() ? 0 : *std::max_element(density.begin(), density.end());
  std::string strip;
  for (const double part : density) {
    strip += part > 0 ? kEighthsUp[std::max(1, static_cast<int>(std::lround(part / most * kEighths)))] : kEighthsUp[0];
  }
  return strip;
}

std::string shown_percent(const std::optional<double>& percent) {
  if (!percent) return "-";
  if (*percent > 0 && *percent < 0.095) return fmt::format("{:.2f} %", std::max(*percent, 0.01));
  return fmt::format("{:.1f} %", *percent);
}

}  // namespace broadtape
