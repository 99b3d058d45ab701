// What the texts of options mean: one of some words, or a list.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/error/error.h"
#include "searcher/commands/options.h"

namespace broadtape {

// The value beside the word `text`. Throws Error(kUsage) for a word that is in no row; `what` takes those words.
template <typename Value, std::size_t n>
Value choose(const std::string& what, const std::string& text, const std::pair<std::string_view, Value> (&rows)[n]) {
  std::string names;
  for (const auto& [row, value] : rows) {
    if (row == text) return value;
    names += (names.empty() ? "" : ", ") + std::string(row);
  }
  throw Error(ErrorKind::kUsage, what + " takes one of " + names + ", not '" + text + "'");
}

// The value beside the word that the option has, or that of the first row without the option. Throws as choose() does.
template <typename Value, std::size_t n>
Value choice(const Options& options, std::string_view name, const std::pair<std::string_view, Value> (&rows)[n]) {
  return choose("--" + std::string(name), options.text(name, rows[0].first), rows);
}

// The parts of lists with commas, in order, empty ones left out.
std::vector<std::string> split_lists(const std::vector<std::string>& lists);

}  // namespace broadtape
