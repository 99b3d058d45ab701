#include "searcher/output/text_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "common/text/ascii.h"
#include "common/text/display_width.h"
#include "common/text/utf8.h"

namespace broadtape {

void write_lines(const std::vector<Span>& spans, std::string_view indent, const TextStyle& style, std::ostream& out) {
  for (const std::string& line : wrap(spans, style.width, indent, style.colour)) out << line << '\n';
}

std::string grouped(std::uint64_t number) {
  return with_commas(number);
}

std::string plural(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", grouped(count), noun, count == 1 ? "" : "s");
}

std::string shown_time(const std::optional<Instant>& when) {
  if (!when) return "undated";
  const std::string text = format_instant(*when);
  if (when->precision == Precision::kDay) return text;
  return text.substr(0, 10) + " " + text.substr(11, 5) + "Z";
}

std::string shown_tickers(const std::vector<std::string>& symbols, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(symbols.size(), most); ++i) text += (i > 0 ? " " : "") + symbols[i];
  if (symbols.size() > most) text += fmt::format(" +{}", symbols.size() - most);
  return text;
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

}  // namespace broadtape
