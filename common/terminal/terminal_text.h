// Text for a terminal: control characters neutralised, lines wrapped by display width, colours, hyperlinks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// The colours are those of chart lines; text that was inserted is green, deleted red.
enum class Ink : std::uint8_t { kPlain, kBold, kDim, kMatch, kBoldMatch, kCyan, kMagenta, kGreen, kBlue, kRed };

// A piece of text in one ink.
struct Span {
  std::string text;
  Ink ink = Ink::kPlain;
};

// Replaces characters that a terminal interprets (escape, other control characters, bidirectional overrides) and
// invalid UTF-8 by U+FFFD, line feeds and tabs by spaces.
std::string harmless(std::string_view text);

// The same, but keeps line feeds.
std::string harmless_lines(std::string_view text);

// `text` in `ink`; unchanged without `colour`.
std::string painted(std::string_view text, Ink ink, bool colour);

// Breaks spans into lines of at most `width` columns, at spaces or inside words that are longer than a line. Every line
// begins with `indent`. Requires harmless text.
std::vector<std::string> wrap(const std::vector<Span>& spans, std::size_t width, std::string_view indent, bool colour);

// Hyperlinks by OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda

// Returns `text`, which must be harmless, as a link to `url`. Returns it unchanged if `url` is not an http(s) address,
// contains spaces or control characters, or is longer than 2,083 bytes, the limit of terminals.
std::string hyperlinked(std::string_view text, std::string_view url);

}  // namespace broadtape
