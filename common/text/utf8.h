// UTF-8 validation and repair. Readers repair their input once; all later code relies on valid UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadtape {

bool is_valid_utf8(std::string_view text);

// Replaces each maximal invalid sequence by U+FFFD, CR LF and CR by LF, and every other control character except tab
// and line feed (NUL, the C1 range) by a space. Returns the number of invalid sequences.
std::size_t repair_utf8(std::string& text);

// Decodes the code point at text[at] and advances `at` past it. Requires valid UTF-8 and at < size.
char32_t decode_utf8(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t code_point);

// The longest prefix of at most `max_bytes` bytes that ends between characters.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes);

}  // namespace broadtape
