// Folds case, accents and compatibility forms, so that equivalent spellings of a word are equal.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// NFKC with case folding and without combining marks (`Nestlé` -> `nestle`, `ﬁ` -> `fi`, `Ｎ` -> `n`), `ß` -> `ss`, `ø`
// -> `o`, `ł` -> `l`. Requires and returns valid UTF-8; the result may be empty (for a lone accent). Idempotent; fast
// for ASCII.
std::string fold(std::string_view text);

}  // namespace broadtape
