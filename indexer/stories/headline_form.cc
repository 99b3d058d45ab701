#include "indexer/stories/headline_form.h"

#include <algorithm>
#include <iterator>

namespace broadtape {
namespace {

// Upper-case words that mark a version, by their use at Reuters, Dow Jones, AP, AFP and PR wires.
constexpr std::string_view kMarks[] = {
    "ADD",      "ADDS",      "BREAKING", "BRIEF",   "CLARIFICATION",  "CORRECT", "CORRECTED", "CORRECTION",
    "CORRECTS", "EXCLUSIVE", "FLASH",    "LEAD",    "RECAST",         "RECASTS", "REFILE",    "REFILED",
    "REFILES",  "REPEAT",    "REPEATS",  "REPLACE", "RETRANSMISSION", "RPT",     "SNAP",      "SUBS",
    "SUMMARY",  "UPDATE",    "UPDATED",  "URGENT",  "WRAPUP",         "WRAP",
};

constexpr std::string_view kBlanks = " \t\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool is_mark(std::string_view word) {
  return std::find(std::begin(kMarks), std::end(kMarks), word) != std::end(kMarks);
}

// The bytes of one mark at the start of `text` with what separates it from the headline; 0 if there is none.
std::size_t mark_length(std::string_view text) {
  std::size_t at = 0;
  const bool in_brackets = text.starts_with('(') || text.starts_with('[');
  if (in_brackets) ++at;
  const std::size_t word = at;
  while (at < text.size() && text[at] >= 'A' && text[at] <= 'Z') ++at;
  if (!is_mark(text.substr(word, at - word))) return 0;
  while (at < text.size() && (text[at] == ' ' || (text[at] >= '0' && text[at] <= '9'))) ++at;
  const bool separated =
      at < text.size() && (in_brackets ? text[at] == ')' || text[at] == ']' : text[at] == '-' || text[at] == ':');
  if (!separated) return 0;
  while (at < text.size() && (text[at] == '-' || text[at] == ':' || text[at] == ')' || text[at] == ']')) ++at;
  return at;
}

}  // namespace

std::string_view without_version_marks(std::string_view headline) {
  std::string_view rest = trimmed(headline);
  const std::string_view whole = rest;
  while (const std::size_t length = mark_length(rest)) rest = trimmed(rest.substr(length));
  return rest.empty() ? whole : rest;
}

}  // namespace broadtape
