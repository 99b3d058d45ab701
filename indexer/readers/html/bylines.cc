#include "indexer/readers/html/bylines.h"

#include "common/text/ascii.h"
#include "common/time/date_words.h"
#include "indexer/readers/contributors.h"
#include "indexer/readers/text_layout.h"

namespace broadtape {
namespace {

constexpr std::size_t kLongestByLine = 200, kLongestBylineNames = 120;  // bytes

constexpr std::string_view kJoiningWords[] = {"and", "und", "et", "y", "e", "en", "og", "och", "&", "i"};
constexpr std::string_view kNameParticles[] = {"de",  "del", "della", "di",  "da",  "dos", "du",  "la", "le", "van",
                                               "von", "der", "den",   "ter", "ten", "bin", "ibn", "al", "el"};
// Words in capitals of links and captions beside bylines.
constexpr std::string_view kWordsOfNoName[] = {
    "follow",   "view",          "more", "about",     "share", "read",      "updated",  "posts",        "photo",
    "image",    "getty",         "all",  "published", "email", "comment",   "comments", "staff",        "editor",
    "reporter", "correspondent", "our",  "the",       "sign",  "subscribe", "contact",  "advertisement"};

// The first word of `rest`, which is removed from it with the blanks behind it.
std::string_view next_name_word(std::string_view& rest) {
  const std::string_view word = rest.substr(0, rest.find(' '));
  rest = trimmed(rest.substr(word.size()));
  return word;
}

// Whether a word may be a part of a name: `Roe`, `J.`, `O'Neil`, `Öztürk`.
bool may_be_name(std::string_view word) {
  if (word.empty() || is_among(ascii_lowered(word), kWordsOfNoName) || find_date_word(word).month > 0) return false;
  if (word.find_first_of("0123456789@:;!?\"#/_$%<>{}[]()|") != std::string_view::npos) return false;
  if (word.ends_with('.') && word.size() > 4) return false;  // the end of a sentence, not `J.` or `Jr.`
  return is_ascii_upper(word[0]) || (static_cast<unsigned char>(word[0]) & 0x80) != 0;
}

// Where names end: a separator, a date, a place.
std::string_view before_end(std::string_view line) {
  constexpr std::string_view kEnds[] = {
      " | ",  " \xC2\xB7 ", " \xE2\x80\xA2 ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " / ", " (",
      " in ", " for ",      " on ",           ";",   " für "};
  for (const std::string_view end : kEnds) line = line.substr(0, line.find(end));
  const std::size_t digit = line.find_first_of("0123456789");
  if (digit == std::string_view::npos) return trimmed(line);
  line = line.substr(0, digit);
  const std::size_t comma = line.rfind(',');  // `Jane Roe, January 30`
  if (comma != std::string_view::npos) return trimmed(line.substr(0, comma));
  const std::size_t word = trimmed(line).rfind(' ');  // `Jane Roe Jan 30`
  if (word != std::string_view::npos && find_date_word(trimmed(line).substr(word + 1)).month > 0)
    line = line.substr(0, word);
  return trimmed(line);
}

// `Jane Roe, Tom Low and Ann Reed` whole, `Jane Roe, Business Writer` as `Jane Roe`.
std::string_view without_role(std::string_view names) {
  const std::size_t comma = names.find(','), last = names.rfind(',');
  if (comma == std::string_view::npos) return names;
  std::string_view rest = names.substr(last + 1);
  while (!rest.empty()) {
    if (is_among(ascii_lowered(next_name_word(rest)), kJoiningWords) && !rest.empty()) return names;
  }
  return trimmed(names.substr(0, comma));
}

std::string names_in(std::string_view text, std::size_t fewest_words) {
  constexpr std::size_t kMostWordsOfName = 5;
  const std::string_view names = without_role(before_end(text));
  if (names.size() > kLongestBylineNames) return {};
  std::size_t words = 0, of_name = 0;
  std::string_view rest = names;
  while (!rest.empty()) {
    std::string_view word = next_name_word(rest);
    const bool ends = word.ends_with(',');
    if (ends) word.remove_suffix(1);
    if (is_among(ascii_lowered(word), kJoiningWords) && of_name > 0 && !rest.empty()) {
      of_name = 0;
      continue;
    }
    if (is_among(word, kNameParticles) && !rest.empty()) continue;
    if (!may_be_name(word) || ++of_name > kMostWordsOfName) return {};
    ++words;
    if (ends) of_name = 0;
  }
  return words >= fewest_words ? std::string(names) : std::string();
}

// The text behind ` by ` after a date: `January 30, 2025 by Jane Roe`, `Posted on 30/01/2025 by Jane Roe`.
std::string_view behind_date_and_by(std::string_view line) {
  const std::string lower = ascii_lowered(line);
  for (std::size_t at = lower.find(' '); at != std::string::npos; at = lower.find(' ', at + 1)) {
    const std::size_t end = lower.find(' ', at + 1);
    if (end == std::string::npos) return {};
    const bool is_by = is_by_word(std::string_view(lower).substr(at + 1, end - at - 1));
    const bool after_digits = line.substr(0, at).find_first_of("0123456789") != std::string_view::npos;
    if (is_by && after_digits) return trimmed(line.substr(end));
  }
  return {};
}

}  // namespace

std::string names_in_byline(std::string_view line) {
  line = trimmed(line);
  if (line.size() > kLongestByLine) return {};
  const std::string byline = without_other_contributors(line);
  std::string_view names = behind_by(byline);
  if (names.empty()) names = behind_date_and_by(byline);
  return names.empty() ? std::string() : names_in(names, 2);
}

std::string names_in_author_element(std::string_view text) {
  text = trimmed(text);
  if (text.empty() || text.size() > kLongestByLine) return {};
  const std::string byline = without_other_contributors(text);
  const std::string_view names = behind_by(byline);
  return names.empty() ? names_in(byline, 2) : names_in(names, 1);
}

}  // namespace broadtape
