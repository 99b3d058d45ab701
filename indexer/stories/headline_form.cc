#include "indexer/stories/headline_form.h"

#include <algorithm>
#include <iterator>

#include "common/text/ascii.h"

namespace broadtape {
namespace {

// Upper-case words that mark a version, by their use at Reuters, Dow Jones, AP, AFP and PR wires.
constexpr std::string_view kMarks[] = {
    "ADD",        "ADDS",     "ADVISORY",  "BREAKING", "BRIEF",   "CLARIFICATION",  "CORRECT", "CORRECTED",
    "CORRECTION", "CORRECTS", "EXCLUSIVE", "FLASH",    "LEAD",    "RECAST",         "RECASTS", "REFILE",
    "REFILED",    "REFILES",  "REPEAT",    "REPEATS",  "REPLACE", "RETRANSMISSION", "RPT",     "SNAP",
    "SUBS",       "SUMMARY",  "UPDATE",    "UPDATED",  "URGENT",  "WRAPUP",         "WRAP",
};

bool is_mark(std::string_view word) {
  return std::find(std::begin(kMarks), std::end(kMarks), word) != std::end(kMarks);
}

// The bytes of one mark at the start of `text` with what separates it from the headline; 0 if there is none.
std::size_t mark_length(std::string_view text) {
  std::size_t at = 0;
  const bool in_brackets = text.starts_with('(') || text.starts_with('[');
  if (in_brackets) ++at;
  const std::size_t word = at;
  while (at < text.size() && is_ascii_upper(text[at])) ++at;
  if (!is_mark(text.substr(word, at - word))) return 0;
  while (at < text.size() && (text[at] == ' ' || is_ascii_digit(text[at]))) ++at;
  const bool separated =
      at < text.size() && (in_brackets ? text[at] == ')' || text[at] == ']' : text[at] == '-' || text[at] == ':');
  if (!separated) return 0;
  while (at < text.size() && (text[at] == '-' || text[at] == ':' || text[at] == ')' || text[at] == ']')) ++at;
  return at;
}

}  // namespace

std::string_view without_version_marks(std::string_view headline) {
  std::string_view rest = trim_spaces(headline);
  const std::string_view whole = rest;
  while (const std::size_t length = mark_length(rest)) rest = trim_spaces(rest.substr(length));
  return rest.empty() ? whole : rest;
}

}  // namespace broadtape
