#include "indexer/readers/exports/factiva_article.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "common/text/ascii.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {

FactivaResult parse_factiva(const ExportPiece& piece) {
  FactivaResult result = has_factiva_codes(piece) ? parse_factiva_codes(piece) : parse_factiva_display(piece);
  RawArticle& article = result.article;
  // The headlines of a list are numbered.
  const std::string number = fmt::format("{}) ", piece.number);
  if (article.title.starts_with(number)) article.title.erase(0, number.size());
  if (result.problem.empty() && article.title.empty() && article.body.empty())
    result.problem = "neither a headline nor a text";
  return result;
}

void add_factiva_text(std::string_view value, RawArticle& article) {
  std::vector<std::string_view> lines = split_lines(value);
  for (std::string_view& line : lines) line = trimmed(line);
  article.set_origin(RawField::kBody, "LP and TD, or the text");
  if (!article.body.empty()) article.body += "\n\n";
  article.body += trimmed(unwrapped_text(lines));
}

std::string_view accession_of(std::string_view line) {
  constexpr std::size_t kShortest = 20, kLongest = 35, kLongestWord = 30;
  line = trimmed(line);
  if (line.starts_with("AN ") || line.starts_with("AN\t")) line = trimmed(line.substr(2));
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos || blank > kLongestWord) return {};
  const std::string_view number = line.substr(blank + 1);
  if (number.size() < kShortest || number.size() > kLongest || !is_ascii_upper(number[0])) return {};
  const bool is_plain =
      std::all_of(number.begin(), number.end(), [](char c) { return is_ascii_letter(c) || is_ascii_digit(c); });
  const auto digits = std::count_if(number.begin(), number.end(), is_ascii_digit);
  constexpr auto kFewestDigits = 9;  // of the date, and zeros before it
  return is_plain && digits >= kFewestDigits ? number : std::string_view();
}

}  // namespace broadtape
