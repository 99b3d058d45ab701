#include "searcher/output/hit_text.h"

#include <fmt/format.h>

#include "common/terminal/terminal_text.h"
#include "searcher/output/text_parts.h"

namespace broadtape {
namespace {

constexpr std::size_t kShownTickers = 6;  // a whole article shows all of its own

}  // namespace

void write_hit(const Hit& hit, const std::vector<std::string>& more_facts, const TextStyle& style, std::ostream& out) {
  std::vector<Span> title = spans_of(hit.title_pieces, Ink::kBold, Ink::kBoldMatch);
  if (title.empty()) title.push_back({"(no title)", Ink::kDim});
  const std::string rank = fmt::format("{:>3} ", hit.rank);
  const std::size_t overhang = rank.size() - kHitIndent.size();  // of ranks past 999
  std::vector<std::string> lines = wrap(title, style.width - overhang, kHitIndent, style.colour);
  lines.front().replace(0, kHitIndent.size(), rank);
  for (const std::string& line : lines) {
    if (!style.hyperlinks) {
      out << line << '\n';
      continue;
    }
    // Each line is a link of its own, so that margins are none.
    const std::size_t margin = &line == &lines.front() ? rank.size() : kHitIndent.size();
    out << line.substr(0, margin) << hyperlinked(line.substr(margin), hit.article.url) << '\n';
  }

  std::vector<std::string> facts = {hit.article.source, shown_time(hit.article.published),
                                    shown_tickers(symbols_of(hit.article), kShownTickers), hit.article.id};
  facts.insert(facts.end(), more_facts.begin(), more_facts.end());
  write_lines({{facts_line(facts), Ink::kDim}}, kHitIndent, style, out);

  std::vector<Span> snippet = spans_of(hit.snippet.pieces, Ink::kPlain, Ink::kMatch);
  if (hit.snippet.cut_before) snippet.insert(snippet.begin(), {"… ", Ink::kPlain});
  if (hit.snippet.cut_after) snippet.push_back({" …", Ink::kPlain});
  if (!snippet.empty()) write_lines(snippet, kHitIndent, style, out);
}

}  // namespace broadtape
