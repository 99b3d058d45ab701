#include "indexer/readers/contributors.h"

#include <algorithm>
#include <utility>

#include "common/text/ascii.h"
#include "indexer/readers/text_layout.h"
#include "indexer/readers/xml/feed_text.h"

namespace broadtape {
namespace {

// Words for `by` in English, German, French, Spanish and Portuguese, Italian, Dutch, Swedish and Norwegian, Danish.
constexpr std::string_view kByWords[] = {"by", "von", "par", "por", "di", "door", "av", "af"};
// What may precede such a word before an author.
constexpr std::string_view kWriting[] = {
    "written", "posted",  "published", "reported", "reporting", "story", "words",       "text",      "texts",
    "article", "escrito", "publicado", "scritto",  "ecrit",     "écrit", "publié",      "posté",     "ein",
    "artikel", "bericht", "texte",     "texto",    "testo",     "tekst", "geschrieben", "geschreven"};
// The work of other contributors.
constexpr std::string_view kOtherWork[] = {
    "photo",          "photos",        "photograph",    "photographs", "photography", "photographed", "picture",
    "pictures",       "illustration",  "illustrations", "illustrated", "graphic",     "graphics",     "infographic",
    "chart",          "charts",        "cartoon",       "drawing",     "drawings",    "artwork",      "art",
    "video",          "videos",        "animation",     "edited",      "editing",     "translated",   "translation",
    "foto",           "fotos",         "fotografie",    "fotografien", "fotografía",  "fotografías",  "bilder",
    "illustrationen", "grafik",        "grafiken",      "übersetzt",   "übersetzung", "traduit",      "traduction",
    "ilustración",    "ilustraciones", "ilustrações",   "traducción",  "traducido",   "edición",      "illustrazioni",
    "illustrazione",  "traduzione",    "foto's",        "vertaling",   "fotografia",  "imagens",      "vidéo"};
constexpr std::string_view kOfWords[] = {"de", "d", "di"};  // `Photos de Tom Hall`, only after such work
// Labels of an author.
constexpr std::string_view kAuthorLabels[] = {
    "author:", "authors:",  "autor:",  "autora:", "autoren:", "auteur:", "auteur :",  "autore:",
    "byline:", "reporter:", "writer:", "автор:",  "text:",    "texte :", "redactor:", "opracował:"};
constexpr std::string_view kJoining[] = {"and", "und", "et", "y", "e", "en", "og", "och", "&", "with", "mit"};

// A word of a byline with its place, without signs at its ends.
struct BylineWord {
  std::string lower;
  std::size_t begin = 0, end = 0;  // with the signs
  bool is_label = false;           // ends with a colon
};

// The word at or after `at`; empty at the end.
BylineWord word_at(std::string_view text, std::size_t at) {
  constexpr std::string_view kSigns = "()[],;:|/.";
  const std::size_t begin = std::min(text.find_first_not_of(" \t", at), text.size());
  const std::size_t end = std::min(text.find_first_of(" \t", begin), text.size());
  std::string_view word = text.substr(begin, end - begin);
  const bool is_label = word.size() > 1 && word.ends_with(':');
  word.remove_prefix(std::min(word.find_first_not_of(kSigns), word.size()));
  word = word.substr(0, word.find_last_not_of(kSigns) + 1);
  return {ascii_lowered(word), begin, end, is_label};
}

// Where the names behind a contributor's work end: at `|`, `;`, or a word for `by`, which has another name behind it.
std::size_t end_of_credit(std::string_view text, std::size_t at) {
  const std::size_t sign = std::min(text.find_first_of("|;", at), text.size());
  for (BylineWord word = word_at(text, at); word.end > word.begin && word.begin < sign;
       word = word_at(text, word.end)) {
    if (word.lower == "by") return word.begin;
  }
  return sign;
}

// Removes separators and joining words at both ends.
std::string_view without_joints(std::string_view text) {
  constexpr std::string_view kSigns = ",;|/- ";
  constexpr std::size_t kLongestAbbreviation = 3;  // `Jr.`
  for (std::size_t before = text.size() + 1; text.size() < before;) {
    before = text.size();
    text.remove_prefix(std::min(text.find_first_not_of(kSigns), text.size()));
    text = text.substr(0, text.find_last_not_of(kSigns) + 1);
    const std::size_t blank = text.rfind(' ');
    const std::string_view last = text.substr(blank + 1);
    if (is_among(ascii_lowered(last), kJoining)) text = text.substr(0, blank + 1);
    if (last.size() > kLongestAbbreviation && last.ends_with('.')) text.remove_suffix(1);
  }
  return text;
}

// `Jane Roe (text) and Tom Hall (photos)` as `Jane Roe`. Other words in parentheses remain.
std::string without_works_in_parentheses(std::string_view byline) {
  std::string text(byline);
  for (std::size_t open = text.find('('); open != std::string::npos; open = text.find('(', open)) {
    const std::size_t close = text.find(')', open);
    if (close == std::string::npos) break;
    bool writes = false, other = false;
    for (BylineWord word = word_at(text, open + 1); word.begin < close; word = word_at(text, word.end)) {
      writes = writes || is_among(word.lower, kWriting);
      other = other || is_among(word.lower, kOtherWork);
    }
    if (!writes && !other) {
      open = close;
      continue;
    }
    std::size_t from = open;
    if (!writes) {  // with the name before it
      const std::size_t sign = text.find_last_of(",;|)", open - (open > 0 ? 1 : 0));
      from = sign == std::string::npos ? 0 : sign + 1;
      for (BylineWord word = word_at(text, from); word.end < open; word = word_at(text, word.end)) {
        if (is_among(word.lower, kJoining)) from = word.begin;
      }
    }
    text.erase(from, close + 1 - from);
    open = from;
  }
  return text;
}

// The beginning of `story and` before `photos by`, or `at` if the work is only that of another contributor.
std::size_t begin_of_shared_work(std::string_view text, std::size_t at) {
  BylineWord writing, joining;
  for (BylineWord word = word_at(text, 0); word.begin < at; word = word_at(text, word.end)) {
    writing = std::exchange(joining, word);
  }
  const bool is_shared = is_among(writing.lower, kWriting) && is_among(joining.lower, kJoining);
  return is_shared ? writing.begin : at;
}

// Removes the credit for other work that begins at `work`. Returns where to go on.
std::size_t drop_credit(std::string& text, const BylineWord& work) {
  const BylineWord next = word_at(text, work.end);
  if (const std::size_t shared = begin_of_shared_work(text, work.begin); shared < work.begin) {
    text.erase(shared, next.begin - shared);
    return shared;
  }
  text.erase(work.begin, end_of_credit(text, work.is_label ? work.end : next.end) - work.begin);
  return work.begin;
}

// `Jane Roe in New York and John Doe in Paris` as `Jane Roe and John Doe`.
std::string without_places(std::string names) {
  constexpr std::string_view kIn = " in ";
  for (std::size_t at = names.find(kIn); at != std::string::npos; at = names.find(kIn, at)) {
    std::size_t end = at;
    for (BylineWord word = word_at(names, at + kIn.size()); word.end > word.begin; word = word_at(names, word.end)) {
      if (!is_ascii_upper(names[word.begin])) break;
      end = word.end;
      if (std::string_view(",;|/").find(names[end - 1]) == std::string_view::npos) continue;
      --end;
      break;
    }
    const bool has_name = names.find(' ') < at;  // of two words: not `Women in Business`
    if (end == at || !has_name) {
      at += kIn.size();
      continue;
    }
    names.erase(at, end - at);
  }
  return names;
}

}  // namespace

bool is_by_word(std::string_view word) {
  return is_among(word, kByWords);
}

std::string without_other_contributors(std::string_view byline) {
  std::string text = without_works_in_parentheses(byline);
  for (BylineWord word = word_at(text, 0); word.end > word.begin;) {
    if (!is_among(word.lower, kOtherWork)) {
      word = word_at(text, word.end);
      continue;
    }
    const BylineWord next = word_at(text, word.end), after = word_at(text, next.end);
    if (word.is_label || is_by_word(next.lower) || is_among(next.lower, kOfWords)) {
      word = word_at(text, drop_credit(text, word));
    } else if (is_among(next.lower, kJoining) && is_among(after.lower, kWriting)) {  // `photos and text by`
      text.erase(word.begin, after.begin - word.begin);
      word = word_at(text, word.begin);
    } else {
      word = next;
    }
  }
  return text.size() == byline.size() ? text : std::string(without_joints(text));
}

std::string_view behind_by(std::string_view line) {
  const std::string lower = ascii_lowered(line);
  for (const std::string_view label : kAuthorLabels) {
    if (lower.starts_with(label)) return trimmed(line.substr(label.size()));
  }
  BylineWord word = word_at(line, 0);
  if (is_among(word.lower, kWriting)) word = word_at(line, word.end);
  return is_by_word(word.lower) ? trimmed(line.substr(word.end)) : std::string_view();
}

std::string authors_of_byline(std::string_view byline) {
  std::string names = without_other_contributors(byline);
  if (std::count(names.begin(), names.end(), '@') == 1) names = person_of(names);
  constexpr std::string_view kCertain[] = {"by", "par", "por", "door"};  // others may be names: `Von Miller`
  const std::string first = word_at(names, 0).lower;
  const bool begins_so = is_among(first, kCertain) || is_among(first, kWriting);
  if (names.find_first_not_of("_-. ") == std::string::npos || is_among(ascii_lowered(names), kCertain)) return {};
  const std::string_view behind = begins_so ? behind_by(names) : std::string_view();
  return without_places(behind.empty() ? names : std::string(behind));
}

}  // namespace broadtape
