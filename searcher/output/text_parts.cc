#include "searcher/output/text_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>

#include "common/text/ascii.h"
#include "common/text/display_width.h"
#include "common/text/utf8.h"
#include "searcher/query/field_values.h"

namespace broadtape {
namespace {

constexpr Ink kSeriesInks[] = {Ink::kCyan, Ink::kMagenta, Ink::kGreen, Ink::kBlue};
constexpr const char* kEighthsAcross[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
constexpr const char* kEighthsUp[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr int kEighths = 8;
constexpr std::size_t kDayColumns = 10, kTimeColumns = 5;

}  // namespace

void write_lines(const std::vector<Span>& spans, std::string_view indent, const TextStyle& style, std::ostream& out) {
  for (const std::string& line : wrap(spans, style.width, indent, style.colour)) out << line << '\n';
}

std::string plural(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", with_commas(count), noun, count == 1 ? "" : "s");
}

std::string shown_time(const std::optional<Instant>& when, const TimeZone& zone) {
  if (!when) return "undated";
  if (when->precision == Precision::kDay) return format_instant(*when);
  const LocalTime local = zone.to_local(when->utc_s);
  const std::int64_t offset_s = midnight_utc(local.day) + local.second_of_day - when->utc_s;
  const std::int64_t minutes = std::abs(offset_s) / 60;
  const std::string mark =
      zone.is_utc() ? "Z" : fmt::format("{}{:02}:{:02}", offset_s < 0 ? '-' : '+', minutes / 60, minutes % 60);
  return fmt::format("{} {:02}:{:02}{}", format_day(local.day), local.second_of_day / 3600,
                     local.second_of_day / 60 % 60, mark);
}

std::string copies_line(const Hit& hit, const TimeZone& zone) {
  if (hit.collapsed == 0) return "";
  const std::string copies = fmt::format("+{} {}", with_commas(hit.collapsed), hit.collapsed == 1 ? "copy" : "copies");
  const FirstReport& first = hit.story.first;
  const std::string when = shown_time(first.published, zone);
  const std::string day = shown_time(hit.article.published, zone).substr(0, kDayColumns);
  const bool same_day = first.published && first.published->precision == Precision::kSecond && when.starts_with(day);
  std::string line = copies + ":";
  if (!first.source.empty()) line += " " + first.source;
  return harmless(line + " " + (same_day ? when.substr(kDayColumns + 1, kTimeColumns) : when) + " first");
}

std::string shown_tickers(const std::vector<std::string>& symbols, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(symbols.size(), most); ++i) text += (i > 0 ? " " : "") + symbols[i];
  if (symbols.size() > most) text += fmt::format(" +{}", symbols.size() - most);
  return text;
}

bool is_symbol(std::string_view value, std::string_view company) {
  if (company.empty()) return true;
  if (value.starts_with(kOneCompany)) value.remove_prefix(kOneCompany.size());
  return value != company;
}

std::string company_label(const std::string& symbol, const std::string& company, const std::string& name,
                          std::size_t symbol_columns) {
  if (name.empty()) return harmless(symbol);
  return fitted(!is_symbol(symbol, company) ? "" : harmless(symbol), symbol_columns) + "  " + harmless(name);
}

std::string companies_line(const std::vector<ShownCompany>& companies) {
  std::string line;
  for (const ShownCompany& company : companies) {
    std::string title = company.symbol;
    if (!company.name.empty()) title += (title.empty() ? "" : " ") + company.name;
    std::string facts = company.key;
    if (!facts.empty()) facts += ", ";
    facts += evidence_name(company.evidence);
    if (company.about) facts += ", about";
    line += fmt::format("{}{} ({})", line.empty() ? "companies: " : "; ", title.empty() ? company.key : title, facts);
  }
  return harmless(line);
}

std::string facts_line(const std::vector<std::string>& parts) {
  std::string line;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!line.empty()) line += kFactSeparator;
    line += part;
  }
  return harmless(line);
}

std::vector<Span> spans_of(const std::vector<Piece>& pieces, Ink plain, Ink match) {
  std::vector<Span> spans;
  for (const Piece& piece : pieces) spans.push_back({harmless(piece.text), piece.match ? match : plain});
  return spans;
}

std::string fitted(std::string_view text, std::size_t columns) {
  std::string out;
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    const std::size_t width = display_width(decode_utf8(text, next));
    if (used + width > columns) break;
    out += text.substr(at, next - at);
    used += width;
    at = next;
  }
  return out + std::string(columns - used, ' ');
}

std::string bar(std::uint64_t count, std::uint64_t most, std::size_t columns) {
  std::string text;
  const std::uint64_t length = most == 0 ? 0 : (count * columns + most - 1) / most;
  for (std::uint64_t i = 0; i < length; ++i) text += "▇";
  return text;
}

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
