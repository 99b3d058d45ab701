#include "searcher/plan/written_days.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "common/archive/schema.h"
#include "common/text/ascii.h"
#include "common/time/date_words.h"

namespace broadtape {
namespace {

constexpr std::size_t kLeastSmallLetters = 5;  // `october`; `set`, `may` and `mar` only count as `Set`, `May` and `Mar`

// 0 if the word is no month.
int month_of(const Node& word) {
  if (word.text.size() < kLeastSmallLetters && !(word.text.size() >= 3 && is_ascii_upper(word.text[0]))) return 0;
  return find_date_word(word.text).month;
}

// The number of one word, with an ordinal's ending: `19`, `19th`; 0 for other words.
int number_of(const Node& word) {
  std::size_t digits = 0;
  while (digits < word.text.size() && is_ascii_digit(word.text[digits])) ++digits;
  const std::string ending = ascii_lowered(std::string_view(word.text).substr(digits));
  const bool is_number = digits > 0 && digits <= 4 &&
                         (ending.empty() || ending == "st" || ending == "nd" || ending == "rd" || ending == "th");
  return is_number ? std::stoi(word.text.substr(0, digits)) : 0;
}

bool is_day(int number) {
  return number >= 1 && number <= 31;
}

bool is_year(int number) {
  return number >= 1900 && number < 2100;
}

std::vector<std::string> terms_of_day(int year, int month, int day, const IndexReader& index) {
  std::vector<std::string> terms;
  const auto add = [&](const std::string& of_year) {
    const std::string term = make_term(Field::kDay, fmt::format("{}{:02}{:02}", of_year, month, day));
    if (index.documents_with(term) > 0) terms.push_back(term);
  };
  if (year > 0) {
    add(std::to_string(year));
    return terms;
  }
  const std::string prefix = make_term(Field::kYear, "");
  index.each_term(prefix, [&](const IndexedTerm& term) {
    add(term.text.substr(prefix.size()));
    return true;
  });
  return terms;
}

}  // namespace

std::vector<WrittenDay> written_days(const Node& tree, const IndexReader& index) {
  std::vector<WrittenDay> days;
  const Node* const begin = conjuncts_begin(tree);
  const auto size = static_cast<std::size_t>(conjuncts_end(tree) - begin);
  const auto is_word = [&](std::size_t i) { return i < size && begin[i].is_plain; };
  for (std::size_t i = 0; i + 1 < size; ++i) {
    if (!is_word(i) || !is_word(i + 1)) continue;
    // The number first: reading the names of months takes longer than most searches.
    const bool number_first = is_day(number_of(begin[i]));
    if (!number_first && !is_day(number_of(begin[i + 1]))) continue;
    const int day = number_of(begin[number_first ? i : i + 1]);
    const int month = month_of(begin[number_first ? i + 1 : i]);
    if (month == 0) continue;
    const int year = is_word(i + 2) && is_year(number_of(begin[i + 2])) ? number_of(begin[i + 2]) : 0;
    WrittenDay found;
    found.first = i;
    found.count = year > 0 ? 3 : 2;
    for (std::size_t k = 0; k < found.count; ++k) found.text += (k > 0 ? " " : "") + begin[i + k].text;
    found.terms = terms_of_day(year, month, day, index);
    i += found.count - 1;
    if (!found.terms.empty()) days.push_back(std::move(found));
  }
  return days;
}

Node with_days(const Node& tree, const std::vector<WrittenDay>& days) {
  Node result;
  const Node* const begin = conjuncts_begin(tree);
  std::size_t next = 0;
  const auto size = static_cast<std::size_t>(conjuncts_end(tree) - begin);
  for (const WrittenDay& day : days) {
    for (; next < day.first; ++next) result.children.push_back(begin[next]);
    Node words;
    for (; next < day.first + day.count; ++next) words.children.push_back(begin[next]);
    Node either;
    either.kind = NodeKind::kOr;
    either.children.push_back(std::move(words));
    for (const std::string& term : day.terms) {
      Node of_day;
      of_day.kind = NodeKind::kTerm;
      of_day.field = Field::kDay;
      of_day.terms = {term.substr(make_term(Field::kDay, "").size())};
      either.children.push_back(std::move(of_day));
    }
    result.children.push_back(std::move(either));
  }
  for (; next < size; ++next) result.children.push_back(begin[next]);
  return result;
}

}  // namespace broadtape
