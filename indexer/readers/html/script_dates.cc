#include "indexer/readers/html/script_dates.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

bool in_script_name(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '-' || c == '.';
}

// Whether a name is that of a date of publication: `publishDate`, `first_published_at`, `article-publication-date`.
bool is_publication_name(std::string_view written) {
  constexpr std::string_view kOther[] = {"unpub", "modif", "updat", "publisher", "expir", "until", "public-"};
  constexpr std::string_view kDate[] = {"date",        "time",         "publishedat",   "published_at",
                                        "publishedon", "published_on", "firstpublished"};
  constexpr std::size_t kLongestName = 40;
  if (written.size() > kLongestName) return false;
  const std::string name = ascii_lowered(written);
  const auto within = [&](std::string_view word) { return name.find(word) != std::string::npos; };
  const bool published = within("publish") || within("publication") || within("pubdate") || within("pub_date");
  return published && std::any_of(std::begin(kDate), std::end(kDate), within) &&
         std::none_of(std::begin(kOther), std::end(kOther), within);
}

// The value after a name: what follows `:` or `=`, up to a quote or the end of the value.
std::string_view value_after(std::string_view rest) {
  constexpr std::size_t kLongestValue = 64;
  const std::size_t mark = rest.find_first_not_of("\"'\\ \n\t");
  if (mark == std::string_view::npos || mark > 6 || (rest[mark] != ':' && rest[mark] != '=')) return {};
  rest.remove_prefix(mark + 1);
  const std::size_t begin = rest.find_first_not_of("\"'\\ \n\t");
  if (begin == std::string_view::npos) return {};
  rest = rest.substr(begin, kLongestValue);
  return rest.substr(0, rest.find_first_of("\"'\\\n}&"));
}

}  // namespace

void ScriptDates::add(std::string_view script) {
  for (std::size_t at = script.find("ub"); at != std::string_view::npos; at = script.find("ub", at + 2)) {
    const char next = at + 2 < script.size() ? static_cast<char>(script[at + 2] | 32) : ' ';
    if (next != 'l' && next != 'd' && next != '_' && next != ('_' | 32)) continue;
    std::size_t begin = at, end = at;
    while (begin > 0 && in_script_name(script[begin - 1])) --begin;
    while (end < script.size() && in_script_name(script[end])) ++end;
    if (is_publication_name(script.substr(begin, end - begin))) {
      const std::string_view value = value_after(script.substr(end));
      if (!value.empty() && values_.size() < kMaxValues) values_.emplace_back(value);
    }
    at = end - 2;  // `end` is after "ub"
  }
}

std::optional<WrittenDate> ScriptDates::agreed(DayOrder order) const {
  std::optional<WrittenDate> first;
  for (const std::string& value : values_) {
    auto date = stated_date(value, order);
    if (date && first && date->day != first->day) return std::nullopt;
    if (date && !first) first = std::move(date);
  }
  return first;
}

}  // namespace broadtape
