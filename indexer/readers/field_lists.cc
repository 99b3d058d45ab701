#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "common/companies/symbol_form.h"
#include "common/error/error.h"
#include "common/text/ascii.h"
#include "common/text/fold.h"
#include "indexer/input/limits.h"
#include "indexer/readers/article_fields.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::string_view kWrapping = " \t\r\n[]'\"";  // in lists printed by Python

std::vector<std::string> split_list(std::string_view text, std::string_view separators) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    const std::string_view part = text.substr(at, end - at);
    const std::size_t first = part.find_first_not_of(kWrapping);
    if (parts.size() > kMaxListItems)
      throw Error(ErrorKind::kTooLarge, fmt::format("a list has more than {} items", kMaxListItems));
    if (first != std::string_view::npos)
      parts.emplace_back(part.substr(first, part.find_last_not_of(kWrapping) - first + 1));
    at = end + 1;
  }
  return parts;
}

// `[AAPL](https://example.org/q)` as `AAPL`.
std::string without_link_targets(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t target = std::min(text.find("](", at), text.size());
    plain += text.substr(at, target - at);
    const std::size_t end = text.find(')', target);
    if (end == std::string_view::npos) return plain.append(text.substr(target));
    at = end + 1;
  }
  return plain;
}

// How many words from words[at] on are one symbol as Bloomberg's terminals write it: `ACM US Equity`, `SPX Index`, and
// `ACM US`.
std::size_t words_of_symbol(const std::vector<std::string>& words, std::size_t at) {
  constexpr std::string_view kYellowKeys[] = {"equity", "index", "curncy", "comdty"};
  const auto is_key = [&](std::size_t i) { return i < words.size() && is_among(fold(words[i]), kYellowKeys); };
  if (is_key(at + 1)) return 2;
  const bool has_place = at + 1 < words.size() && place_suffix(words[at + 1]).has_value();
  if (has_place && is_key(at + 2)) return 3;
  return has_place && ascii_lowered(words[at + 1]) != words[at + 1] ? 2 : 1;
}

}  // namespace

std::vector<std::string> split_tickers(std::string_view text) {
  std::vector<std::string> tickers;
  for (const std::string& item : split_list(without_link_targets(text), ",;|+\t\r\n")) {
    const std::vector<std::string> words = split_list(item, " ");
    for (std::size_t i = 0; i < words.size();) {
      const bool follows_exchange = !tickers.empty() && tickers.back().ends_with(':');
      if (follows_exchange) {
        tickers.back() += words[i++];  // "NYSE: F"
        continue;
      }
      constexpr std::string_view kCrypto = "CRYPTO:";  // the plain code may be that of a share
      if (words[i].starts_with(kCrypto)) {
        tickers.push_back(words[i++].substr(kCrypto.size()) + "-USD");
        continue;
      }
      const std::size_t count = words_of_symbol(words, i);
      tickers.push_back(joined(
          {words.begin() + static_cast<std::ptrdiff_t>(i), words.begin() + static_cast<std::ptrdiff_t>(i + count)},
          " "));
      i += count;
    }
  }
  return tickers;
}

std::vector<std::string> split_labels(std::string_view text) {
  return split_list(text, ",;|\n");
}

std::vector<std::string> split_names(std::string_view text) {
  return split_list(text, ";|\n");
}

}  // namespace broadtape
