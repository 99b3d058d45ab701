#include "common/text/word_lists.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

#include "common/embedded_data.h"

namespace broadtape {
namespace {

enum class Where : std::uint8_t { kAnywhere, kAfterNumber, kAfterPrice };

struct Amount {
  std::string_view abbreviation, word;
  Where where;
};

constexpr Amount kAmounts[] = {
    {"bn", "billion", Where::kAnywhere},     {"bln", "billion", Where::kAnywhere},
    {"mln", "million", Where::kAnywhere},    {"trn", "trillion", Where::kAnywhere},
    {"trln", "trillion", Where::kAnywhere},  {"pct", "percent", Where::kAnywhere},
    {"bps", "basispoint", Where::kAnywhere}, {"bp", "basispoint", Where::kAfterNumber},
    {"yr", "year", Where::kAfterNumber},     {"yrs", "year", Where::kAfterNumber},
    {"mn", "million", Where::kAfterNumber},  {"tn", "trillion", Where::kAfterNumber},
    {"m", "million", Where::kAfterPrice},    {"mm", "million", Where::kAfterPrice},
    {"b", "billion", Where::kAfterPrice},    {"t", "trillion", Where::kAfterPrice},
};

constexpr std::pair<std::string_view, std::string_view> kMonths[] = {
    {"jan", "january"}, {"feb", "february"},   {"mar", "march"},    {"apr", "april"},
    {"jun", "june"},    {"jul", "july"},       {"aug", "august"},   {"sep", "september"},
    {"oct", "october"}, {"sept", "september"}, {"nov", "november"}, {"dec", "december"},
};

std::string_view amount(std::string_view folded, Where where) {
  if (folded.empty() || folded.size() > 4) return {};
  for (const Amount& row : kAmounts) {
    if (row.where <= where && row.abbreviation == folded) return row.word;
  }
  return {};
}

WordLists read_lists() {
  WordLists lists;
  each_data_pair(embedded_data("words/stem-exceptions.tsv"), '\t',
                 [&](std::string_view word, std::string_view stem) { lists.stems.emplace(word, stem); });
  each_data_pair(embedded_data("words/joined-forms.txt"), ' ', [&](std::string_view left, std::string_view right) {
    lists.joined.insert(std::string(left).append(right));
    lists.joined_left.insert(left);
  });
  return lists;
}

}  // namespace

const WordLists& word_lists() {
  static const WordLists lists = read_lists();
  return lists;
}

std::string_view amount_anywhere(std::string_view folded) {
  return amount(folded, Where::kAnywhere);
}
std::string_view amount_after_number(std::string_view folded) {
  return amount(folded, Where::kAfterNumber);
}
std::string_view amount_after_price(std::string_view folded) {
  return amount(folded, Where::kAfterPrice);
}

bool is_unit(std::string_view folded) {
  if (!amount_after_number(folded).empty()) return true;
  if (folded.ends_with('s')) folded.remove_suffix(1);
  return std::any_of(std::begin(kAmounts), std::end(kAmounts), [&](const Amount& row) { return row.word == folded; });
}

std::string_view month_of(std::string_view folded) {
  if (folded.size() < 3 || folded.size() > 4) return {};
  for (const auto& [abbreviation, month] : kMonths) {
    if (abbreviation == folded) return month;
  }
  return {};
}

}  // namespace broadtape
