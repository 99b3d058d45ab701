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

// Of kMarks, those that say what the report is to an earlier one.
constexpr std::string_view kCorrections[] = {"CLARIFICATION", "CORRECT", "CORRECTED", "CORRECTION",
                                             "CORRECTS",      "REFILE",  "REFILED",   "REFILES"};
constexpr std::string_view kUpdates[] = {"ADD", "ADDS", "RECAST", "RECASTS", "UPDATE", "UPDATED"};

struct Mark {
  std::string_view word;
  std::size_t bytes = 0;  // with what separates it from the headline; 0 if there is no mark
};

// The mark at the start of `text`.
Mark mark_of(std::string_view text) {
  std::size_t at = 0;
  const bool in_brackets = text.starts_with('(') || text.starts_with('[');
  if (in_brackets) ++at;
  const std::size_t word = at;
  while (at < text.size() && is_ascii_upper(text[at])) ++at;
  const std::string_view mark = text.substr(word, at - word);
  if (!is_mark(mark)) return {};
  while (at < text.size() && (text[at] == ' ' || is_ascii_digit(text[at]))) ++at;
  const bool separated =
      at < text.size() && (in_brackets ? text[at] == ')' || text[at] == ']' : text[at] == '-' || text[at] == ':');
  if (!separated) return {};
  while (at < text.size() && (text[at] == '-' || text[at] == ':' || text[at] == ')' || text[at] == ']')) ++at;
  return {mark, at};
}

}  // namespace

std::string_view without_version_marks(std::string_view headline) {
  std::string_view rest = trim_spaces(headline);
  const std::string_view whole = rest;
  for (Mark mark = mark_of(rest); mark.bytes > 0; mark = mark_of(rest)) rest = trim_spaces(rest.substr(mark.bytes));
  return rest.empty() ? whole : rest;
}

VersionMarks version_marks(std::string_view headline) {
  const auto is_among = [](std::string_view word, const auto& marks) {
    return std::find(std::begin(marks), std::end(marks), word) != std::end(marks);
  };
  VersionMarks marks;
  std::string_view rest = trim_spaces(headline);
  for (Mark mark = mark_of(rest); mark.bytes > 0; mark = mark_of(rest)) {
    rest = trim_spaces(rest.substr(mark.bytes));
    marks.correction = marks.correction || is_among(mark.word, kCorrections);
    marks.update = marks.update || is_among(mark.word, kUpdates);
  }
  return rest.empty() ? VersionMarks{} : marks;
}

}  // namespace broadtape
