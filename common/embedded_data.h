// Files compiled into the programs by embed.cmake: data/*.tsv, data/words and the templates of
// completion scripts.
#pragma once

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

// The same as embedded_data() for "completion.bash" and "completion.zsh" in common/command_line.
std::string_view completion_script(std::string_view name);

}  // namespace broadtape
