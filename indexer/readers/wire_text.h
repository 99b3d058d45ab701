// The layout of wire stories for teleprinters: short lines, paragraphs indented by four blanks, tables.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// Joins the lines of a paragraph by blanks and separates paragraphs by empty lines. Keeps the lines of tables.
std::string wire_paragraphs(std::string_view text);

}  // namespace broadtape
