// Which symbols ever changed hands: the one table of the symbol directory that a search needs, without reading the
// rest.
#pragma once

#include <string_view>

namespace broadtape {

// Whether the built-in changes name `symbol` as an old or a new one, so that SymbolDirectory::builtin().history() may
// have more to say than the symbol itself. Takes microseconds; threads may share it.
bool has_ever_changed(std::string_view symbol);

}  // namespace broadtape
