// HTML character references: `AT&amp;T`, `&lt;XYZ>`, `&#8217;`.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// Decodes numeric references and the named ones of HTML 4 plus `&apos;`, once: `&amp;lt;` gives `&lt;`. A reference
// that is none, or whose number is no character, stays as written. The semicolon is required except after a number.
// Numbers 128 to 159 mean Windows-1252, as in browsers: `&#146;` is an apostrophe.
std::string decode_entities(std::string_view text);

}  // namespace broadtape
