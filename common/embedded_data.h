// The text files of data/symbols and data/words, compiled into the programs by embed.cmake.
#pragma once

#include <string_view>

namespace broadtape {

// The bytes of one file, named as under data/ ("symbols/us.tsv", "words/ambiguous-symbols.txt"); lives for ever.
// Empty when there is no such file: a build mistake, which the data's own tests catch.
std::string_view embedded_data(std::string_view name);

}  // namespace broadtape
