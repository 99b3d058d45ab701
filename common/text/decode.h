// Decoders of text notations: HTML character references (`AT&amp;T`, `&#8217;`) and Punycode.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace broadtape {

// Decodes numeric references, the named references of HTML 4 and `&apos;` in one pass: `&amp;lt;` gives `&lt;`. Unknown
// and invalid references are left unchanged. The semicolon is required except after a number. Numbers 128 to 159 denote
// Windows-1252, as in browsers: `&#146;` is an apostrophe.
std::string decode_entities(std::string_view text);

// Decodes a label (without its `xn--`) to UTF-8; nullopt if `encoded` is invalid.
std::optional<std::string> decode_punycode(std::string_view encoded);

}  // namespace broadtape
