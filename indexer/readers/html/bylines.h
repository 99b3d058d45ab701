// The names of authors in bylines of the visible text of a page.
#pragma once

#include <string>
#include <string_view>

namespace broadtape {

// The names in a line that begins with a word for `by`, or in which a date precedes it: `By Jane Roe`, `Von Jana Roth |
// 30. Januar 2025`, `Published on January 30, 2025 by Jane Roe`. Empty for any other line, and for a single word.
std::string names_in_byline(std::string_view line);

// The names in the text of an element whose class says that it names the author, with or without a word for `by`:
// `Jane Roe`. Empty if the text is something else, such as a sentence or a date.
std::string names_in_author_element(std::string_view text);

}  // namespace broadtape
