#include "searcher/output/text_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "common/text/display_width.h"
#include "common/text/utf8.h"
#include "common/time/instant.h"
#include "searcher/output/terminal_text.h"

namespace broadtape {
namespace {

constexpr std::size_t kShownTickers = 6;      // of a hit; a whole article shows all of its own
constexpr std::size_t kMaxValueColumns = 40;  // of a facet's value
constexpr std::size_t kBarColumns = 24;
constexpr std::string_view kSeparator = " · ";
constexpr std::string_view kIndent = "    ";

void write_lines(const std::vector<Span>& spans, std::string_view indent, const TextStyle& style, std::ostream& out) {
  for (const std::string& line : wrap(spans, style.width, indent, style.colour)) out << line << '\n';
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
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

std::string shown_tickers(const std::vector<std::string>& tickers, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(tickers.size(), most); ++i) text += (i > 0 ? " " : "") + tickers[i];
  if (tickers.size() > most) text += fmt::format(" +{}", tickers.size() - most);
  return text;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string line;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!line.empty()) line += kSeparator;
    line += part;
  }
  return harmless(line);
}

std::vector<Span> spans_of(const std::vector<Piece>& pieces, Ink plain, Ink match) {
  std::vector<Span> spans;
  for (const Piece& piece : pieces) spans.push_back({harmless(piece.text), piece.match ? match : plain});
  return spans;
}

void write_hit(const Hit& hit, const TextStyle& style, std::ostream& out) {
  std::vector<Span> title = spans_of(hit.title_pieces, Ink::kBold, Ink::kBoldMatch);
  if (title.empty()) title.push_back({"(no title)", Ink::kDim});
  const std::string rank = fmt::format("{:>3} ", hit.rank);
  const std::size_t overhang = rank.size() - kIndent.size();  // of ranks past 999
  std::vector<std::string> lines = wrap(title, style.width - overhang, kIndent, style.colour);
  lines.front().replace(0, kIndent.size(), rank);
  for (const std::string& line : lines) out << line << '\n';

  std::vector<std::string> facts = {hit.source, shown_time(hit.published), shown_tickers(hit.tickers, kShownTickers),
                                    hit.id};
  if (style.scores) facts.push_back(fmt::format("score {:.2f}", hit.score));
  write_lines({{joined(facts), Ink::kDim}}, kIndent, style, out);

  std::vector<Span> snippet = spans_of(hit.snippet.pieces, Ink::kPlain, Ink::kMatch);
  if (hit.snippet.cut_before) snippet.insert(snippet.begin(), {"… ", Ink::kPlain});
  if (hit.snippet.cut_after) snippet.push_back({" …", Ink::kPlain});
  if (!snippet.empty()) write_lines(snippet, kIndent, style, out);
  out << '\n';
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

void write_facet(const Facet& facet, const TextStyle& style, std::ostream& out) {
  if (facet.values.empty()) return;
  std::size_t columns = 0;
  for (const FacetValue& value : facet.values) columns = std::max(columns, display_width(harmless(value.value)));
  columns = std::min(columns, kMaxValueColumns);
  out << painted(facet.name, Ink::kBold, style.colour);
  if (facet.distinct_values > facet.values.size()) {
    out << painted(fmt::format(" ({} of {})", facet.values.size(), grouped(facet.distinct_values)), Ink::kDim,
                   style.colour);
  }
  out << '\n';
  const std::uint64_t most = facet.values.front().count;
  for (const FacetValue& value : facet.values) {
    const auto length = static_cast<std::size_t>((value.count * kBarColumns + most - 1) / most);
    std::string bar;
    for (std::size_t i = 0; i < length; ++i) bar += "▇";
    out << "  " << fitted(harmless(value.value), columns) << fmt::format(" {:>9} ", grouped(value.count))
        << painted(bar, Ink::kDim, style.colour) << '\n';
  }
  out << '\n';
}

std::string summary(const SearchResponse& response) {
  std::string text = response.total_is_exact ? "" : "at least ";
  text += plural(response.total, "article");
  if (!response.hits.empty() && response.hits.size() < response.total) {
    const std::uint64_t first = response.hits.front().rank;
    const std::string last = grouped(response.hits.back().rank);
    text +=
        first == 1 ? fmt::format(", the first {} shown", last) : fmt::format(", {} to {} shown", grouped(first), last);
  }
  if (response.undated_left_out > 0) text += fmt::format(", {} undated left out", grouped(response.undated_left_out));
  return text + fmt::format(" ({:.1f} ms)", static_cast<double>(response.took_us) / 1'000);
}

}  // namespace

void write_text_answer(const SearchResponse& response, const TextStyle& style, std::ostream& out) {
  for (const Hit& hit : response.hits) write_hit(hit, style, out);
  for (const Facet& facet : response.facets) write_facet(facet, style, out);
  write_lines({{summary(response), Ink::kDim}}, "", style, out);
}

void write_text_article(const std::vector<Article>& versions, const TextStyle& style, std::ostream& out) {
  const Article& article = versions.front();
  std::vector<std::string> symbols;
  for (const TickerMention& mention : article.tickers) symbols.push_back(mention.symbol);
  write_lines({{harmless(article.title), Ink::kBold}}, "", style, out);
  write_lines({{joined({article.source, article.author, shown_time(article.published),
                        shown_tickers(symbols, symbols.size()), article.id}),
                Ink::kDim}},
              "", style, out);
  if (!article.url.empty()) out << painted(harmless(article.url), Ink::kDim, style.colour) << '\n';
  out << '\n';
  const std::string body = harmless_lines(article.body);
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    write_lines({{body.substr(begin, end - begin), Ink::kPlain}}, "", style, out);
    if (end > begin) out << '\n';
    begin = end + 1;
  }
  for (std::size_t i = 1; i < versions.size(); ++i) {
    out << painted(fmt::format("earlier version, first seen {}: {}", format_rfc3339(versions[i].first_seen_s),
                               harmless(versions[i].title)),
                   Ink::kDim, style.colour)
        << '\n';
  }
}

}  // namespace broadtape
