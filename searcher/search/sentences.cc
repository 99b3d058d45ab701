#include "searcher/search/sentences.h"

#include <algorithm>
#include <iterator>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

constexpr std::string_view kAbbreviations[] = {"Mr",   "Mrs", "Ms",  "Dr",  "Inc", "Corp", "Co",  "Ltd",
                                               "No",   "vs",  "St",  "Jr",  "Sr",  "Jan",  "Feb", "Aug",
                                               "Sept", "Oct", "Nov", "Dec", "Gov", "Sen"};

// Skips closing quotes and brackets between the full stop and the space.
std::size_t before_closers(std::string_view text, std::size_t end) {
  constexpr std::string_view kClosers[] = {"\"", "'", ")", "\u201d", "\u2019"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view closer : kClosers) {
      if (text.substr(0, end).ends_with(closer)) {
        end -= closer.size();
        again = true;
      }
    }
  }
  return end;
}

bool ends_in_abbreviation(std::string_view before_stop) {
  std::size_t begin = before_stop.size();
  while (begin > 0 && is_ascii_letter(before_stop[begin - 1])) --begin;
  const std::string_view word = before_stop.substr(begin);
  return word.size() == 1 ||
         std::find(std::begin(kAbbreviations), std::end(kAbbreviations), word) != std::end(kAbbreviations);
}

}  // namespace

bool sentence_begins(std::string_view text, std::size_t at) {
  if (at >= text.size() || is_ascii_space(text[at])) return false;
  std::size_t end = at;
  while (end > 0 && is_ascii_space(text[end - 1])) {
    if (text[end - 1] == '\n') return true;
    --end;
  }
  if (end == 0) return true;
  constexpr std::string_view kIdeographicStop = "\u3002";
  if (text.substr(0, end).ends_with(kIdeographicStop)) return true;
  if (end == at || (text[at] >= 'a' && text[at] <= 'z')) return false;
  const std::size_t stop = before_closers(text, end);
  if (stop == 0) return false;
  const char last = text[stop - 1];
  return last == '!' || last == '?' || (last == '.' && !ends_in_abbreviation(text.substr(0, stop - 1)));
}

}  // namespace broadtape
