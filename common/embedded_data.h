// Files compiled into the programs by embed.cmake: data/*.tsv, data/words and the templates of
// completion scripts.
#pragma once

#include <cassert>
#include <cstddef>
#include <string_view>

namespace broadtape {

// The content of one file, named relative to data/ ("companies.tsv", "words/ambiguous-symbols.txt"); static lifetime.
// Empty for an unknown name, which is a build error that the tests of the data catch.
std::string_view embedded_data(std::string_view name);

// Calls `use` for each line of such a list that is neither empty nor a comment (`#`).
template <class Use>
void each_data_row(std::string_view data, const Use& use) {
  while (!data.empty()) {
    const std::string_view line = data.substr(0, data.find('\n'));
    data.remove_prefix(line.size() < data.size() ? line.size() + 1 : data.size());
    if (!line.empty() && line.front() != '#') use(line);
  }
}

// Calls `use(left, right)` for each such line, cut at its first `separator`, which it must have.
template <class Use>
void each_data_pair(std::string_view data, char separator, const Use& use) {
  each_data_row(data, [&](std::string_view line) {
    const std::size_t gap = line.find(separator);
    assert(gap != std::string_view::npos);
    use(line.substr(0, gap), line.substr(gap + 1));
  });
}

// Calls `use` for each part of `text` between separators that is not empty.
template <class Use>
void each_word(std::string_view text, char separator, const Use& use) {
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(separator));
    text.remove_prefix(word.size() < text.size() ? word.size() + 1 : text.size());
    if (!word.empty()) use(word);
  }
}

// The same as embedded_data() for "completion.bash" and "completion.zsh" in common/command_line.
std::string_view completion_script(std::string_view name);

}  // namespace broadtape
