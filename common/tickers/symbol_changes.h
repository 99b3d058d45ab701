// Symbols that ever changed: the part of the symbol directory that a search needs, loaded without the rest.
#pragma once

#include <string_view>

#include "common/tickers/symbol_directory.h"

namespace broadtape {

// Whether the built-in changes contain `symbol` as an old or a new symbol. Takes microseconds; thread-safe.
bool has_ever_changed(std::string_view symbol);

// A directory of only these symbols. Its history() and changes() equal those of SymbolDirectory::builtin(), but it
// loads in a fraction of the time. Created on first use.
const SymbolDirectory& changed_symbols();

}  // namespace broadtape
