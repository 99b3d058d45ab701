// The syntax of symbols and of exchange names, independent of the directory.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

inline constexpr std::size_t kMaxSymbolBytes = 20;

// A byte of a word: an ASCII letter or digit, or a part of another character.
inline bool is_word_byte(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Whether the text has an ASCII capital.
bool has_capital(std::string_view text);

// The byte at `at`, and the one before it; a space outside of the text.
inline char at_or_space(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : ' ';
}
inline char before_or_space(std::string_view text, std::size_t at) {
  return at > 0 ? text[at - 1] : ' ';
}

// `written` in upper case if it can be a symbol, else empty. A symbol has at most kMaxSymbolBytes ASCII letters, digits
// and `. - _ / = ^ &`, with at least one letter or four digits.
std::string upper_symbol(std::string_view written);

// True for `nan`, `None`, `N/A` etc., which tables contain for a missing symbol. Case-sensitive: NULL, but not Null.
bool is_missing_value(std::string_view written);

// The length of the symbol at text[at]: up to six capitals and digits, optionally with a share class or Reuters suffix
// (`BRK.B`, `BF-A`, `VOWG_p.DE`, `7203.T`). 0 if there is none or if it is part of a longer word.
std::size_t symbol_length_at(std::string_view text, std::size_t at);

struct ExchangeMark {
  std::string_view name;        // in capitals, spaces for hyphens; or a MIC: "XNAS"
  std::string_view ric_suffix;  // Reuters suffix of its symbols; empty for US exchanges
};

// Finds an exchange by case-insensitive name; null if unknown. `NYSE-American` equals `NYSE American`.
const ExchangeMark* find_exchange_mark(std::string_view name);

// The suffix of `Euronext` without a city, which may be any of several.
inline constexpr std::string_view kAnyEuronextSuffix = "*";

inline constexpr std::size_t kMaxExchangeWords = 3;

// The Reuters suffix of symbols listed in a place: `US` has none (empty), `JP` has T, `LN` and `GB` have L. The places
// are countries and the codes of Bloomberg's terminals. Unset if unknown.
std::optional<std::string_view> place_suffix(std::string_view place);

// Identifiers of securities that are not symbols, told by form and check digit: `US0378331005`, `037833100`.
enum class IdentifierKind { kNone, kIsin, kCusip };
IdentifierKind identifier_kind(std::string_view text);

}  // namespace broadtape
