// The spelling of symbols, apart from which ones exist.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

inline constexpr std::size_t kMaxSymbolBytes = 20;

// `text` without white space at both ends.
std::string_view trim_spaces(std::string_view text);

// ASCII letters upper-cased when `written` can be a symbol: letters, digits and `. - _ / = ^ &`, at most
// kMaxSymbolBytes, with a letter, or four digits or more, in it. Else empty.
std::string upper_symbol(std::string_view written);

// True for `nan`, `None`, `N/A` and the like, which tables have in the place of a symbol. Case matters: NULL yes, Null
// no.
bool is_missing_value(std::string_view written);

// The length of the symbol that stands at text[at], as marks have it: up to six capitals and digits, and perhaps a
// class or a Reuters suffix (`BRK.B`, `BF-A`, `VOWG_p.DE`, `7203.T`). 0 when none does, or when a word goes on behind
// it.
std::size_t symbol_length_at(std::string_view text, std::size_t at);

}  // namespace broadtape
