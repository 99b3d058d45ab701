// UTF-8 checked and mended once, at the door: everything behind the readers may rely on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape {

bool is_valid_utf8(std::string_view text);

// Replaces each maximal invalid sequence by U+FFFD, and each control character other than tab and line feed (NUL, the
// C1 range, a lone CR) by a space or, for CR LF and CR, by LF. Returns how many bytes sequences were invalid.
std::size_t repair_utf8(std::string& text);

// The code point that starts at text[at], and moves `at` past it. Requires valid UTF-8 and at < size.
char32_t decode_utf8(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t code_point);

// At most `max_bytes` of `text`, cut before a character, never inside one.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes);

}  // namespace broadtape
