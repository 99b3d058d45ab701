// One spelling for the forms of a word that readers take as the same: case, accents and compatibility forms.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// NFKC with case folding and without combining marks (`Nestlé` -> `nestle`, `ﬁ` -> `fi`, `Ｎ` -> `n`), `ß` -> `ss`,
// `ø` -> `o`, `ł` -> `l`. Fast for ASCII. Valid UTF-8 in, valid UTF-8 out; may be empty (a lone accent). Idempotent.
std::string fold(std::string_view text);

}  // namespace broadtape
