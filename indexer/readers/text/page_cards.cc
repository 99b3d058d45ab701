#include "indexer/readers/text/page_cards.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "common/time/date_parser.h"
#include "common/time/instant.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::string_view kCardMark = "placeholder";
constexpr std::string_view kAuthorMark = "Author ";
constexpr std::size_t kLongestDate = 40;
constexpr std::size_t kShortestOverlap = 20;  // of a teaser with the line to which it is appended

struct NumberedLine {
  std::size_t number;
  std::string text;
};

std::vector<NumberedLine> written_lines(const std::vector<std::string_view>& lines) {
  std::vector<NumberedLine> written;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string text = one_line(lines[i]);
    if (!text.empty()) written.push_back({i, std::move(text)});
  }
  return written;
}

bool is_date_line(const std::string& text) {
  constexpr std::int64_t kAnyYear = 1'735'689'600;  // so that `Feb 05, Thu` is accepted
  return text.size() <= kLongestDate && parse_date(text, {kAnyYear, 0});
}

// The number of bytes at the end of `line` that equal the teaser or its beginning.
std::size_t overlap(std::string_view line, std::string_view teaser) {
  if (line.ends_with(teaser)) return teaser.size();
  const std::string_view start = teaser.substr(0, kShortestOverlap);
  if (start.size() < kShortestOverlap) return 0;
  const std::size_t at = line.rfind(start);
  if (at == std::string_view::npos || !teaser.starts_with(line.substr(at))) return 0;
  return line.size() - at;
}

// Appends the years from `first` to `last` that occur in `text` as separate numbers.
void collect_years(std::string_view text, int first, int last, std::vector<int>& years) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end]))) ++end;
    const bool part_of_number = at > 0 && (text[at - 1] == ',' || text[at - 1] == '.' || text[at - 1] == '$');
    if (end - at == 4 && !part_of_number) {
      const int year = std::stoi(std::string(text.substr(at, 4)));
      if (year >= first && year <= last) years.push_back(year);
    }
    at = std::max(end, at + 1);
  }
}

}  // namespace

std::vector<PageCard> find_page_cards(const std::vector<std::string_view>& lines) {
  const std::vector<NumberedLine> written = written_lines(lines);
  const auto text_at = [&](std::size_t i) { return i < written.size() ? written[i].text : std::string(); };
  std::vector<PageCard> cards;
  for (std::size_t i = 1; i + 1 < written.size(); ++i) {
    if (!written[i].text.starts_with(kAuthorMark)) continue;
    const bool dated = is_date_line(text_at(i + 1));
    const std::size_t teaser_at = dated ? i + 2 : i + 1;
    const std::string teaser = text_at(teaser_at);
    const std::string& run_together = written[i - 1].text;
    const std::size_t repeated = teaser.empty() || teaser == kCardMark ? 0 : overlap(run_together, teaser);
    if (!dated && repeated == 0) continue;
    PageCard card;
    const bool marked = i >= 2 && written[i - 2].text == kCardMark;
    card.first_line = written[marked ? i - 2 : i - 1].number;
    card.last_line = written[repeated > 0 ? teaser_at : teaser_at - 1].number;
    card.title = trimmed(std::string_view(run_together).substr(0, run_together.size() - repeated));
    card.teaser = repeated > 0 ? teaser : "";
    card.author = written[i].text.substr(kAuthorMark.size());
    card.date_text = dated ? written[i + 1].text : "";
    cards.push_back(std::move(card));
  }
  return cards;
}

std::optional<std::int64_t> cards_near_s(const std::vector<PageCard>& cards, std::optional<std::int64_t> saved_s) {
  std::optional<std::int64_t> latest;
  for (const PageCard& card : cards) {
    const DateResult dated = parse_date(card.date_text);
    if (dated) latest = std::max(latest.value_or(dated.date->instant.utc_s), dated.date->instant.utc_s);
  }
  if (!latest) latest = saved_s;
  if (!latest) return std::nullopt;
  // Earlier years may be history, later ones forecasts.
  constexpr int kYearsAhead = 2;
  const int base = day_of(*latest).year;
  std::vector<int> years;
  for (const PageCard& card : cards) {
    collect_years(card.title, base, base + kYearsAhead, years);
    collect_years(card.teaser, base, base + kYearsAhead, years);
  }
  if (years.empty()) return latest;
  return std::max(*latest, midnight_utc({*std::max_element(years.begin(), years.end()), 1, 1}));
}

}  // namespace broadtape
