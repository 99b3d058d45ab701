#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "tests/bench/scale_bench.h"

namespace broadtape::bench {
namespace {

constexpr double kWidth = 760, kHeight = 460, kLeft = 60, kRight = 250, kTop = 20, kBottom = 45;
constexpr const char* kColours[] = {"#1f5fa8", "#c2571a", "#2c7a3f", "#8a3fa0",
                                    "#b8860b", "#a8324a", "#3c7f8c", "#555555"};

// A scale of powers of ten.
struct Axis {
  double low, high;   // logarithms
  double begin, end;  // pixels
  double at(double value) const { return begin + (std::log10(value) - low) / (high - low) * (end - begin); }
};

std::string text_at(double x, double y, const char* anchor, const std::string& text) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor, text);
}

std::string lines_of(const Axis& x, const Axis& y) {
  std::string svg;
  for (double power = std::ceil(x.low); power <= x.high; ++power) {
    const double at = x.at(std::pow(10, power));
    svg += fmt::format("<path class=\"grid\" d=\"M{0:.1f} {1}V{2}\"/>\n", at, y.end, y.begin);
    svg += text_at(at, y.begin + 18, "middle", fmt::format("{:.0f}", std::pow(10, power)));
  }
  for (double power = std::ceil(y.low); power <= y.high; ++power) {
    const double at = y.at(std::pow(10, power));
    svg += fmt::format("<path class=\"grid\" d=\"M{1} {0:.1f}H{2}\"/>\n", at, x.begin, x.end);
    svg += text_at(x.begin - 6, at + 4, "end", fmt::format("{:g} ms", std::pow(10, power)));
  }
  return svg + text_at((x.begin + x.end) / 2, y.begin + 36, "middle", "articles");
}

}  // namespace

std::string plot_of(const ScaleTable& table) {
  std::vector<const ScaleRow*> rows;
  for (const ScaleRow& row : table.rows) {
    if (row.is_search) rows.push_back(&row);
  }
  if (rows.empty() || table.articles.size() < 2) return "";
  double least = rows.front()->values.front(), most = least;
  for (const ScaleRow* row : rows) {
    least = std::min(least, *std::min_element(row->values.begin(), row->values.end()));
    most = std::max(most, *std::max_element(row->values.begin(), row->values.end()));
  }
  const Axis x{std::log10(static_cast<double>(table.articles.front())),
               std::log10(static_cast<double>(table.articles.back())), kLeft, kWidth - kRight};
  const Axis y{std::floor(std::log10(least)), std::ceil(std::log10(most)), kHeight - kBottom, kTop};
  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\">\n"
      "<style>text{{font:12px sans-serif;fill:#222}}.grid{{stroke:#ddd;fill:none}}.row{{fill:none;stroke-width:2}}"
      "</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
      kWidth, kHeight);
  svg += lines_of(x, y);
  // Names beside the ends of their lines, apart from each other.
  std::sort(rows.begin(), rows.end(),
            [](const ScaleRow* a, const ScaleRow* b) { return a->values.back() > b->values.back(); });
  double free = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::string path;
    for (std::size_t place = 0; place < table.articles.size(); ++place) {
      path += fmt::format("{}{:.1f} {:.1f}", place == 0 ? "M" : "L", x.at(static_cast<double>(table.articles[place])),
                          y.at(rows[i]->values[place]));
    }
    const char* const colour = kColours[i % std::size(kColours)];
    svg += fmt::format("<path class=\"row\" stroke=\"{}\" d=\"{}\"/>\n", colour, path);
    const double name_at = std::max(y.at(rows[i]->values.back()) + 4, free);
    free = name_at + 15;
    svg += fmt::format("<text x=\"{1:.1f}\" y=\"{2:.1f}\" style=\"fill:{0}\">{3}</text>\n", colour, x.end + 8, name_at,
                       rows[i]->name);
  }
  return svg + "</svg>\n";
}

}  // namespace broadtape::bench
