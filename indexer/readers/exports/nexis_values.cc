#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/text/fold.h"
#include "indexer/readers/exports/nexis_article.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

std::vector<std::string> split_list(std::string_view value) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t end = std::min(value.find(';', at), value.size());
    const std::string_view part = trimmed(value.substr(at, end - at));
    if (!part.empty()) parts.emplace_back(part);
    at = end + 1;
  }
  return parts;
}

// `Pg. 7`, `S. 114`, `Ausg. 9`, `Column 0`
bool is_place_in_paper(const std::string& part) {
  constexpr std::string_view kWords[] = {"pg",   "pg.",  "p",     "p.",    "page",   "pages", "pag.",
                                         "s",    "s.",   "seite", "ausg.", "column", "col.",  "col",
                                         "blz.", "vol.", "no.",   "nr.",   "nr"};
  if (part.starts_with("Version:")) return true;
  const std::string word = fold(part.substr(0, part.find(' ')));
  return is_among(word, kWords) && part.find_first_of("0123456789") != std::string::npos;
}

// `BUSINESS; Pg. 7`, `INTERIM RESULTS (90%); OIL (88%)`, without pages and shares.
void add_labels(std::string_view value, RawArticle& article) {
  for (std::string part : split_list(value)) {
    const std::size_t share = part.rfind(" (");
    if (share != std::string::npos && part.ends_with("%)")) part.resize(share);
    if (!is_place_in_paper(part)) article.labels.push_back(std::move(part));
  }
}

// `NVDA (NASDAQ) (95%); BAYN (FRA) (58%)`
void add_tickers(std::string_view value, RawArticle& article) {
  for (const std::string& part : split_list(value)) {
    const std::size_t open = part.find(" ("), close = part.find(')');
    const std::string symbol = part.substr(0, open);
    if (symbol.find(' ') != std::string::npos || symbol.empty()) continue;
    const bool has_exchange =
        open != std::string::npos && close != std::string::npos && close > open + 2 && part[close - 1] != '%';
    article.tickers.push_back(has_exchange ? part.substr(open + 2, close - open - 2) + ":" + symbol : symbol);
  }
}

}  // namespace

void take_nexis_value(NexisLabel label, std::string value, RawArticle& article) {
  switch (label) {
    case NexisLabel::kByline:
      if (article.author.empty()) article.author = std::move(value);
      break;
    case NexisLabel::kHeadline:
      article.title = std::move(value);
      break;
    case NexisLabel::kLanguage:
      article.language = trimmed(std::string_view(value).substr(0, value.find(';')));
      break;
    case NexisLabel::kUrl:
      if (is_web_address(value)) article.url = std::move(value);
      break;
    case NexisLabel::kSection:
    case NexisLabel::kSubject:
      add_labels(value, article);
      break;
    case NexisLabel::kTicker:
      add_tickers(value, article);
      break;
    default:
      break;
  }
}

}  // namespace broadtape
