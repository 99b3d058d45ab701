// Normal forms of text, by which spellings are compared: folding, Unicode normalisation, white space.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// NFKC with case folding and without combining marks (`Nestlé` -> `nestle`, `ﬁ` -> `fi`, `Ｎ` -> `n`), `ß` -> `ss`, `ø`
// -> `o`, `ł` -> `l`. Requires and returns valid UTF-8; the result may be empty (for a lone accent). Idempotent; fast
// for ASCII.
std::string fold(std::string_view text);

// NFC. Requires and returns valid UTF-8.
std::string composed(std::string_view text);

// NFC of the simple lower-case mapping of each character.
std::string lowered(std::string_view text);

// Removes white space (space, tab, line ends, U+00A0) at both ends and collapses inner runs to one space.
std::string single_spaced(std::string_view text);

}  // namespace broadtape
