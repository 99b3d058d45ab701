// What the texts of options mean: one of some words (choices.h), or a list.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "searcher/commands/options.h"
#include "searcher/output/choices.h"

namespace broadtape {

// The value beside the word that the option has, or that of the first row without the option. Throws as choose() does.
template <typename Value, std::size_t n>
Value choice(const Options& options, std::string_view name, const std::pair<std::string_view, Value> (&rows)[n]) {
  return choose("--" + std::string(name), options.text(name, rows[0].first), rows);
}

}  // namespace broadtape
