// The codes of languages, by data/words/languages.tsv.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// The ISO 639-1 code of a language that is given as a code or a name, in any case: `en-US`, `en_US.UTF-8`, `eng`,
// `English`, `english (us)` -> `en`; `deutsch`, `ger` -> `de`; `zh-Hans` -> `zh`. The first language of a list. Empty
// for `und`, `mul`, `mis` and `zxx`, which name no language; other unknown values in lower case.
std::string language_code(std::string_view written);

}  // namespace broadtape
