// The symbols that ever changed hands: the part of the symbol directory that a search needs, without reading the rest.
#pragma once

#include <string_view>

#include "common/tickers/symbol_directory.h"

namespace broadtape {

// Whether the built-in changes name `symbol` as an old or a new one. Takes microseconds; threads may share it.
bool has_ever_changed(std::string_view symbol);

// A directory of those symbols alone, whose history() and changes() are those of SymbolDirectory::builtin(). Made in a
// fraction of the time, when first asked for.
const SymbolDirectory& changed_symbols();

}  // namespace broadtape
