// Text made safe and pretty for a terminal: control characters neutralised, lines wrapped by display width, colours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadtape {

// The last four tell lines of a chart apart.
enum class Ink : std::uint8_t { kPlain, kBold, kDim, kMatch, kBoldMatch, kCyan, kMagenta, kGreen, kBlue };

// A run of text in one ink.
struct Span {
  std::string text;
  Ink ink = Ink::kPlain;
};

// Without characters that a terminal would obey: escape, other control characters, and those that turn the direction of
// writing round. Each becomes U+FFFD; line feeds and tabs become spaces. Invalid UTF-8 is replaced.
std::string harmless(std::string_view text);

// The same, but keeps line feeds.
std::string harmless_lines(std::string_view text);

// `text` in `ink`, or as it is without `colour`.
std::string painted(std::string_view text, Ink ink, bool colour);

// Breaks spans into lines of at most `width` columns at spaces, longer words where they must; every line begins with
// `indent`. Requires harmless text.
std::vector<std::string> wrap(const std::vector<Span>& spans, std::size_t width, std::string_view indent, bool colour);

}  // namespace broadtape
