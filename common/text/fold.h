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
inline std::string single_spaced(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool no_break = c == '\xC2' && text.substr(at, 2) == "\xC2\xA0";
    if (c == ' ' || (c >= '\t' && c <= '\r') || no_break) {
      blank = true;
      at += no_break ? 1 : 0;
      continue;
    }
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += c;
  }
  return out;
}

}  // namespace broadtape
