// Text as wire services set it for teleprinters: short lines, a paragraph begun by four blanks, tables in between.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// Lines of one paragraph joined by blanks, paragraphs apart by an empty line. Lines of tables stay lines.
std::string wire_paragraphs(std::string_view text);

}  // namespace broadtape
